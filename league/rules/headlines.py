"""What the front page says of a round: its most telling game, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

CLOSE, CLEAR, ROUT = 3, 15, 25
MANY_CHANGES = 10


@dataclass(frozen=True, slots=True)
class GameNews:
    """A game as a headline needs it: names of teams, and how it went."""

    winner: str
    loser: str
    winner_score: int
    loser_score: int
    lead_changes: int
    largest_lead: int

    @property
    def margin(self) -> int:
        return self.winner_score - self.loser_score


def most_telling(games: Sequence[GameNews]) -> int:
    """The place of the game to tell of: a close one, else a rout, else the closest."""
    places = range(len(games))
    closest = min(places, key=lambda place: (games[place].margin, -games[place].lead_changes))
    widest = max(places, key=lambda place: games[place].margin)
    if games[closest].margin > CLOSE and games[widest].margin >= ROUT:
        return widest
    return closest


def headline(game: GameNews) -> str:
    """A few words, without a full stop."""
    if game.margin == 1:
        return f"{game.winner} beat {game.loser} by a single point"
    if game.margin <= CLOSE:
        return f"{game.winner} hold off {game.loser}"
    if game.margin >= ROUT:
        return f"{game.winner} leave {game.loser} {game.margin} behind"
    if not game.lead_changes:
        return f"{game.winner} lead {game.loser} from first to last"
    if game.margin >= CLEAR:
        return f"{game.winner} too much for {game.loser}"
    return f"{game.winner} beat {game.loser}"


def story(game: GameNews) -> str:
    """What stands below the headline."""
    score = f"{game.winner_score}–{game.loser_score}"
    if game.lead_changes >= MANY_CHANGES:
        return f"{score}, and the lead changed hands {game.lead_changes} times."
    if not game.lead_changes:
        return f"{score}. {game.loser} were never in front."
    times = "once" if game.lead_changes == 1 else f"{game.lead_changes} times"
    return f"{score}. The lead changed hands {times} before it stayed."
