"""The League as people use it: two fans change a rule, a commissioner plays the round."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.tests.factories import make_admin, make_user
from league.domain.advance import advance_round
from league.domain.rounds import show_played_rounds
from league.models import GameResult, GovernanceEvent, Proposal, Season
from league.repository import differences
from league.tests.seasons import join, running_season

PAGES = ["season", "schedule", "standings", "bracket", "leaders", "archive"]
PAGES += ["floor", "rules", "governors", "mirrors", "log"]


@pytest.fixture
def season(db):
    """A season after its first round, which everybody has seen."""
    season = running_season(teams=4)
    advance_round(season.pk)
    season.schedule.filter(status="simulated").update(status="presented")
    return Season.objects.get(pk=season.pk)


@pytest.fixture
def open_as(new_page, sign_in):
    """``open_as(user, name, *keys)``: a window in which ``user`` has opened that page."""

    def open_page(user, name, *keys, **options):
        page = new_page(**options)
        if user is not None:
            sign_in(page, user)
        assert page.goto(reverse(f"league:{name}", args=keys)).status == 200
        return page

    return open_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_season_are_accessible_and_fit_a_phone(
    open_as, assert_accessible, season, scheme
):
    page = open_as(None, "home", color_scheme=scheme, viewport={"width": 360, "height": 740})
    game = GameResult.objects.first()
    paths = [reverse(f"league:{name}", args=[season.pk]) for name in PAGES]
    paths += [
        reverse("league:game", args=[game.pk]),
        reverse("league:team", args=[game.home_team_id]),
        reverse("league:player", args=[game.box_scores.first().agent_id]),
        reverse("league:round", args=[season.pk, 1]),
    ]
    for path in paths:
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_two_fans_change_a_rule_and_the_next_game_is_played_by_it(open_as, season):
    ines, tomasz = make_user(display_name="Inês"), make_user(display_name="Tomasz")

    fan = open_as(ines, "floor", season.pk)
    fan.get_by_role("button", name="Join").first.click()
    fan.goto(reverse("league:propose", args=[season.pk]))
    fan.get_by_label("Rule", exact=False).first.select_option("three_point_value")
    fan.locator("#id_value").fill("9")
    expect(fan.locator("#preview")).to_contain_text("Points")
    fan.locator("#id_reason").fill("The long way should be worth it.")
    fan.get_by_role("button", name="Write it down").click()
    fan.get_by_role("button", name="Put it to the vote").click()
    fan.get_by_role("button", name="Yes").click()
    expect(fan.locator(".ballot")).to_contain_text("Yes")

    proposal = Proposal.objects.get(season=season)
    other = open_as(tomasz, "floor", season.pk)
    other.get_by_role("button", name="Join").nth(1).click()
    other.goto(reverse("league:proposal", args=[proposal.pk]))
    other.get_by_role("button", name="Yes").click()
    expect(other.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")

    commissioner = open_as(make_admin(), "season", season.pk)
    commissioner.get_by_role("button", name="Play round 2").click()
    commissioner.wait_for_load_state()

    proposal.refresh_from_db()
    games = GameResult.objects.filter(season=season, round_number=2)
    assert proposal.status == Proposal.Status.PASSED
    assert {game.ruleset_snapshot["three_point_value"] for game in games} == {9}

    season.schedule.filter(status="simulated").update(status="presented")
    fan.goto(reverse("league:game", args=[games[0].pk]))
    expect(fan.get_by_role("main")).to_contain_text("Three point value")
    fan.goto(reverse("league:log", args=[season.pk]))
    expect(fan.get_by_role("main")).to_contain_text("Three point value")
    assert GovernanceEvent.objects.filter(season=season, event_type="rule.enacted").count() == 1
    assert differences(season.pk) == []


def test_round_is_followed_live_and_then_over(open_as, season):
    advance_round(season.pk)
    page = open_as(None, "round", season.pk, 2)
    expect(page.get_by_role("main")).not_to_contain_text("Final")

    late = GameResult.objects.filter(round_number=2).first().created_at
    assert show_played_rounds(season, now=late.replace(year=late.year + 1)) == 2
    page.reload()
    expect(page.get_by_role("main")).to_contain_text(
        str(GameResult.objects.filter(round_number=2).first().home_score)
    )


def test_everything_works_without_javascript(open_as, new_page, season):
    (governor,) = join(season)
    page = open_as(governor.user, "propose", season.pk, java_script_enabled=False)
    page.locator("#id_parameter").select_option("elam_margin")
    page.locator("#id_value").fill("500")
    page.locator("#id_reason").fill("A second game.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("main")).to_contain_text("from 5 to 40")
    assert page.locator("#id_reason").input_value() == "A second game."
    # The browser calls the refusal a resource that failed to load.
    assert [line for line in new_page.complaints if "422" not in line] == []
    new_page.complaints.clear()

    page.locator("#id_value").fill("20")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("button", name="Put it to the vote").click()
    page.get_by_role("button", name="No").click()
    expect(page.get_by_role("button", name="No")).to_have_attribute("aria-pressed", "true")
