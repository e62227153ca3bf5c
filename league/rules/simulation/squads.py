from league.rules.documents.ruleset import Ruleset
from league.rules.simulation.conditions import Conditions
from league.rules.simulation.court import Athlete, Squad
from league.rules.simulation.moves import ready_moves
from league.rules.simulation.people import ON_THE_FLOOR, Player, Side
from league.rules.simulation.ratings import rate
from league.rules.simulation.results import BoxLine, SideName


def form_squads(
    home: Side, away: Side, ruleset: Ruleset, conditions: Conditions
) -> tuple[Squad, Squad]:
    athletes = [_athlete(i, p, "home", ruleset, conditions) for i, p in enumerate(_order(home))]
    count = len(athletes)
    others = [
        _athlete(i, p, "away", ruleset, conditions) for i, p in enumerate(_order(away), count)
    ]
    return (
        Squad("home", athletes, athletes[:ON_THE_FLOOR], boost=conditions.boost, pressure=0.0),
        Squad("away", others, others[:ON_THE_FLOOR], boost=0.0, pressure=conditions.pressure),
    )


def _order(side: Side) -> list[Player]:
    """Those who begin come first, whatever the number of them."""
    return sorted(side.players, key=lambda player: not player.is_starter)


def _athlete(
    index: int, player: Player, side: SideName, ruleset: Ruleset, conditions: Conditions
) -> Athlete:
    ceiling = conditions.away_ceiling if side == "away" else 1.0
    return Athlete(
        index=index,
        line=BoxLine(player.id, side),
        ratings=rate(player.attributes, ruleset, conditions.surface),
        attacking=ready_moves(player, defending=False),
        defending=ready_moves(player, defending=True),
        ceiling=ceiling,
        stamina=ceiling,
    )
