"""What the place of a game does to it: the crowd, the way there, the height, the floor."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from league.rules.documents.ruleset import Ruleset
from league.rules.documents.season import Venue

EARTH_RADIUS_MILES = 3_959
# What of the crowd's rules is felt in an empty hall, and in one without end; and the size of hall
# that is half-way between them.
FEWEST, MOST, HALF_WAY = 0.12, 0.32, 10_000
LOWEST_CEILING = 0.5


@dataclass(frozen=True, slots=True)
class Surface:
    """How a floor changes the game, each as a factor."""

    rim: float = 1.0
    three: float = 1.0
    wear: float = 1.0
    losses: float = 1.0


SURFACES = {
    "hardwood": Surface(),
    "grass": Surface(rim=1.1, three=0.9, wear=1.1),
    "sand": Surface(rim=0.8, wear=1.3, losses=0.9),
    "ice": Surface(rim=0.8, three=1.1, losses=1.3),
    "clay": Surface(rim=1.1, wear=1.1, losses=0.95),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    surface: Surface
    boost: float = 0.0  # added to the chance of a shot of the home team
    pressure: float = 0.0  # added to the chance that the away team loses the ball
    away_ceiling: float = 1.0  # as fresh as the away team can be
    miles: int = 0


def miles_between(one: Venue, other: Venue) -> int:
    """Along the great circle. Whole miles, so that no two machines differ."""
    lat, other_lat = radians(one.latitude), radians(other.latitude)
    half_lon = radians(other.longitude - one.longitude) / 2
    chord = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin(half_lon) ** 2
    return round(2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(chord))))


def _tiredness(ruleset: Ruleset, home: Venue, away: Venue, miles: int) -> float:
    thousand_feet = max(0, home.altitude_feet - away.altitude_feet) / 1_000
    way = ruleset.travel_fatigue_per_mile * miles / 100 if ruleset.travel_fatigue_enabled else 0
    climb = ruleset.altitude_stamina_penalty * thousand_feet
    return ruleset.away_fatigue_factor + climb + way


def conditions_at(home: Venue, away: Venue, ruleset: Ruleset) -> Conditions:
    surface = SURFACES[home.surface]
    miles = miles_between(home, away)
    if not ruleset.home_court_enabled:
        return Conditions(surface, miles=miles)
    crowd = FEWEST + (MOST - FEWEST) * home.capacity / (home.capacity + HALF_WAY)
    return Conditions(
        surface,
        boost=ruleset.home_crowd_boost * crowd,
        pressure=ruleset.crowd_pressure * crowd,
        away_ceiling=max(LOWEST_CEILING, 1 - _tiredness(ruleset, home, away, miles)),
        miles=miles,
    )
