"""What keeps a league going: windows close, rounds are played, the season goes on.

Each step is one transaction, and which step comes next follows from the database alone: whoever
is interrupted goes on where the last finished step left off, and nothing happens twice.
"""

from datetime import datetime
from uuid import UUID

from league.domain.floor import open_window_of
from league.domain.mirrors import reflect_on_round
from league.domain.playoffs import progress_season
from league.domain.rounds import last_round, next_round, play_round, show_played_rounds
from league.domain.seasons import next_round_at
from league.domain.windows import close_window, open_window
from league.models import Season
from league.rules.documents.season import SeasonConfig

IN_PLAY = (Season.Status.ACTIVE, Season.Status.TIEBREAKERS, Season.Status.PLAYOFFS)


def advance_due(season_id: UUID, *, now: datetime) -> int:
    """Do all that is due by the clock; the number of rounds played is 0 or 1.

    A league that slept does not play its missed rounds in a burst: its people are to follow them.
    """
    season = Season.objects.get(pk=season_id)
    show_played_rounds(season, now=now)
    settle(season_id)
    # The number first: if somebody plays this round meanwhile, there is nothing left to do.
    number = next_round(season_id)
    season.refresh_from_db()
    due = next_round_at(season)
    return int(due is not None and due <= now and advance_round(season_id, number))


def advance_round(season_id: UUID, number: int | None = None) -> bool:
    """Close the window where that is due, play the next round, go on. False: nothing to play.

    With ``number``, that round and no other: nothing happens where it was played meanwhile.
    """
    following = settle(season_id)
    if following is None:
        return False
    number = number or following
    _close_due_window(season_id, number)
    played = play_round(season_id, number)
    settle(season_id)
    return bool(played)


def settle(season_id: UUID) -> int | None:
    """Finish what follows from the last round: reports, the next games, the next window.

    Returns the number of the next round; None where nothing is left to play.
    """
    if not _is_in_play(season_id):
        return None
    last = last_round(season_id)
    if last:
        reflect_on_round(season_id, last)
    following = next_round(season_id)
    if following is None:
        progress_season(season_id)
        if not _is_in_play(season_id):
            return None
        following = next_round(season_id)
    open_window(season_id, round_number=last)
    return following


def _close_due_window(season_id, number):
    window = open_window_of(season_id)
    if window is None:
        return
    config = Season.objects.values_list("config", flat=True).get(pk=season_id)
    length = SeasonConfig.model_validate(config).governance.rounds_per_window
    if number - window.round_number >= length:
        close_window(season_id)


def _is_in_play(season_id):
    return Season.objects.values_list("status", flat=True).get(pk=season_id) in IN_PLAY
