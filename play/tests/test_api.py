"""The scene flow API, as a front end of its own meets it."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.documents import MAX_DEPTH, MAX_FAULTS
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
)

pytestmark = pytest.mark.django_db
KIB = 1024
MAX_BODY = 256 * KIB


def fault(*location, message, kind):
    return {"loc": ["body", *location], "msg": message, "type": kind}


def answer(response):
    return response.status_code, response.json()


def padded(size):
    """A good body of exactly ``size`` bytes, most of them one long choice."""
    empty = len(json.dumps(make_body(choices={"scene1": ""})))
    return json.dumps(make_body(choices={"scene1": "x" * (size - empty)})).encode()


def nested(levels):
    """A choice of lists in lists, so that the whole body is ``levels`` deep."""
    value = "end"
    for _ in range(levels - 3):  # the body, its state and the choices are levels too
        value = [value]
    return value


# Saving and loading


def test_save_answers_with_the_status_and_the_scene(client):
    response = save(client, make_body(scene_index=6))

    assert (response.status_code, response.content) == (200, b'{"status":"saved","scene_index":6}')
    assert response.headers["Content-Type"] == "application/json"


def test_load_answers_with_the_session_and_its_state(client):
    save(client, make_body())
    response = load(client, "shard-472-demo")

    assert answer(response) == (
        200,
        {
            "session_id": "shard-472-demo",
            "state": {
                "scene_index": 6,
                "party_name": "The Shard Seekers",
                "heroes": [
                    {"name": "Ash", "class": "Ranger", "hp": 17},
                    {"name": "Bo", "class": "Cleric", "hp": 9},
                ],
                "symbol_choice": "owl",
                "choices": {"scene4": "cross", "scene5": "wait"},
            },
        },
    )
    assert response.headers["Content-Type"] == "application/json"


def test_the_addresses_are_those_of_the_specification(client):
    body = json.dumps(make_body())

    assert client.post("/api/v1/save", body, "application/json").status_code == 200
    assert client.get("/api/v1/load/shard-472-demo").status_code == 200


def test_loaded_body_can_be_saved_as_it_is(client):
    save(client, make_body())
    loaded = load(client, "shard-472-demo").content

    assert save(client, loaded).status_code == 200
    assert load(client, "shard-472-demo").content == loaded


def test_save_replaces_the_whole_state(client):
    save(client, make_body())
    second = make_body(scene_index=7, party_name="B", heroes=[], symbol_choice=None, choices={})
    save(client, second)

    assert load(client, "shard-472-demo").json() == second
    assert Party.objects.count() == 1


def test_runs_do_not_touch_each_other(client):
    save(client, make_body("one", scene_index=1))
    save(client, make_body("two", scene_index=2))

    assert load(client, "one").json() == make_body("one", scene_index=1)
    assert load(client, "two").json() == make_body("two", scene_index=2)


def test_session_ids_are_told_apart_by_case(client):
    save(client, make_body("Shard"))

    assert load(client, "shard").status_code == 404


def test_api_needs_neither_account_nor_form_token():
    client = Client(enforce_csrf_checks=True)

    assert save(client, make_body()).status_code == 200
    assert load(client, "shard-472-demo").status_code == 200
    assert client.cookies == {}


def test_load_of_an_unknown_session_is_answered_with_404(client):
    assert answer(load(client, "nobody")) == (404, {"detail": "No run is saved as 'nobody'."})


@pytest.mark.parametrize(
    "path", ["%00", "a%00b", "%ED%A0%80", "%FF", "x" * 5000, "%0A", "%F0%9F%90%89"]
)
def test_load_of_an_impossible_session_is_answered_with_404(client, path):
    response = client.get(f"/api/v1/load/{path}")

    assert (response.status_code, list(response.json())) == (404, ["detail"])


@pytest.mark.parametrize("path", ["", "save/", "load", "load/a/b", "load/a/", "runs"])
def test_no_other_address_is_served(client, path):
    response = client.get(f"/api/v1/{path}")

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json"
    assert list(response.json()) == ["detail"]


# What is stored comes back equal


@pytest.mark.parametrize(
    "overrides",
    [
        {"heroes": [{**ASH, "level": 3, "gear": {"bow": ["yew", None, 1.5]}, "class ": True}]},
        {"heroes": [{"hp": 1, "class": "B", "zest": 1, "name": "A", "aim": 2}]},
        {"heroes": [{**ASH, "hp": -3}, dict(ASH), dict(ASH)]},
        {"choices": {"scene8": "fight", "scene9": {"door": [1, 2.5, None, True, {}]}, "": []}},
        {"choices": {"scene1": None, "scene2": 0, "scene3": "", "scene4": False, "scene5": []}},
        {"choices": {"big": [2**63 - 1, -(2**63), 1e23, 5e-324, -0.0, 1.7976931348623157e308]}},
        {"symbol_choice": None},
        {"symbol_choice": ""},
        {
            "party_name": "Ünïcödé ✨ 龍 العربية e\u0301",
            "symbol_choice": "🐉",
            "choices": {"✨": "龍"},
        },
        {
            "party_name": '\u2028 \\u0041 " \\ / \t \x01 \x7f',
            "choices": {"\n": "<script>&amp;'%s%%"},
        },
        {"party_name": " space at both ends "},
    ],
)
def test_state_comes_back_equal(client, overrides):
    body = make_body(**overrides)

    assert answer(save(client, body)) == (200, {"status": "saved", "scene_index": 6})
    assert load(client, "shard-472-demo").json() == body


def test_whole_and_fractional_numbers_stay_what_they_are(client):
    save(client, make_body(choices={"one": 1, "one point nought": 1.0, "large": 1e23}))
    choices = load(client, "shard-472-demo").json()["state"]["choices"]

    assert {key: type(value) for key, value in choices.items()} == {
        "one": int,
        "one point nought": float,
        "large": float,
    }


@pytest.mark.parametrize("letter", ["x", "龍", "🐉", "\\", "\n"])
def test_big_text_comes_back_equal(client, letter):
    width = len(json.dumps(letter)) - 2
    body = make_body(choices={"scene1": letter * ((MAX_BODY - 400) // width)})

    assert save(client, body).status_code == 200
    assert load(client, "shard-472-demo").json() == body


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
STORABLE = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
NAMES = TEXT.filter(lambda text: 0 < len(text) <= 200)
HEROES = st.builds(
    lambda more, name, class_, hp: more | {"name": name, "class": class_, "hp": hp},
    st.dictionaries(TEXT, STORABLE, max_size=3),
    NAMES,
    NAMES,
    st.integers(-(2**63), 2**63 - 1),
)
STATES = st.fixed_dictionaries(
    {
        "scene_index": st.integers(1, 11),
        "party_name": NAMES,
        "heroes": st.lists(HEROES, max_size=4),
        "symbol_choice": st.none() | TEXT,
        "choices": st.dictionaries(TEXT, STORABLE, max_size=4),
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STATES)
def test_any_state_comes_back_equal(client, state):
    assert save(client, {"session_id": "any", "state": state}).status_code == 200
    assert load(client, "any").json() == {"session_id": "any", "state": state}


SESSION_IDS = [
    "a",
    "x" * 128,
    "龍" * 128,
    "a b",
    " ",
    "a?b#c&d=e",
    "%2F",
    "%",
    "...",
    "<b>",
    "ünï+✨",
]


@pytest.mark.parametrize("session_id", SESSION_IDS)
def test_any_good_session_id_can_be_saved_and_loaded(client, session_id):
    assert save(client, make_body(session_id)).status_code == 200

    response = client.get(f"/api/v1/load/{quote(session_id, safe='')}")
    assert answer(response) == (200, make_body(session_id))


# Limits


@pytest.mark.parametrize(
    "overrides",
    [
        {"scene_index": 1},
        {"scene_index": 11},
        {"party_name": "x"},
        {"party_name": "龍" * 200},
        {"heroes": []},
        {"heroes": [dict(ASH)] * 50},
        {"heroes": [{"name": "n" * 200, "class": "c" * 200, "hp": 2**63 - 1}]},
        {"choices": {"scene1": nested(MAX_DEPTH)}},
    ],
)
def test_save_accepts_the_ends_of_each_limit(client, overrides):
    assert save(client, make_body(**overrides)).status_code == 200
    assert load(client, "shard-472-demo").json() == make_body(**overrides)


SHORT = "String should have at least 1 character"
INTEGER = "Input should be a valid integer"
BEYOND_THE_LIMITS = [
    (
        make_body(""),
        fault("session_id", message=SHORT, kind="string_too_short"),
    ),
    (
        make_body("x" * 129),
        fault(
            "session_id",
            message="String should have at most 128 characters",
            kind="string_too_long",
        ),
    ),
    *[
        (
            make_body(session_id),
            fault(
                "session_id",
                message="Session id should have no slash or control character, nor be . or ..",
                kind="session_id",
            ),
        )
        for session_id in ("a/b", "a\nb", "a\x7fb", "a\x9fb", ".", "..")
    ],
    (
        {**make_body(), "session_id": 472},
        fault("session_id", message="Input should be a valid string", kind="string_type"),
    ),
    (
        make_body(scene_index=0),
        fault(
            "state",
            "scene_index",
            message="Input should be greater than or equal to 1",
            kind="greater_than_equal",
        ),
    ),
    (
        make_body(scene_index=12),
        fault(
            "state",
            "scene_index",
            message="Input should be less than or equal to 11",
            kind="less_than_equal",
        ),
    ),
    *[
        (
            make_body(scene_index=value),
            fault("state", "scene_index", message=INTEGER, kind="int_type"),
        )
        for value in ("6", 6.0, True, None, [6])
    ],
    (
        make_body(party_name=""),
        fault("state", "party_name", message=SHORT, kind="string_too_short"),
    ),
    (
        make_body(party_name="x" * 201),
        fault(
            "state",
            "party_name",
            message="String should have at most 200 characters",
            kind="string_too_long",
        ),
    ),
    (
        make_body(party_name=None),
        fault("state", "party_name", message="Input should be a valid string", kind="string_type"),
    ),
    (
        make_body(heroes=[ASH] * 51),
        fault(
            "state",
            "heroes",
            message="List should have at most 50 items after validation, not 51",
            kind="too_long",
        ),
    ),
    (
        make_body(heroes={"0": ASH}),
        fault("state", "heroes", message="Input should be a valid list", kind="list_type"),
    ),
    (
        make_body(heroes=[ASH, "Bo"]),
        fault("state", "heroes", 1, message="Input should be a valid dictionary", kind="dict_type"),
    ),
    (
        make_body(heroes=[ASH, {"name": "Bo", "hp": 9}]),
        fault("state", "heroes", 1, "class", message="Field required", kind="missing"),
    ),
    (
        make_body(heroes=[{**ASH, "hp": 17.5}]),
        fault("state", "heroes", 0, "hp", message=INTEGER, kind="int_type"),
    ),
    (
        make_body(heroes=[{**ASH, "name": ""}]),
        fault("state", "heroes", 0, "name", message=SHORT, kind="string_too_short"),
    ),
    (
        make_body(symbol_choice=7),
        fault(
            "state", "symbol_choice", message="Input should be a valid string", kind="string_type"
        ),
    ),
    (
        make_body(choices=["fight"]),
        fault("state", "choices", message="Input should be a valid dictionary", kind="dict_type"),
    ),
    (
        make_body(mood="grim"),
        fault(
            "state",
            "mood",
            message="Extra inputs are not permitted",
            kind="extra_forbidden",
        ),
    ),
    (
        {**make_body(), "owner": "me"},
        fault("owner", message="Extra inputs are not permitted", kind="extra_forbidden"),
    ),
    (
        {"session_id": "shard-472-demo"},
        fault("state", message="Field required", kind="missing"),
    ),
    (
        [make_body()],
        fault(message="Input should be a valid dictionary", kind="dict_type"),
    ),
    (
        None,
        fault(message="Input should be a valid dictionary", kind="dict_type"),
    ),
]


@pytest.mark.parametrize(("body", "expected"), BEYOND_THE_LIMITS)
def test_save_refuses_what_is_beyond_a_limit_and_names_the_field(client, body, expected):
    save(client, make_body(scene_index=2))
    before = all_rows()

    assert answer(save(client, body)) == (422, {"detail": [expected]})
    assert all_rows() == before


@pytest.mark.parametrize("key", sorted(make_state()))
def test_save_needs_every_key_of_the_state(client, key):
    body = make_body()
    del body["state"][key]

    expected = fault("state", key, message="Field required", kind="missing")
    assert answer(save(client, body)) == (422, {"detail": [expected]})
    assert all_rows() == []


def test_save_names_all_faults_at_once(client):
    response = save(client, make_body("", scene_index=0, heroes=[{**ASH, "hp": "17"}]))

    assert [entry["loc"] for entry in response.json()["detail"]] == [
        ["body", "session_id"],
        ["body", "state", "scene_index"],
        ["body", "state", "heroes", 0, "hp"],
    ]


def test_a_body_of_nothing_but_mistakes_gets_a_short_answer(client):
    mistakes = {f"k{number}": 0 for number in range(10_000)}
    response = save(client, {**make_body(), **mistakes})

    assert (response.status_code, len(response.json()["detail"])) == (422, MAX_FAULTS)


def put(value):
    """A good body's JSON, with ``value`` as the JSON of one choice."""
    return json.dumps(make_body(choices={"scene1": 0})).replace('"scene1": 0', value).encode()


