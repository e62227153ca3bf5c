"""Staff look after scene runs in the admin."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_admin, make_user
from play.models import Party
from play.tests.factories import ASH, BO, all_rows, execute, load, make_party, save

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/play/party/", "/admin/play/party/add/"


def page(name, party):
    return reverse(f"admin:play_party_{name}", args=[party.pk])


def fields(**changes):
    """What a person types into the form of a run."""
    return {
        "session_id": "shard-472-demo",
        "name": "The Shard Seekers",
        "scene_index": "6",
        "symbol_choice": "owl",
        "heroes": json.dumps([ASH, BO]),
        "choices": '{"scene4": "cross"}',
        **changes,
    }


def errors_of(response):
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def shown_runs(response):
    return [party.session_id for party in response.context["cl"].result_list]


@pytest.fixture
def staff(client):
    """Somebody who may look after runs and nothing else."""
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__model="party"))
    client.force_login(user)
    return user


# Who


PAGES = [LIST, ADD]


@pytest.mark.parametrize("path", PAGES)
def test_guest_is_sent_to_sign_in(client, path):
    response = client.get(path)

    assert response.status_code == 302
    assert client.get(path, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("is_staff", [True, False])
def test_whoever_has_no_permission_is_refused(client, is_staff):
    party = make_party()
    client.force_login(make_user(is_staff=is_staff))
    for path in (LIST, ADD, page("change", party), page("delete", party), page("history", party)):
        assert client.get(path, follow=True).status_code == 403
        assert client.post(path, {"post": "yes"}, follow=True).status_code == 403

    assert Party.objects.count() == 1


def test_whoever_may_only_look_cannot_change(client):
    party = make_party()
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_party"))
    client.force_login(user)

    assertContains(client.get(page("change", party)), "run-")
    assert client.post(page("change", party), fields()).status_code == 403


# The list


def test_list_shows_each_run_and_the_last_saved_first(client, staff):
    make_party(session_id="old", name="Owls", scene_index=7, heroes=[ASH, BO])
    make_party(session_id="new", name="Foxes", scene_index=2, heroes=[])
    response = client.get(LIST)

    assert shown_runs(response) == ["new", "old"]
    for text in ("old", "Owls", "new", "Foxes"):
        assertContains(response, text)
    admin = response.context["cl"].model_admin
    assert [admin.party_size(p) for p in response.context["cl"].result_list] == [0, 2]


@pytest.mark.parametrize(
    ("query", "found"),
    [("shard", ["shard-1"]), ("OWLS", ["barn"]), ("s", ["barn", "shard-1"]), ("zebra", [])],
)
def test_list_is_searched_by_session_and_name(client, staff, query, found):
    make_party(session_id="shard-1", name="Foxes")
    make_party(session_id="barn", name="Night Owls")

    assert sorted(shown_runs(client.get(LIST, {"q": query}))) == found


def test_list_is_filtered_by_scene(client, staff):
    make_party(session_id="one", scene_index=1)
    make_party(session_id="seven", scene_index=7)

    assert shown_runs(client.get(LIST, {"scene_index": "7"})) == ["seven"]


@pytest.mark.parametrize("count", [3, 30])
def test_list_query_count(client, staff, count, django_assert_num_queries):
    for _ in range(count):
        make_party()
    with django_assert_num_queries(7):  # session, user, permissions twice, count, scenes, rows
        client.get(LIST)


def test_list_searched_for_what_no_text_can_hold_is_refused_and_no_failure(client, staff):
    assert client.get(LIST, {"q": "\0"}).status_code == 400


# One run


def test_run_is_added(client, staff):
    assert client.get(ADD).status_code == 200
    assertRedirects(client.post(ADD, fields()), LIST)

    assert Party.objects.get().state == {
        "scene_index": 6,
        "party_name": "The Shard Seekers",
        "heroes": [ASH, BO],
        "symbol_choice": "owl",
        "choices": {"scene4": "cross"},
    }


def test_run_is_added_without_what_may_be_missing(client, staff):
    client.post(ADD, fields(symbol_choice="", heroes="[]", choices="{}"))
    party = Party.objects.get()

    assert (party.heroes, party.choices, party.symbol_choice) == ([], {}, None)


def test_run_is_changed_and_its_time_moves(client, staff):
    party = make_party(session_id="shard-472-demo")
    assertContains(client.get(page("change", party)), "shard-472-demo")
    assertRedirects(client.post(page("change", party), fields(scene_index="7")), LIST)
    changed = Party.objects.get()

    assert (changed.scene_index, changed.created_at) == (7, party.created_at)
    assert changed.updated_at > party.updated_at


def test_change_in_the_admin_is_noticed_by_whoever_loaded_before(client, staff):
    party = make_party(session_id="shard-472-demo")
    loaded = load(client, "shard-472-demo")
    client.post(page("change", party), fields())

    body = loaded.json()
    assert save(client, body, if_match=loaded.headers["ETag"]).status_code == 412


def test_run_that_was_not_changed_stays_as_it_was(client, staff):
    heroes = [{**ASH, "gear": {"bow": ["yew ü✨", None, 1.0, 1e23]}}]
    choices = {"scene1": 'a "b" <c>', "scene2": {"deep": [[], {}]}, "scene3": ""}
    party = make_party(heroes=heroes, choices=choices, name="Ünï", symbol_choice=None)
    form = client.get(page("change", party)).context["adminform"].form
    data = {bound.name: bound.value() if bound.value() is not None else "" for bound in form}
    client.post(page("change", party), data)
    stored = Party.objects.get()

    assert (stored.heroes, stored.choices, stored.name) == (heroes, choices, "Ünï")
    assert (stored.session_id, stored.symbol_choice) == (party.session_id, None)


def test_run_is_deleted_after_it_was_asked_whether(client, staff):
    party = make_party()
    assertContains(client.get(page("delete", party)), "Are you sure")
    assertRedirects(client.post(page("delete", party), {"post": "yes"}), LIST)

    assert Party.objects.count() == 0


def test_runs_are_deleted_together(client, staff):
    parties = [make_party(), make_party(), make_party()]
    chosen = {"action": "delete_selected", "_selected_action": [p.pk for p in parties[:2]]}
    client.post(LIST, {**chosen, "post": "yes"})

    assert list(Party.objects.all()) == parties[2:]


def test_history_tells_what_was_changed(client, staff):
    party = make_party(session_id="shard-472-demo")
    shown = client.get(page("change", party)).context["adminform"].form
    heroes = shown["heroes"].value()
    client.post(page("change", party), fields(heroes=heroes, **{"initial-heroes": heroes}))
    response = client.get(page("history", party))

    assert response.status_code == 200
    [entry] = LogEntry.objects.all()
    assert entry.get_change_message() == ("Changed Party name, Scene, Symbol and Choices.")
    assertContains(response, "Changed Party name")


def test_page_of_the_site_can_be_seen(client, staff):
    party = make_party()

    assertContains(client.get(page("change", party)), "View on site")


def test_admin_of_everything_sees_runs_among_it(client):
    client.force_login(make_admin())

    assertContains(client.get("/admin/"), LIST)


# What is refused


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"heroes": "{broken"},
            {
                "heroes": [
                    "JSON is malformed: Expecting property name enclosed in double quotes"
                    " at line 1, column 2"
                ]
            },
        ),
        (
            {"heroes": '[{"name": "Ash", "class": "Ranger", "hp": "17"}]'},
            {"heroes": ["heroes › 0 › hp: Input should be a valid integer"]},
        ),
        ({"heroes": "{}"}, {"heroes": ["heroes: Input should be a valid list"]}),
        (
            {"choices": "[]"},
            {"choices": ["choices: Input should be a valid dictionary"]},
        ),
        (
            {"choices": '{"a": 1, "a": 2}'},
            {"choices": ["JSON is malformed: key 'a' stands twice in one object"]},
        ),
        (
            {"choices": f'{{"scene1": {2**63}}}'},
            {"choices": ["scene1: Integer should fit in 64 bits"]},
        ),
        (
            {"choices": '{"scene1": "\\u0000"}'},
            {"choices": ["scene1: Text should not contain the NUL character"]},
        ),
        (
            {"session_id": "a/b"},
            {
                "session_id": [
                    "Session id should have no slash or control character, nor be . or .."
                ]
            },
        ),
        (
            {"session_id": "taken"},
            {"session_id": ["A run with this session id exists already."]},
        ),
        (
            {"name": "x" * 201},
            {"name": ["party_name: String should have at most 200 characters"]},
        ),
        (
            {"scene_index": "12"},
            {"scene_index": ["scene_index: Input should be less than or equal to 11"]},
        ),
    ],
)
def test_fault_is_named_by_its_field_and_what_was_typed_stays(client, staff, changes, errors):
    make_party(session_id="taken")
    before = all_rows()
    response = client.post(ADD, fields(**changes))

    assert errors_of(response) == errors
    form = response.context["adminform"].form
    assert {name: form[name].value() for name in changes} == changes
    assert all_rows() == before


def test_form_left_empty_names_what_is_missing(client, staff):
    response = client.post(ADD, {})

    assert sorted(errors_of(response)) == ["name", "scene_index", "session_id"]


def test_emptied_document_is_not_taken_for_an_empty_one(client, staff):
    response = client.post(ADD, fields(heroes="", choices=""))

    assert errors_of(response) == {
        "heroes": ["heroes: Input should be a valid list"],
        "choices": ["choices: Input should be a valid dictionary"],
    }


def test_times_are_shown_and_cannot_be_set(client, staff):
    party = make_party(session_id="shard-472-demo")
    past = timezone.now() - timedelta(days=900)
    times = {
        f"{name}_{part}": past.isoformat() for name in ("created_at", "updated_at") for part in "01"
    }
    response = client.get(page("change", party))
    assertContains(response, "Created at")
    assertNotContains(response, 'name="created_at')
    client.post(page("change", party), fields(**times, created_at=past, updated_at=past))

    changed = Party.objects.get()
    assert changed.created_at == party.created_at
    assert changed.updated_at > party.updated_at


@pytest.mark.parametrize("heroes", ['{"0": "Ash"}', "[]", '"Ash"', "7", "null", "true"])
def test_run_that_is_no_run_can_still_be_seen_and_mended(client, staff, heroes):
    party = make_party(session_id="shard-472-demo")
    execute("UPDATE parties SET heroes = %s", heroes)

    assert client.get(LIST).status_code == 200
    assert client.get(page("change", party)).status_code == 200
    assertRedirects(client.post(page("change", party), fields()), LIST)
    assert Party.objects.get().heroes == [ASH, BO]


def test_what_a_stranger_typed_is_shown_as_text(client, staff):
    script = "<script>alert(1)</script>"
    party = make_party(session_id="<script>", name=script, choices={script: script})

    for path in (LIST, page("change", party), page("delete", party), page("history", party)):
        assertNotContains(client.get(path), script)
