"""The pages of scene runs, as a player with a browser meets them."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_user
from play.forms import SceneRunForms
from play.models import Party
from play.tests.factories import (
    ASH,
    BO,
    all_rows,
    execute,
    load,
    make_body,
    make_party,
    make_state,
    save,
    typed_into,
)
from play.views.recent import KEY

pytestmark = pytest.mark.django_db
RUNS = "/play/runs/"
HTMX = {"HX-Request": "true"}


def page_of(session_id):
    return reverse("play:run", args=[session_id])


def typed(response):
    """What the browser would send of the page's form as it is shown."""
    return typed_into(SceneRunForms(response.context["form"], response.context["heroes"]))


def recent(client, page=1):
    response = client.get(RUNS, {"page": page})
    return [party.session_id for party in response.context["parties"]]


@pytest.fixture
def shard(client):
    """A run that a front end saved; its state as stored."""
    save(client, make_body())
    return make_state()


@pytest.fixture(params=["guest", "member"])
def player(request, client):
    """Whoever plays: nobody needs an account."""
    if request.param == "member":
        client.force_login(make_user())
    return client


# Starting


def test_runs_page_offers_a_session_id_that_can_be_used(player):
    response = player.get(RUNS)
    offered = response.context["start_form"]["session_id"].value()

    assert response.status_code == 200
    assert re.fullmatch(r"[a-z]+-[0-9]{4}-[a-z]+", offered)
    assertContains(response, f'value="{offered}"', count=1)
    assert player.get(RUNS).context["start_form"]["session_id"].value() != offered


def test_started_run_is_in_its_first_scene_without_heroes(player):
    fields = {"session_id": "owls-at-dusk", "party_name": "The Owls"}
    response = player.post(reverse("play:start"), fields)

    assertRedirects(response, page_of("owls-at-dusk"), fetch_redirect_response=False)
    assertContains(player.get(response.url), "Your run has begun.")
    assert load(player, "owls-at-dusk").json() == {
        "session_id": "owls-at-dusk",
        "state": {
            "scene_index": 1,
            "party_name": "The Owls",
            "heroes": [],
            "symbol_choice": None,
            "choices": {},
        },
    }


def test_start_with_a_taken_session_id_says_so_and_keeps_what_was_typed(client, shard):
    before = all_rows()
    fields = {"session_id": "shard-472-demo", "party_name": "The Owls"}
    response = client.post(reverse("play:start"), fields)
    form = response.context["start_form"]

    assert response.status_code == 422
    assert form.errors == {"session_id": ["A run with this id exists already: choose another."]}
    assert (form["session_id"].value(), form["party_name"].value()) == tuple(fields.values())
    assertContains(response, "A run with this id exists already", status_code=422)
    assert all_rows() == before


@pytest.mark.parametrize("session_id", ["", " ", "a/b", "..", "x" * 129, "a\0b"])
def test_start_with_a_bad_session_id_names_the_field_and_keeps_the_name(client, session_id):
    response = client.post(
        reverse("play:start"), {"session_id": session_id, "party_name": "The Owls"}
    )

    assert response.status_code == 422
    assert list(response.context["start_form"].errors) == ["session_id"]
    assert response.context["start_form"]["party_name"].value() == "The Owls"
    assert all_rows() == []


@pytest.mark.parametrize("session_id", ["a b", "a?b#c", "%2F", "ünï ✨", "<b>&amp;", "x" * 128])
def test_run_of_any_good_session_id_has_a_page(client, session_id):
    fields = {"session_id": session_id, "party_name": "The Owls"}
    response = client.post(reverse("play:start"), fields)

    page = client.get(response.url)
    assert page.status_code == 200
    assert recent(client) == [session_id]
    saved = client.post(response.url, typed(page))
    assertRedirects(saved, response.url, fetch_redirect_response=False)


# Continuing


def test_continue_leads_to_the_run(player, shard):
    response = player.post(reverse("play:resume"), {"session_id": " shard-472-demo "})

    assertRedirects(response, page_of("shard-472-demo"))


