"""When a move of a player comes, and what it does to a shot."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from league.rules.simulation.court import Athlete, Court, ReadyMove
from league.rules.simulation.people import Player

if TYPE_CHECKING:
    from league.rules.simulation.shots import Shot

TIRED = 0.5
USUAL_CHANCE = 0.7


def ready_moves(player: Player, *, defending: bool) -> tuple[ReadyMove, ...]:
    return tuple(
        ReadyMove(
            name=move["name"],
            trigger=move["trigger"],
            chance=move.get("chance", USUAL_CHANCE),
            effect=move["effect"],
            otherwise=move.get("otherwise", 0.0),
        )
        for move in player.moves
        if (move["trigger"] == "defending") is defending and _passes(player, move)
    )


def _passes(player: Player, move: Mapping[str, Any]) -> bool:
    gate = move.get("gate", {})
    return all(player.attributes[name] >= least for name, least in gate.items())


def _is_time_for(trigger: str, court: Court, shot: "Shot") -> bool:
    match trigger:
        case "after_own_three":
            return court.offense.is_hot
        case "set_offense":
            return not court.is_break
        case "drive":
            return shot.kind == "rim"
        case "defending":
            return shot.kind != "three"
        case "low_stamina":
            return min(shot.shooter.stamina, shot.defender.stamina) < TIRED
        case "elam_period":
            return court.target is not None
    return True


def try_moves(court: Court, shot: "Shot") -> float:
    """One move of the attack, the shooter's before the passer's, and one of the defence."""
    used: list[dict] = []
    added = _try(court, shot, shot.shooter, shot.shooter.attacking, used)
    if shot.passer and not used:
        prepared = [move for move in shot.passer.attacking if move.trigger == "set_offense"]
        added += _try(court, shot, shot.passer, prepared, used)
    added += _try(court, shot, shot.defender, shot.defender.defending, used)
    if used:
        shot.details["moves"] = used
    return added


def _try(
    court: Court, shot: "Shot", athlete: Athlete, moves: Sequence[ReadyMove], used: list[dict]
) -> float:
    """What the first move whose moment it is adds; it is noted in ``used`` where it comes."""
    for move in moves:
        if not _is_time_for(move.trigger, court, shot):
            continue
        if court.chance() < move.chance:
            athlete.moves += 1
            used.append({"player": athlete.index, "name": move.name})
            return move.effect
        if move.otherwise:
            used.append({"player": athlete.index, "name": move.name, "went_wrong": True})
        return move.otherwise
    return 0.0
