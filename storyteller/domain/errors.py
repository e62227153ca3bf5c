"""Why something is not done, a class for each reason that a page words differently."""

from uuid import UUID


class StorytellerError(Exception):
    """A sentence for the person, which says what to do instead where there is anything."""

    def __init__(self, message: str = ""):
        super().__init__(message or self.__class__.message)

    message = "This cannot be done here."


class ConsentRequiredError(StorytellerError):
    """No session, question, edit or file without consent. Pages lead to where it is given."""

    message = "This needs consent first."

    def __init__(self, storyteller: UUID):
        super().__init__()
        self.storyteller = storyteller


class RestoreTooLateError(StorytellerError):
    message = "The time in which this could be undone is over."


class InvitationError(StorytellerError):
    """A link that leads nowhere, or is not made."""


class HelperError(StorytellerError):
    """Somebody cannot help, or not in this way."""


class LaneError(StorytellerError):
    """A section cannot be changed in this way."""


class MemoryDecidedError(StorytellerError):
    message = "This memory was decided on already."


class NoProcessError(StorytellerError):
    message = "There are no questions yet. Ask the people who run this site to load them."
