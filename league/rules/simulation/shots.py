from dataclasses import dataclass, field
from typing import Any

from league.rules.documents.ruleset import PARAMETERS
from league.rules.simulation.court import Athlete, Court
from league.rules.simulation.fouls import commit_foul, note_free_throws, shoot_free_throws
from league.rules.simulation.moves import try_moves
from league.rules.simulation.ratings import Steps
from league.rules.simulation.rebounds import fight_for_rebound
from league.rules.simulation.schemes import CLEAR_GAP, Scheme

FREE_THROWS = {"rim": 2, "mid": 2, "three": 3}
# How much more often there is a foul at such a shot, or a block.
CONTACT = {"rim": 1.6, "mid": 0.7, "three": 0.3}
REACH = {"rim": 1.6, "mid": 1.0, "three": 0.2}
FOULED_FACTOR = 0.4
BREAK_BONUS = 0.10
ASSISTED = 0.85
USUAL_POINTS = {name: PARAMETERS[name].default for name in ("two_point_value", "three_point_value")}
LOWEST, HIGHEST = 0.02, 0.97


@dataclass(slots=True)
class Shot:
    """One attempt, and what is to be noted of it."""

    kind: str
    shooter: Athlete
    passer: Athlete | None
    defender: Athlete
    scheme: Scheme
    rules: list[str]
    details: dict[str, Any] = field(default_factory=dict)
    is_fouled: bool = False
    is_good: bool = False


def choose_kind(court: Court, shooter: Athlete) -> str:
    rim, mid, three = _choices(court, shooter)
    drawn = court.chance() * three
    return "rim" if drawn < rim else "mid" if drawn < mid else "three"


def _choices(court: Court, shooter: Athlete) -> Steps:
    choices = shooter.ratings.choices
    if court.is_break:
        return choices.running
    if court.target is not None and court.defense.score - court.offense.score > CLEAR_GAP:
        return choices.chasing
    return choices.usual


def attempt(court: Court, shot: Shot) -> Athlete | None:
    """Try to score, and note it. Who of the attackers has the ball again, if one has."""
    shot.details |= {"player": shot.shooter.index, "defender": shot.defender.index}
    shot.shooter.attempts += 1
    court.offense.attempts += 1
    added = try_moves(court, shot)
    shot.is_fouled = _is_fouled(court, shot)
    shot.is_good = _goes_in(court, shot, added)
    result, is_rebound = _make(court, shot) if shot.is_good else _miss(court, shot)
    catcher = _rebound(court, shot) if is_rebound else None
    if shot.rules:
        shot.details["rules"] = shot.rules
    court.record(shot.kind, result, **shot.details, scheme=shot.scheme.name)
    return catcher


def _is_fouled(court: Court, shot: Shot) -> bool:
    """The rule is named where there would have been no foul without it."""
    chance = shot.shooter.ratings.draws_foul * shot.defender.ratings.fouls * shot.scheme.fouls
    usual = chance * CONTACT[shot.kind]
    modified = usual * court.ruleset.foul_rate_modifier
    drawn = court.chance()
    if usual <= drawn < modified:
        shot.rules.append("foul_rate_modifier")
    return drawn < modified


def _goes_in(court: Court, shot: Shot, added: float) -> bool:
    """As with the foul, the crowd is named where it made the difference."""
    factor = FOULED_FACTOR if shot.is_fouled else 1.0
    chance = factor * min(HIGHEST, max(LOWEST, _chance(court, shot) + added))
    drawn = court.chance()
    boosted = chance + factor * court.offense.boost
    if chance <= drawn < boosted:
        shot.rules.append("home_crowd_boost")
    return drawn < boosted


def _chance(court: Court, shot: Shot) -> float:
    shooter, defender = shot.shooter.ratings, shot.defender
    chance = shooter.makes[shot.kind] * (0.6 + 0.4 * shot.shooter.stamina)
    chance -= defender.ratings.guard * (0.4 + 0.6 * defender.stamina) + shot.scheme.contest
    if shot.passer:
        chance += shot.passer.ratings.vision
    if court.is_break:
        chance += BREAK_BONUS
    if -CLEAR_GAP < court.home.score - court.away.score < CLEAR_GAP:
        chance += shooter.luck
    if court.target is not None:
        chance += shooter.nerve
    return chance


def _make(court: Court, shot: Shot) -> tuple[str, bool]:
    """What became of the shot, and whether the ball is in the air after it."""
    _count(shot, made=True)
    rule = "three_point_value" if shot.kind == "three" else "two_point_value"
    points = getattr(court.ruleset, rule)
    court.score(shot.shooter, points)
    shot.details["points"] = points
    if points != USUAL_POINTS[rule]:
        shot.rules.append(rule)
    if shot.passer and court.chance() < ASSISTED:
        shot.passer.line.assists += 1
        shot.details["assist"] = shot.passer.index
    is_rebound = shot.is_fouled and not court.is_decided and _pay(court, shot, 1)
    return "made", is_rebound


def _miss(court: Court, shot: Shot) -> tuple[str, bool]:
    if shot.is_fouled:
        return "fouled", _pay(court, shot, FREE_THROWS[shot.kind])
    _count(shot, made=False)
    if court.chance() < shot.defender.ratings.block * REACH[shot.kind]:
        shot.defender.blocks += 1
        return "blocked", True
    return "missed", True


def _count(shot: Shot, *, made: bool) -> None:
    line = shot.shooter.line
    line.field_goals_attempted += 1
    line.field_goals_made += made
    if shot.kind == "three":
        line.three_pointers_attempted += 1
        line.three_pointers_made += made


def _pay(court: Court, shot: Shot, awarded: int) -> bool:
    commit_foul(court, shot.defender)
    throws = shoot_free_throws(court, shot.shooter, awarded)
    note_free_throws(court, throws, shot.details, shot.rules)
    return throws.is_rebound


def _rebound(court: Court, shot: Shot) -> Athlete | None:
    athlete, is_offensive = fight_for_rebound(court)
    shot.details["rebound"] = athlete.index
    return athlete if is_offensive else None
