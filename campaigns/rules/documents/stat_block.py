"""What a creature can do in a fight: the stat block of an NPC or of a monster of the bestiary.

SRD 5.1, "Monsters" ("Modifying Creatures" and what stands before it).
"""

from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from campaigns.rules.documents.base import (
    MAX_SPELL_LEVEL,
    Abilities,
    Ability,
    DamageType,
    Document,
    FilledLine,
    HitPoints,
    Key,
    Line,
    Name,
    Part,
    Word,
    once,
    refuse_faults,
)
from campaigns.rules.documents.sheet import Alignment, Condition, Skill

Size = Literal["tiny", "small", "medium", "large", "huge", "gargantuan"]
SIZES = get_args(Size)
CHALLENGE_RATINGS = (0.0, 0.125, 0.25, 0.5, *(float(rating) for rating in range(1, 31)))

# Of a kind of creature, whose members differ.
OpenAlignment = Literal[
    "any alignment",
    "any chaotic alignment",
    "any evil alignment",
    "any good alignment",
    "any lawful alignment",
    "any neutral alignment",
    "any non-chaotic alignment",
    "any non-evil alignment",
    "any non-good alignment",
    "any non-lawful alignment",
    "neutral good (50%) or neutral evil (50%)",
]
DamageTypes = Annotated[list[DamageType], once()]

Dice = Annotated[str, Field(pattern=r"^(\d{1,3}d\d{1,3}([+-]\d{1,3})?|\d{1,3})?$")]


class SavingThrow(Part):
    ability: Ability
    difficulty: int = Field(ge=0, le=40)
    on_success: Literal["none", "half", "other"] = "none"


class DamageRoll(Part):
    dice: Dice
    damage_type: DamageType | None = None
    note: Line = Field("", description="When it is this one, such as two handed.")
    save: SavingThrow | None = None


class DamageChoice(Part):
    """One of these, such as for a weapon that one hand or two can hold."""

    one_of: Annotated[list[DamageRoll], Field(min_length=2, max_length=10)]


class Blow(Part):
    """One part of an action of several, or one of those among which to choose."""

    name: Name
    save: SavingThrow | None = None
    damage: Annotated[list[DamageRoll], Field(max_length=10)] = []


class Step(Part):
    """Another action that is taken as part of this one."""

    name: Name
    count: Word = Field("1", description="A number, dice, or in words.")
    kind: Literal["melee", "ranged", "ability", "magic"] | None = None
    note: Line = ""


class Usage(Part):
    """How often: so many times a day, after a rest, or on a roll of at least ``minimum``."""

    kind: Literal["at_will", "per_day", "after_rest", "on_roll"]
    times: int | None = Field(None, ge=1, le=100)
    dice: Dice = ""
    minimum: int | None = Field(None, ge=1, le=100)
    rests: Annotated[list[Literal["short", "long"]], once()] = []


class KnownSpell(Part):
    name: Name
    key: Key | None = None
    level: int = Field(0, ge=0, le=MAX_SPELL_LEVEL)
    note: Line = ""
    usage: Usage | None = None


class CreatureCasting(Part):
    """What a creature casts. One without slots casts as often as each spell says."""

    ability: Ability
    caster_level: int | None = Field(None, ge=1, le=30)
    difficulty: int | None = Field(None, ge=0, le=40)
    attack_bonus: int | None = Field(None, ge=-10, le=30)
    components: Annotated[list[Literal["verbal", "somatic", "material"]], once()] = []
    spell_list: Word = ""
    slots: dict[Annotated[str, Field(pattern=r"^[1-9]$")], Annotated[int, Field(ge=0, le=20)]] = {}
    spells: Annotated[list[KnownSpell], Field(max_length=200)] = []


