"""The races: what they add to abilities, and how far they walk (SRD 5.1, "Races").

The SRD has one subrace for the dwarf, elf, gnome and halfling; each stands here beside its race.
"""

from dataclasses import dataclass, field

from campaigns.rules.fifth_edition.abilities import ABILITIES


@dataclass(frozen=True, slots=True)
class Race:
    """``speed`` is in feet; ``free_bonuses`` may be put on as many other abilities, +1 on each."""

    key: str
    bonuses: dict[str, int]
    speed: int = 30
    free_bonuses: int = 0
    extra_hit_points: int = 0
    languages: tuple[str, ...] = ("Common",)
    traits: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.key.capitalize()


_DARKVISION = {"Darkvision": "Sees 60 feet in the dark as if in dim light."}
_DWARF = {
    **_DARKVISION,
    "Dwarven resilience": "Advantage on saves against poison, and resistance to its damage.",
    "Stonecunning": "Knows the history of stonework at twice the proficiency bonus.",
}
_ELF = {
    **_DARKVISION,
    "Fey ancestry": "Advantage against being charmed; magic cannot put them to sleep.",
    "Trance": "Four hours of waking rest do what eight hours of sleep do for others.",
}
_GNOME = {
    **_DARKVISION,
    "Gnome cunning": "Advantage on mental saving throws against magic.",
}
_HALFLING = {
    "Lucky": "A 1 on a d20 for an attack, check or saving throw is rolled again.",
    "Brave": "Advantage on saving throws against being frightened.",
    "Halfling nimbleness": "Moves through the space of anybody larger.",
}

RACES = {
    race.key: race
    for race in (
        Race("human", dict.fromkeys(ABILITIES, 1)),
        Race("dwarf", {"constitution": 2}, 25, languages=("Common", "Dwarvish"), traits=_DWARF),
        Race(
            "hill dwarf",
            {"constitution": 2, "wisdom": 1},
            25,
            extra_hit_points=1,
            languages=("Common", "Dwarvish"),
            traits={**_DWARF, "Dwarven toughness": "One more hit point for each level."},
        ),
        Race("elf", {"dexterity": 2}, languages=("Common", "Elvish"), traits=_ELF),
        Race(
            "high elf",
            {"dexterity": 2, "intelligence": 1},
            languages=("Common", "Elvish"),
            traits={**_ELF, "Cantrip": "Knows one cantrip of the wizards."},
        ),
        Race("halfling", {"dexterity": 2}, 25, languages=("Common", "Halfling"), traits=_HALFLING),
        Race(
            "lightfoot halfling",
            {"dexterity": 2, "charisma": 1},
            25,
            languages=("Common", "Halfling"),
            traits={**_HALFLING, "Naturally stealthy": "Can hide behind anybody larger."},
        ),
        Race(
            "dragonborn",
            {"strength": 2, "charisma": 1},
            languages=("Common", "Draconic"),
            traits={
                "Breath weapon": "Once between rests, a cone or line of the ancestor’s element.",
                "Damage resistance": "Resistance to the ancestor’s element.",
            },
        ),
        Race("gnome", {"intelligence": 2}, 25, languages=("Common", "Gnomish"), traits=_GNOME),
        Race(
            "rock gnome",
            {"intelligence": 2, "constitution": 1},
            25,
            languages=("Common", "Gnomish"),
            traits={**_GNOME, "Tinker": "Builds small clockwork devices."},
        ),
        Race(
            "half-elf",
            {"charisma": 2},
            free_bonuses=2,
            languages=("Common", "Elvish"),
            traits={**_DARKVISION, "Fey ancestry": _ELF["Fey ancestry"]},
        ),
        Race(
            "half-orc",
            {"strength": 2, "constitution": 1},
            languages=("Common", "Orc"),
            traits={
                **_DARKVISION,
                "Relentless endurance": "Once a long rest, drops to 1 hit point instead of 0.",
                "Savage attacks": "A critical hit in melee rolls one more of the weapon’s dice.",
            },
        ),
        Race(
            "tiefling",
            {"intelligence": 1, "charisma": 2},
            languages=("Common", "Infernal"),
            traits={**_DARKVISION, "Hellish resistance": "Resistance to fire damage."},
        ),
    )
}


def race_named(name: str) -> Race | None:
    """The race of that name without regard to case; None for one that the SRD does not have."""
    return RACES.get(name.strip().casefold())
