"""A spell's components, class lists, and what it does in numbers.

The columns of the spell hold the level, the base damage and the saving throw; the document holds
how these grow. ``check_spell_agreement`` holds the two against each other.
"""

import re
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    MAX_SPELL_LEVEL,
    DamageType,
    Document,
    Key,
    Line,
    Name,
    Paragraph,
    Part,
    Word,
    once,
    refuse_faults,
)
from campaigns.rules.documents.sheet import CharacterClass
from common.documents import DocumentError, Fault

Ruleset = Literal["2014", "2024", "homebrew"]
RULESETS = get_args(Ruleset)
SCHOOLS = (
    "abjuration",
    "conjuration",
    "divination",
    "enchantment",
    "evocation",
    "illusion",
    "necromancy",
    "transmutation",
)

_TERM = r"(\d{1,3}d\d{1,3}|\d{1,4}|MOD)"
PLAIN_DICE = r"\d{1,3}d\d{1,3}([+-]\d{1,3})?"
# Such as 8d6, 4d6 + 4d6, 1d8 + MOD (the caster's modifier) or 70.
Amount = Annotated[str, Field(max_length=50, pattern=rf"^{_TERM}( ?[+-] ?{_TERM}){{0,4}}$")]
SlotLevel = Annotated[str, Field(pattern=r"^[1-9]$")]
CasterLevel = Annotated[str, Field(pattern=r"^([1-9]|1\d|20)$")]
SourceUrl = Annotated[str, Field(max_length=300, pattern=r"^(https://\S+)?$")]
BySlot = dict[SlotLevel, Amount]
ByLevel = dict[CasterLevel, Amount]


class Components(Document):
    verbal: bool = False
    somatic: bool = False
    material: bool = False
    material_text: str = Field("", max_length=500)
    cost_gp: float | None = Field(None, ge=0, le=10_000_000)
    is_consumed: bool = False

    @field_validator("material_text")
    @classmethod
    def _of_a_material(cls, text: str, info: ValidationInfo) -> str:
        if text and not info.data.get("material"):
            raise PydanticCustomError("components", "Only a material component is described")
        return text

    @field_validator("cost_gp", "is_consumed")
    @classmethod
    def _only_of_a_material(cls, value: float | bool | None, info: ValidationInfo):
        if value and not info.data.get("material"):
            raise PydanticCustomError("components", "Only a material component costs or is used up")
        return value


class Damage(Part):
    damage_types: Annotated[list[DamageType], Field(max_length=13), once()] = []
    base: Amount | Literal[""] = Field("", description="Where it is no plain dice: 1d8 + MOD.")
    by_slot_level: BySlot = {}
    by_character_level: ByLevel = {}

    @field_validator("by_character_level")
    @classmethod
    def _grows_one_way(cls, table: ByLevel, info: ValidationInfo) -> ByLevel:
        if table and info.data.get("by_slot_level"):
            message = "Damage grows by the slot or by the character's level, not by both"
            raise PydanticCustomError("scaling", message)
        return table


class Healing(Part):
    by_slot_level: BySlot = {}


class Save(Part):
    on_success: Literal["none", "half", "other"] = "none"
    description: Paragraph = ""


class Area(Part):
    shape: Literal["sphere", "cube", "cylinder", "line", "cone"]
    size: int = Field(ge=1, le=100_000, description="In feet.")


class CastingOption(Part):
    """How a casting differs with a slot, at a level, or as a ritual. What stays the same is empty.

    Damage that grows with the slot or the level stands in the tables of ``Damage`` instead.
    """

    kind: Literal["default", "ritual", "slot", "level"]
    number: int | None = Field(None, ge=1, le=20, description="The level of the slot or caster.")
    damage: Amount | Literal[""] = ""
    target_count: int | None = Field(None, ge=0, le=10_000)
    duration: Line = ""
    range: Line = ""
    concentration: bool | None = None
    area_size: float | None = Field(None, ge=0, le=100_000, description="In feet.")
    description: Paragraph = ""

    @field_validator("number")
    @classmethod
    def _of_a_slot_or_a_level(cls, number: int | None, info: ValidationInfo) -> int | None:
        kind = info.data.get("kind")
        if kind == "slot" and number is not None and number > MAX_SPELL_LEVEL:
            raise PydanticCustomError("casting_option", "A slot is of level 1 to 9")
        if kind in ("default", "ritual") and number is not None:
            raise PydanticCustomError("casting_option", "Only a slot or a level has a number")
        return number


