"""Who may do what at a table. Whether somebody may see it at all, their seat has answered.

Each predicate asks a seat as ``member_of`` gives it: nobody's, where the person has none. That
the game has the right status is asked with it, so that a page offers only what would be done.
"""

from play.domain.challenges import may_answer
from play.domain.safety import may_remove
from play.domain.tables import ACTIVE, PAUSED, SETUP
from play.models import (
    Beat,
    Challenge,
    Character,
    Comment,
    Event,
    GameMember,
    Proposal,
    SafetyLine,
)


def can_set_up(member: GameMember | None) -> bool:
    return _sits(member, SETUP)


def can_play(member: GameMember | None) -> bool:
    return _sits(member, ACTIVE)


def can_describe(member: GameMember | None) -> bool:
    """Name, pitch, world and words: before the first scene and after it."""
    return _sits(member, SETUP, ACTIVE)


def can_talk(member: GameMember | None) -> bool:
    """Comments, lines and veils: at a table that rests too."""
    return _sits(member, SETUP, ACTIVE, PAUSED)


def can_fold(member: GameMember | None) -> bool:
    """Use the X-card: where the story is read, at a table that rests too."""
    return _sits(member, ACTIVE, PAUSED)


def can_pause(member: GameMember | None) -> bool:
    return _sits(member, ACTIVE)


def can_resume(member: GameMember | None) -> bool:
    return _sits(member, PAUSED)


def can_leave(member: GameMember | None) -> bool:
    return _sits(member, SETUP, ACTIVE, PAUSED) and not member.is_organizer


def can_change_settings(member: GameMember | None) -> bool:
    return _organizes(member, SETUP, ACTIVE)


def can_invite(member: GameMember | None) -> bool:
    return _organizes(member, SETUP, ACTIVE)


def can_organize(member: GameMember | None) -> bool:
    """Remove people, hand the game over, close it."""
    return _organizes(member, SETUP, ACTIVE, PAUSED)


def can_delete(member: GameMember | None) -> bool:
    """Whether the organizer sits alone, the domain asks."""
    return _organizes(member, *member.game.Status.values) if member else False


def can_change_beat(member: GameMember | None, beat: Beat) -> bool:
    return can_play(member) and beat.author_id == member.user_id


def can_answer_challenge(member: GameMember | None, challenge: Challenge) -> bool:
    return can_play(member) and may_answer(member, challenge.beat)


def can_withdraw_challenge(member: GameMember | None, challenge: Challenge) -> bool:
    return can_play(member) and challenge.challenger_id == member.user_id


def can_withdraw_proposal(member: GameMember | None, proposal: Proposal) -> bool:
    is_own = member is not None and proposal.proposer_id == member.user_id
    return is_own and _sits(member, SETUP, ACTIVE)


def can_choose_reading(member: GameMember | None, event: Event) -> bool:
    """What the oracle meant is for who asked it."""
    return can_change_beat(member, event.beat)


def can_change_character(member: GameMember | None, character: Character) -> bool:
    return can_describe(member) and character.player_id == member.user_id


def can_change_comment(member: GameMember | None, comment: Comment) -> bool:
    return can_talk(member) and comment.author_id == member.user_id


def can_remove_safety_line(member: GameMember | None, line: SafetyLine) -> bool:
    return can_talk(member) and may_remove(member, line)


def _sits(member, *statuses):
    return member is not None and member.is_present and member.game.status in statuses


def _organizes(member, *statuses):
    return _sits(member, *statuses) and member.is_organizer
