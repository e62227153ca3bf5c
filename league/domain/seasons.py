"""The life of a season: founded, started, and carried over into the next one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from league.domain.errors import SeasonNotOpenError
from league.domain.governors import enrol
from league.domain.windows import open_window
from league.models import Agent, Governor, League, ScheduledGame, Season, Team
from league.repository import NewEvent, append_event, season_lock
from league.rules.documents import default_season_config
from league.rules.documents.season import SeasonConfig
from league.rules.events import EventType
from league.rules.schedule import Round, round_robin
from league.rules.season import first_ruleset
from league.rules.simulation.people import ON_THE_FLOOR


class SeasonNameError(Exception):
    """The league has a season of this name already."""


def create_season(
    league: League,
    *,
    name: str,
    last: Season | None = None,
    carry_rules: bool = True,
    config: Mapping | None = None,
    key: UUID | None = None,
) -> Season:
    """A season in setup. With ``last``, its teams, players and governors go on into the new one.

    Teams and players are copied, so that the last season stays as it was. Governors belong to the
    copy of their team and are given tokens as newcomers are: what was left is not carried over.
    Raises ``SeasonNameError``; ``SeasonNotOpenError`` while ``last`` is not complete.
    """
    if last is not None and last.status != Season.Status.COMPLETE:
        raise SeasonNotOpenError(f"{last.name} is not over yet.")
    rules = first_ruleset(last and last.current_ruleset, carry_rules=carry_rules)
    season = Season(
        pk=key or uuid4(),
        league=league,
        name=name,
        starting_ruleset=rules,
        current_ruleset=rules,
        config=dict(config or (last.config if last else default_season_config())),
    )
    with transaction.atomic():
        _save_named(season)
        if last is not None:
            _carry_over(last, season)
    return season


def start_season(season_id: UUID) -> Season:
    """From setup to active: the schedule is made, and the first window opens.

    Raises ``SeasonNotOpenError`` where the season has started already, or cannot yet.
    """
    with season_lock(season_id) as season:
        if season.status != Season.Status.SETUP:
            raise SeasonNotOpenError("The season has started already.")
        teams = list(season.teams.order_by("created_at", "pk"))
        _check_teams(season, teams)
        cycles = season.current_ruleset["round_robins_per_season"]
        schedule_rounds(season.pk, round_robin([team.pk for team in teams], cycles), first=1)
        change_phase(season, Season.Status.ACTIVE)
        open_window(season.pk, round_number=0)
        season.refresh_from_db()
        return season


def change_phase(season: Season, phase: str) -> None:
    payload = {"old_status": season.status, "new_status": phase}
    append_event(season.pk, NewEvent(EventType.SEASON_PHASE_CHANGED, str(season.pk), payload))
    season.refresh_from_db()


def schedule_rounds(
    season_id: UUID,
    rounds: Sequence[Round],
    *,
    first: int,
    phase: str = ScheduledGame.Phase.REGULAR,
) -> None:
    """Plan rounds of pairs of (home, away) teams; the first of them has the number ``first``."""
    ScheduledGame.objects.bulk_create(
        ScheduledGame(
            season_id=season_id,
            round_number=number,
            matchup_index=index,
            home_team_id=home,
            away_team_id=away,
            phase=phase,
        )
        for number, games in enumerate(rounds, start=first)
        for index, (home, away) in enumerate(games)
    )


def next_round_at(season: Season) -> datetime | None:
    """When the next round is due; None where nothing was begun, or the season is over."""
    if season.status in (Season.Status.SETUP, Season.Status.COMPLETE):
        return None
    last = season.game_results.order_by("-created_at").values_list("created_at", flat=True).first()
    windows = season.governance_windows.order_by("opened_at")
    began = last or windows.values_list("opened_at", flat=True).first()
    if began is None:
        return None
    return began + SeasonConfig.model_validate(season.config).schedule.between_rounds


def _save_named(season):
    try:
        with transaction.atomic():
            season.save(force_insert=True)
    except IntegrityError as error:
        if Season.objects.filter(league=season.league, name=season.name).exists():
            raise SeasonNameError(f"There is a season {season.name!r} already.") from error
        raise


def _check_teams(season, teams):
    if len(teams) < 2:
        raise SeasonNotOpenError("A season needs two teams at least.")
    players = Agent.objects.filter(season=season).values_list("team_id", flat=True)
    counts = {team.pk: 0 for team in teams}
    for team_id in players:
        counts[team_id] += 1
    for team in teams:
        if counts[team.pk] < ON_THE_FLOOR:
            raise SeasonNotOpenError(f"{team.name} needs {ON_THE_FLOOR} players at least.")


def _carry_over(last, season):
    copies = {
        team.pk: _copy(team, season=season) for team in last.teams.order_by("created_at", "pk")
    }
    Team.objects.bulk_create(copies.values())
    Agent.objects.bulk_create(
        _copy(player, season=season, team=copies[player.team_id])
        for player in Agent.objects.filter(season=last).order_by("created_at", "pk")
    )
    active = Governor.objects.filter(season=last, is_active=True, user__isnull=False)
    for governor in active.select_related("user").order_by("joined_at", "pk"):
        enrol(governor.user, copies[governor.team_id], season, reason="season")


def _copy(row, **fields):
    """A new row with what ``row`` holds, but for its key, its time and ``fields``."""
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in {"id", "created_at", *fields}
    }
    return type(row)(**kept, **fields)
