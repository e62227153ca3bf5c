"""The Floor: where governors propose, vote and trade, while a window is open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from league.domain.errors import FloorClosedError, NotAGovernorError
from league.models import GovernanceWindow, Governor, Season
from league.repository import NewEvent, season_lock
from league.rules.documents.season import SeasonConfig
from league.rules.events import EventType


@dataclass(frozen=True)
class Floor:
    """A season while it is locked, and the window that is open in it."""

    season: Season
    window: GovernanceWindow

    @property
    def config(self) -> SeasonConfig:
        return SeasonConfig.model_validate(self.season.config)

    def event(
        self,
        event_type: EventType,
        aggregate_id: UUID | str,
        payload: dict | None = None,
        *,
        governor: Governor | None = None,
    ) -> NewEvent:
        """An event of this window."""
        return NewEvent(
            event_type,
            str(aggregate_id),
            payload or {},
            governor_id=governor and governor.pk,
            team_id=governor and governor.team_id,
            round_number=self.window.round_number,
            window_id=self.window.pk,
        )


def open_window_of(season_id: UUID) -> GovernanceWindow | None:
    return GovernanceWindow.objects.filter(season=season_id, closed_at=None).first()


@contextmanager
def open_floor(
    governor: Governor | None = None, *, season_id: UUID | None = None
) -> Iterator[Floor]:
    """Lock the season, as the transaction in which ``governor`` does something on the Floor.

    Raises ``FloorClosedError``, or ``NotAGovernorError`` for somebody who has left.
    """
    with season_lock(season_id or governor.season_id) as season:
        window = open_window_of(season.pk)
        if window is None:
            raise FloorClosedError
        if governor and not Governor.objects.filter(pk=governor.pk, is_active=True).exists():
            raise NotAGovernorError("You do not belong to a team of this season any more.")
        yield Floor(season, window)
