from league.rules.simulation.court import TENTHS, Athlete, Court, pick
from league.rules.simulation.fouls import (
    IN_THE_BONUS,
    bonus_rule,
    commit_foul,
    note_free_throws,
    shoot_free_throws,
)
from league.rules.simulation.lineups import risk_injury, rotate, settle_departures, tire
from league.rules.simulation.rebounds import fight_for_rebound
from league.rules.simulation.schemes import Scheme, choose_scheme, defender_of
from league.rules.simulation.shots import Shot, attempt, choose_kind
from league.rules.simulation.turnovers import SECONDS_PER_PASS, Loss, lose_ball

# How much of the shot clock is used, at least, and how much more at most.
QUICKEST, SLOWER = 0.55, 0.45
BREAK_QUICKEST, BREAK_SLOWER = 0.15, 0.2
SECOND_CHANCE_SECONDS = 3
# A foul away from a shot.
FLOOR_FOUL = 0.05
# How often a rebound under the own attack is put back at once.
PUT_BACK = 0.5


def play_possession(court: Court) -> None:
    court.number += 1
    court.spend(_time(court))
    scheme = choose_scheme(court)
    handler = pick(court.offense.floor, court.offense.handling, court.chance())
    loss = lose_ball(court, handler, scheme)
    if loss:
        thief = _give_away(court, handler, loss)
        is_hot = False
    else:
        thief = None
        is_hot = _attack(court, handler, scheme)
    court.offense.is_hot = is_hot
    tire(court, scheme)
    if not court.is_decided:
        if court.ruleset.injury_rate:
            risk_injury(court)
        rotate(court)
    court.is_break = thief is not None and court.chance() < thief.ratings.runs
    court.turn_over()


def _time(court: Court) -> int:
    """In tenths of a second, with the time until the ball is in play."""
    rules = court.ruleset
    if court.is_break:
        share = BREAK_QUICKEST + BREAK_SLOWER * court.chance()
    else:
        share = QUICKEST + SLOWER * court.chance()
    passes = SECONDS_PER_PASS * rules.min_pass_per_possession
    live = min(rules.shot_clock_seconds, max(passes, share * rules.shot_clock_seconds))
    return int((live + rules.dead_ball_time_seconds) * TENTHS)


def _give_away(court: Court, handler: Athlete, loss: Loss) -> Athlete | None:
    """Who has stolen the ball, if somebody has."""
    details = {"player": handler.index}
    handler.line.turnovers += 1
    thief = None
    if loss.result == "stolen":
        thief = pick(court.defense.floor, court.defense.thefts, court.chance())
        thief.line.steals += 1
        details["defender"] = thief.index
    if loss.rules:
        details["rules"] = list(loss.rules)
    court.record(loss.action, loss.result, **details)
    return thief


def _attack(court: Court, handler: Athlete, scheme: Scheme) -> bool:
    """Shoot until somebody scores or the other side has the ball. Whether a three ended it."""
    is_fouled = court.chance() < FLOOR_FOUL * court.ruleset.foul_rate_modifier * scheme.fouls
    if is_fouled and not _floor_foul(court, handler, scheme):
        return False
    shot = _prepare(court, handler, scheme)
    while catcher := attempt(court, shot):
        settle_departures(court)
        court.is_break = False
        court.spend(SECOND_CHANCE_SECONDS * TENTHS)
        shot = _second_chance(court, catcher, scheme)
    settle_departures(court)
    return shot.kind == "three" and shot.is_good


def _floor_foul(court: Court, victim: Athlete, scheme: Scheme) -> bool:
    """Whether the attackers still have the ball."""
    fouler = defender_of(court, victim, scheme)
    commit_foul(court, fouler)
    details = {"player": victim.index, "defender": fouler.index}
    rule = bonus_rule(court, fouler)
    if rule:
        keeps = _bonus_throws(court, victim, rule, details)
    else:
        court.record("foul", "ball_kept", **details)
        keeps = True
    court.is_break = False
    settle_departures(court)
    return keeps


def _bonus_throws(court: Court, victim: Athlete, rule: str, details: dict) -> bool:
    rules = [rule]
    throws = shoot_free_throws(court, victim, IN_THE_BONUS)
    note_free_throws(court, throws, details, rules)
    keeps = False
    if throws.is_rebound:
        athlete, keeps = fight_for_rebound(court)
        details["rebound"] = athlete.index
    court.record("foul", "free_throws", **details, rules=rules)
    return keeps


def _prepare(court: Court, handler: Athlete, scheme: Scheme) -> Shot:
    rules: list[str] = []
    shooter = _share(court, _find_shooter(court, handler), rules)
    return Shot(
        kind=choose_kind(court, shooter),
        shooter=shooter,
        passer=None if shooter is handler else handler,
        defender=defender_of(court, shooter, scheme),
        scheme=scheme,
        rules=rules,
    )


def _find_shooter(court: Court, handler: Athlete) -> Athlete:
    must_pass = court.ruleset.min_pass_per_possession > 0
    if not must_pass and court.chance() >= handler.ratings.passes:
        return handler
    one, other = (each for each in court.offense.floor if each is not handler)
    drawn = court.chance() * (one.ratings.pull + other.ratings.pull)
    return one if drawn < one.ratings.pull else other


def _share(court: Court, shooter: Athlete, rules: list[str]) -> Athlete:
    """Who has taken more than their share leaves the shot to who has taken the fewest."""
    share = court.ruleset.max_shot_share
    if share == 1 or shooter.attempts < 1 or shooter.attempts < share * court.offense.attempts:
        return shooter
    fewest = min(court.offense.floor, key=lambda each: each.attempts)
    if fewest is not shooter:
        rules.append("max_shot_share")
    return fewest


def _second_chance(court: Court, catcher: Athlete, scheme: Scheme) -> Shot:
    if court.chance() >= PUT_BACK:
        return _prepare(court, catcher, scheme)
    rules: list[str] = []
    shooter = _share(court, catcher, rules)
    if shooter is not catcher:
        return _prepare(court, catcher, scheme)
    defender = defender_of(court, catcher, scheme)
    return Shot("rim", catcher, None, defender, scheme, rules)
