"""A spell as a list shows and filters it: small, and never changed."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.rules.documents.base import MAX_SPELL_LEVEL


@dataclass(frozen=True, slots=True)
class SpellRecord:
    """``folded`` is the name as it is searched; ``facets`` holds what each filter asks for."""

    key: str
    name: str
    level: int
    school: str
    casting_time: str
    range: str
    duration: str
    ritual: bool
    concentration: bool
    classes: tuple[str, ...]
    folded: str
    facets: dict[str, tuple[str, ...]]

    @property
    def level_text(self) -> str:
        return "Cantrip" if self.level == 0 else f"Level {self.level}"

    @property
    def components(self) -> str:
        """``V, S, M``"""
        parts = ("verbal", "somatic", "material")
        return ", ".join(name[0].upper() for name in parts if self.facets[name] == ("yes",))

    @property
    def is_costly(self) -> bool:
        return self.facets["cost"] != ("no",)

    @property
    def is_upcastable(self) -> bool:
        return self.facets["upcastable"] == ("yes",)

    @property
    def ruleset(self) -> str:
        return self.facets["ruleset"][0]

    @property
    def rules_text(self) -> str:
        """``2014 rules``, or ``homebrew``"""
        return self.ruleset if self.ruleset == "homebrew" else f"{self.ruleset} rules"


def told_apart(records: Iterable[SpellRecord]) -> dict[str, str]:
    """By key how to call each of ``records``: its name, and of two with one name more than that.

    Whoever has the spells of two rule sets has most spells twice.
    """
    records = list(records)
    names = Counter(record.name for record in records)
    pairs = Counter((record.name, record.ruleset) for record in records)
    called = {}
    for record in records:
        if names[record.name] == 1:
            called[record.key] = record.name
        else:
            is_clear = pairs[record.name, record.ruleset] == 1
            called[record.key] = f"{record.name} ({record.rules_text if is_clear else record.key})"
    return called


def record_of(columns: dict) -> SpellRecord:
    """The record of a row of ``spells``, of which ``columns`` has all but the texts.

    ``has_more`` says whether the row has a text about higher levels.
    """
    return SpellRecord(
        key=columns["id"],
        name=columns["name"],
        level=columns["level"],
        school=columns["school"],
        casting_time=columns["casting_time"],
        range=columns["range"],
        duration=columns["duration"],
        ritual=columns["ritual"],
        concentration=columns["concentration"],
        classes=tuple(columns["spell_lists"]),
        folded=folded(columns["name"]),
        facets=facets_of(columns),
    )


def folded(text: str) -> str:
    """``text`` without case, accents and punctuation, one space between words."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    plain = "".join(
        letter if letter.isalnum() else " " if letter not in "'’" else ""
        for letter in text.casefold()
        if not unicodedata.combining(letter)
    )
    return " ".join(plain.split())


def facets_of(columns: dict) -> dict[str, tuple[str, ...]]:
    """The values of a spell under each filter."""
    components, data = columns["components"], columns["data"]
    damage, source = data.get("damage") or {}, data.get("source") or {}
    area = data.get("area")
    return {
        "class": tuple(columns["spell_lists"]),
        "level": (str(columns["level"]),),
        "school": (columns["school"],),
        "ritual": _yes_or_no(columns["ritual"]),
        "concentration": _yes_or_no(columns["concentration"]),
        "verbal": _yes_or_no(components.get("verbal")),
        "somatic": _yes_or_no(components.get("somatic")),
        "material": _yes_or_no(components.get("material")),
        "cost": _cost(components),
        "time": (time_kind(columns["casting_time"]),),
        "save": (columns["save_type"] or "none",),
        "damage": tuple(damage.get("damage_types", ())) or ("none",),
        "area": (area["shape"] if area else "none",),
        "upcastable": _yes_or_no(is_upcastable(columns)),
        "ruleset": (data.get("ruleset", "homebrew"),),
        "source": (source.get("title", "Fireside"),),
    }


def time_kind(text: str) -> str:
    """How long casting takes, roughly: ``action``, ``bonus action``, ``minutes``, …"""
    words = text.casefold()
    for kind in ("bonus action", "reaction", "action", "minute", "hour"):
        if kind in words:
            return f"{kind}s" if kind in ("minute", "hour") else kind
    return "other"


def is_upcastable(columns: dict) -> bool:
    """Whether a higher slot does more. A cantrip takes no slot, and only grows with its caster."""
    level, data = columns["level"], columns["data"]
    if not 0 < level < MAX_SPELL_LEVEL:
        return False
    tables = [(data.get(part) or {}).get("by_slot_level", {}) for part in ("damage", "healing")]
    options = data.get("casting_options", ())
    return (
        columns["has_more"]
        or any(len(set(table.values())) > 1 for table in tables)
        or any(option["kind"] == "slot" and option.get("number", 0) > level for option in options)
    )


def _yes_or_no(value):
    return ("yes",) if value else ("no",)


def _cost(components):
    if components.get("is_consumed"):
        return ("used up", "costs") if components.get("cost_gp") else ("used up",)
    return ("costs",) if components.get("cost_gp") else ("no",)
