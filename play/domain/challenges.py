"""Objections to what stands in the story. The author changes it, or lets it stand."""

from datetime import datetime

from play.domain.errors import ChallengeError, NotAMemberError, NotTheAuthorError
from play.domain.mentions import tell_mentioned
from play.domain.notifications import Kind, notify
from play.domain.story import beat_at_table, change_status, checked_text
from play.domain.tables import ACTIVE, present_members, seat_lock, touch_scene
from play.models import Beat, Challenge, Game, GameMember
from play.models.beats import MAX_BEAT_TEXT
from play.rules.beats import BEAT

_NOT_NOW = {
    Beat.Status.PROPOSED: "This beat does not stand yet: the table or fortune has to decide first.",
    Beat.Status.APPROVED: (
        "The table agreed to this beat. It can be challenged once the scene is over."
    ),
    Beat.Status.CHALLENGED: "Somebody challenges this beat already: join their talk.",
    Beat.Status.REJECTED: "The table did not take this beat into its story.",
}


def challenge_beat(member: GameMember, beat: Beat, *, reason: str, now: datetime) -> Challenge:
    """Say what does not fit. Scenes that are over can be objected to as well.

    Raises ``ChallengeError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        beat = beat_at_table(member, beat)
        _require_open_to(member, beat)
        missing = "Say what does not fit."
        reason = checked_text(reason, limit=MAX_BEAT_TEXT, error=ChallengeError, missing=missing)
        change_status(beat, Beat.Status.CHALLENGED)
        challenge = Challenge.objects.create(
            beat=beat, challenger=member.user, reason=reason, created_at=now
        )
        touch_scene(beat.scene, beat, is_beside=False)
        tell_mentioned(game, reason, actor=member.user, beat=beat, now=now)
        _tell(
            game,
            challenge,
            Kind.BEAT_CHALLENGED,
            f"{member.user} challenges a beat by {_author(beat)}.",
            actor=member.user,
            now=now,
        )
        return challenge


def dismiss_challenge(
    member: GameMember, challenge: Challenge, *, now: datetime, answer: str = ""
) -> Challenge:
    """Let the beat stand as it is. Where its author is gone, anybody at the table may.

    Raises ``NotTheAuthorError``, ``ChallengeError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        challenge = _open(game, challenge)
        if not may_answer(member, challenge.beat):
            raise NotTheAuthorError("Only its author can answer for a beat.")
        answer = checked_text(answer, limit=MAX_BEAT_TEXT, error=ChallengeError)
        end_challenge(challenge, Challenge.Status.DISMISSED, answer=answer, now=now)
        change_status(challenge.beat, Beat.Status.CANON)
        tell_mentioned(game, answer, actor=member.user, beat=challenge.beat, now=now)
        _tell(
            game,
            challenge,
            Kind.CHALLENGE_DISMISSED,
            f"{member.user} lets the beat by {_author(challenge.beat)} stand.",
            actor=member.user,
            now=now,
        )
        return challenge


def withdraw_challenge(member: GameMember, challenge: Challenge, *, now: datetime) -> Challenge:
    """Take one's objection back; the beat stands.

    Raises ``NotTheAuthorError``, ``ChallengeError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        challenge = _open(game, challenge)
        if challenge.challenger_id != member.user_id:
            raise NotTheAuthorError("Only who challenged a beat can take that back.")
        end_challenge(challenge, Challenge.Status.WITHDRAWN, now=now)
        change_status(challenge.beat, Beat.Status.CANON)
        _tell(
            game,
            challenge,
            Kind.CHALLENGE_DISMISSED,
            f"{member.user} took back the challenge of a beat by {_author(challenge.beat)}.",
            actor=member.user,
            now=now,
        )
        return challenge


def may_answer(member: GameMember, beat: Beat) -> bool:
    """The author answers for a beat; once they are gone, anybody at the table does."""
    if beat.author_id == member.user_id:
        return True
    return not present_members(member.game).filter(user=beat.author_id).exists()


def open_challenge(beat: Beat) -> Challenge | None:
    return Challenge.objects.filter(beat=beat, status=Challenge.Status.OPEN).first()


def end_challenge(challenge: Challenge, status: str, *, now: datetime, **fields) -> None:
    """What becomes of its beat, the caller says. The game is locked."""
    # Who answers may have looked at the clock before it was made.
    ended = max(now, challenge.created_at)
    change_status(challenge, status, resolved_at=ended, **fields)
    touch_scene(challenge.beat.scene, challenge.beat, is_beside=False)


def _require_open_to(member, beat):
    if beat.author_id == member.user_id:
        raise ChallengeError("It is your own beat: change it.")
    if not BEAT.allows(beat.status, Beat.Status.CHALLENGED):
        raise ChallengeError(_NOT_NOW[beat.status])


def _open(game: Game, challenge: Challenge) -> Challenge:
    """``challenge`` as it is now."""
    rows = Challenge.objects.select_related("beat__author", "beat__scene__act", "challenger")
    found = rows.filter(pk=challenge.pk, beat__scene__act__game=game).first()
    if found is None:
        raise NotAMemberError("This belongs to another table.")
    if found.status != Challenge.Status.OPEN:
        status = found.get_status_display().lower()
        raise ChallengeError(f"This challenge has ended: {status}.")
    return found


def _tell(game, challenge, kind, text, *, actor, now):
    notify(game, kind=kind, text=text, actor=actor, beat=challenge.beat, now=now)


def _author(beat):
    return beat.author or "somebody who left"
