"""How a spell grows with the slot, or a cantrip with its caster (SRD 5.1, "Casting a Spell at a
Higher Level" and "Cantrips")."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_DICE = re.compile(r"(\d+)d(\d+)")


@dataclass(frozen=True, slots=True)
class Step:
    """What a slot, or a level of the caster, gives. Averages leave out the caster's modifier."""

    number: int
    damage: str = ""
    average: float | None = None
    healing: str = ""
    average_healing: float | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scaling:
    """The steps in their order; ``unit`` is ``slot`` or ``level``."""

    unit: str
    steps: list[Step] = field(default_factory=list)

    @property
    def has_damage(self) -> bool:
        return any(step.damage for step in self.steps)

    @property
    def has_healing(self) -> bool:
        return any(step.healing for step in self.steps)

    @property
    def has_changes(self) -> bool:
        return any(step.changes for step in self.steps)

    @property
    def most(self) -> float:
        """The highest average, for the length of the bars."""
        averages = [
            value
            for step in self.steps
            for value in (step.average, step.average_healing)
            if value is not None
        ]
        return max(averages, default=0)


def average(amount: str) -> float | None:
    """What the dice of ``amount`` make on average; the modifier of the caster counts as 0.

    None where ``amount`` is not made of dice and numbers.
    """
    total = 0.0
    for sign, term in re.findall(r"([+-]?)\s*([0-9a-zA-Z]+)", amount):
        if dice := _DICE.fullmatch(term):
            value = int(dice[1]) * (int(dice[2]) + 1) / 2
        elif term.isdigit():
            value = float(term)
        elif term == "MOD":
            value = 0.0
        else:
            return None
        total += -value if sign == "-" else value
    return total if amount else None


def scaling_of(data: Mapping, *, level: int) -> Scaling | None:
    """How the spell grows, from its document; None where it says nothing of it."""
    damage, healing = data.get("damage") or {}, data.get("healing") or {}
    if by_level := damage.get("by_character_level"):
        return _scaling("level", by_level, {}, _options(data, "level"))
    options = _options(data, "slot")
    slots, heals = damage.get("by_slot_level", {}), healing.get("by_slot_level", {})
    scaling = _scaling("slot", slots, heals, options)
    if len(scaling.steps) > 1 or (scaling.steps and scaling.steps[0].number > level):
        return scaling
    by_caster = _scaling("level", {}, {}, _options(data, "level"))
    return by_caster if by_caster.steps else None


def _scaling(unit, damage, healing, options):
    numbers = {int(number) for table in (damage, healing, options) for number in table}
    return Scaling(unit, [_step(number, damage, healing, options) for number in sorted(numbers)])


def _step(number, damage, healing, options):
    amount, healed = damage.get(str(number), ""), healing.get(str(number), "")
    return Step(
        number,
        amount,
        average(amount),
        healed,
        average(healed),
        tuple(options.get(number, ())),
    )


def _options(data, kind):
    """What else differs, in words, by the level of the slot or of the caster."""
    return {
        option["number"]: _changes(option)
        for option in data.get("casting_options", ())
        if option["kind"] == kind and option.get("number")
    }


def _changes(option):
    words = []
    if "target_count" in option:
        count = option["target_count"]
        words.append(f"{count} target{'' if count == 1 else 's'}")
    if option.get("duration"):
        words.append(f"lasts {option['duration']}")
    if option.get("range"):
        words.append(f"range {option['range']}")
    if option.get("area_size"):
        words.append(f"{option['area_size']:g} feet across")
    if option.get("concentration") is not None:
        words.append("concentration" if option["concentration"] else "no concentration")
    if option.get("description"):
        words.append(option["description"])
    return words
