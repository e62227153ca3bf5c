"""How a possession ends without a shot: a violation, or the ball is lost."""

from dataclasses import dataclass

from league.rules.simulation.court import Athlete, Court
from league.rules.simulation.schemes import Scheme

SECONDS_PER_PASS = 2.2
RISK_PER_PASS = 0.02
RISK_WHEN_TIRED = 0.04
USUAL_SHOT_CLOCK = 15
STOLEN = 0.6
# However careless a team is, it comes to shoot.
MOST_LOSSES = 0.6


@dataclass(frozen=True, slots=True)
class Loss:
    action: str
    result: str
    rules: tuple[str, ...]


PASSES = Loss("violation", "passes", ("min_pass_per_possession", "shot_clock_seconds"))
TRAVEL = Loss("violation", "travel", ("violation_strictness",))
DOUBLE_DRIBBLE = Loss("violation", "double_dribble", ("violation_strictness",))
SHOT_CLOCK = Loss("violation", "shot_clock", ("shot_clock_seconds",))


def lose_ball(court: Court, handler: Athlete, scheme: Scheme) -> Loss | None:
    """One draw decides between all that can go wrong; most often nothing does."""
    rules = court.ruleset
    passes_take = SECONDS_PER_PASS * rules.min_pass_per_possession
    if passes_take > rules.shot_clock_seconds:
        return PASSES
    drawn = court.chance()
    walks = 0.012 * rules.violation_strictness * handler.ratings.walks
    if drawn < walks:
        return TRAVEL if drawn < walks / 2 else DOUBLE_DRIBBLE
    drawn -= walks
    if not court.is_break:
        hurry = scheme.hurry * USUAL_SHOT_CLOCK / rules.shot_clock_seconds
        late = 0.012 * hurry * (1 + passes_take / rules.shot_clock_seconds)
        if drawn < late:
            return SHOT_CLOCK
        drawn -= late
    return _turnover(court, handler, scheme, drawn)


def _turnover(court: Court, handler: Athlete, scheme: Scheme, drawn: float) -> Loss | None:
    """The rule that made the difference is named: without it, the ball would have been kept."""
    rules = court.ruleset
    usual = handler.ratings.loses + scheme.losses + court.defense.steals
    usual += RISK_PER_PASS * rules.min_pass_per_possession
    usual += RISK_WHEN_TIRED * (1 - handler.stamina)
    usual = max(0.02, usual * court.conditions.surface.losses)
    modified = min(MOST_LOSSES, usual * rules.turnover_rate_modifier)
    if drawn >= modified + court.offense.pressure:
        return None
    if drawn >= modified:
        touched = ("crowd_pressure",)
    elif drawn >= usual:
        touched = ("turnover_rate_modifier",)
    else:
        touched = ()
    return Loss("turnover", "stolen" if court.chance() < STOLEN else "lost", touched)
