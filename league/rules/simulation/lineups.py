"""Who is on the floor: fatigue, fouls and injuries, and who comes in."""

from league.rules.simulation.court import Athlete, Court, Squad
from league.rules.simulation.schemes import Scheme

# So much stamina is lost in a possession for each part of `stamina_drain_rate`.
DRAIN = 2.0
LOWEST_STAMINA = 0.1
REST_ON_THE_BENCH = 0.012
# By how much fresher a substitute has to be.
FRESHER = 0.2
DEPARTURES = {"fouled_out": "personal_foul_limit", "injured": "injury_rate"}
POSSESSIONS_PER_INJURY = 100


def tire(court: Court, scheme: Scheme) -> None:
    rate = DRAIN * court.ruleset.stamina_drain_rate * court.conditions.surface.wear
    for squad, cost in ((court.offense, rate), (court.defense, rate * scheme.wear)):
        for athlete in squad.floor:
            # Six times in each possession: a comparison takes half the time of ``max``.
            left = athlete.stamina - cost * athlete.ratings.wear
            athlete.stamina = left if left > LOWEST_STAMINA else LOWEST_STAMINA
        for athlete in squad.bench:
            athlete.rest(REST_ON_THE_BENCH)


def settle_departures(court: Court) -> None:
    """Who has to leave is replaced. Three are always on the floor: the last one stays."""
    if court.is_decided:
        return
    for squad, athlete, reason in court.leaving:
        rules = [DEPARTURES[reason]]
        bench = squad.bench
        if bench:
            athlete.is_out = True
            _swap(court, squad, athlete, max(bench, key=_stamina), reason, rules)
        else:
            court.record("plays_on", reason, player=athlete.index, rules=rules)
    court.leaving.clear()


def risk_injury(court: Court) -> None:
    if court.chance() * POSSESSIONS_PER_INJURY >= court.ruleset.injury_rate:
        return
    squad = court.home if court.chance() < 0.5 else court.away
    hurt = squad.floor[int(court.chance() * 3)]
    hurt.ceiling /= 2
    hurt.rest(0)
    court.leaving.append((squad, hurt, "injured"))
    settle_departures(court)


def rotate(court: Court) -> None:
    """In each team, the most tired player is relieved if somebody much fresher waits."""
    threshold = court.ruleset.substitution_stamina_threshold
    for squad in (court.home, court.away):
        one, two, three = squad.floor
        # So it is almost always: without looking for the most tired first.
        if min(one.stamina, two.stamina, three.stamina) >= threshold:
            continue
        tired = min(squad.floor, key=_stamina)
        fresh = max(squad.bench, key=_stamina, default=tired)
        if fresh.stamina >= tired.stamina + FRESHER:
            rules = ["substitution_stamina_threshold"]
            _swap(court, squad, tired, fresh, "tired", rules)


def bring_starters_back(court: Court) -> None:
    """At a break, as far as they are as fresh as those who stood in for them."""
    for squad in (court.home, court.away):
        for starter in squad.starters:
            stand_ins = [each for each in squad.floor if each not in squad.starters]
            if starter.is_out or starter in squad.floor or not stand_ins:
                continue
            stand_in = min(stand_ins, key=_stamina)
            if starter.stamina >= stand_in.stamina:
                _swap(court, squad, stand_in, starter, "rested", [])


def recover(court: Court, amount: float) -> None:
    for squad in (court.home, court.away):
        for athlete in squad.athletes:
            athlete.rest(amount)


def _stamina(athlete: Athlete) -> float:
    return athlete.stamina


def _swap(
    court: Court, squad: Squad, leaves: Athlete, comes: Athlete, reason: str, rules: list[str]
) -> None:
    squad.floor[squad.floor.index(leaves)] = comes
    squad.line_up()
    details = {"player": comes.index, "out": leaves.index}
    if rules:
        details["rules"] = rules
    court.record("substitution", reason, **details)
