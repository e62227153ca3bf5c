"""What people put into a beat, made into events: each part as it should be, or none."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from random import Random

from play.domain.errors import BeatError, PlayError
from play.domain.events import (
    MAX_QUESTION,
    Fields,
    fortune_fields,
    oracle_fields,
    roll_fields,
)
from play.domain.story import checked_text
from play.domain.tables import present_members
from play.models import Event, GameMember, Scene
from play.models.beats import MAX_BEAT_TEXT
from play.rules.documents.beats import MAX_EVENTS

Type = Event.Type
# By type, what is given beside the text, and what of it a refusal names.
_GIVEN = {
    Type.NARRATIVE: ((), "text"),
    Type.OOC: ((), "text"),
    Type.ROLL: (("notation",), "dice"),
    Type.ORACLE: (("question", "scope", "drawn"), "words"),
    Type.FORTUNE_ROLL: (("question", "odds"), "odds"),
}


def made(
    member: GameMember,
    scene: Scene,
    events: Sequence[Mapping[str, str]],
    *,
    now: datetime,
    rng: Random,
) -> list[Fields]:
    """The fields of ``events``, with dice that have fallen.

    Raises ``BeatError``, which says in which part, and in what of it, the mistake is.
    """
    if not events:
        raise BeatError("Write something first.")
    if len(events) > MAX_EVENTS:
        raise BeatError(f"This beat has {len(events)} parts. It may have {MAX_EVENTS}.")
    at_hand = {"member": member, "scene": scene, "now": now, "rng": rng}
    return [_made(number, event, at_hand) for number, event in enumerate(events, 1)]


def checked_content(number: int, text: str, kind: str) -> str:
    """The text of the part ``number``, which is of ``kind``. Raises ``BeatError``."""
    missing = "Write something." if kind in (Type.NARRATIVE, Type.OOC) else ""
    with _named(number, "text"):
        return checked_text(text, limit=MAX_BEAT_TEXT, error=BeatError, missing=missing)


def _made(number, event, at_hand):
    kind = event.get("type")
    if kind not in Type:
        raise BeatError(f"Part {number}, type: Beats have no such parts.")
    names, named = _GIVEN[kind]
    given = {name: _string(number, event, name) for name in names}
    content = checked_content(number, _string(number, event, "content"), kind)
    if "question" in given:
        _check_question(number, given["question"])
    with _named(number, named):
        return _fields(kind, content, given, **at_hand)


def _fields(kind, content, given, *, member, scene, now, rng):
    match kind:
        case Type.ROLL:
            return roll_fields(given["notation"], content, rng=rng)
        case Type.ORACLE:
            return oracle_fields(**given, content=content, member=member, now=now)
        case Type.FORTUNE_ROLL:
            return fortune_fields(
                **given,
                content=content,
                tension=scene.tension,
                settings=member.game.settings,
                players=present_members(member.game).count(),
                now=now,
                rng=rng,
            )
    return {"type": kind, "content": content}


def _string(number, event, name):
    value = event.get(name, "")
    if not isinstance(value, str):
        raise BeatError(f"Part {number}, {name}: This is no text.")
    return value


def _check_question(number, text):
    missing = "Write a question."
    with _named(number, "question"):
        checked_text(text, limit=MAX_QUESTION, error=BeatError, missing=missing)


@contextmanager
def _named(number, name) -> Iterator[None]:
    """What is refused inside is refused with the part, and what of it is wrong."""
    try:
        yield
    except PlayError as refusal:
        raise BeatError(f"Part {number}, {name}: {refusal}") from refusal
