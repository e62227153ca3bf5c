from league.rules.simulation.court import Athlete, Court, pick

# Weight of the defenders beside the attackers' `offensive_rebound_weight`.
DEFENSIVE_WEIGHT = 14.0


def fight_for_rebound(court: Court) -> tuple[Athlete, bool]:
    """Who gets the ball, and whether the attackers keep it."""
    offense, defense = court.offense, court.defense
    attackers = court.ruleset.offensive_rebound_weight * offense.second_boards[2]
    defenders = DEFENSIVE_WEIGHT * defense.boards[2]
    is_offensive = court.chance() * (attackers + defenders) < attackers
    if is_offensive:
        athlete = pick(offense.floor, offense.second_boards, court.chance())
        athlete.offensive_rebounds += 1
    else:
        athlete = pick(defense.floor, defense.boards, court.chance())
    athlete.line.rebounds += 1
    return athlete, is_offensive
