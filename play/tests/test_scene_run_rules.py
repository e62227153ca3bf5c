import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.documents import MAX_DEPTH, DocumentError, read_json, write_json
from play.rules.scene_run import (
    MAX_SESSION_ID,
    MAX_SIZE,
    MAX_STATE_SIZE,
    check_saved_run,
    check_session_id,
    check_size,
    check_state,
)
from play.tests.factories import ASH, make_body, make_state


def faults_of(check, value):
    with pytest.raises(DocumentError) as caught:
        check(value)
    return [(fault.location, fault.kind) for fault in caught.value.faults]


@pytest.mark.parametrize("scene", range(1, 12))
def test_state_accepts_each_of_the_eleven_scenes(scene):
    assert check_state(make_state(scene_index=scene)) == make_state(scene_index=scene)


@pytest.mark.parametrize(
    ("overrides", "fault"),
    [
        ({"scene_index": 0}, (("scene_index",), "greater_than_equal")),
        ({"scene_index": 12}, (("scene_index",), "less_than_equal")),
        ({"scene_index": "6"}, (("scene_index",), "int_type")),
        ({"scene_index": 6.0}, (("scene_index",), "int_type")),
        ({"scene_index": True}, (("scene_index",), "int_type")),
        ({"scene_index": None}, (("scene_index",), "int_type")),
        ({"party_name": ""}, (("party_name",), "string_too_short")),
        ({"party_name": "x" * 201}, (("party_name",), "string_too_long")),
        ({"party_name": None}, (("party_name",), "string_type")),
        ({"heroes": {}}, (("heroes",), "list_type")),
        ({"heroes": [ASH] * 51}, (("heroes",), "too_long")),
        ({"heroes": ["Ash"]}, (("heroes", 0), "dict_type")),
        ({"heroes": [{**ASH, "hp": "17"}]}, (("heroes", 0, "hp"), "int_type")),
        ({"heroes": [{**ASH, "hp": 17.5}]}, (("heroes", 0, "hp"), "int_type")),
        ({"heroes": [{**ASH, "name": ""}]}, (("heroes", 0, "name"), "string_too_short")),
        ({"heroes": [{"name": "Ash", "hp": 1}]}, (("heroes", 0, "class"), "missing")),
        ({"symbol_choice": 7}, (("symbol_choice",), "string_type")),
        ({"choices": []}, (("choices",), "dict_type")),
        ({"mood": "grim"}, (("mood",), "extra_forbidden")),
    ],
)
def test_state_refuses_what_is_out_of_bounds_and_names_it(overrides, fault):
    assert faults_of(check_state, make_state(**overrides)) == [fault]


@pytest.mark.parametrize("key", sorted(make_state()))
def test_state_needs_every_key(key):
    state = make_state()
    del state[key]

    assert faults_of(check_state, state) == [((key,), "missing")]


def test_state_names_all_faults_at_once():
    state = make_state(scene_index=99, party_name="", heroes=[{**ASH, "hp": None}])

    assert faults_of(check_state, state) == [
        (("scene_index",), "less_than_equal"),
        (("party_name",), "string_too_short"),
        (("heroes", 0, "hp"), "int_type"),
    ]


def test_state_keeps_further_keys_of_a_hero():
    hero = {**ASH, "level": 3, "gear": {"bow": ["yew", None]}, "class ": True}

    assert check_state(make_state(heroes=[hero]))["heroes"] == [hero]


@pytest.mark.parametrize(("heroes", "symbol"), [([], None), ([ASH] * 50, "")])
def test_state_accepts_the_ends_of_its_bounds(heroes, symbol):
    state = make_state(heroes=heroes, symbol_choice=symbol, party_name="x" * 200, choices={})

    assert check_state(state) == state


@pytest.mark.parametrize("hp", [2**63, -(2**63) - 1])
def test_state_refuses_hit_points_beyond_64_bits(hp):
    assert faults_of(check_state, make_state(heroes=[{**ASH, "hp": hp}])) == [
        (("heroes", 0, "hp"), "int_parsing_size")
    ]


def test_saved_run_refuses_a_key_beside_the_state():
    assert faults_of(check_saved_run, {**make_body(), "owner": "me"}) == [
        (("owner",), "extra_forbidden")
    ]


@pytest.mark.parametrize("value", [None, [], "run", 5])
def test_saved_run_must_be_an_object(value):
    assert faults_of(check_saved_run, value) == [((), "dict_type")]


@pytest.mark.parametrize(
    "session_id", ["a", "x" * 128, "shard 472", "Ünï-✨-龍", "a.b", "...", "%2F"]
)
def test_session_id_accepts_any_readable_text(session_id):
    assert check_session_id(session_id) == session_id


@pytest.mark.parametrize(
    ("session_id", "kind"),
    [
        ("", "string_too_short"),
        ("x" * 129, "string_too_long"),
        ("a/b", "session_id"),
        ("a\nb", "session_id"),
        ("a\x7fb", "session_id"),
        ("a\x9fb", "session_id"),
        (".", "session_id"),
        ("..", "session_id"),
        ("a\0b", "string_unicode"),
        ("a\ud800b", "string_unicode"),
    ],
)
def test_session_id_refuses_what_no_address_can_hold(session_id, kind):
    assert faults_of(check_session_id, session_id) == [((), kind)]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_a_state_of_any_json_is_accepted_unchanged_or_refused_with_a_reason(value):
    state = make_state(choices={"scene1": value})
    try:
        accepted = check_state(state)
    except DocumentError as error:
        reasons = [fault.message for fault in error.faults]
        accepted = None if all(reasons) and reasons else "refused without a reason"
    assert accepted in (state, None)


def test_state_is_as_deep_as_a_front_end_could_save_it():
    deepest = []
    for _ in range(MAX_DEPTH - 4):
        deepest = [deepest]
    body = make_body(choices={"scene1": deepest})

    assert read_json(write_json(body).encode()) == body
    assert check_state(body["state"]) == body["state"]
    assert faults_of(check_state, make_state(choices={"scene1": [deepest]})) == [
        (("choices", "scene1") + (0,) * (MAX_DEPTH - 3), "too_deep")
    ]


def test_size_of_a_state_leaves_room_for_the_rest_of_the_body():
    smallest = len(write_json(make_state(symbol_choice="")))
    largest = make_state(symbol_choice="x" * (MAX_STATE_SIZE - smallest))
    body = write_json({"session_id": "\N{DRAGON}" * MAX_SESSION_ID, "state": largest})

    check_size(largest)
    assert len(body.encode()) <= MAX_SIZE
    largest["symbol_choice"] += "x"
    assert faults_of(check_size, largest) == [((), "too_large")]
