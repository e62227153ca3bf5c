"""All numbers that follow from a sheet, computed once for a page that shows them."""

from dataclasses import dataclass

from campaigns.rules.documents.sheet_versions import upgraded
from campaigns.rules.fifth_edition import abilities as ability_rules
from campaigns.rules.fifth_edition import conditions, equipment, experience, hit_points, skills
from campaigns.rules.fifth_edition.classes import CharacterClass, class_named
from campaigns.rules.fifth_edition.slots import Slots, slots_of
from campaigns.rules.fifth_edition.spellcasting import (
    SpellLimits,
    spell_attack_bonus,
    spell_limits,
    spell_save_dc,
)


@dataclass(frozen=True, slots=True)
class AbilityLine:
    key: str
    score: int
    modifier: int
    save: int
    is_save_proficient: bool

    @property
    def short(self) -> str:
        return ability_rules.SHORT[self.key]


@dataclass(frozen=True, slots=True)
class SkillLine:
    key: str
    name: str
    ability: str
    bonus: int
    training: str


@dataclass(frozen=True, slots=True)
class Magic:
    ability: str
    attack_bonus: int
    save_dc: int
    slots: list[Slots]
    limits: SpellLimits


@dataclass(frozen=True, slots=True)
class SheetNumbers:
    """``carried`` and ``capacity`` are pounds, ``speed`` feet; ``magic`` is None without any."""

    character_class: CharacterClass
    proficiency_bonus: int
    abilities: list[AbilityLine]
    skills: list[SkillLine]
    armor_class: int
    is_armor_class_written: bool
    initiative: int
    speed: int
    passive_perception: int
    hit_die: int
    dice_left: int
    ceiling: int
    is_dead: bool
    is_dying: bool
    is_stable: bool
    attacks: list[equipment.Attack]
    carried: float
    capacity: float
    warnings: list[str]
    exhaustion: tuple[str, ...]
    level_from_experience: int
    next_level_at: int | None
    magic: Magic | None


def whole(document: object) -> dict:
    """A stored sheet as rules read it: of version 2, with a level and all six abilities."""
    sheet = upgraded(document)
    scores = dict.fromkeys(ability_rules.ABILITIES, 10) | sheet["abilities"]
    return {"level": 1, **sheet, "abilities": scores}


def numbers_of(sheet: dict) -> SheetNumbers:
    """What follows from ``sheet``, a document that ``whole`` has given."""
    return SheetNumbers(
        character_class=class_named(sheet["character_class"]),
        proficiency_bonus=ability_rules.proficiency_bonus(sheet["level"]),
        abilities=[_ability_line(sheet, key) for key in ability_rules.ABILITIES],
        skills=[_skill_line(sheet, key) for key in skills.SKILL_ABILITIES],
        armor_class=equipment.armor_class(sheet),
        is_armor_class_written=sheet.get("armor_class") is not None,
        initiative=skills.initiative_bonus(sheet),
        speed=conditions.speed(sheet),
        passive_perception=skills.passive(sheet),
        hit_die=hit_points.hit_die(sheet),
        dice_left=hit_points.dice_left(sheet),
        ceiling=hit_points.ceiling(sheet),
        is_dead=hit_points.is_dead(sheet),
        is_dying=hit_points.is_dying(sheet),
        is_stable=hit_points.is_stable(sheet) and not hit_points.is_dead(sheet),
        attacks=equipment.attacks_of(sheet),
        carried=equipment.carried(sheet),
        capacity=equipment.capacity(sheet),
        warnings=equipment.armor_warnings(sheet),
        exhaustion=conditions.exhaustion_effects(sheet.get("exhaustion_level", 0)),
        level_from_experience=experience.level_for(sheet.get("experience", 0)),
        next_level_at=experience.next_level_at(sheet["level"]),
        magic=_magic(sheet),
    )


def _ability_line(sheet, key):
    return AbilityLine(
        key=key,
        score=sheet["abilities"][key],
        modifier=ability_rules.modifier_of(sheet, key),
        save=skills.saving_throw_bonus(sheet, key),
        is_save_proficient=key in sheet.get("saving_throw_proficiencies", []),
    )


def _skill_line(sheet, key):
    return SkillLine(
        key=key,
        name=skills.skill_name(key),
        ability=skills.SKILL_ABILITIES[key],
        bonus=skills.skill_bonus(sheet, key),
        training=sheet.get("skills", {}).get(key, ""),
    )


def _magic(sheet):
    if not sheet.get("spellcasting"):
        return None
    return Magic(
        ability=sheet["spellcasting"]["ability"],
        attack_bonus=spell_attack_bonus(sheet),
        save_dc=spell_save_dc(sheet),
        slots=slots_of(sheet),
        limits=spell_limits(sheet),
    )
