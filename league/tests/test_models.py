"""What the database refuses in a row, and what is said about it before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.tests.factories import make_user
from league.models import GovernanceEvent, Governor
from league.models.governance import local_id
from league.rules.documents import default_attributes
from league.tests.factories import (
    make_agent,
    make_box_score,
    make_commentary,
    make_game_result,
    make_governance_event,
    make_governor,
    make_league,
    make_matchup,
    make_mirror,
    make_scheduled_game,
    make_season,
    make_team,
    make_token_balance,
)

pytestmark = pytest.mark.django_db
EARLY, LATE = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)


def played_with(**fields):
    return lambda: make_game_result(**fields)


def against_itself(make):
    def refused():
        team = make_team()
        make(season=team.season, home_team=team, away_team=team)

    return refused


def won_by_the_loser():
    matchup = make_matchup()
    make_game_result(**matchup, winner_team=matchup["away_team"])


def won_by_nobody_there():
    matchup = make_matchup()
    make_game_result(**matchup, winner_team=make_team(season=matchup["season"]))


REFUSED = [
    ("league_name_not_empty", lambda: make_league(name="")),
    ("season_status_known", lambda: make_season(status="over")),
    ("season_ends_after_start", lambda: make_season(status="complete", completed_at=EARLY)),
    ("season_with_end_is_complete", lambda: make_season(completed_at=LATE)),
    ("team_name_not_empty", lambda: make_team(name="")),
    ("agent_name_not_empty", lambda: make_agent(name="")),
    ("agent_archetype_known", lambda: make_agent(archetype="poet")),
    ("governor_leaves_after_joining", lambda: make_governor(left_at=EARLY)),
    ("governance_event_type_known", lambda: make_governance_event(event_type="vote.bought")),
    ("governance_event_type_known", lambda: make_governance_event(aggregate_type="trade")),
    ("governance_event_has_aggregate", lambda: make_governance_event(aggregate_id="")),
    ("governance_event_round_from_0", lambda: make_governance_event(round_number=-1)),
    *(
        ("token_balance_not_negative", lambda kind=kind: make_token_balance(**{kind: -1}))
        for kind in ("propose", "amend", "boost")
    ),
    ("game_result_home_is_not_away", against_itself(make_game_result)),
    ("game_result_winner_played", won_by_the_loser),
    ("game_result_winner_played", won_by_nobody_there),
    ("game_result_scores_not_negative", played_with(home_score=-1)),
    ("game_result_scores_not_negative", played_with(away_score=-1)),
    ("game_result_round_from_1", played_with(round_number=0)),
    ("game_result_matchup_from_0", played_with(matchup_index=-1)),
    *(
        ("game_result_counts_not_negative", played_with(elam_possessions=None, **{name: -1}))
        for name in ("total_possessions", "lead_changes", "largest_lead")
    ),
    ("game_result_target_from_1", played_with(elam_target=0)),
    ("game_result_target_within_game", played_with(elam_possessions=104)),
    ("game_result_target_within_game", played_with(elam_possessions=-1)),
    *(
        ("box_score_not_negative", lambda name=name: make_box_score(**{name: -1}))
        for name in ("minutes", "points", "rebounds", "assists", "steals", "turnovers", "fouls")
    ),
    ("box_score_made_of_attempted", lambda: make_box_score(free_throws_made=3)),
    ("box_score_made_of_attempted", lambda: make_box_score(field_goals_made=16)),
    (
        "box_score_threes_are_field_goals",
        lambda: make_box_score(three_pointers_made=8),
    ),
    (
        "box_score_threes_are_field_goals",
        lambda: make_box_score(three_pointers_attempted=16),
    ),
    ("commentary_energy_known", lambda: make_commentary(energy="wild")),
    ("commentary_possession_from_0", lambda: make_commentary(possession_index=-1)),
    ("commentary_quarter_from_1", lambda: make_commentary(quarter=0)),
    ("scheduled_game_home_is_not_away", against_itself(make_scheduled_game)),
    ("scheduled_game_round_from_1", lambda: make_scheduled_game(round_number=0)),
    ("scheduled_game_matchup_from_0", lambda: make_scheduled_game(matchup_index=-1)),
    ("scheduled_game_phase_known", lambda: make_scheduled_game(phase="friendly")),
    ("scheduled_game_status_known", lambda: make_scheduled_game(status="lost")),
    ("scheduled_game_series_in_playoffs", lambda: make_scheduled_game(series_id=uuid4())),
    ("scheduled_game_result_when_played", lambda: make_scheduled_game(status="simulated")),
    (
        "scheduled_game_result_when_played",
        lambda: make_scheduled_game(game_result=make_game_result()),
    ),
    ("mirror_type_known", lambda: make_mirror(mirror_type="broken")),
    ("mirror_governor_if_private", lambda: make_mirror(mirror_type="private")),
    ("mirror_governor_if_private", lambda: make_mirror(governor=make_governor())),
    ("mirror_round_from_0", lambda: make_mirror(round_number=-1)),
    *(
        ("mirror_counts_not_negative", lambda name=name: make_mirror(**{name: -1}))
        for name in ("token_count_input", "token_count_output", "latency_ms")
    ),
]


@pytest.mark.parametrize(("constraint", "make"), REFUSED)
def test_database_refuses(constraint, make):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def refuse_twice(constraint, columns, make):
    """On SQLite a unique constraint is known by its columns only."""
    sign = constraint if connection.vendor == "postgresql" else columns
    make()
    with pytest.raises(IntegrityError, match=sign), transaction.atomic():
        make()


def test_season_has_its_name_once_in_a_league():
    league = make_league()
    refuse_twice(
        "season_name_once_per_league",
        "seasons.league_id, seasons.name",
        lambda: make_season(league=league, name="First"),
    )


def test_team_has_its_name_once_in_a_season():
    season = make_season()
    refuse_twice(
        "team_name_once_per_season",
        "teams.season_id, teams.name",
        lambda: make_team(season=season, name="Otters"),
    )


def test_player_has_their_name_once_in_a_team():
    team = make_team()
    refuse_twice(
        "agent_name_once_per_team",
        "agents.name, agents.team_id",
        lambda: make_agent(team=team, name="Kit"),
    )


def test_discord_id_is_of_one_governor():
    refuse_twice(
        "idx_governors_discord",
        "governors.discord_user_id",
        lambda: make_governor(discord_user_id="7"),
    )


def test_person_governs_once_in_a_season():
    user, team = make_user(), make_team()
    refuse_twice(
        "governor_once_per_season",
        "governors.user_id, governors.season_id",
        lambda: make_governor(user=user, team=team),
    )


def test_person_may_govern_in_two_seasons():
    user = make_user()

    assert [make_governor(user=user).user, make_governor(user=user).user] == [user, user]


def test_game_of_a_round_has_one_result():
    season = make_season()
    refuse_twice(
        "idx_games_unique",
        "game_results.season_id, game_results.round_number, game_results.matchup_index",
        lambda: make_game_result(season=season),
    )


def test_game_of_a_round_is_planned_once():
    season = make_season()
    refuse_twice(
        "idx_schedule_unique",
        "schedule.season_id, schedule.round_number, schedule.matchup_index",
        lambda: make_scheduled_game(season=season),
    )


def test_result_belongs_to_one_planned_game():
    result = make_game_result()
    rounds = iter((1, 2))
    refuse_twice(
        "schedule_game_result_id",
        "schedule.game_result_id",
        lambda: make_scheduled_game(
            season=result.season,
            round_number=next(rounds),
            status="presented",
            game_result=result,
        ),
    )


def test_player_has_one_box_score_of_a_game():
    game = make_game_result()
    agent = make_agent(team=game.home_team)
    refuse_twice(
        "box_score_once_per_game",
        "box_scores.game_id, box_scores.agent_id",
        lambda: make_box_score(game=game, agent=agent),
    )


def test_possession_has_one_commentary():
    game = make_game_result()
    refuse_twice(
        "idx_commentary_unique",
        "commentary.game_id, commentary.possession_index",
        lambda: make_commentary(game=game),
    )


def test_governor_has_one_balance_in_a_season():
    governor = make_governor()
    refuse_twice(
        "token_balance_once_per_season",
        "token_balances.season_id, token_balances.governor_id",
        lambda: make_token_balance(governor=governor),
    )


def test_governor_from_nowhere_gets_an_id_that_fits_the_column():
    governor = Governor.objects.create(discord_username="Ada")

    assert governor.discord_user_id.startswith("local-")
    assert len(governor.discord_user_id) == 20
    assert local_id() != local_id()


# What validation says, for forms and the admin


def complaints(row):
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.message_dict


@pytest.mark.parametrize(
    "make",
    [
        make_league,
        make_season,
        make_team,
        make_agent,
        make_governor,
        make_governance_event,
        make_token_balance,
        make_game_result,
        make_box_score,
        make_commentary,
        make_scheduled_game,
        make_mirror,
    ],
)
def test_row_of_the_factories_is_valid(make):
    make().full_clean()


@pytest.mark.parametrize(
    ("make", "fields", "column", "message"),
    [
        (
            make_season,
            {"starting_ruleset": {"elam_margin": 50}},
            "starting_ruleset",
            "elam_margin: Input should be less than or equal to 40",
        ),
        (
            make_season,
            {"current_ruleset": {"gravity": 1}},
            "current_ruleset",
            "gravity: Extra inputs are not permitted",
        ),
        (
            make_season,
            {"config": {"governance": {"quorum": 2}}},
            "config",
            "governance › quorum: Input should be less than or equal to 1",
        ),
        (make_team, {"venue": {"capacity": 10}}, "venue", "name: Field required"),
        (make_team, {"color": "green"}, "color", "Give a colour such as #2f6f4f."),
        (
            make_agent,
            {"attributes": default_attributes() | {"iq": 101}},
            "attributes",
            "iq: Input should be less than or equal to 100",
        ),
        (
            make_agent,
            {"attributes": default_attributes() | {"iq": 51}},
            "attributes",
            "Attributes should add up to 350 to 370, not to 371",
        ),
        (
            make_agent,
            {"moves": [{"name": "", "trigger": "any", "effect": 0.1}]},
            "moves",
            "0 › name: String should have at least 1 character",
        ),
        (
            make_governance_event,
            {"payload": {"vote": "maybe", "weight": 0.5, "boost_used": False}},
            "payload",
            "vote: Input should be 'yes' or 'no'",
        ),
        (
            make_game_result,
            {"quarter_scores": [{"quarter": 1, "home": 62, "away": 57}]},
            "quarter_scores",
            "Points of the away team should add up to 58",
        ),
        (
            make_game_result,
            {"metadata": {"weather": "rain"}},
            "metadata",
            "weather: Extra inputs are not permitted",
        ),
        (make_commentary, {"tags": "three"}, "tags", "Input should be a valid list"),
        (
            make_mirror,
            {"context_snapshot": [1]},
            "context_snapshot",
            "Input should be a valid dictionary",
        ),
    ],
)
def test_faulty_document_is_named_with_the_place_inside(make, fields, column, message):
    assert complaints(make(**fields)) == {column: [message]}


def test_document_that_a_form_leaves_out_is_not_held_against_it():
    season = make_season(starting_ruleset={"gravity": 1})

    season.full_clean(exclude=["starting_ruleset"])


def test_attributes_keep_to_the_budget_of_the_season():
    agent = make_agent()
    agent.season.config["attribute_budget"] = 300
    agent.season.save()

    assert complaints(agent) == {
        "attributes": ["Attributes should add up to 290 to 310, not to 360"]
    }


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: make_agent(season=make_season()), "The team is of another season."),
        (lambda: make_governor(season=make_season()), "The team is of another season."),
        (lambda: make_scheduled_game(home_team=make_team()), "The home team is of another season."),
        (lambda: make_game_result(away_team=make_team()), "The away team is of another season."),
    ],
)
def test_team_of_another_season_is_refused(make, message):
    assert complaints(make()) == {"__all__": [message]}


def test_refusals_are_said_in_words():
    assert complaints(make_game_result_twice_at_home()) == {
        "__all__": ["A team cannot play against itself."]
    }


def make_game_result_twice_at_home():
    game = make_game_result()
    game.away_team = game.home_team
    return game


# Names


def test_names_tell_what_rows_are_part_of_where_that_is_known():
    league = make_league(name="Harbour")
    season = make_season(league=league, name="First")
    home, away = make_team(season=season, name="Otters"), make_team(season=season, name="Gulls")
    game = make_game_result(season=season, home_team=home, away_team=away)

    assert str(season) == "First (Harbour)"
    assert str(home) == "Otters (First)"
    assert str(game) == "Round 1, game 1 (Otters, Gulls)"


def test_names_cost_no_query(django_assert_num_queries):
    event = GovernanceEvent.objects.get(pk=make_governance_event(aggregate_id="p-1").pk)
    mirror = make_mirror(content="A secret.")

    with django_assert_num_queries(0):
        assert str(event) == "vote.cast p-1"
        assert str(mirror) == "Simulation, round 1"
