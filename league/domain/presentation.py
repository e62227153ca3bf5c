"""Rounds that are shown as if they were live: how far they are, and what is not known yet."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db.models import Q, QuerySet

from league.domain.playoffs import bracket_of
from league.domain.rounds import show_played_rounds
from league.models import ScheduledGame, Season
from league.rules.documents.season import SeasonConfig
from league.rules.playoffs import Series

REGULAR = ScheduledGame.Phase.REGULAR
# Long texts that no list shows.
DOCUMENTS = ("play_by_play", "ruleset_snapshot", "metadata")


@dataclass(frozen=True, slots=True)
class Presentation:
    """How much of a round has been shown: from 0 to 1."""

    share: float
    seconds_left: int

    @property
    def is_over(self) -> bool:
        return self.share >= 1

    @property
    def percent(self) -> int:
        return int(100 * self.share)

    @property
    def time_left(self) -> str:
        return f"{self.seconds_left // 60}:{self.seconds_left % 60:02}"


OVER = Presentation(1.0, 0)


def rounds_on_air(season: Season, *, now: datetime) -> list[int]:
    """The rounds that are being shown. Those whose time is over end with this."""
    rounds = _hidden_rounds(season)
    if rounds and show_played_rounds(season, now=now):
        return _hidden_rounds(season)
    return rounds


def presentation_of(season: Season, began: datetime, *, now: datetime) -> Presentation:
    """How far a round is that was played when it ``began``."""
    length = SeasonConfig.model_validate(season.config).schedule.presentation
    elapsed = now - began
    if elapsed >= length:
        return OVER
    return Presentation(max(elapsed / length, 0.0), int((length - elapsed).total_seconds()))


def known_schedule(
    season: Season, on_air: list[int], *, with_plays: bool = False
) -> QuerySet[ScheduledGame]:
    """The schedule as lists show it, in order.

    Whom a tiebreaker or a playoff game is between tells how the games before it ended: while
    these are shown, it is not there.
    """
    documents = [name for name in DOCUMENTS if not (with_plays and name == "play_by_play")]
    games = season.schedule.select_related("home_team", "away_team", "game_result").defer(
        "home_team__venue",
        "away_team__venue",
        *(f"game_result__{name}" for name in documents),
    )
    if on_air:
        games = games.exclude(~Q(phase=REGULAR), round_number__gt=on_air[0])
    return games.order_by("round_number", "matchup_index")


def shown_bracket(season: Season) -> list[list[Series]]:
    """The bracket without the games that are on the air, and without what follows from them."""
    hidden = Counter(_hidden(season).values_list("series_id", flat=True))
    stages, winners = [], None
    for stage in bracket_of(season):
        sides = batched(winners, 2) if winners else (series.sides for series in stage)
        stages.append(
            [_as_shown(series, pair, hidden) for series, pair in zip(stage, sides, strict=True)]
        )
        winners = [series.winner for series in stages[-1]]
    return stages


def _as_shown(series, sides, hidden):
    if series.is_bye:
        return series
    if None in sides:
        return replace(series, sides=sides, id="", results=())
    shown = len(series.results) - hidden[UUID(series.id)]
    return replace(series, results=series.results[:shown])


def _hidden(season):
    return season.schedule.filter(status=ScheduledGame.Status.SIMULATED)


def _hidden_rounds(season):
    return sorted(_hidden(season).values_list("round_number", flat=True).distinct())