MALFORMED = [
    (b"", "Expecting value at line 1, column 1"),
    (b"{", "Expecting property name enclosed in double quotes at line 1, column 2"),
    (b"session_id=a", "Expecting value at line 1, column 1"),
    (b'{"session_id": "\xff"}', "not UTF-8 at byte 16"),
    (b"\xed\xa0\x80", "not UTF-8 at byte 0"),
    (json.dumps(make_body()).encode("utf-16"), "not UTF-8 at byte 0"),
    (put('"scene1": NaN'), "NaN is not a JSON value"),
    (put('"scene1": Infinity'), "Infinity is not a JSON value"),
    (put('"scene1": -Infinity'), "-Infinity is not a JSON value"),
    (put('"scene1": 1, "scene1": 1'), "key 'scene1' stands twice in one object"),
    (put(f'"scene1": {"9" * 5000}'), "a number has too many digits"),
    (put(f'"scene1": {"[" * 100_000}'), f"nested deeper than {MAX_DEPTH} levels"),
]


@pytest.mark.parametrize(("body", "reason"), MALFORMED)
def test_save_refuses_malformed_json_and_changes_nothing(client, body, reason):
    save(client, make_body(scene_index=2))
    before = all_rows()

    expected = fault(message=f"JSON is malformed: {reason}", kind="json_invalid")
    assert answer(save(client, body)) == (422, {"detail": [expected]})
    assert all_rows() == before


