"""A stat block for somebody who was not meant to fight: by role and level, with a little chance."""

from dataclasses import dataclass
from random import Random

from campaigns.rules.documents.base import Ability
from campaigns.rules.fifth_edition.abilities import ABILITIES, modifier, proficiency_bonus

HIGHEST_LEVEL = 20
# What an opponent is worth (SRD 5.1, "Challenge").
EXPERIENCE = {
    0.25: 50, 1: 200, 2: 450, 3: 700, 4: 1_100, 5: 1_800, 6: 2_300, 7: 2_900, 8: 3_900,
    9: 5_000, 10: 5_900,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """``better`` is how much all abilities lie above 10; ``gifts`` what some have on top."""

    name: str
    die: int
    armor_class: int
    better: int
    gifts: dict[Ability, int]
    attack: str
    attack_ability: Ability
    damage_die: int
    damage_type: str
    description: str = ""


ROLES = {
    "civilian": Role(
        "Townsfolk", 4, 10, 0, {}, "Whatever is at hand", "strength", 4, "bludgeoning",
        "A stool, a ladle, a lantern.",
    ),
    "guard": Role(
        "Guard", 8, 16, 2, {"strength": 2, "constitution": 1}, "Spear", "strength", 6, "piercing"
    ),
    "soldier": Role(
        "Soldier", 10, 18, 3, {"strength": 3, "constitution": 2}, "Longsword", "strength", 8,
        "slashing",
    ),
    "spellcaster": Role(
        "Spellcaster", 6, 12, 4, {"intelligence": 3, "wisdom": 2}, "Bolt of force",
        "intelligence", 10, "force", "A ranged spell attack, up to 60 feet away.",
    ),
    "rogue": Role(
        "Rogue", 8, 14, 3, {"dexterity": 3, "charisma": 1}, "Short blade", "dexterity", 6,
        "piercing",
    ),
}  # fmt: skip


def stats_by_role(role: str, level: int, rng: Random) -> dict:
    """A stat block as ``NPC.stats`` keeps it. ``role`` is one of ``ROLES``, ``level`` 1 to 20.

    Hit points are a die a level and one more for each; abilities lie within two of what the role
    is worth; the challenge rating is a quarter at level 1, else half the level, whole. Raises
    ``ValueError`` for another role or level.
    """
    if role not in ROLES or not 1 <= level <= HIGHEST_LEVEL:
        raise ValueError("a role of ROLES, and a level from 1 to 20")
    kind = ROLES[role]
    abilities = {
        ability: _bounded(10 + kind.better + rng.randint(-2, 2) + kind.gifts.get(ability, 0))
        for ability in ABILITIES
    }
    hit_points = sum(rng.randint(1, kind.die) for _ in range(level)) + level
    rating = 0.25 if level == 1 else max(1, level // 2)
    return {
        "version": 1,
        "abilities": abilities,
        "hit_points": {"current": hit_points, "maximum": hit_points},
        "hit_dice": f"{level}d{kind.die}+{level}",
        "armor_class": kind.armor_class,
        "challenge_rating": rating,
        "experience": EXPERIENCE[rating],
        "proficiency_bonus": proficiency_bonus(level),
        "actions": [_attack(kind, abilities, level)],
    }


def _bounded(score: int) -> int:
    return max(1, min(30, score))


def _attack(kind, abilities, level):
    bonus = modifier(abilities[kind.attack_ability])
    dice = f"1d{kind.damage_die}" + (f"{bonus:+d}" if bonus else "")
    return {
        "name": kind.attack,
        "description": kind.description,
        "attack_bonus": bonus + proficiency_bonus(level),
        "damage_dice": dice,
        "damage_type": kind.damage_type,
    }