@pytest.mark.parametrize("session_id", ["nobody", "Shard-472-Demo"])
def test_continue_with_an_unknown_session_id_says_so(client, shard, session_id):
    response = client.post(reverse("play:resume"), {"session_id": session_id})
    form = response.context["continue_form"]

    assert response.status_code == 422
    assert form.errors == {"session_id": ["No run has this id. Ids are case-sensitive."]}
    assert form["session_id"].value() == session_id
    assertContains(response, "No run has this id.", status_code=422)


@pytest.mark.parametrize("session_id", ["", "a/b", "a\0b", "x" * 129])
def test_continue_with_a_bad_session_id_names_the_field(client, session_id):
    response = client.post(reverse("play:resume"), {"session_id": session_id})

    assert response.status_code == 422
    assert list(response.context["continue_form"].errors) == ["session_id"]


def test_the_two_forms_of_the_runs_page_share_no_ids(client):
    response = client.post(reverse("play:start"), {})
    ids = re.findall(r'\bid="([^"]+)"', response.content.decode())

    assert sorted(ids) == sorted(set(ids))


# The runs that this browser opened


def test_opened_runs_are_listed_newest_first(client):
    for party in (make_party(session_id="one"), make_party(session_id="two")):
        client.get(page_of(party.session_id))
    assert recent(client) == ["two", "one"]

    client.get(page_of("one"))
    assert recent(client) == ["one", "two"]


def test_opened_runs_are_each_browser_s_own(client):
    make_party(session_id="one")
    client.get(page_of("one"))

    assert recent(Client()) == []
    assertContains(Client().get(RUNS), "No run yet")


def test_loading_over_the_api_is_not_opening(client, shard):
    load(client, "shard-472-demo")

    assert recent(client) == []


def test_list_of_opened_runs_tells_where_each_stands(client):
    make_party(session_id="one", name="The Owls", scene_index=7)
    client.get(page_of("one"))
    response = client.get(RUNS)

    assertContains(response, "The Owls")
    assertContains(response, "Scene 7 of 11")
    assertContains(response, page_of("one"))


def test_list_of_opened_runs_is_paged_and_forgets_the_oldest(client):
    names = [f"run {number}" for number in range(52)]
    Party.objects.bulk_create(Party(session_id=name, name="Owls", scene_index=1) for name in names)
    session = client.session
    session[KEY] = names[49::-1]
    session.save()
    for name in names[50:]:
        client.get(page_of(name))
    newest = names[:1:-1]

    assert [recent(client, page) for page in range(1, 6)] == [
        newest[start : start + 10] for start in range(0, 50, 10)
    ]
    assert recent(client, 99) == newest[40:]
    assert recent(client, "x") == newest[:10]
    assertContains(client.get(RUNS), "?page=2")


def test_forgotten_run_leaves_the_list_and_stays_stored(client, shard):
    client.get(page_of("shard-472-demo"))
    response = client.post(reverse("play:forget"), {"session_id": "shard-472-demo"})

    assertRedirects(response, RUNS)
    assert recent(client) == []
    assert load(client, "shard-472-demo").status_code == 200


@pytest.mark.parametrize("fields", [{}, {"session_id": "nobody"}])
def test_forgetting_what_is_not_listed_changes_nothing(client, shard, fields):
    client.get(page_of("shard-472-demo"))

    assertRedirects(client.post(reverse("play:forget"), fields), RUNS)
    assert recent(client) == ["shard-472-demo"]


def test_deleted_run_vanishes_from_the_list(client):
    for session_id in ("one", "two"):
        make_party(session_id=session_id)
        client.get(page_of(session_id))
    Party.objects.filter(session_id="two").delete()

    assert recent(client) == ["one"]


# The run


def test_run_page_shows_the_state(player, shard):
    response = player.get(page_of("shard-472-demo"))
    data = typed(response)

    assertContains(response, "The Shard Seekers")
    assertContains(response, "shard-472-demo")
    assert response.context["reached"] == 6
    assert data == {
        "scene_index": "6",
        "party_name": "The Shard Seekers",
        "symbol_choice": "owl",
        "other_choices": "",
        "version": data["version"],
        **{f"scene{number}": "" for number in range(1, 12)},
        "scene4": "cross",
        "scene5": "wait",
        "heroes-TOTAL_FORMS": "2",
        "heroes-INITIAL_FORMS": "2",
        "heroes-0-name": "Ash",
        "heroes-0-hero_class": "Ranger",
        "heroes-0-hp": "17",
        "heroes-0-more": "",
        "heroes-1-name": "Bo",
        "heroes-1-hero_class": "Cleric",
        "heroes-1-hp": "9",
        "heroes-1-more": "",
    }


