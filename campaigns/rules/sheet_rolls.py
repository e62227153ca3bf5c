"""What can be rolled from a sheet, each under a short name that a button sends."""

from dataclasses import dataclass
from typing import Literal

from campaigns.rules.fifth_edition import skills
from campaigns.rules.fifth_edition.abilities import ABILITIES, modifier_of
from campaigns.rules.fifth_edition.conditions import disadvantages
from campaigns.rules.fifth_edition.equipment import attacks_of
from campaigns.rules.fifth_edition.hit_points import hit_die
from campaigns.rules.fifth_edition.spellcasting import spell_attack_bonus
from campaigns.rules.sheet_verbs import SheetError

type Edge = Literal["", "adv", "dis"]


@dataclass(frozen=True, slots=True)
class SheetRoll:
    """A roll in words and in the notation of ``common.dice``; ``warning`` names what hinders it."""

    label: str
    notation: str
    warning: str = ""


def roll_named(sheet: dict, name: str, edge: Edge = "") -> SheetRoll:
    """The roll that ``name`` means on this sheet, such as ``skill:stealth`` or ``attack:0``.

    Advantage and disadvantage (``edge``) are for d20s alone. Raises ``SheetError`` for a name
    that the sheet does not have.
    """
    kind, _, what = name.partition(":")
    if kind in ("damage", "critical"):
        return _damage(sheet, what, is_critical=kind == "critical")
    if kind == "hit_die":
        added = modifier_of(sheet, "constitution")
        return SheetRoll("Hit die", _plus(f"1d{hit_die(sheet)}", added))
    label, bonus, against = _d20(sheet, kind, what)
    worse = disadvantages(sheet, against)
    warning = f"Disadvantage from {', '.join(worse)}" if worse and edge != "dis" else ""
    return SheetRoll(label, _plus(f"d20{edge}", bonus), warning)


def _d20(sheet, kind, what):
    """Label, bonus, and the kind of roll that conditions speak of."""
    if kind == "ability" and what in ABILITIES:
        return f"{what.capitalize()} check", modifier_of(sheet, what), "check"
    if kind == "save" and what in ABILITIES:
        return f"{what.capitalize()} save", skills.saving_throw_bonus(sheet, what), "save"
    if kind == "skill" and what in skills.SKILL_ABILITIES:
        return skills.skill_name(what), skills.skill_bonus(sheet, what), "check"
    if kind == "initiative":
        return "Initiative", skills.initiative_bonus(sheet), "check"
    if kind == "attack":
        attack = _attack(sheet, what)
        return f"{attack.name}, attack", attack.bonus, "attack"
    if kind == "spell_attack" and sheet.get("spellcasting"):
        return "Spell attack", spell_attack_bonus(sheet), "attack"
    raise SheetError("The sheet has no such roll.")


def _damage(sheet, what, *, is_critical):
    """Damage; a critical hit rolls its dice twice (SRD 5.1, "Critical Hits")."""
    attack = _attack(sheet, what)
    dice, sign, added = attack.damage.partition("-" if "-" in attack.damage else "+")
    if "d" not in dice:
        raise SheetError(f"{attack.name} has no dice to roll: it does {attack.damage} damage.")
    if is_critical:
        count, sides = dice.split("d")
        dice = f"{int(count) * 2}d{sides}"
    words = "critical damage" if is_critical else "damage"
    return SheetRoll(f"{attack.name}, {attack.damage_type} {words}", f"{dice}{sign}{added}")


def _attack(sheet, what):
    attacks = attacks_of(sheet)
    if not what.isascii() or not what.isdigit() or int(what) >= len(attacks):
        raise SheetError("The sheet has no such attack.")
    return attacks[int(what)]


def _plus(dice, bonus):
    return f"{dice}{bonus:+d}" if bonus else dice
