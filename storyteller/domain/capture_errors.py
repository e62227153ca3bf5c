"""Why a question, a session or a file is not taken as it comes."""

from storyteller.domain.errors import StorytellerError


class AnswerChangedError(StorytellerError):
    """Another window saved this answer in between. ``found`` is what stands there now."""

    message = "This answer was changed in another window meanwhile."

    def __init__(self, found):
        super().__init__()
        self.found = found


class NothingToldError(StorytellerError):
    message = "There is nothing to keep yet. Write a few words, or skip the question."


class QuestionClosedError(StorytellerError):
    """A boundary stands against the question, or its part of the story is not open."""


class SessionMoveError(StorytellerError):
    """A session cannot go on in this way from where it is."""


class ArtifactDecidedError(StorytellerError):
    message = "This was decided on already."


class UploadRefusedError(StorytellerError):
    """A file is not taken, and why."""


class UploadKnownError(StorytellerError):
    """The same file is here already: ``found``."""

    message = "This file is here already, so it was not added twice."

    def __init__(self, found):
        super().__init__()
        self.found = found
