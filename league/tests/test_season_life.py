from datetime import timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from league.domain import advance
from league.domain.advance import advance_due, advance_round, settle
from league.domain.errors import NoRuleToRollBackError, SeasonNotOpenError
from league.domain.founding import found_league
from league.domain.playoffs import bracket_of, champion_of, progress_season
from league.domain.rounds import last_round, next_round, play_round, show_played_rounds
from league.domain.seasons import SeasonNameError, create_season, next_round_at, start_season
from league.domain.votes import cast_vote
from league.models import (
    GameResult,
    GovernanceEvent,
    Governor,
    Mirror,
    Proposal,
    ScheduledGame,
    Season,
)
from league.repository import clock, differences, get_standings
from league.tests.seasons import (
    SEED,
    event_types,
    found_season,
    join,
    last_number,
    propose,
    rules_of,
    running_season,
    short_season,
    tokens_of,
)

pytestmark = pytest.mark.django_db


def finished(season):
    while advance_round(season.pk):
        pass
    season.refresh_from_db()
    return season


@pytest.fixture(scope="module")
def governed(module_rows):
    """A season of two teams whose one governor made three points five."""
    season = short_season(teams=2, seed=27)
    (governor,) = join(season)
    cast_vote(propose(governor, new_value=5), governor=governor, supports=True)
    return finished(season).pk


@pytest.fixture
def complete(governed):
    return Season.objects.get(pk=governed)


def alone(season):
    """Of all seasons the only one that is played."""
    others = Season.objects.filter(completed_at=None).exclude(pk=season.pk)
    others.update(status=Season.Status.SETUP)
    return season


def scores(season):
    games = GameResult.objects.filter(season=season).order_by("round_number", "matchup_index")
    return list(games.values_list("round_number", "home_score", "away_score"))


def test_started_season_is_scheduled_and_its_floor_is_open(season):
    assert season.status == Season.Status.ACTIVE
    assert season.schedule.count() == 18
    assert event_types(season) == ["season.phase_changed", "window.opened"]


def test_season_starts_once(season):
    with pytest.raises(SeasonNotOpenError, match="has started already"):
        start_season(season.pk)


def test_season_that_cannot_be_played_does_not_start():
    season = found_season(teams=2)
    team = season.teams.first()
    team.agents.all()[0].delete()
    team.agents.all()[0].delete()

    with pytest.raises(SeasonNotOpenError) as refusal:
        start_season(season.pk)
    assert str(refusal.value) == f"{team.name} needs 3 players at least."
    season.refresh_from_db()
    assert (season.status, season.schedule.count()) == (Season.Status.SETUP, 0)


def test_same_seed_founds_the_same_teams_and_seeds_the_same_games():
    season = found_season(seed=3)
    seen = list(season.agents.order_by("pk").values_list("pk", "name", "attributes"))
    key = season.pk
    for rows in (season.agents, season.teams, Season.objects.filter(pk=key)):
        rows.all().delete()

    again = found_season(seed=3)
    assert again.pk == key
    assert list(again.agents.order_by("pk").values_list("pk", "name", "attributes")) == seen


def test_round_is_played_under_the_rules_that_were_just_voted_for(season):
    (governor,) = join(season)
    proposal = propose(governor, new_value=7)
    cast_vote(proposal, governor=governor, supports=True)
    before = last_number(season)

    assert advance_round(season.pk)

    games = GameResult.objects.filter(season=season)
    assert {game.ruleset_snapshot["three_point_value"] for game in games} == {7}
    assert event_types(season, after=before) == [
        "vote.revealed",
        "proposal.passed",
        "rule.enacted",
        "window.closed",
        "window.opened",
        *["token.regenerated"] * 3,
    ]


def test_every_active_governor_gets_tokens_whoever_played():
    season = running_season(teams=3)
    governors = join(season, 3)
    advance_round(season.pk)

    assert [tokens_of(governor).total for governor in governors] == [12] * 3


def test_window_stays_open_for_as_many_rounds_as_the_season_says():
    season = running_season(rounds_per_window=2)
    advance_round(season.pk)
    assert season.governance_windows.count() == 1
    assert season.governance_windows.get().closed_at is None

    advance_round(season.pk)
    windows = season.governance_windows.order_by("round_number")
    assert [(window.round_number, window.closed_at is None) for window in windows] == [
        (0, False),
        (2, True),
    ]


def test_box_scores_add_up_to_the_result(underway):
    for game in GameResult.objects.filter(season=underway):
        points = {game.home_team_id: 0, game.away_team_id: 0}
        for line in game.box_scores.all():
            points[line.team_id] += line.points
        assert points == {game.home_team_id: game.home_score, game.away_team_id: game.away_score}


