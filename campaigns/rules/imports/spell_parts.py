"""What spells of all collections have in common."""

import re

from campaigns.rules.documents.spell import PLAIN_DICE
from campaigns.rules.imports.entries import EntryError

ABILITIES = {
    "str": "STR",
    "dex": "DEX",
    "con": "CON",
    "int": "INT",
    "wis": "WIS",
    "cha": "CHA",
    "strength": "STR",
    "dexterity": "DEX",
    "constitution": "CON",
    "intelligence": "INT",
    "wisdom": "WIS",
    "charisma": "CHA",
}
# "Worth at least 1,000 gp", "25+ GP", "50gp": a component that has to be bought.
_COST = re.compile(r"(\d[\d,]*)\s*\+?\s*gp\b", re.IGNORECASE)
_CONSUMED = re.compile(r"\bconsume[sd]?\b", re.IGNORECASE)
_PLAIN = re.compile(PLAIN_DICE)
# What some lists call a class, and is none.
_NO_CLASSES = {"", "ritual caster"}


def components(
    *, verbal: bool, somatic: bool, material: bool, text: str, cost: float | None, consumed: bool
) -> dict:
    """The components of a spell. A cost and use that only the text tells of are read from it."""
    flags = {"verbal": verbal, "somatic": somatic, "material": material}
    document = {"version": 1} | {name: True for name, value in flags.items() if value}
    if text:
        document["material_text"] = text
        if cost is None and (found := _COST.search(text)):
            cost = float(found[1].replace(",", ""))
        consumed = consumed or bool(_CONSUMED.search(text))
    if cost:
        document["cost_gp"] = cost
    return document | ({"is_consumed": True} if consumed else {})


def duration_text(text: str, *, concentration: bool) -> str:
    """``Concentration, up to 1 minute`` or ``1 minute``: one form for all collections."""
    if not concentration:
        return text[:1].upper() + text[1:]
    length = re.sub(r"^(concentration, ?)?(up to )?", "", text, flags=re.IGNORECASE)
    return f"Concentration, up to {length}"


def plain_dice(amount: str) -> str:
    """``amount`` without spaces where it is plain dice, as the column has it; else empty."""
    compact = amount.replace(" ", "")
    return compact if _PLAIN.fullmatch(compact) else ""


def class_names(names: list[str]) -> list[str]:
    """Names of classes as the sheet spells them, each once, in the order of the alphabet."""
    return sorted({name.strip().lower() for name in names} - _NO_CLASSES)


def save_of(name: str) -> str:
    """The saving throw's short name; empty for none. Raises ``EntryError`` if it is unknown."""
    if not name:
        return ""
    if name.lower() not in ABILITIES:
        raise EntryError(f"saving throw “{name}” is not known")
    return ABILITIES[name.lower()]
