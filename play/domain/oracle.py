"""What a table reads out of the oracle's two words, and which reading the asker takes."""

from datetime import datetime
from random import Random
from uuid import UUID, uuid4

from play.domain.errors import NotTheAuthorError, OracleError
from play.domain.events import event_at_table
from play.domain.notifications import Kind, notify
from play.domain.story import checked_text
from play.domain.tables import ACTIVE, present_members, seat_lock, touch_scene
from play.models import Beat, Event, Game, GameMember, OracleVote
from play.rules import oracle
from play.rules.documents.base import MAX_LINE
from play.rules.documents.interpretations import MAX_READINGS


def add_reading(member: GameMember, event: Event, *, text: str, now: datetime) -> UUID:
    """Say what the words mean. Returns the reading's id, by which it is voted for and chosen.

    Raises ``OracleError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        event = _unanswered(member, event)
        _check_reader(member, event)
        text = _checked(text)
        readings = event.interpretations["readings"]
        if len(readings) >= MAX_READINGS:
            raise OracleError(f"There are {MAX_READINGS} readings already: vote for one of them.")
        if any(reading["text"].casefold() == text.casefold() for reading in readings):
            raise OracleError("Somebody has read it so already: vote for that reading.")
        key = uuid4()
        readings.append({"id": str(key), "author": str(member.user_id), "text": text})
        event.save(update_fields=["interpretations", "updated_at"])
        touch_scene(event.beat.scene, event.beat, is_beside=False)
        _tell_asker(game, event, member, now)
        return key


def vote_reading(
    member: GameMember, event: Event, *, reading: UUID | None = None, own_words: str = ""
) -> OracleVote:
    """Vote for ``reading`` or for one's own words; the last vote counts.

    Raises ``OracleError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE):
        event = _unanswered(member, event)
        _check_reader(member, event)
        if (reading is None) == (not own_words.strip()):
            raise OracleError("Vote for one of the readings, or write your own.")
        if reading is not None:
            _text_of(event, reading)
        words = _checked(own_words) if reading is None else ""
        vote, _ = OracleVote.objects.update_or_create(
            event=event, voter=member.user, defaults={"reading": reading, "own_words": words}
        )
        touch_scene(event.beat.scene, event.beat, is_beside=False)
        return vote


def choose(
    member: GameMember, event: Event, *, reading: UUID | None = None, own_words: str = ""
) -> Event:
    """Take ``reading``, or answer in one's own words: that is what the oracle said.

    Raises ``NotTheAuthorError``, ``OracleError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        event = _of_asker(game, member, event)
        if (reading is None) == (not own_words.strip()):
            raise OracleError("Choose one of the readings, or write your own.")
        return _answer(event, _checked(own_words) if reading is None else _text_of(event, reading))


def choose_most_voted(member: GameMember, event: Event, *, rng: Random) -> Event:
    """Take what has the most votes. Of equals ``rng`` draws one, unless the table leaves it to
    the asker: ``OracleError``, as without any votes. Raises as ``choose`` does.
    """
    with seat_lock(member, ACTIVE) as game:
        event = _of_asker(game, member, event)
        try:
            first = oracle.most_voted(
                _votes(event),
                set(present_members(game).values_list("user_id", flat=True)),
                rng.choice,
                tie_break=game.settings["tie_break"],
            )
        except (oracle.NoVotesError, oracle.TieError) as error:
            raise OracleError(f"{error}.") from error
        return _answer(event, _text_of(event, first) if isinstance(first, UUID) else first)


def may_choose(member: GameMember, event: Event) -> bool:
    """The asker chooses; once they are gone, anybody at the table does in their place."""
    asker = event.beat.author_id
    if asker == member.user_id:
        return True
    return not present_members(member.game).filter(user=asker).exists()


def _unanswered(member, event):
    event = event_at_table(member, event)
    if event.type != Event.Type.ORACLE:
        raise OracleError("This is no question to the oracle.")
    if event.chosen:
        raise OracleError("The oracle has answered this question.")
    if event.beat.status == Beat.Status.REJECTED:
        raise OracleError("The table did not take this beat into its story.")
    return event


def _of_asker(game, member, event):
    event = _unanswered(member, event)
    if not may_choose(member, event):
        raise NotTheAuthorError("Whoever asked the oracle chooses what it said.")
    return event


def _check_reader(member, event):
    asker = event.beat.author_id
    if not oracle.may_read(event.scope, reader=member.user_id, asker=asker):
        raise OracleError("Only the asker reads the words of this question.")


def _text_of(event, key):
    for reading in event.interpretations["readings"]:
        if reading["id"] == str(key):
            return reading["text"]
    raise OracleError("The oracle has no such reading.")


def _votes(event):
    """By voter, the id of a reading or the voter's own words."""
    votes = event.oracle_votes.exclude(voter=None).order_by("created_at", "pk")
    return {vote.voter_id: vote.reading or vote.own_words for vote in votes}


def _answer(event, text):
    event.chosen = text
    event.save(update_fields=["chosen", "updated_at"])
    touch_scene(event.beat.scene, event.beat, is_beside=False)
    return event


def _tell_asker(game: Game, event: Event, member: GameMember, now: datetime) -> None:
    if event.beat.author is not None:
        notify(
            game,
            kind=Kind.ORACLE_ASKED,
            text=f"{member.user.get_short_name()} read the words that the oracle gave you.",
            recipients=[event.beat.author],
            actor=member.user,
            beat=event.beat,
            now=now,
        )


def _checked(text):
    """In one line."""
    missing = "Write what the words mean."
    text = " ".join(text.split())
    return checked_text(text, limit=MAX_LINE, error=OracleError, missing=missing)
