"""A round as it is shown, and a game with its box score and its plays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from league.domain.votes import cast_vote
from league.models import GameResult, ScheduledGame
from league.tests.factories import make_game_result
from league.tests.pages import HTMX, of_season, play, shown
from league.tests.seasons import join, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def game(underway):
    return underway.game_results.order_by("round_number", "matchup_index").first()


def page_of(game):
    return reverse("league:game", args=[game.pk])


def began(season, minutes):
    """As if the games on the air had begun so many ``minutes`` ago."""
    moment = timezone.now() - timedelta(minutes=minutes)
    GameResult.objects.filter(season=season).update(created_at=moment)


# The round


def test_round_to_come_names_its_games_and_no_score(client, season):
    response = client.get(of_season("round", season, 4))

    assert not response.context["live"].is_played
    assertContains(response, "Nothing is played yet.")
    assert [game.result for game in response.context["live"].games] == [None, None]


@pytest.mark.parametrize("number", [0, 999, 10**30])
def test_round_that_is_not_planned_is_not_found(client, season, number):
    assert client.get(of_season("round", season, number)).status_code == 404


def test_round_on_the_air_shows_the_share_of_plays_of_the_time_elapsed(client, on_air):
    began(on_air, 1.5)
    response = client.get(of_season("round", on_air, 2))
    live = response.context["live"]

    assert response.context["is_on"]
    assert live.presentation.share == pytest.approx(0.5, abs=0.05)
    for game in live.games:
        plays = game.result.play_by_play["plays"]
        assert len(game.plays) == int(len(plays) * live.presentation.share)
        assert game.score == tuple(game.plays[-1]["score"])
        assert game.latest == plays[len(game.plays) - 4 : len(game.plays)][::-1]


def test_round_that_has_just_begun_has_no_play_yet(client, on_air):
    GameResult.objects.filter(season=on_air).update(created_at=timezone.now())

    assertContains(client.get(of_season("round", on_air, 2)), "They are warming up.", count=2)


def test_round_on_the_air_refreshes_itself_and_can_be_refreshed_by_hand(client, on_air):
    address = of_season("round", on_air, 2)
    page, piece = client.get(address), client.get(address, headers=HTMX)

    assertContains(page, f'hx-get="{address}" hx-trigger="every 5s"')
    assertContains(page, f'href="{address}">Refresh</a>')
    assertContains(piece, f'hx-get="{address}" hx-trigger="every 5s"')
    assertNotContains(piece, "<html")


def test_round_that_was_shown_stops_refreshing_and_has_the_final_scores(client, on_air):
    began(on_air, 4)
    response = client.get(of_season("round", on_air, 2), headers=HTMX)
    live = response.context["live"]

    assertNotContains(response, "hx-trigger")
    shown_games = ScheduledGame.objects.filter(season=on_air, round_number=2)
    assert set(shown_games.values_list("status", flat=True)) == {"presented"}
    assert [game.score for game in live.games] == [
        (game.result.home_score, game.result.away_score) for game in live.games
    ]


def test_final_scores_can_be_seen_before_the_time_without_ending_the_show(client, on_air):
    response = client.get(of_season("round", on_air, 2), {"final": 1})

    assert all(game.is_over for game in response.context["live"].games)
    assertNotContains(response, "hx-trigger")
    assert client.get(of_season("round", on_air, 2)).context["is_on"]


def test_report_of_the_round_is_there_once_it_was_shown(client, on_air):
    result = on_air.game_results.filter(round_number=2).order_by("matchup_index").first()
    score = "–".join(map(str, sorted((result.home_score, result.away_score), reverse=True)))

    assertNotContains(client.get(of_season("round", on_air, 2)), score)
    shown(on_air)
    assertContains(client.get(of_season("round", on_air, 2)), score)


def test_target_score_is_not_told_before_its_period(client, on_air):
    began(on_air, 0.5)
    response = client.get(of_season("round", on_air, 2))

    assert {flow.target for _, flow in response.context["cards"]} == {None}
    assertContains(response, "Period 1, ", count=2)


# The game


def test_game_page_has_the_score_by_period_and_every_player(client, game):
    response = client.get(page_of(game))
    away, home = response.context["sides_away_first"]

    assert (home["team"], away["team"]) == (game.home_team, game.away_team)
    assert home["periods"] == [period["home"] for period in game.quarter_scores]
    assert sum(away["periods"]) == away["score"] == game.away_score
    assert {line.agent for line in home["lines"]} == set(game.home_team.agents.all())
    assert sum(line.points for line in home["lines"]) == game.home_score
    assert [side["is_winner"] for side in (home, away)] == [
        game.winner_team_id == game.home_team_id,
        game.winner_team_id == game.away_team_id,
    ]


def test_game_on_the_air_does_not_tell_its_score(client, on_air):
    game = on_air.game_results.filter(round_number=2).first()
    response = client.get(page_of(game))

    assertContains(response, "The game is on")
    assertNotContains(response, "Box score")
    assertContains(client.get(page_of(game), {"final": 1}), "Box score")


def test_game_that_is_not_there_is_not_found(client, season):
    assert client.get(page_of(season)).status_code == 404


def test_game_that_was_never_planned_has_a_page(client):
    game = make_game_result()

    assert client.get(page_of(game)).status_code == 200


def test_plays_are_told_in_sentences_a_page_of_them(client, game):
    plays = game.play_by_play["plays"]
    response = client.get(page_of(game))

    assert [play for play, _ in response.context["plays"]] == plays[:60]
    assert response.context["page_obj"].paginator.count == len(plays)
    assert client.get(page_of(game), {"page": 2}).context["plays"][0][0] == plays[60]


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"period": 2}, lambda play: play["quarter"] == 2),
        ({"team": "away"}, lambda play: play["offense"] == "away"),
        ({"kind": "scores"}, lambda play: play.get("points", 0) > 0),
        ({"kind": "rules"}, lambda play: bool(play.get("rules"))),
        ({"kind": "fouls"}, lambda play: play["action"] in ("foul", "violation")),
        (
            {"period": 1, "team": "home"},
            lambda play: (play["quarter"], play["offense"]) == (1, "home"),
        ),
        ({"period": 77, "team": "x", "player": "y", "kind": "z"}, lambda play: True),
    ],
)
def test_plays_can_be_filtered_with_and_without_script(client, game, asked, fits):
    expected = [play for play in game.play_by_play["plays"] if fits(play)]
    page, piece = client.get(page_of(game), asked), client.get(page_of(game), asked, headers=HTMX)

    for response in (page, piece):
        assert response.context["page_obj"].paginator.object_list == expected
    assertContains(page, "<html")
    assertNotContains(piece, "<html")


def test_plays_of_one_player_are_those_in_which_they_are_named(client, game):
    response = client.get(page_of(game), {"player": 0})
    roles = ("player", "defender", "assist", "rebound", "out")
    shown_plays = response.context["page_obj"].paginator.object_list

    assert all(
        0 in [play.get(role) for role in roles]
        or 0 in [move["player"] for move in play.get("moves", ())]
        for play in shown_plays
    )
    assert len(shown_plays) > 20


def test_game_page_names_the_rules_that_decided_plays(client, game):
    touched = dict(client.get(page_of(game)).context["rules_touched"])
    plays = game.play_by_play["plays"]

    assert touched == {
        rule: sum(rule in play.get("rules", ()) for play in plays) for rule in touched
    }
    assert set(touched) == {rule for play in plays for rule in play.get("rules", ())}


def test_game_page_names_the_rules_that_were_changed_before_it(client, season):
    governor = join(season)[0]
    proposal = propose(governor, "three_point_value", 5)
    cast_vote(proposal, governor=governor, supports=True)
    play(season)
    game = season.game_results.first()

    assert client.get(page_of(game)).context["changed_rules"] == [("three_point_value", 5, 3)]


def test_flow_of_the_game_ends_at_its_score(client, game):
    flow = client.get(page_of(game)).context["flow"]

    assert (flow.moments[-1].home, flow.moments[-1].away) == (game.home_score, game.away_score)
    assert len(flow.moments) == len(game.quarter_scores)
    assert max(flow.home_most, flow.away_most) == game.largest_lead
    assert flow.target.text == f"First to {game.elam_target}"
