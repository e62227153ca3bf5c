"""The rules of the game that governors can change, each with its default, range and tier.

The tier says how deep a change goes: 1 how a game is played, 2 what surrounds it, 3 the season,
4 the way in which rules are made. The higher, the dearer a proposal and the more votes it needs.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from league.rules.documents.base import Document, check


def _rule(default, low=None, high=None, *, tier: int, says: str) -> Any:
    extra = {"tier": tier}
    return Field(default, ge=low, le=high, description=says, json_schema_extra=extra)


class Ruleset(Document):
    """A whole set of rules. A rule that is left out has its default."""

    quarter_minutes: int = _rule(10, 3, 20, tier=1, says="Length of a quarter.")
    shot_clock_seconds: int = _rule(15, 10, 60, tier=1, says="Time for a shot.")
    three_point_value: int = _rule(3, 1, 10, tier=1, says="Points for a shot from afar.")
    two_point_value: int = _rule(2, 1, 10, tier=1, says="Points for a shot from nearer.")
    free_throw_value: int = _rule(1, 1, 5, tier=1, says="Points for a free throw.")
    personal_foul_limit: int = _rule(
        5, 3, 10, tier=1, says="Fouls after which a player has to leave."
    )
    team_foul_bonus_threshold: int = _rule(
        4, 3, 10, tier=1, says="Fouls of a team in a quarter from which on a foul costs more."
    )
    three_point_distance: float = _rule(
        22.15, 15, 30, tier=1, says="Distance of the three-point line, in feet."
    )
    elam_trigger_quarter: int = _rule(
        3, 1, 4, tier=1, says="Quarter after which a target score replaces the clock."
    )
    elam_margin: int = _rule(
        15, 5, 40, tier=1, says="What the target score adds to the score of the leader."
    )
    halftime_stamina_recovery: float = _rule(
        0.40, 0, 0.6, tier=1, says="Stamina that comes back at half-time."
    )
    quarter_break_stamina_recovery: float = _rule(
        0.15, 0, 0.3, tier=1, says="Stamina that comes back between other quarters."
    )
    safety_cap_possessions: int = _rule(
        300, 50, 500, tier=1, says="Most possessions of a game; if it is level then, sudden death."
    )
    substitution_stamina_threshold: float = _rule(
        0.35, 0.1, 0.8, tier=1, says="Stamina below which a player is relieved."
    )
    turnover_rate_modifier: float = _rule(
        1.0, 0.2, 3.0, tier=1, says="How often the ball is lost, times the usual."
    )
    foul_rate_modifier: float = _rule(
        1.0, 0.2, 3.0, tier=1, says="How often there is a foul, times the usual."
    )
    offensive_rebound_weight: float = _rule(
        5.0, 1, 15, tier=1, says="Weight of the attackers in the fight for a rebound."
    )
    stamina_drain_rate: float = _rule(
        0.007, 0.001, 0.03, tier=1, says="How fast stamina is used up in play."
    )
    dead_ball_time_seconds: float = _rule(
        9.0, 2, 20, tier=1, says="Time on the clock between two possessions."
    )
    violation_strictness: float = _rule(
        1.0, 0, 5, tier=1, says="How strictly travelling and the like are called."
    )
    injury_rate: float = _rule(0.0, 0, 1, tier=1, says="Injuries in a hundred possessions.")
    max_shot_share: float = _rule(
        1.0, 0.2, 1.0, tier=2, says="Share of a team's shots that one player may take."
    )
    min_pass_per_possession: int = _rule(0, 0, 5, tier=2, says="Passes before a shot is allowed.")
    home_court_enabled: bool = _rule(True, tier=2, says="Whether playing at home matters at all.")
    home_crowd_boost: float = _rule(
        0.05, 0, 0.15, tier=2, says="Help of the crowd for the shots of the home team."
    )
    away_fatigue_factor: float = _rule(
        0.02, 0, 0.10, tier=2, says="Stamina that playing away costs."
    )
    crowd_pressure: float = _rule(
        0.03, 0, 0.10, tier=2, says="Turnovers that the crowd forces on the away team."
    )
    altitude_stamina_penalty: float = _rule(
        0.01, 0, 0.05, tier=2, says="Stamina that a thousand feet of climb cost the away team."
    )
    travel_fatigue_enabled: bool = _rule(True, tier=2, says="Whether a long way tires a team.")
    travel_fatigue_per_mile: float = _rule(
        0.001, 0, 0.005, tier=2, says="Stamina that a hundred miles of the way cost the away team."
    )
    round_robins_per_season: int = _rule(
        3, 1, 5, tier=3, says="How often each team meets each other; from the next season on."
    )
    playoff_teams: int = _rule(4, 2, 8, tier=3, says="Teams that reach the playoffs.")
    playoff_semis_best_of: int = _rule(3, 1, 7, tier=3, says="Games of a semifinal, at most.")
    playoff_finals_best_of: int = _rule(5, 1, 7, tier=3, says="Games of the final, at most.")
    proposals_per_window: int = _rule(
        3, 1, 10, tier=4, says="Proposals that a governor may submit in a window."
    )
    vote_threshold: float = _rule(
        0.5, 0.3, 0.8, tier=4, says="Share of the weighted votes that a proposal must exceed."
    )


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be known of a rule before its value is looked at. A switch has no range."""

    name: str
    kind: type
    default: int | float | bool
    low: float | None
    high: float | None
    tier: int
    description: str

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def expectation(self) -> str:
        """What a value has to be, as a sentence without its full stop."""
        if self.kind is bool:
            return f"{self.label} is on or off"
        number = "a whole number" if self.kind is int else "a number"
        return f"{self.label} is {number} from {self.low:g} to {self.high:g}"


def _parameter(name: str) -> Parameter:
    info = Ruleset.model_fields[name]
    bounds = [getattr(each, side, None) for side in ("ge", "le") for each in info.metadata]
    low, high = [bound for bound in bounds if bound is not None] or (None, None)
    tier = info.json_schema_extra["tier"]
    return Parameter(name, info.annotation, info.default, low, high, tier, info.description)


PARAMETERS = {name: _parameter(name) for name in Ruleset.model_fields if name != "version"}
_RULESET = TypeAdapter(Ruleset)


def check_ruleset(value: object) -> object:
    return check(_RULESET, value)


def default_ruleset() -> dict[str, Any]:
    return Ruleset().model_dump()


def parameter_fault(name: str, value: object) -> str:
    """Why the rule ``name`` cannot have ``value``; empty if it can."""
    if name not in PARAMETERS:
        return "There is no such rule"
    try:
        Ruleset.model_validate({name: value})
    except ValidationError:
        return PARAMETERS[name].expectation
    return ""