class Action(Part):
    """``damage_dice`` and ``damage_type`` are the first damage; ``damage`` has all, if more."""

    name: Name
    description: Annotated[str, Field(max_length=5_000)] = ""
    attack_bonus: int | None = Field(None, ge=-10, le=30)
    damage_dice: Dice = ""
    damage_type: DamageType | None = None
    damage: Annotated[list[DamageRoll | DamageChoice], Field(max_length=10)] = []
    save_ability: Ability | None = None
    save_dc: int | None = Field(None, ge=0, le=40)
    on_success: Literal["none", "half", "other"] | None = None
    usage: Usage | None = None
    multiattack: Annotated[
        list[Annotated[list[Step], Field(min_length=1, max_length=20)]],
        Field(max_length=20, description="The ways in which to take it, each a list of actions."),
    ] = []
    blows: Annotated[list[Blow], Field(max_length=10)] = []
    choose: int | None = Field(None, ge=1, le=10, description="How many of the blows; null: all.")
    casting: CreatureCasting | None = None


Actions = Annotated[list[Action], Field(max_length=50), once(lambda action: action.name)]


class Speed(Part):
    """In feet."""

    walk: int = Field(30, ge=0, le=500)
    fly: int = Field(0, ge=0, le=500)
    swim: int = Field(0, ge=0, le=500)
    climb: int = Field(0, ge=0, le=500)
    burrow: int = Field(0, ge=0, le=500)
    hover: bool = False


class ArmorClass(Part):
    """One way in which the armour class comes about."""

    kind: Literal["dexterity", "natural", "armor", "spell", "condition"]
    value: int = Field(ge=0, le=50)
    armor: Annotated[list[Name], Field(max_length=10)] = []
    spell: Word = ""
    condition: Condition | None = None
    description: Line = ""


class DefenceNotes(Part):
    """What protects only sometimes, such as from weapons that are not magical."""

    vulnerabilities: Annotated[list[FilledLine], Field(max_length=20)] = []
    resistances: Annotated[list[FilledLine], Field(max_length=20)] = []
    immunities: Annotated[list[FilledLine], Field(max_length=20)] = []


class StatBlock(Document):
    size: Size = "medium"
    creature_type: Word = "humanoid"
    subtype: Word = ""
    alignment: Alignment | OpenAlignment = ""
    abilities: Abilities
    hit_points: HitPoints
    hit_dice: str = Field("", pattern=r"^(\d{1,3}d\d{1,3}([+-]\d{1,3})?)?$")
    armor_class: int = Field(ge=0, le=50)
    armor: Annotated[list[ArmorClass], Field(max_length=10)] = []
    speed: Speed = Speed()
    challenge_rating: float = Field(0, ge=0, le=30)
    experience: int = Field(0, ge=0, le=10_000_000, description="What beating it is worth.")
    proficiency_bonus: int = Field(2, ge=2, le=9)
    saving_throws: dict[Ability, Annotated[int, Field(ge=-10, le=30)]] = {}
    skills: dict[Skill, Annotated[int, Field(ge=-10, le=30)]] = {}
    damage_vulnerabilities: DamageTypes = []
    damage_resistances: DamageTypes = []
    damage_immunities: DamageTypes = []
    defence_notes: DefenceNotes = DefenceNotes()
    condition_immunities: Annotated[list[Condition | Literal["exhaustion"]], once()] = []
    senses: Line = ""
    languages: Line = ""
    special_abilities: Actions = []
    actions: Actions = []
    reactions: Actions = []
    legendary_actions: Actions = []
    spells: Annotated[list[Key], Field(max_length=200), once()] = []
    forms: Annotated[list[Key], Field(max_length=10), once()] = []

    @model_validator(mode="after")
    def _known_rating(self) -> "StatBlock":
        if self.challenge_rating not in CHALLENGE_RATINGS:
            message = "The challenge rating should be a whole number, 0.125, 0.25 or 0.5"
            raise PydanticCustomError("challenge_rating", message)
        return self


_STATS = TypeAdapter(StatBlock)


def check_stats(value: object) -> object:
    """``value``, once it is known to be a stat block. Raises ``DocumentError``."""
    refuse_faults(_STATS, value)
    return value