def test_every_field_of_the_run_is_on_its_page(client, shard):
    response = client.get(page_of("shard-472-demo"))

    for name in typed(response):
        assertContains(response, f'name="{name}"')
    assertContains(response, 'type="radio"', count=11)


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_run_that_there_is_not_is_not_found(client, method):
    assert getattr(client, method)(page_of("nobody")).status_code == 404
    assert recent(client) == []


@pytest.mark.parametrize("name", ["play:start", "play:resume", "play:forget"])
def test_acts_are_posts(client, name):
    assert client.get(reverse(name)).status_code == 405


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_pages_are_read_or_sent(client, shard, method):
    assert getattr(client, method)(page_of("shard-472-demo")).status_code == 405
    assert getattr(client, method)(RUNS).status_code == 405


def test_head_of_a_page_answers(client, shard):
    assert client.head(page_of("shard-472-demo")).status_code == 200
    assert client.head(RUNS).status_code == 200


@pytest.mark.parametrize("name", ["play:start", "play:resume", "play:forget", "play:run"])
def test_pages_take_no_form_from_another_site(shard, name):
    stranger = Client(enforce_csrf_checks=True)
    url = reverse(name, args=["shard-472-demo"] if name == "play:run" else [])

    assert stranger.post(url, {"session_id": "shard-472-demo"}).status_code == 403


# Saving


def send(client, session_id="shard-472-demo", headers=None, **changes):
    """Open the page, type ``changes`` in, and send it."""
    data = typed(client.get(page_of(session_id))) | changes
    return client.post(page_of(session_id), data, headers=headers)


def test_save_stores_what_was_typed_and_shows_the_page_anew(player, shard):
    response = send(player, scene_index="7", scene6="run", **{"heroes-0-hp": "3"})

    assertRedirects(response, page_of("shard-472-demo"), fetch_redirect_response=False)
    assertContains(player.get(response.url), "Saved.")
    assert load(player, "shard-472-demo").json()["state"] == make_state(
        scene_index=7,
        heroes=[{**ASH, "hp": 3}, BO],
        choices={"scene4": "cross", "scene5": "wait", "scene6": "run"},
    )


@pytest.mark.parametrize(
    "overrides",
    [
        {"heroes": [{**ASH, "level": 3, "gear": {"bow": ["yew", None]}}]},
        {"choices": {"scene1": {"door": "left"}, "scene2": 2, "mood": None, "scene3": ""}},
        {"choices": {"scene1": "two\nlines", "scene2": " space "}},
        {"symbol_choice": None, "heroes": [], "choices": {}},
        {"heroes": [dict(ASH)] * 50},
    ],
)
def test_save_changes_nothing_that_was_not_changed(client, overrides):
    body = make_body(**overrides)
    save(client, body)
    send(client)

    assert load(client, "shard-472-demo").json() == body


def test_save_over_htmx_answers_with_the_form_alone(client, shard):
    response = send(client, headers=HTMX, scene_index="7")

    assert response.status_code == 200
    assertNotContains(response, "<html")
    assertContains(response, "Saved.")
    assert response.context["reached"] == 7
    again = client.post(page_of("shard-472-demo"), typed(response) | {"scene_index": "8"})
    assertRedirects(again, page_of("shard-472-demo"), fetch_redirect_response=False)


FAULTY = {
    "party_name": "",
    "scene4": "half a thou",
    "other_choices": "{broken",
    "heroes-0-name": "Ashling",
    "heroes-0-hp": "many",
    "heroes-1-more": "[1]",
}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_faulty_save_names_the_fields_and_keeps_everything_typed(client, shard, headers):
    before = all_rows()
    response = send(client, headers=headers, **FAULTY)

    assert response.status_code == (200 if headers else 422)
    assert sorted(response.context["form"].errors) == ["other_choices", "party_name"]
    assert [sorted(errors) for errors in response.context["heroes"].errors] == [["hp"], ["more"]]
    shown = typed(response)
    assert {name: shown[name] for name in FAULTY} == FAULTY
    for text in ("half a thou", "{broken", "Ashling", "many", "Enter a whole number."):
        assertContains(response, text, status_code=response.status_code)
    assert all_rows() == before


