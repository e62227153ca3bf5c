import pytest

from league.domain.advance import advance_round
from league.domain.errors import ProposalError
from league.domain.preview import preview_change
from league.models import GameResult
from league.tests.seasons import found_season, running_season

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def begun(module_rows):
    season = running_season(seed=23)
    advance_round(season.pk)
    return season.pk


def test_preview_replays_the_last_round_as_it_was(season):
    preview = preview_change(season, "three_point_value", 9)

    played = GameResult.objects.filter(season=season).order_by("matchup_index")
    assert (preview.round_number, preview.is_played) == (1, True)
    assert [(game.before.home_score, game.before.away_score) for game in preview.games] == [
        (game.home_score, game.away_score) for game in played
    ]


def test_preview_shows_what_the_change_would_have_done(season):
    preview = preview_change(season, "three_point_value", 9)

    points = {figure.name: figure for figure in preview.figures}["Points"]
    assert points.change > 0
    assert preview.games[0].after.home_score != preview.games[0].before.home_score


def test_preview_stores_nothing(season):
    before = GameResult.objects.count(), season.current_ruleset
    preview_change(season, "elam_margin", 5)

    season.refresh_from_db()
    assert (GameResult.objects.count(), season.current_ruleset) == before


def test_preview_before_the_first_round_plays_that_one():
    preview = preview_change(running_season(), "three_point_value", 9)

    assert (preview.round_number, preview.is_played, len(preview.games)) == (1, False, 2)


def test_season_without_a_schedule_has_no_preview():
    assert preview_change(found_season(), "three_point_value", 9) is None


def test_preview_of_an_impossible_value_is_refused(season):
    with pytest.raises(ProposalError, match="a whole number from 1 to 10"):
        preview_change(season, "three_point_value", 11)
