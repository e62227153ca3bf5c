"""From the attributes of a player to chances and weights, once per game.

An attribute counts by how far it is from ``USUAL``, in hundredths: a player who has that everywhere
is the measure of all others. Only the four basic operations are used, so that every machine
reckons alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from league.rules.documents.ruleset import Ruleset
from league.rules.simulation.conditions import Surface

USUAL = 40
USUAL_DISTANCE = 22.15
# What three points are worth beside two, usually: shooters go where more is to be had.
USUAL_APPEAL = 1.5
# Who is behind a target score looks for threes; who runs a fast break, for the rim.
CHASING_WEIGHT = 15
BREAK_FACTOR = 3

Steps = tuple[float, float, float]


def steps(first: float, second: float, third: float) -> Steps:
    """Weights, added up: a number below the last of them draws one of the three."""
    return first, first + second, first + second + third


@dataclass(frozen=True, slots=True)
class Choices:
    """Weights of a shot at the rim, from mid-range and from afar, added up, by situation."""

    usual: Steps
    chasing: Steps
    running: Steps


@dataclass(frozen=True, slots=True)
class Ratings:
    choices: Choices
    makes: Mapping[str, float]  # chance of each kind of shot, nobody defending
    free_throw: float
    guard: float  # what a defender takes from the chance of a shot
    block: float
    vision: float  # what a passer adds to the chance of a shot
    passes: float  # how often the ball is passed on
    luck: float  # what is added while the game is close
    nerve: float  # what is added on the way to a target score
    handling: float  # weight of bringing the ball up
    pull: float  # weight of taking the shot
    draws_foul: float
    fouls: float
    loses: float  # chance of losing the ball
    walks: float  # weight of travelling and the like
    steals: float  # what a defender adds to the chance of a loss
    thefts: float  # weight of having stolen it
    runs: float
    boards: float  # weight under the basket, defending
    second_boards: float  # weight under the basket, attacking
    wear: float  # stamina that a possession costs, as a factor


def _choices(s: float, v: float, q: float, ruleset: Ruleset, surface: Surface) -> Choices:
    appeal = ruleset.three_point_value / ruleset.two_point_value / USUAL_APPEAL
    distance = ruleset.three_point_distance - USUAL_DISTANCE
    rim = max(1, (40 + 25 * v) * surface.rim)
    mid = max(1, 32 + 20 * q)
    three = max(1, (34 + 25 * s - 1.2 * distance) * surface.three) * min(4, max(0.25, appeal))
    return Choices(
        usual=steps(rim, mid, three),
        chasing=steps(rim, mid, three + CHASING_WEIGHT),
        running=steps(rim * BREAK_FACTOR, mid, three),
    )


def rate(attributes: Mapping[str, int], ruleset: Ruleset, surface: Surface) -> Ratings:
    s, p, d, v, t, q, e, c, f = (
        (attributes[name] - USUAL) / 100
        for name in (
            "scoring", "passing", "defense", "speed", "stamina",
            "iq", "ego", "chaotic_alignment", "fate",
        )
    )  # fmt: skip
    distance = ruleset.three_point_distance - USUAL_DISTANCE
    return Ratings(
        choices=_choices(s, v, q, ruleset, surface),
        makes={
            "rim": 0.63 + 0.11 * s + 0.06 * v + 0.02 * q,
            "mid": 0.48 + 0.12 * s + 0.05 * q,
            "three": 0.40 + 0.14 * s - 0.011 * distance,
        },
        free_throw=0.68 + 0.25 * s,
        guard=0.12 * d + 0.02 * v,
        block=max(0.01, 0.07 + 0.10 * d + 0.03 * v),
        vision=0.04 + 0.085 * p + 0.03 * q,
        passes=max(0.2, 0.55 + 0.4 * p - 0.2 * e),
        luck=0.085 * f,
        nerve=0.25 * e,
        handling=max(0.1, 1 + 0.5 * p + 0.3 * q),
        pull=max(0.1, 1 + 0.5 * s + 0.5 * e),
        draws_foul=max(0.02, 0.10 + 0.22 * e + 0.03 * v),
        fouls=max(0.3, 1 - 0.8 * q + 0.2 * c),
        loses=max(0.02, 0.09 - 0.08 * p - 0.09 * q + 0.03 * c),
        walks=max(0.3, 1 - q + 0.5 * c),
        steals=0.18 * c + 0.04 * v,
        thefts=max(0.2, 1 + c + v + 0.5 * d),
        runs=max(0.1, 0.5 + v),
        boards=max(0.2, 1 + 0.4 * d + 0.3 * v + 0.2 * f + 0.3 * t),
        second_boards=max(0.2, 1 + 0.2 * v + 0.2 * c + 1.2 * f),
        wear=max(0.3, 1 - 1.05 * t),
    )