def test_mended_save_succeeds(client, shard):
    faulty = send(client, **FAULTY)
    mended = typed(faulty) | {
        "party_name": "Owls",
        "other_choices": "",
        "heroes-0-hp": "1",
        "heroes-1-more": "",
    }
    client.post(page_of("shard-472-demo"), mended)

    stored = load(client, "shard-472-demo").json()["state"]
    assert (stored["party_name"], stored["heroes"][0]["hp"]) == ("Owls", 1)
    assert stored["choices"]["scene4"] == "half a thou"


@pytest.mark.parametrize(
    "data", [{}, {"version": "x"}, {"add_hero": "1"}, {"heroes-TOTAL_FORMS": "9"}]
)
def test_form_that_was_tampered_with_is_no_failure(client, shard, data):
    before = all_rows()
    response = client.post(page_of("shard-472-demo"), data)

    assert response.status_code in (200, 422)
    assert all_rows() == before


# Heroes


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_adding_a_hero_keeps_what_was_typed_and_saves_nothing(client, shard, headers):
    before = all_rows()
    response = send(client, headers=headers, add_hero="1", **FAULTY)
    shown = typed(response)

    assert response.status_code == 200
    assert {name: shown[name] for name in FAULTY} == FAULTY
    assert shown["heroes-2-name"] == ""
    assert response.context["form"].errors == {}
    assert all_rows() == before


def test_added_hero_is_saved(client, shard):
    shown = typed(send(client, add_hero="1"))
    cy = {"heroes-2-name": "Cy", "heroes-2-hero_class": "Bard", "heroes-2-hp": "4"}
    client.post(page_of("shard-472-demo"), shown | cy)

    assert load(client, "shard-472-demo").json()["state"]["heroes"] == [
        ASH,
        BO,
        {"name": "Cy", "class": "Bard", "hp": 4},
    ]


def test_added_hero_left_empty_is_not_saved(client, shard):
    shown = typed(send(client, add_hero="1"))
    response = client.post(page_of("shard-472-demo"), shown)

    assert response.status_code == 302
    assert load(client, "shard-472-demo").json()["state"] == shard


def test_removed_hero_is_gone(client, shard):
    send(client, **{"heroes-0-DELETE": "on"})

    assert load(client, "shard-472-demo").json()["state"]["heroes"] == [BO]


# Two tabs


def conflict(client, headers=None):
    """One tab saves scene 7; the other, opened before, then tries to save scene 9."""
    tab = typed(client.get(page_of("shard-472-demo")))
    client.post(page_of("shard-472-demo"), tab | {"scene_index": "7", "party_name": "Theirs"})
    return client.post(
        page_of("shard-472-demo"),
        tab | {"scene_index": "9", "party_name": "Mine", "heroes-0-hp": "1"},
        headers=headers,
    )


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_save_over_another_tab_is_refused_and_keeps_what_was_typed(client, shard, headers):
    response = conflict(client, headers)
    shown = typed(response)

    assert response.status_code == (200 if headers else 409)
    assert response.context["conflict"] is True
    assert response.context["reached"] == 7
    assert [shown[key] for key in ("scene_index", "party_name", "heroes-0-hp")] == [
        "9",
        "Mine",
        "1",
    ]
    assert load(client, "shard-472-demo").json()["state"]["party_name"] == "Theirs"


def test_refused_save_is_refused_again_until_it_is_meant(client, shard):
    shown = typed(conflict(client))

    assert client.post(page_of("shard-472-demo"), shown).status_code == 409


def test_overwriting_another_tab_saves_what_was_typed(client, shard):
    response = conflict(client)
    overwrite = {"overwrite": response.context["stored"].version}
    assertContains(response, 'name="overwrite"', count=1, status_code=409)

    saved = client.post(page_of("shard-472-demo"), typed(response) | overwrite)
    assertRedirects(saved, page_of("shard-472-demo"), fetch_redirect_response=False)
    state = load(client, "shard-472-demo").json()["state"]
    assert (state["scene_index"], state["party_name"]) == (9, "Mine")


