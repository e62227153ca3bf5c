"""What players did over a season, from the box scores of the games that were shown to the end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from league.domain.rounds import STATISTICS
from league.models import Agent, BoxScore, ScheduledGame

# A share says something from so many tries a game on.
TRIES_PER_GAME = 2


@dataclass(frozen=True, slots=True)
class PlayerSeason:
    """A player's totals, by the columns of a box score."""

    player: Agent
    games: int
    totals: dict[str, Any]

    def per_game(self, name: str) -> float:
        return self.totals[name] / self.games if self.games else 0.0

    @property
    def averages(self) -> dict[str, float]:
        return {name: self.per_game(name) for name in self.totals}

    def share(self, shots: str) -> float | None:
        """The part of ``shots`` that went in; None where none was tried."""
        tried = self.totals[f"{shots}_attempted"]
        return self.totals[f"{shots}_made"] / tried if tried else None

    @property
    def field_goal_share(self) -> float | None:
        return self.share("field_goals")

    @property
    def three_point_share(self) -> float | None:
        return self.share("three_pointers")

    @property
    def free_throw_share(self) -> float | None:
        return self.share("free_throws")


@dataclass(frozen=True, slots=True)
class Category:
    """Something in which players are compared. ``tries``: the column that must be large enough."""

    key: str
    name: str
    unit: str
    value: Callable[[PlayerSeason], float | None]
    is_share: bool = False
    tries: str = ""


def _per_game(key: str, name: str) -> Category:
    return Category(key, name, "per game", lambda line: line.per_game(key))


def _share(shots: str, name: str) -> Category:
    return Category(
        f"{shots}_share",
        name,
        "of those tried",
        lambda line: line.share(shots),
        is_share=True,
        tries=f"{shots}_attempted",
    )


CATEGORIES = {
    each.key: each
    for each in (
        _per_game("points", "Points"),
        _per_game("rebounds", "Rebounds"),
        _per_game("assists", "Assists"),
        _per_game("steals", "Steals"),
        _share("field_goals", "Shots made"),
        _share("three_pointers", "Threes made"),
        _share("free_throws", "Free throws made"),
        _per_game("plus_minus", "Plus/minus"),
        _per_game("minutes", "Minutes"),
    )
}


@dataclass(frozen=True, slots=True)
class Leader:
    place: int
    line: PlayerSeason
    value: float


def shown_box_scores(season_id: UUID) -> QuerySet[BoxScore]:
    """The box scores of a season, without those of games that are on the air."""
    hidden = ScheduledGame.objects.filter(
        season=season_id, status=ScheduledGame.Status.SIMULATED
    ).values_list("game_result_id", flat=True)
    # As a list: a few keys, looked up once, and not again for each of thousands of rows.
    players = Agent.objects.filter(season=season_id).values("pk")
    return BoxScore.objects.filter(agent__in=players).exclude(game__in=list(hidden))


def totals_of(players: Iterable[Agent], lines: QuerySet[BoxScore]) -> list[PlayerSeason]:
    """For each of ``players`` what ``lines`` add up to; nothing for who did not play."""
    sums = {name: Sum(name) for name in STATISTICS}
    # All of it is in the index ``idx_box_scores_totals``: no row is looked at.
    rows = lines.order_by().values("agent_id").annotate(games=Count("*"), **sums)
    found = {row.pop("agent_id"): row for row in rows}
    nothing = {"games": 0, **dict.fromkeys(STATISTICS, 0)}
    return [_player_season(player, found.get(player.pk, nothing)) for player in players]


def season_totals(season_id: UUID) -> list[PlayerSeason]:
    players = Agent.objects.filter(season=season_id).select_related("team").order_by("name", "pk")
    players = players.defer("attributes", "moves", "backstory", "team__venue")
    return totals_of(players, shown_box_scores(season_id))


def leaders(lines: Iterable[PlayerSeason], category: Category) -> list[Leader]:
    """Who played half of the games or more, the best first; players that are level share a place.

    A share counts from two tries a game on.
    """
    lines = list(lines)
    least = max((line.games for line in lines), default=0) / 2
    able = [line for line in lines if line.games and line.games >= least and _tried(line, category)]
    ranked = sorted(able, key=category.value, reverse=True)
    values = [category.value(line) for line in ranked]
    return [
        Leader(values.index(value) + 1, line, value)
        for line, value in zip(ranked, values, strict=True)
    ]


def _tried(line, category):
    return not category.tries or line.per_game(category.tries) >= TRIES_PER_GAME


def _player_season(player, row):
    return PlayerSeason(player, row["games"], {name: row[name] for name in STATISTICS})