SCENE_1 = ("state", "choices", "scene1")
NUL = "Text should not contain the NUL character"
SURROGATE = "Text should not contain half a surrogate pair"
LARGE = "Integer should fit in 64 bits"
UNSTORABLE = [
    (put('"scene1": "a\\u0000b"'), fault(*SCENE_1, message=NUL, kind="string_unicode")),
    (put('"scene1": "\\ud800"'), fault(*SCENE_1, message=SURROGATE, kind="string_unicode")),
    (
        put('"scene1": {"\\u0000": 1}'),
        fault(*SCENE_1, message=f"Key '\\x00': {NUL}", kind="string_unicode"),
    ),
    (
        put(f'"scene1": [{2**63}]'),
        fault(*SCENE_1, 0, message=LARGE, kind="int_parsing_size"),
    ),
    (put(f'"scene1": {-(2**63) - 1}'), fault(*SCENE_1, message=LARGE, kind="int_parsing_size")),
    (
        put('"scene1": 1e999'),
        fault(*SCENE_1, message="Number should be finite", kind="finite_number"),
    ),
    (
        put(f'"scene1": {json.dumps(nested(MAX_DEPTH + 1))}'),
        fault(
            *SCENE_1,
            *[0] * (MAX_DEPTH - 3),
            message=f"Nesting should be at most {MAX_DEPTH} levels deep",
            kind="too_deep",
        ),
    ),
    (
        json.dumps(make_body("a\0b")).encode(),
        fault("session_id", message=NUL, kind="string_unicode"),
    ),
    (
        json.dumps(make_body("a\ud800")).encode(),
        fault("session_id", message=SURROGATE, kind="string_unicode"),
    ),
    (
        json.dumps(make_body(party_name="\udfff")).encode(),
        fault("state", "party_name", message=SURROGATE, kind="string_unicode"),
    ),
    (
        json.dumps(make_body(heroes=[{**ASH, "hp": 2**63}])).encode(),
        fault("state", "heroes", 0, "hp", message=LARGE, kind="int_parsing_size"),
    ),
]