@pytest.mark.parametrize("version", [None, "garbage", "2026-11-22 00:00:00"])
def test_overwriting_what_was_saved_meanwhile_asks_again(client, shard, version):
    response = conflict(client)
    overwrite = {"overwrite": version or response.context["stored"].version}
    save(client, make_body(scene_index=8))

    again = client.post(page_of("shard-472-demo"), typed(response) | overwrite)
    assert (again.status_code, again.context["reached"]) == (409, 8)
    assert load(client, "shard-472-demo").json() == make_body(scene_index=8)


def test_front_end_that_saved_meanwhile_is_not_overwritten(client, shard):
    tab = typed(client.get(page_of("shard-472-demo")))
    save(client, make_body(scene_index=8))

    assert client.post(page_of("shard-472-demo"), tab).status_code == 409


def test_run_that_was_deleted_meanwhile_is_not_found(client, shard):
    tab = typed(client.get(page_of("shard-472-demo")))
    Party.objects.all().delete()

    assert client.post(page_of("shard-472-demo"), tab).status_code == 404


# What strangers put in


def test_everything_a_stranger_typed_is_shown_as_text(client):
    script = "<script>alert(1)</script>"
    hero = {"name": script, "class": script, "hp": 1, script: script}
    choices = {"scene1": script, script: script}
    save(
        client,
        make_body(
            "<script>", party_name=script, heroes=[hero], symbol_choice=script, choices=choices
        ),
    )
    for response in (client.get(page_of("<script>")), client.get(RUNS)):
        assertNotContains(response, script)
        assertNotContains(response, "<script>")
        assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")


BROKEN = [
    ("heroes", '{"0": "Ash"}', "heroes", "Input should be a valid list"),
    ("heroes", '[{"name": "Ash"}]', "heroes › 0 › class", "Field required"),
    ("choices", "[]", "choices", "Input should be a valid dictionary"),
    ("choices", "null", "choices", "Input should be a valid dictionary"),
    ("choices", f'{{"scene1": {2**63}}}', "choices › scene1", "Integer should fit in 64 bits"),
    ("name", "", "party_name", "String should have at least 1 character"),
]


@pytest.mark.parametrize(("column", "value", "place", "message"), BROKEN)
def test_run_that_cannot_be_shown_says_why(client, shard, column, value, place, message):
    execute(f"UPDATE parties SET {column} = %s", value)
    response = client.get(page_of("shard-472-demo"))

    assertContains(response, "This run cannot be shown")
    assertContains(response, place)
    assertContains(response, message)
    assertContains(response, reverse("api-load", args=["shard-472-demo"]))
    assert client.get(RUNS).status_code == 200


@pytest.mark.parametrize(("column", "value", "place", "message"), BROKEN)
def test_run_that_cannot_be_shown_can_be_loaded_and_mended(
    client, shard, column, value, place, message
):
    execute(f"UPDATE parties SET {column} = %s", value)
    loaded = load(client, "shard-472-demo")
    assert loaded.status_code == 200
    key = "party_name" if column == "name" else column
    assert loaded.json()["state"][key] == (value if column == "name" else json.loads(value))

    save(client, make_body())
    assertContains(client.get(page_of("shard-472-demo")), "The Shard Seekers")


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_run_page_query_counts(client, count, django_assert_num_queries):
    make_party(session_id="one", heroes=[ASH] * count)
    tab = typed(client.get(page_of("one")))
    with django_assert_num_queries(2):  # session, run
        client.get(page_of("one"))
    with django_assert_num_queries(3):  # session, run, save
        client.post(page_of("one"), tab)
    tab = typed(client.get(page_of("one")))
    with django_assert_num_queries(4):  # session, run, save, run
        client.post(page_of("one"), tab, headers=HTMX)


@pytest.mark.parametrize("count", [1, 3])
def test_runs_page_query_count(client, count, django_assert_num_queries):
    for number in range(count):
        make_party(session_id=f"run-{number}")
        client.get(page_of(f"run-{number}"))
    with django_assert_num_queries(2):  # session, runs
        client.get(RUNS)


def test_runs_page_of_a_new_browser_takes_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(RUNS)
