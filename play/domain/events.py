"""What dice, fortune and the oracle give to an event of a beat: fields of ``Event``.

Nothing is stored here. Who writes the beat adds the event's place and saves it.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from play.domain.draws import read_draw
from play.domain.errors import FortuneError, NotAMemberError, OracleError, RollError
from play.domain.rolls import roll
from play.domain.story import checked_text
from play.models import Event, GameMember
from play.models.beats import MAX_BEAT_TEXT
from play.rules import fortune

type Fields = dict[str, Any]
MAX_QUESTION = Event._meta.get_field("question").max_length


def roll_fields(notation: str, reason: str = "", *, rng: Random) -> Fields:
    """Dice as they fell, and why they were rolled. Raises ``RollError``."""
    rolled = roll(notation, rng)
    return {
        "type": Event.Type.ROLL,
        "content": _content(reason, RollError),
        "notation": str(rolled.notation),
        "dice": rolled.as_document(),
        "total": rolled.total,
    }


def fortune_fields(
    question: str,
    *,
    odds: str,
    tension: int,
    settings: dict,
    players: int,
    now: datetime,
    rng: Random,
    content: str = "",
) -> Fields:
    """A question to fortune: answered at once, or open for as long as the odds may be contested.

    ``settings`` are the game's; ``players`` is how many sit at the table. Raises ``FortuneError``.
    """
    if odds not in fortune.ODDS:
        raise FortuneError("Choose how likely a yes seems.")
    fields = {
        "type": Event.Type.FORTUNE_ROLL,
        "content": _content(content, FortuneError),
        "question": _question(question, FortuneError),
        "odds": odds,
        "tension": tension,
    }
    hours = settings["contest_hours"]
    if fortune.can_be_contested(hours, players):
        return fields | {"contest_closes_at": now + timedelta(hours=hours)}
    return fields | fallen(odds, tension, rng)


def fallen(odds: str, tension: int, rng: Random) -> Fields:
    """The die of a fortune roll and what it says."""
    die = rng.randrange(fortune.FACES)
    return {"die": die, "result": fortune.answer(odds, tension, die)}


def oracle_fields(
    question: str, *, scope: str, drawn: str, member: GameMember, now: datetime, content: str = ""
) -> Fields:
    """A question to the oracle with the words that were drawn for it, and no reading yet.

    ``drawn`` is the token of a draw that ``member`` made. Raises ``OracleError``.
    """
    if scope not in Event.Scope:
        raise OracleError("Ask for the whole table, or for yourself alone.")
    pair = read_draw(drawn, member=member, now=now)
    return {
        "type": Event.Type.ORACLE,
        "content": _content(content, OracleError),
        "question": _question(question, OracleError),
        "scope": scope,
        "action_word": pair.action,
        "descriptor_word": pair.descriptor,
        "interpretations": {"version": 1, "readings": []},
    }


def event_at_table(member: GameMember, event: Event) -> Event:
    """``event`` as it is now, with its beat, scene and act. Raises ``NotAMemberError``."""
    events = Event.objects.select_related("beat__author", "beat__scene__act")
    found = events.filter(pk=event.pk, beat__scene__act__game=member.game_id).first()
    if found is None:
        raise NotAMemberError("This belongs to another table.")
    return found


def _question(text, error):
    return checked_text(text, limit=MAX_QUESTION, error=error, missing="Write a question.")


def _content(text, error):
    return checked_text(text, limit=MAX_BEAT_TEXT, error=error)
