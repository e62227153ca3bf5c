"""A character on a card: what fits beside a name in a list."""

from dataclasses import dataclass

from campaigns.rules.fifth_edition.experience import levels_waiting
from campaigns.rules.fifth_edition.hit_points import is_dead
from campaigns.rules.names import initials
from campaigns.rules.sheet_numbers import whole
from campaigns.rules.sheet_verbs.levelling import improvements_waiting


@dataclass(frozen=True, slots=True)
class Card:
    initials: str
    summary: str
    level: int
    current: int
    maximum: int
    temporary: int
    portrait: str
    is_retired: bool
    is_dead: bool
    levels_waiting: int
    improvements_waiting: int
    conditions: list[str]

    @property
    def is_low(self) -> bool:
        """A quarter of the hit points or less."""
        return self.current * 4 <= self.maximum


def card_of(document: object) -> Card:
    """What a list shows of a stored sheet."""
    sheet = whole(document)
    points = sheet["hit_points"]
    summary = f"{sheet['race'].capitalize()} {sheet['character_class']}"
    if subclass := sheet.get("subclass", ""):
        summary += f", {subclass}"
    return Card(
        initials=initials(sheet["name"]),
        summary=summary,
        level=sheet["level"],
        current=points["current"],
        maximum=points["maximum"],
        temporary=points.get("temporary", 0),
        portrait=sheet.get("portrait", ""),
        is_retired=sheet.get("is_retired", False),
        is_dead=is_dead(sheet),
        levels_waiting=levels_waiting(sheet),
        improvements_waiting=improvements_waiting(sheet),
        conditions=sheet.get("conditions", []),
    )
