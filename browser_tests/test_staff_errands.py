"""What staff come to the admin for, done in a browser from the first click to the last."""

from importlib import import_module

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import expect

from accounts.tests.factories import make_admin, make_user
from campaigns.models import Spell
from league.tests.factories import make_game_result, make_season
from play.tests.factories import make_game, make_game_member
from storyteller.models import LifeEvent, ProcessVersion
from storyteller.tests.factories import make_process_version, make_storyteller

SPELLS = """\
id,name,level,school,casting_time,range,components,duration,description
frost-letter,Frost Letter,1,evocation,1 action,60 feet,"{""verbal"": true}",Instantaneous,Cold.
too-high,Too High,12,evocation,1 action,60 feet,"{""verbal"": true}",Instantaneous,High.
stew,Stew,2,cooking,1 action,Touch,"{""verbal"": ""yes""}",1 hour,Warm.
"""


@pytest.fixture
def open_as(new_page, sign_in, db):
    """``open_as(user, page)``: a window in which ``user`` has opened that page of the admin."""

    def open_page(user, name, **options):
        page = new_page(viewport={"width": 1366, "height": 900})
        sign_in(page, user)
        assert page.goto(reverse(f"admin:{name}", **options)).status == 200
        return page

    return open_page


def staff_with(rights_module):
    """Somebody of the group that a migration makes: emptying the tables took the group along."""
    rights = import_module(rights_module).RIGHTS
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def save(page, list_name):
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{reverse(f'admin:{list_name}')}")


def test_life_event_gets_two_timespans_and_a_place(open_as):
    storyteller = make_storyteller()
    page = open_as(make_admin(), "storyteller_lifeevent_add")
    page.locator(".field-storyteller .select2-selection").click()
    page.get_by_role("option", name=str(storyteller)).click()
    page.get_by_label("Name:", exact=True).fill("The winter in Łódź")
    for number, year in enumerate(("1970", "1961")):
        page.get_by_text("Add another Timespan", exact=True).click()
        page.locator(f"#id_timespans-{number}-start_year").fill(year)
    page.get_by_text("Add another Place", exact=True).click()
    page.locator("#id_locations-0-location_name").fill("Łódź")
    save(page, "storyteller_lifeevent_changelist")
    event = LifeEvent.objects.get()
    assert event.storyteller == storyteller
    assert sorted(event.timespans.values_list("start_year", flat=True)) == [1961, 1970]
    assert event.locations.get().location_name == "Łódź"


def test_whole_row_of_a_timespan_is_within_the_window(open_as):
    page = open_as(make_admin(), "storyteller_lifeevent_add")
    page.get_by_text("Add another Timespan", exact=True).click()
    last = page.locator("#id_timespans-0-is_ongoing")
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_process_version_is_published_from_its_page(open_as):
    make_process_version(version_name="First", is_active=True)
    second = make_process_version(version_name="Second")
    page = open_as(make_admin(), "storyteller_processversion_change", args=[second.pk])
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_text("New sessions follow Second now.")).to_be_visible()
    assert ProcessVersion.objects.get(is_active=True) == second


def test_two_faulty_spells_are_reported_and_nothing_is_half_written(open_as):
    page = open_as(make_admin(), "campaigns_spell_changelist")
    page.get_by_role("link", name="Import from CSV").click()
    page.get_by_label("CSV file").set_input_files(
        {"name": "spells.csv", "mimeType": "text/csv", "buffer": SPELLS.encode()}
    )
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("1 new, 0 changed, 0 unchanged, 2 faulty.")).to_be_visible()
    expect(page.locator("tr.faulty")).to_contain_text(
        ["Ensure this value is less than or equal to 9.", "“cooking” is none of"]
    )
    assert Spell.objects.count() == 0
    page.get_by_role("button", name="Import the 1 good line").click()
    expect(page.get_by_text("Imported: 1 new, 2 faulty.")).to_be_visible()
    assert list(Spell.objects.values_list("id", flat=True)) == ["frost-letter"]


def test_moderator_finds_a_game_by_the_address_of_a_member(open_as):
    make_game(name="Another table")
    game = make_game(name="The Lamp Keepers")
    make_game_member(game=game, user=make_user(email="tomasz@example.org"))
    page = open_as(staff_with("play.migrations.0003_game_moderators"), "play_game_changelist")
    page.locator("#searchbar").fill("tomasz@example.org")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.get_by_role("link", name="The Lamp Keepers").click()
    expect(page.locator("#members-group").get_by_text("tomasz@example.org")).to_be_visible()


def test_commissioner_sees_why_a_season_cannot_be_deleted(open_as):
    result = make_game_result(season=make_season(name="High Water"))
    name = "league_season_change"
    page = open_as(
        staff_with("league.migrations.0002_league_commissioners"), name, args=[result.season_id]
    )
    page.locator(".deletelink").click()
    expect(page.get_by_role("heading", name="Cannot delete season")).to_be_visible()
    expect(page.get_by_text("1 game result refers to the season")).to_be_visible()
    page.get_by_role("link", name="Game result:").click()
    expect(page.get_by_role("heading", name="View game result")).to_be_visible()
