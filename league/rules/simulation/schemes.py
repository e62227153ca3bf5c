from dataclasses import dataclass

from league.rules.simulation.court import Athlete, Court

# From this lead or deficit on, a defence changes how it plays.
CLEAR_GAP = 5


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to defend. Contest and losses are added, the others are factors."""

    name: str
    contest: float
    losses: float
    fouls: float
    wear: float
    hurry: float  # on the shot clock


MAN = Scheme("man", contest=0.02, losses=0.01, fouls=1.15, wear=1.2, hurry=1.5)
SWITCH = Scheme("switch", contest=0.01, losses=0.005, fouls=1.0, wear=1.0, hurry=1.0)
ZONE = Scheme("zone", contest=0.0, losses=0.0, fouls=0.8, wear=0.7, hurry=0.5)
PRESS = Scheme("press", contest=-0.01, losses=0.035, fouls=1.25, wear=1.4, hurry=2.0)
# Out of a hundred possessions: man, man or switch, all but press; the rest is press.
USUAL = (0.30, 0.60, 0.88)
BEHIND = (0.32, 0.60, 0.76)
AHEAD = (0.25, 0.58, 0.94)


def choose_scheme(court: Court) -> Scheme:
    gap = court.defense.score - court.offense.score
    man, switch, zone = BEHIND if gap < -CLEAR_GAP else AHEAD if gap > CLEAR_GAP else USUAL
    drawn = court.chance()
    if drawn < switch:
        return MAN if drawn < man else SWITCH
    return ZONE if drawn < zone else PRESS


def defender_of(court: Court, attacker: Athlete, scheme: Scheme) -> Athlete:
    """Man to man, the best defender takes the best scorer; else it is who happens to be there."""
    if scheme is MAN:
        return court.defense.guards[court.offense.threats.index(attacker)]
    return court.defense.floor[int(court.chance() * 3)]
