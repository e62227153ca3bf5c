"""A party plays: a run is started, filled in, saved and found again."""

import json
import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from play.models import Party

HERO = {"name": "Ash", "class": "Ranger", "hp": 17}
LONG = "Unbreakable" * 18


@pytest.fixture(autouse=True)
def patience():
    expect.set_options(timeout=10_000)


def make_run(session_id="shard-472-demo", **fields):
    defaults = {"name": "The Shard Seekers", "scene_index": 5, "heroes": [HERO]}
    return Party.objects.create(session_id=session_id, **{**defaults, **fields})


def stored(session_id="shard-472-demo"):
    return Client().get(f"/api/v1/load/{session_id}").json()["state"]


def stone(page, scene):
    """The stone of ``scene`` in the track."""
    track = page.get_by_role("group", name="Scene reached")
    return track.locator("label").filter(has_text=re.compile(rf"^\s*Scene {scene}\s*$"))


def is_reached(page, scene):
    expect(page.get_by_role("radio", name=f"Scene {scene}", exact=True)).to_be_checked()


def hero(page, number):
    return page.get_by_role("group", name=f"Hero {number}")


def fill_in_hero(page, number, name, class_, hp):
    row = hero(page, number)
    row.get_by_label("Name").fill(name)
    row.get_by_label("Class").fill(class_)
    row.get_by_label("HP").fill(hp)


def press_save(page):
    page.get_by_role("button", name="Save this run").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def play_from_start_to_scene_6(page):
    page.goto("/play/runs/")
    session_id = page.get_by_label("Session id").first.input_value()
    page.get_by_label("Party name").fill("The Owls")
    page.get_by_role("button", name="Start in scene 1").click()
    is_reached(page, 1)
    page.get_by_role("button", name="Add a hero").click()
    fill_in_hero(page, 1, "Ash", "Ranger", "17")
    page.get_by_role("button", name="Add a hero").click()
    expect(hero(page, 2)).to_be_visible()
    fill_in_hero(page, 2, "Bo", "Cleric", "9")
    page.get_by_label("Symbol").fill("owl")
    page.get_by_role("textbox", name=re.compile("^Scene 1")).first.fill("open the door")
    stone(page, 6).click()
    press_save(page)
    return session_id


@pytest.mark.parametrize("with_javascript", [True, False])
def test_a_run_is_started_played_to_scene_6_and_found_again(new_page, with_javascript):
    page = new_page(java_script_enabled=with_javascript)
    session_id = play_from_start_to_scene_6(page)

    page.goto(f"/play/run/{session_id}/")
    is_reached(page, 6)
    expect(hero(page, 2).get_by_label("Name")).to_have_value("Bo")
    page.goto("/play/runs/")
    expect(page.get_by_role("link", name="The Owls")).to_be_visible()
    assert stored(session_id) == {
        "scene_index": 6,
        "party_name": "The Owls",
        "heroes": [HERO, {"name": "Bo", "class": "Cleric", "hp": 9}],
        "symbol_choice": "owl",
        "choices": {"scene1": "open the door"},
    }


@pytest.mark.parametrize("with_javascript", [True, False])
def test_a_run_is_continued_by_its_session_id_and_a_hero_leaves(new_page, with_javascript):
    make_run()
    page = new_page(java_script_enabled=with_javascript)
    page.goto("/play/runs/")
    page.get_by_label("Session id").last.fill("shard-472-demo")
    page.get_by_role("button", name="Open it").click()
    is_reached(page, 5)
    hero(page, 1).get_by_role("checkbox").check()
    press_save(page)

    expect(page.get_by_text("Nobody has joined the party yet.")).to_be_visible()
    assert stored()["heroes"] == []


def test_the_track_is_walked_with_the_keyboard(page):
    make_run()
    page.goto("/play/run/shard-472-demo/")
    page.get_by_role("radio", name="Scene 5", exact=True).focus()
    page.keyboard.press("ArrowRight")
    is_reached(page, 6)
    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert stored()["scene_index"] == 6
    assert stored()["heroes"] == [HERO]


