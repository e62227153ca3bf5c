"""What an NPC remembers of the party, as somebody may know it."""

from collections import Counter
from dataclasses import dataclass

from campaigns.domain.standings import starts_of, stays_in
from campaigns.models import NPC, Character, NPCInteraction
from campaigns.rules.meetings import Meeting, changes_by_character
from campaigns.rules.standing import (
    AUDIENCES,
    Band,
    Standing,
    audience_of,
    band_of,
    standing,
    tone_for,
    towards_all,
)
from campaigns.rules.standing_chart import Chart, chart
from campaigns.rules.visibility import Viewer

LAST_MEETINGS, CONSEQUENCES, TOPICS = 3, 8, 12
# How far back consequences and topics are looked for.
LOOKED_AT = 200
COLUMNS = ("timestamp", "pk", "relationship_change", "character", "visibility")


@dataclass(frozen=True)
class Remembered:
    """One character, as the NPC has them in mind."""

    character: Character
    standing: Standing
    meetings: int

    @property
    def score(self) -> int:
        return self.standing.score

    @property
    def band(self) -> Band:
        return band_of(self.score)

    @property
    def lost(self) -> int:
        """How many points found no room at the ends of the scale, in either direction."""
        return sum(abs(step.lost) for step in self.standing.steps)


@dataclass(frozen=True)
class Memory:
    """``by_character`` is empty where nobody plays in the campaign; ``own`` come first in it."""

    by_character: list[Remembered]
    own: int
    last: list[NPCInteraction]
    consequences: list[tuple[str, NPCInteraction]]
    topics: list[tuple[str, int]]
    tone: str
    score: int

    @property
    def band(self) -> Band:
        return band_of(self.score)

    def of(self, key: str | None) -> Remembered | None:
        """The character with that key, else whom they met most often of those named first."""
        found = (each for each in self.by_character if each.character.pk == key)
        usual = max(self.by_character[: self.own or None], key=_met, default=None)
        return next(found, usual)


def memory_of(npc: NPC, viewer: Viewer, party: list[Character], us: set[str]) -> Memory:
    """What ``npc`` has in mind of ``party``, made of what ``viewer`` may see of the log.

    ``us`` are the keys of those whom the tone is for: the viewer's own characters or, where they
    have none, the party. Three queries.
    """
    shown = AUDIENCES[audience_of(viewer.role)]
    rows = NPCInteraction.objects.counted().filter(npc=npc)
    log = [Meeting(*row) for row in rows.filter(visibility__in=shown).values_list(*COLUMNS)]
    changes = changes_by_character(log, stays_in([npc.campaign_id])[npc.campaign_id])
    starts = {
        start.character: start.amount
        for start in starts_of(npc.relationships)
        if start.visibility in shown
    }
    remembered = [
        Remembered(
            character,
            standing(changes.get(character.pk, []), start=starts.get(character.pk, 0)),
            len(changes.get(character.pk, [])),
        )
        for character in party
    ]
    # The viewer's own first, then by name as they came.
    remembered.sort(key=lambda each: each.character.pk not in us)
    score = towards_all(each.score for each in remembered if each.character.pk in us)
    recent = list(
        rows.shown_to(viewer).select_related("character").order_by("-timestamp", "-pk")[:LOOKED_AT]
    )
    return Memory(
        remembered,
        sum(each.character.pk in us for each in remembered),
        recent[:LAST_MEETINGS],
        _consequences(recent),
        _topics(recent),
        tone_for(score, npc.data.get("current_mood", "neutral")),
        score,
    )


def line_of(remembered: Remembered) -> Chart:
    """The line of one character's standing over time."""
    return chart(remembered.standing.start, remembered.standing.steps)


def _met(remembered):
    return remembered.meetings


def _consequences(rows):
    found = [(text, row) for row in rows for text in row.data.get("consequences", [])]
    return found[:CONSEQUENCES]


def _topics(rows):
    """What they spoke of, most often first; of equal ones, the latest first."""
    return Counter(topic for row in rows for topic in row.data.get("topics", [])).most_common(
        TOPICS
    )
