"""The admin in a browser, under the strict policy, used as staff would use it."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_admin
from league.tests.factories import make_season, make_team
from play.models import WordSeedTable
from play.tests.factories import make_challenge
from storyteller.models import LifeEventTimespan
from storyteller.tests.factories import make_life_event

FAULTY = "name,genre,type,words\nWinter,noir,action,freeze\nRain,noir,verb,pour\n"


@pytest.fixture
def admin_page(new_page, sign_in, db):
    """``admin_page(path, **options)``: a window in which a superuser opens ``path``."""

    def open_page(path, **options):
        page = new_page(**options)
        sign_in(page, make_admin())
        assert page.goto(path).status == 200
        return page

    return open_page


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_first_page_is_accessible(admin_page, assert_accessible, color_scheme):
    make_challenge(status="open")
    page = admin_page(reverse("admin:index"), color_scheme=color_scheme)
    assert page.get_by_role("link", name="1 open challenges").is_visible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [360, 1600])
def test_first_page_is_not_wider_than_the_window(admin_page, width):
    page = admin_page(reverse("admin:index"), viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_row_of_another_table_is_found_by_typing(admin_page):
    other, team = make_season(name="High Water"), make_team()
    page = admin_page(reverse("admin:league_team_change", args=[team.pk]))
    page.locator(".field-season .select2-selection").click()
    page.keyboard.type("High")
    page.get_by_role("option", name="High Water").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{reverse('admin:league_team_changelist')}")
    team.refresh_from_db()
    assert team.season == other


def test_row_inside_a_page_is_added(admin_page):
    event = make_life_event()
    page = admin_page(reverse("admin:storyteller_lifeevent_change", args=[event.pk]))
    page.get_by_text("Add another Timespan").click()
    page.locator("#id_timespans-0-start_year").fill("1961")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{reverse('admin:storyteller_lifeevent_changelist')}")
    assert LifeEventTimespan.objects.get().start_year == 1961


def test_csv_file_is_checked_and_imported_without_javascript(admin_page):
    page = admin_page(reverse("admin:play_wordseedtable_import"), java_script_enabled=False)
    page.get_by_label("or its content").fill(FAULTY)
    page.get_by_role("button", name="Check").click()
    assert page.get_by_text("“verb” is none of: action, descriptor.").is_visible()
    page.get_by_role("button", name="Import the 1 good line").click()
    assert page.get_by_text("Imported: 1 new, 1 faulty.").is_visible()
    assert WordSeedTable.objects.get().name == "Winter"


def test_import_page_is_accessible(admin_page, assert_accessible):
    page = admin_page(reverse("admin:play_wordseedtable_import"))
    page.get_by_label("or its content").fill(FAULTY)
    page.get_by_role("button", name="Check").click()
    assert_accessible(page)


def test_what_stands_in_the_way_of_a_deletion_is_told(admin_page, assert_accessible):
    team = make_team()
    page = admin_page(reverse("admin:league_season_delete", args=[team.season_id]))
    assert page.get_by_text("1 team refers to the season").is_visible()
    assert_accessible(page)
