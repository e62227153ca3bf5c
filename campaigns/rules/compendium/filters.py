"""What one can ask of the list of spells, and how that reads in words.

Within a filter one value is enough; of the filters each must hold.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from campaigns.rules.documents.base import DAMAGE_TYPES
from campaigns.rules.documents.sheet import CLASSES
from campaigns.rules.documents.spell import RULESETS, SCHOOLS

SAVES = {
    "STR": "Strength",
    "DEX": "Dexterity",
    "CON": "Constitution",
    "INT": "Intelligence",
    "WIS": "Wisdom",
    "CHA": "Charisma",
}
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its values with what stands beside each, and how a choice reads in a sentence.

    A facet without ``values`` has those that the spells have. ``phrase`` has the values in words
    in place of ``{}``; ``said`` has whole phrases for some values.
    """

    key: str
    label: str
    values: Mapping[str, str]
    phrase: str = "{}"
    said: Mapping[str, str] | None = None


def _same(values: Iterable[str]) -> dict[str, str]:
    return {value: value[:1].upper() + value[1:] for value in values}


def _yes(key: str, label: str, yes: str, no: str) -> Facet:
    return Facet(key, label, {"yes": "Yes", "no": "No"}, said={"yes": yes, "no": no})


FACETS = (
    Facet("class", "Class", _same(CLASSES)),
    Facet(
        "level",
        "Level",
        {"0": "Cantrip"} | {str(level): str(level) for level in range(1, 10)},
        phrase="level {}",
        said={"0": "cantrip"},
    ),
    Facet("school", "School", _same(SCHOOLS)),
    _yes("ritual", "Ritual", "ritual", "not a ritual"),
    _yes("concentration", "Concentration", "concentration", "no concentration"),
    _yes("upcastable", "More with a higher slot", "upcastable", "not upcastable"),
    Facet(
        "time",
        "Casting time",
        _same(("action", "bonus action", "reaction", "minutes", "hours", "other")),
        phrase="cast in {}",
        said={
            "action": "an action",
            "bonus action": "a bonus action",
            "reaction": "a reaction",
            "other": "some other time",
        },
    ),
    Facet(
        "save",
        "Saving throw",
        SAVES | {"none": "None"},
        phrase="{} save",
        said={"none": "no"} | SAVES,
    ),
    Facet(
        "damage",
        "Damage",
        _same((*DAMAGE_TYPES, "none")),
        phrase="{} damage",
        said={"none": "no"},
    ),
    Facet(
        "area",
        "Area",
        _same(("cone", "cube", "cylinder", "line", "sphere", "none")),
        phrase="in {}",
        said={"none": "no area"}
        | {shape: f"a {shape}" for shape in ("cone", "cube", "cylinder", "line", "sphere")},
    ),
    _yes("verbal", "Verbal (V)", "verbal", "without words"),
    _yes("somatic", "Somatic (S)", "somatic", "without gestures"),
    _yes("material", "Material (M)", "material", "without material"),
    Facet(
        "cost",
        "Costly material",
        {"costs": "Costs gold", "used up": "Is used up", "no": "Neither"},
        said={
            "costs": "costly material",
            "used up": "material that is used up",
            "no": "no costly material",
        },
    ),
    Facet(
        "ruleset",
        "Rules",
        {"2014": "2014", "2024": "2024", "homebrew": "Homebrew"},
        phrase="{} rules",
        said={"homebrew": "homebrew"},
    ),
    Facet("source", "Source", {}, phrase="from {}"),
)
BY_KEY = {facet.key: facet for facet in FACETS}
assert set(BY_KEY["ruleset"].values) == set(RULESETS)  # noqa: S101 -- both say the same
SORTS = {"name": "by name", "level": "by level"}
# class=wizard, level:2,3 or level=2-4, typed among the words.
_TYPED = re.compile(r"(?P<key>[a-z]+)[=:](?P<value>\"[^\"]+\"|\S+)", re.IGNORECASE)
_SHORT = {"conc": "concentration", "dmg": "damage", "rules": "ruleset", "upcast": "upcastable"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: words, the chosen values of each filter, and an order."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]
    sort: str = "name"

    @property
    def is_anything(self) -> bool:
        return bool(self.text or self.chosen)

    def pairs(self) -> list[tuple[str, str]]:
        """As they stand in an address."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(key, value) for key, values in self.chosen.items() for value in values]
        return pairs + ([("sort", self.sort)] if self.sort != "name" else [])

    def without(self, key: str, value: str) -> "Asked":
        """The same, but for one chosen value."""
        left = {
            each: tuple(other for other in values if (each, other) != (key, value))
            for each, values in self.chosen.items()
        }
        return replace(self, chosen={each: values for each, values in left.items() if values})


def read_asked(query: Mapping[str, list[str]], sources: Iterable[str]) -> Asked:
    """What an address asks. Values that no filter has are left out.

    ``query`` has a list of values a key; filters may also be typed into ``q``: ``level=2-3``.
    """
    text = " ".join(query.get("q", [])).replace("\0", "")[:LONGEST_TEXT]
    typed, text = _typed(text)
    chosen = {}
    for facet in FACETS:
        known = facet.values or dict.fromkeys(sources)
        wanted = {*query.get(facet.key, ()), *_matched(typed.get(facet.key, ()), known)}
        if values := tuple(value for value in known if value in wanted):
            chosen[facet.key] = values
    sort = next(iter(query.get("sort", [])), "name")
    return Asked(text.strip(), chosen, sort if sort in SORTS else "name")


def _typed(text):
    """The filters that stand in ``text``, and what is left of it."""
    found = {}

    def take(match):
        key = match["key"].casefold()
        key = _SHORT.get(key, key)
        if key not in BY_KEY:
            return match[0]
        found.setdefault(key, []).extend(match["value"].strip('"').casefold().split(","))
        return ""

    left = _TYPED.sub(take, text)
    return found, " ".join(left.split())


def _matched(typed, known):
    """The known values that were meant: ``evo`` for evocation, ``2-4`` for three levels."""
    return [
        value
        for value, label in known.items()
        if any(_is_meant(each, value.casefold(), (label or value).casefold()) for each in typed)
    ]


def _is_meant(typed, value, label):
    if span := re.fullmatch(r"(\d)-(\d)", typed):
        return re.fullmatch(r"\d", value) is not None and span[1] <= value <= span[2]
    return typed in (value, label) or (len(typed) > 1 and value.startswith(typed))


def in_words(chosen: Mapping[str, tuple[str, ...]]) -> str:
    """``wizard or sorcerer, and level 2 or 3, and ritual``"""
    return ", and ".join(_phrase(BY_KEY[key], values) for key, values in chosen.items())


def _phrase(facet, values):
    said = facet.said or {}
    words = [said.get(value, value) for value in values]
    if facet.key == "level" and words[0] == "cantrip":
        rest = [f"level {' or '.join(words[1:])}"] if words[1:] else []
        return " or ".join(["cantrip", *rest])
    joined = " or ".join(words)
    return (
        joined if facet.key == "ruleset" and words == ["homebrew"] else facet.phrase.format(joined)
    )
