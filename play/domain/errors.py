"""What a table does not allow. Each text is a sentence for the person who asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst


class PlayError(Exception):
    """The rules of the table do not allow it."""


@contextmanager
def refused_as(error: type[PlayError]) -> Iterator[None]:
    """What a row's ``full_clean`` refuses in the block is refused as ``error``, in its words."""
    try:
        yield
    except ValidationError as refusal:
        raise error(" ".join(_sentences(refusal))) from refusal


def _sentences(refusal):
    for field, messages in refusal.message_dict.items():
        prefix = "" if field == NON_FIELD_ERRORS else f"{capfirst(field).replace('_', ' ')}: "
        yield from (f"{prefix}{message}" for message in messages)


# Who may.


class NotAMemberError(PlayError):
    def __init__(self, text="You do not sit at this table."):
        super().__init__(text)


class NotTheOrganizerError(PlayError):
    def __init__(self, text="Only the organizer of the game may do this."):
        super().__init__(text)


class NotTheAuthorError(PlayError):
    """What somebody else wrote is theirs to change."""


# When.


class GameStatusError(PlayError):
    """The game is not, or no longer, at the point where this could be done."""


class GameNotBegunError(GameStatusError):
    def __init__(self):
        super().__init__("The game has not begun yet. The table is still setting it up.")


class GameBegunError(GameStatusError):
    def __init__(self):
        super().__init__("The game has begun. This belongs to the time before it.")


class GameActiveError(GameStatusError):
    def __init__(self):
        super().__init__("The game does not rest.")


class GamePausedError(GameStatusError):
    def __init__(self):
        super().__init__("The game rests. Anyone at the table can take it up again.")


class GameArchivedError(GameStatusError):
    def __init__(self):
        super().__init__("The game is over. It can be read, and nothing is added to it.")


# The table.


class GameError(PlayError):
    """The game cannot be so."""


class TableFullError(PlayError):
    def __init__(self):
        super().__init__("Every seat at this table is taken.")


class SeatError(PlayError):
    """Nobody can leave, be removed or be handed the game in this way."""


class InvitationError(PlayError):
    """The link does not lead to the table, or not any more, or cannot be made so."""


class SetupError(PlayError):
    """The prompt is not such that this could be done with it."""


class WordTableError(PlayError):
    """The oracle could not draw from these words."""


class SafetyLineError(PlayError):
    """The line or veil cannot be so."""


class PauseError(PlayError):
    """The game cannot be paused in this way."""


# The story.


class ProposalError(PlayError):
    """The proposal is not such that this could be done with it."""


class StoryError(PlayError):
    """The act or scene is not such that this could be done with it."""


class BeatError(PlayError):
    """The beat cannot be so, or is not such that this could be done with it."""


class ChallengeError(PlayError):
    """The challenge is not such that this could be done with it."""


class SpotlightError(PlayError):
    """The turn cannot be handed to this character."""


# Chance and talk.


class RollError(PlayError):
    """The dice cannot be rolled so."""


class FortuneError(PlayError):
    """The fortune roll is not such that this could be done with it."""


class OracleError(PlayError):
    """The oracle is not such that this could be done with it."""


class CommentError(PlayError):
    """The comment cannot be so."""


# The world.


class WorldError(PlayError):
    """The sheet, entry or relationship cannot be so."""


class ArchiveError(PlayError):
    """The file is not the archive of a game, or cannot be taken in."""
