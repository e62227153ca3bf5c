"""The standings with the teams' names and their latest games, as pages show them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from league.models import GameResult, ScheduledGame, Season, Team
from league.repository import get_standings
from league.rules.standings import Standing

FORM = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A team's place. ``form`` says of its latest games, the oldest first, whether they were won.

    ``is_last_in``: the last place from which teams go to the playoffs.
    """

    standing: Standing
    team: Team
    form: Sequence[bool]
    is_last_in: bool

    @property
    def form_in_words(self) -> str:
        return ", ".join("won" if won else "lost" for won in self.form) or "no game yet"


def table_of(season: Season) -> list[Line]:
    """All teams of the season, the best first, by the games that were shown to the end."""
    teams = {str(team.pk): team for team in season.teams.defer("venue")}
    form = _form(season, games=FORM * len(teams))
    places = season.current_ruleset["playoff_teams"]
    return [
        Line(
            standing,
            teams[standing.team],
            form[standing.team][-FORM:],
            standing.rank == places < len(teams),
        )
        for standing in get_standings(season.pk, presented_only=True)
    ]


def _form(season, *, games):
    """By team, from the latest ``games``: each team is in one of two rounds at least."""
    shown = GameResult.objects.filter(
        season=season,
        scheduled_game__phase=ScheduledGame.Phase.REGULAR,
        scheduled_game__status=ScheduledGame.Status.PRESENTED,
    ).order_by("-round_number", "-matchup_index")
    rows = shown.values_list("home_team_id", "away_team_id", "winner_team_id")
    form = defaultdict(list)
    for home, away, winner in reversed(rows[:games]):
        form[str(home)].append(winner == home)
        form[str(away)].append(winner == away)
    return form
