"""What every page of a season has in common."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone

from league.domain.presentation import rounds_on_air
from league.models import ScheduledGame, Season
from league.permissions import can_run_league

SIMULATED = ScheduledGame.Status.SIMULATED


@dataclass(frozen=True)
class SeasonPage:
    """A season as a page of it shows it: what is on the air is not told before its time."""

    season: Season
    on_air: list[int]
    is_commissioner: bool

    @property
    def phase(self) -> str:
        """The phase as far as it is known: the end of the final is not told while it is shown."""
        is_final_on = self.on_air and self.season.status == Season.Status.COMPLETE
        return Season.Status.PLAYOFFS if is_final_on else self.season.status

    @property
    def is_over(self) -> bool:
        return self.phase == Season.Status.COMPLETE

    @property
    def context(self) -> dict:
        return {
            "season": self.season,
            "on_air": self.on_air,
            "is_commissioner": self.is_commissioner,
            "phase": Season.Status(self.phase),
            "is_over": self.is_over,
        }


def season_page(request, season_id) -> SeasonPage:
    """The season of a page; 404 where there is none. Rounds that were shown to the end, end."""
    season = get_object_or_404(Season.objects.select_related("league"), pk=season_id)
    return open_page(request, season)


def open_page(request, season) -> SeasonPage:
    on_air = rounds_on_air(season, now=timezone.now())
    return SeasonPage(season, on_air, can_run_league(request.user))


def paged(request, rows, size, *, default=1):
    """The page of ``rows`` that is asked for; ``default`` where none is."""
    return Paginator(rows, size).get_page(request.GET.get("page", default))