@pytest.mark.parametrize(
    ("teams", "rules"),
    [
        (2, {"playoff_finals_best_of": 5}),
        (3, {"round_robins_per_season": 2}),
        (5, {"playoff_semis_best_of": 3}),
        (6, {}),
    ],
)
def test_season_is_played_to_its_champion(teams, rules):
    """Through one round robin or two, and playoffs of all teams or of the first four."""
    round_robins = rules.get("round_robins_per_season", 1)
    season = finished(short_season(teams=teams, rules=rules))
    table = get_standings(season.pk)
    brackets = bracket_of(season)

    assert season.status == Season.Status.COMPLETE
    assert season.completed_at is not None
    assert champion_of(season) in {standing.team for standing in table}
    assert not season.governance_windows.filter(closed_at=None).exists()
    assert not season.schedule.filter(status=ScheduledGame.Status.SCHEDULED).exists()
    assert differences(season.pk) == []
    # The bracket is seeded by the one order of the standings, in which the playoffs do not count.
    assert {
        entrant.seed: entrant.team for series in brackets[0] for entrant in series.entrants
    } == {standing.rank: standing.team for standing in table[:4]}
    assert {standing.games for standing in table} == {(teams - 1) * round_robins}


def test_complete_season_does_not_go_on(complete):
    before = last_number(complete), scores(complete)

    assert not advance_round(complete.pk)
    settle(complete.pk)
    progress_season(complete.pk)
    assert (last_number(complete), scores(complete)) == before


def test_playing_a_round_again_plays_nothing(season):
    assert len(play_round(season.pk, 1)) == 2

    assert play_round(season.pk, 1) == []
    assert (last_round(season.pk), next_round(season.pk)) == (1, 2)


def test_round_played_by_half_is_finished(season):
    done = play_round(season.pk, 1)[0]
    other = season.schedule.get(round_number=1, matchup_index=1)
    result = other.game_result
    other.status, other.game_result = ScheduledGame.Status.SCHEDULED, None
    other.save()
    result.box_scores.all().delete()
    result.delete()

    advance_round(season.pk)
    games = GameResult.objects.filter(season=season, round_number=1).order_by("matchup_index")
    assert games.count() == 2
    assert games.first() == done


STEPS = ["close_window", "play_round", "reflect_on_round", "progress_season", "open_window"]


@pytest.fixture(scope="module")
def before_the_end(module_rows):
    """Two rounds are left: the last of the regular season, from which the final follows."""
    season = short_season(teams=2, seed=28, rules={"round_robins_per_season": 2})
    advance_round(season.pk)
    return season.pk


@pytest.mark.parametrize("place", range(len(STEPS) + 1))
def test_league_that_died_goes_on_without_a_doubled_game(monkeypatch, before_the_end, place):
    """Killed before the first step of a round, between two of them or after the last."""
    season = Season.objects.get(pk=before_the_end)
    done = []

    def step(name):
        verb = getattr(advance, name)

        def do(*args, **kwargs):
            # What follows from a round comes once more before the next: only in order it counts.
            is_next = name == STEPS[len(done)]
            if is_next and len(done) == place:
                raise KeyboardInterrupt
            result = verb(*args, **kwargs)
            if is_next:
                done.append(name)
            if len(done) == len(STEPS):
                raise KeyboardInterrupt
            return result

        return do

    for name in STEPS:
        monkeypatch.setattr(advance, name, step(name))
    with pytest.raises(KeyboardInterrupt):
        advance_round(season.pk)
    monkeypatch.undo()
    assert done == STEPS[:place]
    finished(season)

    rounds = [number for number, *_ in scores(season)]
    assert season.status == Season.Status.COMPLETE
    assert rounds == list(range(1, len(rounds) + 1))
    windows = season.governance_windows.order_by("opened_at").values_list("round_number", flat=True)
    assert list(windows) == list(range(len(rounds)))
    assert len(rounds) == 3
    assert differences(season.pk) == []


# Five passes take longer than ten seconds: nobody ever comes to shoot.
QUICK, LABOURED = {"shot_clock_seconds": 10}, {"min_pass_per_possession": 5}


