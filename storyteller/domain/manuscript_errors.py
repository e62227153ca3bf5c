"""Why something is not done with a manuscript."""

from storyteller.domain.errors import StorytellerError


class TextChangedError(StorytellerError):
    """Somebody else wrote in between: ``found`` is the row as it is now. Nothing was stored."""

    message = "Somebody else changed this text while you were writing."

    def __init__(self, found):
        super().__init__()
        self.found = found


class OutlineError(StorytellerError):
    """There is nothing to make an outline from."""


class ChapterError(StorytellerError):
    """A chapter cannot be moved, split, merged or deleted in this way."""


class ApprovalError(StorytellerError):
    """A chapter cannot be approved yet; the sentence says what stands in the way."""


class EditError(StorytellerError):
    """An edit cannot go this way."""
