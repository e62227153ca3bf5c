"""What is kept of a season, and the season as JSON."""

import json

import pytest
from pytest_django.asserts import assertContains

from league.domain.playoffs import champion_of
from league.domain.seasons import create_season
from league.domain.trades import accept_trade, offer_trade
from league.domain.votes import cast_vote
from league.models import GameResult, GovernanceEvent, Vote
from league.repository import get_standings
from league.rules.documents.season import Tokens
from league.rules.simulation import game_seed
from league.tests.factories import make_season
from league.tests.pages import of_season, to_the_end
from league.tests.seasons import found_season, join, propose, short_season

pytestmark = pytest.mark.django_db


def exported(client, season):
    response = client.get(of_season("export", season))
    assert response.status_code == 200
    return json.loads(b"".join(response.streaming_content))


def governed_season():
    """A season in which a rule was changed and tokens were traded, played to its end."""
    # Games of this length have the shots that one of the awards asks for.
    season = short_season(seed=12, rules={"quarter_minutes": 10})
    first, second = join(season, 2)
    proposal = propose(first, "three_point_value", 4)
    cast_vote(proposal, governor=first, supports=True)
    trade = offer_trade(first, second, offered=Tokens(boost=1), requested=Tokens(amend=1))
    accept_trade(trade, governor=second)
    return to_the_end(season), first


@pytest.fixture(scope="module")
def governed(module_rows):
    return governed_season()


# The archive


def test_archive_of_a_season_under_way_says_what_it_waits_for(client, season):
    response = client.get(of_season("archive", season))

    assertContains(response, "still has no champion")
    assert "champion" not in response.context


def test_archive_has_the_champion_the_awards_and_the_rules_at_the_end(client, governed):
    season, architect = governed
    context = client.get(of_season("archive", season)).context
    honours = {honour.award.kind: honour.winners for honour in context["honours"]}

    assert str(context["champion"].team.pk) == champion_of(season)
    assert list(honours) == [
        "mvp",
        "best_defender",
        "most_efficient",
        "most_active_governor",
        "coalition_builder",
        "rule_architect",
    ]
    assert honours["rule_architect"] == honours["most_active_governor"] == [architect]
    assert [(each.parameter, each.first, each.last) for each in context["changes"]] == [
        ("three_point_value", 3, 4)
    ]
    assert {game.phase for game in context["finals"]} == {"final"}


def test_most_valuable_player_is_who_leads_in_points(client, governed):
    season, _ = governed
    leaders = client.get(of_season("leaders", season), {"by": "points"}).context["page_obj"]
    honours = client.get(of_season("archive", season)).context["honours"]

    assert honours[0].winners == [leaders[0].line.player]


def test_archive_does_not_tell_the_champion_while_the_final_is_on(client, governed):
    season, _ = governed
    last = season.schedule.order_by("-round_number").first()
    season.schedule.filter(pk=last.pk).update(status="simulated")

    assertContains(client.get(of_season("archive", season)), "still has no champion")


def test_archive_of_a_season_that_staff_ended_without_teams_has_no_champion(client):
    season = make_season(status="complete")

    assertContains(client.get(of_season("archive", season)), f"{season.name} is over")


def test_archive_lists_the_seasons_of_the_past_of_its_league(client, governed):
    past, _ = governed
    make_season(status="complete")
    new = create_season(past.league, name="Second", last=past)

    assert list(client.get(of_season("archive", new)).context["page_obj"]) == [past]


# The export


def test_export_has_each_game_with_its_box_scores(client, underway):
    games = exported(client, underway)["games"]
    stored = GameResult.objects.filter(season=underway).order_by("round_number", "matchup_index")

    assert [game["id"] for game in games] == [str(game.pk) for game in stored]
    for game, result in zip(games, stored, strict=True):
        assert game["home_score"] == result.home_score
        assert game["ruleset_snapshot"] == underway.starting_ruleset
        place = result.round_number, result.matchup_index
        assert game["seed"] == game_seed(str(underway.pk), *place)
        points = result.box_scores.values_list("agent", "points")
        assert {(line["player_id"], line["points"]) for line in game["box_scores"]} == {
            (str(player), made) for player, made in points
        }


def test_export_has_teams_players_governors_and_the_one_order(client, underway):
    join(underway, 2)
    document = exported(client, underway)

    assert [len(team["players"]) for team in document["teams"]] == [4] * 4
    assert [line["team_id"] for line in document["standings"]] == [
        standing.team for standing in get_standings(underway.pk)
    ]
    assert {person["id"] for person in document["governors"]} == {
        str(key) for key in underway.governors.values_list("pk", flat=True)
    }


def test_export_has_the_whole_log_in_order(client, governed):
    season, _ = governed
    events = exported(client, season)["events"]
    log = GovernanceEvent.objects.filter(season=season).order_by("sequence_number")

    assert [(event["number"], event["payload"]) for event in events] == list(
        log.values_list("sequence_number", "payload")
    )
    assert not any(event["is_secret"] for event in events)


def test_export_does_not_tell_votes_of_an_open_window(client, season):
    first, second = join(season, 2)
    proposal = propose(first)
    cast_vote(proposal, governor=second, supports=False, boost=True)
    votes = [
        event for event in exported(client, season)["events"] if event["event_type"] == "vote.cast"
    ]

    assert Vote.objects.filter(proposal=proposal).count() == 1
    assert [
        (vote["governor_id"], vote["team_id"], vote["payload"], vote["is_secret"]) for vote in votes
    ] == [(None, None, {}, True)]


def test_export_is_without_games_on_the_air(client, on_air):
    document = exported(client, on_air)

    assert {game["round_number"] for game in document["games"]} == {1}
    assert sum(line["wins"] for line in document["standings"]) == 2


def test_export_does_not_tell_that_the_season_is_over_while_the_final_is_on(client, governed):
    season, _ = governed
    last = season.schedule.order_by("-round_number").first()
    season.schedule.filter(pk=last.pk).update(status="simulated")
    document = exported(client, season)

    assert document["season"]["status"] == "playoffs"
    assert document["season"]["completed_at"] is None


def test_export_of_the_same_season_is_the_same_text(client, governed):
    season, _ = governed
    texts = {b"".join(client.get(of_season("export", season)).streaming_content) for _ in range(2)}

    assert len(texts) == 1


def test_export_of_a_season_in_setup_has_empty_lists(client):
    document = exported(client, found_season())

    assert (document["games"], document["events"], document["governors"]) == ([], [], [])
    assert list(document) == [
        "version",
        "league",
        "season",
        "teams",
        "governors",
        "standings",
        "games",
        "events",
    ]


def test_export_is_a_file_named_after_the_season(client):
    response = client.get(of_season("export", found_season()))

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="the-league-first.json"'


def test_export_is_linked_from_the_season(client):
    season = found_season()

    assertContains(client.get(of_season("season", season)), of_season("export", season))
