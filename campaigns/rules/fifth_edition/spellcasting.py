"""What a caster adds, knows and prepares (SRD 5.1, "Spellcasting" and the table of each class)."""

from dataclasses import dataclass

from campaigns.rules.fifth_edition.abilities import modifier_of, proficiency_bonus
from campaigns.rules.fifth_edition.classes import class_named

# From here on a bard learns from every list ("Magical Secrets").
_SECRETS_FROM = 10


@dataclass(frozen=True, slots=True)
class SpellLimits:
    """How many of each kind a character has; None: no limit, or not the way of the class."""

    cantrips: int
    known: int | None
    prepared: int | None
    has_spellbook: bool = False


def casting_ability(sheet: dict) -> str:
    """The ability that spells are cast with; empty where the sheet has no spellcasting."""
    return (sheet.get("spellcasting") or {}).get("ability", "")


def spell_attack_bonus(sheet: dict) -> int:
    """Proficiency bonus and the casting ability. The sheet must have spellcasting."""
    return proficiency_bonus(sheet["level"]) + modifier_of(sheet, casting_ability(sheet))


def spell_save_dc(sheet: dict) -> int:
    """8, the proficiency bonus and the casting ability. The sheet must have spellcasting."""
    return 8 + spell_attack_bonus(sheet)


def prepared_count(sheet: dict) -> int | None:
    """How many spells may be prepared, 1 at least; None where the class does not prepare."""
    tables = class_named(sheet["character_class"]).casting
    if tables is None or not tables.prepares:
        return None
    levels = sheet["level"] // tables.prepared_per_level
    if not levels:
        return 0
    return max(1, levels + modifier_of(sheet, tables.ability))


def spell_limits(sheet: dict) -> SpellLimits:
    """What class, level and ability allow. Spells that are always ready count against none."""
    tables = class_named(sheet["character_class"]).casting
    level = sheet["level"]
    if tables is None:
        return SpellLimits(0, 0, None)
    return SpellLimits(
        cantrips=tables.cantrips[level - 1] if tables.cantrips else 0,
        known=tables.known[level - 1] if tables.known else None,
        prepared=prepared_count(sheet),
        has_spellbook=tables.has_spellbook,
    )


def may_learn_from(sheet: dict, spell_lists: list[str]) -> bool:
    """Whether a spell on these class lists is one for the character."""
    if sheet["character_class"] in spell_lists:
        return True
    return sheet["character_class"] == "bard" and sheet["level"] >= _SECRETS_FROM


def starting_spellbook(level: int) -> int:
    """How many spells a wizard's book holds without copying: six, and two more a level."""
    return 6 + 2 * (level - 1)