class Source(Part):
    title: Name
    author: Word = ""
    licence: Word = ""
    url: SourceUrl = ""
    key: Word = Field("", description="What the source calls the spell.")
    collection: Word = Field("", description="Who put it into the form that was imported.")


class SpellData(Document):
    ruleset: Ruleset = "homebrew"
    source: Source | None = None
    damage: Damage | None = None
    healing: Healing | None = None
    save: Save | None = None
    area: Area | None = None
    attack_type: Literal["melee", "ranged"] | None = None
    attack_roll: bool = False
    target: Line = ""
    target_kind: Literal["creature", "object", "point", "area"] | None = None
    target_count: int | None = Field(None, ge=0, le=10_000)
    casting_options: Annotated[
        list[CastingOption],
        Field(max_length=60),
        once(lambda option: (option.kind, option.number)),
    ] = []
    reaction_trigger: Line = ""
    restrictions: Annotated[list[Line], Field(max_length=20)] = []
    subclasses: Annotated[list[Name], Field(max_length=50), once()] = []
    effects: Annotated[
        dict[Key, bool | int | Paragraph],
        Field(max_length=50, description="Further effects by name, such as light_radius."),
    ] = {}


SpellLists = Annotated[list[CharacterClass], once()]

_COMPONENTS = TypeAdapter(Components)
_DATA = TypeAdapter(SpellData)
_LISTS = TypeAdapter(SpellLists)


def check_components(value: object) -> object:
    """``value``, once it is known to say what a spell needs. Raises ``DocumentError``."""
    refuse_faults(_COMPONENTS, value)
    return value


def check_spell_data(value: object) -> object:
    """``value``, once it is known to be a spell's document. Raises ``DocumentError``."""
    refuse_faults(_DATA, value)
    return value


def check_spell_lists(value: object) -> object:
    """``value``, once it is known to be a list of classes. Raises ``DocumentError``."""
    refuse_faults(_LISTS, value)
    return value


def check_spell_agreement(value: object, *, level: int, damage_dice: str, save_type: str) -> None:
    """Hold a spell's document against the columns. Raises ``DocumentError`` where they disagree."""
    if isinstance(value, dict) and value.keys().isdisjoint(("save", "damage", "healing")):
        return
    data = refuse_faults(_DATA, value)
    faults = []
    if data.save and not save_type:
        faults.append(_disagreement("save", "The spell has no saving throw"))
    if data.damage:
        faults += _damage_disagreements(data.damage, level, damage_dice)
    if data.healing and any(int(slot) < level for slot in data.healing.by_slot_level):
        place = ("healing", "by_slot_level")
        faults.append(_disagreement(*place, f"No slot should be below level {level}"))
    if faults:
        raise DocumentError(faults)


def _damage_disagreements(damage: Damage, level: int, damage_dice: str) -> list[Fault]:
    faults = []
    place = "by_slot_level" if damage.by_slot_level else "by_character_level"
    table = getattr(damage, place)
    if place == "by_slot_level" and table and any(int(slot) < max(level, 1) for slot in table):
        faults.append(_disagreement("damage", place, f"No slot should be below level {level}"))
    if place == "by_character_level" and table and level > 0:
        faults.append(
            _disagreement("damage", place, "Only a cantrip grows with the character's level")
        )
    lowest = min(table, key=int) if table else ""
    base = table[lowest].replace(" ", "") if table else ""
    # What does no damage at its own level may do some in a higher slot.
    is_later = not damage_dice and lowest > str(level) and place == "by_slot_level"
    if re.fullmatch(PLAIN_DICE, base) and base != damage_dice and not is_later:
        message = f"The base damage should be the spell's damage dice, {damage_dice or 'none'}"
        faults.append(_disagreement("damage", place, message))
    return faults


def _disagreement(*place_and_message: str) -> Fault:
    *place, message = place_and_message
    return Fault(tuple(place), message, "disagreement")