@pytest.mark.parametrize(("body", "expected"), UNSTORABLE)
def test_save_refuses_what_no_database_gives_back_and_changes_nothing(client, body, expected):
    save(client, make_body(scene_index=2))
    before = all_rows()

    assert answer(save(client, body)) == (422, {"detail": [expected]})
    assert all_rows() == before


def test_body_is_accepted_up_to_256_kib_and_refused_beyond(client):
    assert save(client, padded(MAX_BODY)).status_code == 200
    before = all_rows()

    assert answer(save(client, padded(MAX_BODY + 1))) == (
        413,
        {"detail": "A run may take 256 KiB at most."},
    )
    assert all_rows() == before


# How a request is made


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/xml",
    ],
)
def test_save_refuses_what_is_not_sent_as_json(client, content_type):
    response = save(client, make_body(), content_type=content_type)

    assert answer(response) == (415, {"detail": "Send the run as application/json."})
    assert all_rows() == []


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"]
)
def test_save_accepts_json_however_it_is_spelled(client, content_type):
    assert save(client, make_body(), content_type=content_type).status_code == 200


@pytest.mark.parametrize(
    "request_",
    [
        {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"},
        {"CONTENT_LENGTH": "many"},
        {"CONTENT_LENGTH": "-1"},
    ],
)
def test_save_without_a_length_is_refused(client, request_):
    response = client.post("/api/v1/save", b"{}", "application/json", **request_)

    assert answer(response) == (411, {"detail": "Send the run with a Content-Length."})


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_save_is_a_post(client, method):
    response = getattr(client, method)("/api/v1/save")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_load_is_a_get(client, method):
    save(client, make_body())
    before = all_rows()
    response = getattr(client, method)("/api/v1/load/shard-472-demo")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.json() == {"detail": "Use GET to load a run."}
    assert all_rows() == before


def test_head_answers_like_get_without_a_body(client):
    save(client, make_body())
    get = load(client, "shard-472-demo")
    head = client.head("/api/v1/load/shard-472-demo")

    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers, "X-Request-ID": ""} == {**get.headers, "X-Request-ID": ""}
    assert client.head("/api/v1/load/nobody").status_code == 404


