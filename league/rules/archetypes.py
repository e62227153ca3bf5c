"""What kinds of players there are: how their attributes are spread, and the move that is theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from league.rules.documents.players import ATTRIBUTE_BUDGET, ATTRIBUTES

HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Archetype:
    key: str
    name: str
    description: str
    attributes: Mapping[str, int]
    move: Mapping[str, Any]


def _archetype(key: str, ratings: str, says: str, **move) -> Archetype:
    numbers = map(int, ratings.split())
    return Archetype(
        key=key,
        name=key.removeprefix("the_").replace("_", " ").capitalize(),
        description=says,
        attributes=dict(zip(ATTRIBUTES, numbers, strict=True)),
        move=move,
    )


# Ratings: scoring, passing, defense, speed, stamina, iq, ego, chaotic alignment, fate.
_ALL = (
    _archetype(
        "sharpshooter",
        "80 40 25 35 30 55 35 25 35",
        "Scores from anywhere, best when the last one went in.",
        name="Heat Check",
        description="After a three of the own team, the next shot comes easier.",
        gate={"ego": 30},
        trigger="after_own_three",
        chance=0.95,
        effect=0.15,
    ),
    _archetype(
        "floor_general",
        "40 80 30 40 35 70 25 15 25",
        "Sees the open player before the defence does.",
        name="No-Look Pass",
        description="A pass out of a set attack that nobody saw coming.",
        gate={"passing": 60, "iq": 50},
        trigger="set_offense",
        chance=0.22,
        effect=0.10,
    ),
    _archetype(
        "lockdown",
        "25 30 85 50 50 45 20 20 35",
        "Takes the other side's best player out of the game.",
        name="Lockdown Stance",
        description="The attacker finds no way past.",
        gate={"defense": 70},
        trigger="defending",
        chance=0.6,
        effect=-0.12,
    ),
    _archetype(
        "slasher",
        "55 35 30 80 40 35 40 25 20",
        "Goes to the rim faster than anybody can turn round.",
        name="Ankle Breaker",
        description="A change of direction on the way to the rim.",
        gate={"speed": 70},
        trigger="drive",
        chance=0.6,
        effect=0.15,
    ),
    _archetype(
        "iron_horse",
        "35 35 45 40 85 40 25 20 35",
        "Is as fresh at the end as at the beginning.",
        name="Iron Will",
        description="A shot against somebody who would rather sit down.",
        gate={"stamina": 70},
        trigger="low_stamina",
        chance=0.9,
        effect=0.08,
    ),
    _archetype(
        "savant",
        "45 55 30 30 30 85 20 25 40",
        "Thinks two passes ahead and loses the ball seldom.",
        name="Chess Move",
        description="A set attack that ends where the defence is not.",
        gate={"iq": 75},
        trigger="set_offense",
        chance=0.2,
        effect=0.10,
    ),
    _archetype(
        "the_closer",
        "60 30 35 45 35 45 65 15 30",
        "Wants the ball when the target score is set.",
        name="Clutch Gene",
        description="Shots towards the target score fall more often.",
        gate={"ego": 50},
        trigger="elam_period",
        chance=0.85,
        effect=0.20,
    ),
    _archetype(
        "wildcard",
        "40 35 30 45 30 25 45 85 25",
        "Does what nobody expects, which is sometimes the wrong thing.",
        name="Wild Card",
        description="An attempt that no coach would have asked for.",
        gate={"chaotic_alignment": 70},
        trigger="any",
        chance=0.47,
        effect=0.25,
        otherwise=-0.15,
    ),
    _archetype(
        "oracle",
        "30 40 35 30 35 50 20 30 90",
        "Is where the ball comes down, as if told before.",
        name="Fate's Hand",
        description="Now and then the ball does what it has to.",
        gate={"fate": 80},
        trigger="any",
        chance=0.34,
        effect=0.18,
        otherwise=-0.05,
    ),
)
ARCHETYPES = {each.key: each for each in _ALL}


def make_attributes(archetype: Archetype, rng: Random, spread: int = 8) -> dict[str, int]:
    """Attributes near those of ``archetype``, no two players alike; the sum stays the same."""
    ratings = {
        name: min(HIGHEST, max(1, rating + round((2 * rng.random() - 1) * spread)))
        for name, rating in archetype.attributes.items()
    }
    missing = ATTRIBUTE_BUDGET - sum(ratings.values())
    while missing:
        step = 1 if missing > 0 else -1
        name = ATTRIBUTES[int(rng.random() * len(ATTRIBUTES))]
        if 1 <= ratings[name] + step <= HIGHEST:
            ratings[name] += step
            missing -= step
    return ratings