@pytest.mark.parametrize("with_javascript", [True, False])
def test_of_two_tabs_the_later_one_is_asked(new_page, with_javascript):
    make_run()
    first, second = (new_page(java_script_enabled=with_javascript) for _ in range(2))
    # A conflict is answered with 409, which a browser without htmx notes in its console.
    for page in (first, second):
        page.goto("/play/run/shard-472-demo/")
    stone(first, 6).click()
    press_save(first)
    stone(second, 9).click()
    second.get_by_label("Party name").fill("Mine")
    second.get_by_role("button", name="Save this run").click()
    expect(second.get_by_text("Somebody saved this run")).to_be_visible()
    is_reached(second, 9)
    assert (stored()["scene_index"], stored()["party_name"]) == (6, "The Shard Seekers")

    second.get_by_role("button", name="Save mine over it").click()
    expect(second.get_by_text("Saved.", exact=True)).to_be_visible()
    assert (stored()["scene_index"], stored()["party_name"]) == (9, "Mine")
    forget_answer_409(new_page.complaints)


def forget_answer_409(complaints):
    complaints[:] = [text for text in complaints if "409" not in text]


def test_mistakes_are_shown_where_they_are_and_nothing_typed_is_lost(page, assert_accessible):
    make_run()
    page.goto("/play/run/shard-472-demo/")
    page.get_by_role("button", name="Add a hero").click()
    fill_in_hero(page, 2, "Bo", "Cleric", "9")
    row = hero(page, 2)
    row.get_by_text("More about this hero").first.click()
    row.get_by_role("textbox", name=re.compile("More about")).fill("{broken")
    page.get_by_role("button", name="Save this run").click()

    expect(page.get_by_text("Not saved yet:")).to_be_visible()
    expect(hero(page, 2).get_by_text("JSON is malformed")).to_be_visible()
    expect(hero(page, 2).get_by_label("Name")).to_have_value("Bo")
    assert_accessible(page)
    assert stored()["heroes"] == [HERO]


def test_what_a_front_end_keeps_survives_the_page(page):
    heroes = [{**HERO, "gear": {"bow": ["yew", None]}}]
    choices = {"scene1": {"door": "left"}, "scene2": "two\nlines", "scene11": "far ahead"}
    make_run(heroes=heroes, choices=choices)
    page.goto("/play/run/shard-472-demo/")
    stone(page, 6).click()
    press_save(page)

    assert (stored()["heroes"], stored()["choices"]) == (heroes, choices)


PAGES = ["/play/runs/", "/play/run/shard-472-demo/", "/api/v1/docs"]


@pytest.fixture
def played(db):
    """A run with all that a page has to show."""
    heroes = [{**HERO, "name": f"Hero {number}", "level": number} for number in range(3)]
    choices = {f"scene{number}": f"choice {number}" for number in range(1, 8)}
    return make_run(heroes=heroes, choices={**choices, "mood": ["grim"]}, symbol_choice="owl")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible(new_page, assert_accessible, played, path, color_scheme):
    page = new_page(color_scheme=color_scheme)
    page.goto("/play/run/shard-472-demo/")
    response = page.goto(path)

    assert response.status == 200
    assert page.locator("h1").count() == 1
    assert_accessible(page)


def test_a_conflict_is_shown_accessibly(page, assert_accessible, played):
    page.goto("/play/run/shard-472-demo/")
    played.save()
    page.get_by_role("button", name="Save this run").click()

    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)


def test_a_run_that_cannot_be_shown_says_so_accessibly(page, assert_accessible, played):
    Party.objects.update(heroes=json.loads('{"0": "Ash"}'))
    response = page.goto("/play/run/shard-472-demo/")

    assert response.status == 200
    assert_accessible(page)


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_window(new_page, played, path, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/play/run/shard-472-demo/")
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/play/runs/", f"/play/run/{LONG[:128]}/"])
def test_the_longest_names_break_and_do_not_widen_the_page(new_page, db, path):
    long = LONG[:198]
    make_run(LONG[:128], name=long, heroes=[{"name": long, "class": long, "hp": 2**63 - 1}])
    page = new_page(viewport={"width": 360, "height": 800})
    page.goto(f"/play/run/{LONG[:128]}/")
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