def test_answers_may_be_opened_in_a_browser_without_running_anything(client):
    save(client, make_body("<script>"))
    response = load(client, "<script>")

    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'"
    )


# Statements and times


def test_save_and_load_take_one_statement_each(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        save(client, make_body())
    with django_assert_num_queries(1):
        version = save(client, make_body()).headers["ETag"]
    with django_assert_num_queries(1):
        save(client, make_body(), if_match=version)
    with django_assert_num_queries(1):
        load(client, "shard-472-demo")
    with django_assert_num_queries(1):
        load(client, "nobody")


@pytest.mark.parametrize("body", [b"{", json.dumps(make_body(scene_index=12)).encode()])
def test_refused_save_takes_no_statement(client, body, django_assert_num_queries):
    with django_assert_num_queries(0):
        save(client, body)


def test_created_at_stays_and_updated_at_moves(client):
    start = timezone.now() - timedelta(milliseconds=1)  # SQLite keeps whole milliseconds
    save(client, make_body())
    first = Party.objects.get()
    save(client, make_body())
    second = Party.objects.get()

    assert start <= first.created_at <= first.updated_at < second.updated_at
    assert second.updated_at <= timezone.now() + timedelta(seconds=1)
    assert (second.id, second.created_at) == (first.id, first.created_at)


def test_each_save_is_later_than_the_last_within_one_tick_of_the_clock(client):
    save(client, make_body())
    ahead = timezone.now() + timedelta(hours=1)
    Party.objects.update(updated_at=ahead)
    times, versions = [ahead], set()
    for _ in range(10):
        versions.add(save(client, make_body()).headers["ETag"])
        times.append(Party.objects.get().updated_at)

    assert times == sorted(set(times))
    assert len(versions) == 10
    assert times[-1] - ahead < timedelta(seconds=1)


# Versions


def test_etag_of_a_save_is_that_of_the_next_load(client):
    saved = save(client, make_body()).headers["ETag"]
    loaded = load(client, "shard-472-demo").headers["ETag"]
    again = save(client, make_body()).headers["ETag"]

    assert saved == loaded != again
    assert saved.startswith('"')
    assert saved.endswith('"')


@pytest.mark.parametrize("microsecond", [0, 500_000, 123_000, 999_999])
def test_version_of_a_run_that_a_page_or_the_admin_saved_can_be_matched(client, microsecond):
    party = make_party()
    Party.objects.update(updated_at=timezone.now().replace(microsecond=microsecond))
    version = load(client, party.session_id).headers["ETag"]

    assert save(client, make_body(party.session_id), if_match=version).status_code == 200
    assert save(client, make_body(party.session_id), if_match=version).status_code == 412


def test_save_with_the_current_version_succeeds_and_gives_the_next(client):
    first = save(client, make_body()).headers["ETag"]
    response = save(client, make_body(scene_index=7), if_match=first)
    second = response.headers["ETag"]

    assert answer(response) == (200, {"status": "saved", "scene_index": 7})
    assert second != first
    assert save(client, make_body(scene_index=8), if_match=second).status_code == 200


def test_save_over_somebody_else_is_refused_and_changes_nothing(client):
    version = save(client, make_body()).headers["ETag"]
    save(client, make_body(scene_index=7))
    before = all_rows()

    assert answer(save(client, make_body(scene_index=8), if_match=version)) == (
        412,
        {"detail": "The run was saved by somebody else in between: load it again."},
    )
    assert all_rows() == before


@pytest.mark.parametrize(
    "condition",
    [
        '""',
        '"garbage"',
        "garbage",
        "",
        '"2026-11-22"',
        '"2026-02-31T00:00:00"',
        '"0001-01-01T00:00:00+23:59"',
        '"9999-12-31T23:59:59.999999-23:59"',
        '"2026-11-22T00:00:00+00:00:00.000001"',
        '"\'; DROP TABLE parties; --"',
        '"%s"',
        "ü",
        '"a", "b"',
    ],
)
def test_save_with_any_other_version_is_refused(client, condition):
    save(client, make_body())
    before = all_rows()

    assert save(client, make_body(scene_index=7), if_match=condition).status_code == 412
    assert all_rows() == before


def test_save_with_a_weak_version_is_refused(client):
    version = save(client, make_body()).headers["ETag"]

    assert save(client, make_body(), if_match=f"W/{version}").status_code == 412


def test_save_with_several_versions_needs_one_to_match(client):
    version = save(client, make_body()).headers["ETag"]

    conditions = f'"other", {version}, "2026-11-22T00:00:00"'
    assert save(client, make_body(), if_match=conditions).status_code == 200
    assert save(client, make_body(), if_match=conditions).status_code == 412


def test_save_over_whatever_is_there_needs_something_to_be_there(client):
    assert save(client, make_body(), if_match="*").status_code == 412
    assert all_rows() == []

    save(client, make_body())
    assert save(client, make_body(), if_match="*").status_code == 200


def test_save_with_a_version_does_not_bring_a_deleted_run_back(client):
    version = save(client, make_body()).headers["ETag"]
    Party.objects.all().delete()

    assert save(client, make_body(), if_match=version).status_code == 412
    assert all_rows() == []


def test_load_of_a_known_version_is_answered_with_304(client):
    version = save(client, make_body()).headers["ETag"]
    for known in (version, f"W/{version}", f'"other", {version}', "*"):
        response = load(client, "shard-472-demo", if_none_match=known)

        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == version


@pytest.mark.parametrize("known", ['"other"', "garbage", "", '""'])
def test_load_with_an_outdated_version_is_answered_in_full(client, known):
    save(client, make_body())
    response = load(client, "shard-472-demo", if_none_match=known)

    assert answer(response) == (200, make_body())


# What others put into the table


def test_plain_sql_row_loads_like_any_other(client):
    execute("INSERT INTO parties (session_id, name, scene_index) VALUES ('sql', 'By hand', 3)")

    response = load(client, "sql")
    assert answer(response) == (
        200,
        make_body(
            "sql", party_name="By hand", scene_index=3, heroes=[], symbol_choice=None, choices={}
        ),
    )
    version = response.headers["ETag"]
    assert save(client, make_body("sql"), if_match=version).status_code == 200


def test_save_over_a_row_keeps_its_key(client):
    party = make_party(session_id="kept")
    save(client, make_body("kept", heroes=[BO]))

    stored = Party.objects.get()
    assert (stored.id, stored.heroes, stored.created_at) == (party.id, [BO], party.created_at)


def test_columns_hold_json_and_not_text_of_json(client):
    save(client, make_body())
    kind = "jsonb_typeof" if connection.vendor == "postgresql" else "json_type"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {kind}(heroes), {kind}(choices) FROM parties")

        assert cursor.fetchone() == ("array", "object")
