"""Which meetings concern which characters, and the scores that each audience sees of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from campaigns.rules.standing import AUDIENCES, Change, standing


class Meeting(NamedTuple):
    """A row of the log; without ``character`` it happened to the whole party."""

    at: datetime
    key: str
    amount: int
    character: str | None
    visibility: str


class Stay(NamedTuple):
    """From when on, and until when, a character played in the campaign."""

    character: str
    since: datetime
    until: datetime | None


class Start(NamedTuple):
    """How an NPC stood towards a character before they met, and who may know it."""

    character: str
    amount: int
    visibility: str


class Stand(NamedTuple):
    """The score today, and the time of the last meeting, if there was one."""

    score: int
    met: datetime | None


def who_was_there(meeting: Meeting, stays: Iterable[Stay]) -> list[str]:
    """The characters whom ``meeting`` concerns: one, or every one in the campaign at that time."""
    if meeting.character is not None:
        return [meeting.character]
    return [
        stay.character
        for stay in stays
        if stay.since <= meeting.at and (stay.until is None or meeting.at <= stay.until)
    ]


def changes_by_character(
    meetings: Iterable[Meeting], stays: Iterable[Stay]
) -> dict[str, list[Change]]:
    """What every character has to its account; a change of 0 is a meeting too."""
    stays, changes = tuple(stays), {}
    for meeting in meetings:
        for character in who_was_there(meeting, stays):
            changes.setdefault(character, []).append(Change(*meeting[:3]))
    return changes


def stands(
    meetings: Iterable[Meeting], stays: Iterable[Stay], starts: Iterable[Start]
) -> Mapping[str, dict[str, Stand]]:
    """By character and audience how an NPC stands, made of what that audience may see.

    A character that no audience knows to have met the NPC, or to be met with any attitude, is not
    in it. ``starts`` count for characters that have a stay: others left no trace in the campaign.
    """
    meetings, stays = tuple(meetings), tuple(stays)
    known = {stay.character for stay in stays}
    starts = [start for start in starts if start.character in known]
    found: dict[str, dict[str, Stand]] = {}
    for audience, shown in AUDIENCES.items():
        seen = (meeting for meeting in meetings if meeting.visibility in shown)
        changes = changes_by_character(seen, stays)
        begin = {start.character: start.amount for start in starts if start.visibility in shown}
        for character in changes.keys() | begin.keys():
            own = changes.get(character, [])
            score = standing(own, start=begin.get(character, 0)).score
            met = max(change.at for change in own) if own else None
            found.setdefault(character, {})[audience] = Stand(score, met)
    return found