def test_rule_that_breaks_the_simulation_is_rolled_back_and_the_round_played():
    season = running_season(rules=QUICK)
    (governor,) = join(season)
    proposal = propose(governor, "min_pass_per_possession", 5)
    cast_vote(proposal, governor=governor, supports=True)
    before = last_number(season)
    advance_round(season.pk)

    proposal.refresh_from_db()
    assert (proposal.status, proposal.rule_state) == (
        Proposal.Status.PASSED,
        Proposal.RuleState.ROLLED_BACK,
    )
    assert rules_of(season)["min_pass_per_possession"] == 0
    assert last_round(season.pk) == 1
    rolled_back = GovernanceEvent.objects.get(season=season, event_type="rule.rolled_back")
    assert rolled_back.sequence_number > before
    assert rolled_back.payload["reason"].startswith("The simulation broke: ")
    assert differences(season.pk) == []


def test_rules_of_the_first_day_that_break_the_simulation_stop_the_league():
    season = alone(running_season(rules=QUICK | LABOURED))

    with pytest.raises(NoRuleToRollBackError):
        play_round(season.pk, 1)
    with pytest.raises(CommandError, match="No game can be played"):
        call_command("advance_league", "--rounds", "1", verbosity=0)


def test_round_is_due_by_the_timetable_and_played_once(season):
    now = timezone.now()
    assert advance_due(season.pk, now=now) == 0

    tomorrow = now + timedelta(days=1, minutes=1)
    with clock.at(tomorrow):
        assert advance_due(season.pk, now=tomorrow) == 1
        assert advance_due(season.pk, now=tomorrow) == 0
    assert next_round_at(season) == tomorrow + timedelta(days=1)


def test_league_that_slept_plays_one_round_not_all_it_missed(season):
    later = timezone.now() + timedelta(days=30)
    with clock.at(later):
        assert [advance_due(season.pk, now=later) for _ in range(3)] == [1, 0, 0]


def test_round_is_presented_when_its_time_is_over(season):
    now = timezone.now()
    with clock.at(now):
        advance_round(season.pk)

    assert show_played_rounds(season, now=now + timedelta(minutes=2)) == 0
    assert show_played_rounds(season, now=now + timedelta(minutes=3)) == 2
    assert season.schedule.filter(status=ScheduledGame.Status.PRESENTED).count() == 2


def test_round_has_one_report(season):
    advance_round(season.pk)
    settle(season.pk)

    assert Mirror.objects.filter(season=season, mirror_type="simulation").count() == 1


def test_next_season_takes_over_rules_teams_players_and_governors(complete):
    season, governor = complete, complete.governors.get()
    following = create_season(season.league, name="Second", last=season)

    assert following.starting_ruleset["three_point_value"] == 5
    assert sorted(team.name for team in following.teams.all()) == sorted(
        team.name for team in season.teams.all()
    )
    assert following.agents.count() == season.agents.count()
    assert not set(following.agents.values_list("pk")) & set(season.agents.values_list("pk"))
    (enrolled,) = Governor.objects.filter(season=following)
    assert (enrolled.user, enrolled.team.name) == (governor.user, governor.team.name)
    assert tokens_of(enrolled).total == 6
    start_season(following.pk)
    assert differences(following.pk) == []


def test_next_season_may_begin_with_the_rules_of_the_book(complete):
    following = create_season(complete.league, name="Second", last=complete, carry_rules=False)

    values = [each.current_ruleset["three_point_value"] for each in (complete, following)]
    assert values == [5, 3]


def test_next_season_waits_for_the_end_of_the_last(season):
    with pytest.raises(SeasonNotOpenError, match="First is not over yet"):
        create_season(season.league, name="Second", last=season)


def test_two_seasons_of_a_league_have_two_names():
    season = found_season(teams=2)

    with pytest.raises(SeasonNameError, match="There is a season 'First' already"):
        create_season(season.league, name="First")


@pytest.mark.parametrize("teams", [1, 17])
def test_league_has_two_to_sixteen_teams(teams):
    with pytest.raises(ValueError, match=f"2 to 16 teams, not {teams}"):
        found_league("League", season_name="First", teams=teams, rng=Random(SEED))


def test_command_plays_rounds_and_says_how_far_it_got(capsys):
    season = alone(short_season(teams=2, rules={"round_robins_per_season": 3}))
    call_command("advance_league", "--rounds", "2")

    assert capsys.readouterr().out == "First (The League): 2 rounds played, Active\n"
    call_command("advance_league", "--until-complete", "--season", str(season.pk), verbosity=0)
    season.refresh_from_db()
    assert season.status == Season.Status.COMPLETE


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--rounds", "0"], "--rounds: give 1 or more."),
        (["--season", "nowhere"], "--season: there is no season nowhere."),
    ],
)
def test_command_refuses_what_makes_no_sense(arguments, says):
    with pytest.raises(CommandError) as refusal:
        call_command("advance_league", *arguments)

    assert str(refusal.value) == says
