"""The table of scene runs obeys its rules whoever writes to it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from play.models import Party
from play.tests.factories import ASH, all_rows, execute, make_party, make_state

pytestmark = pytest.mark.django_db
INSERT = "INSERT INTO parties (session_id, name, scene_index) VALUES (%s, %s, %s)"


# The database


def test_plain_sql_needs_only_what_has_no_default():
    execute(INSERT, "by-hand", "By hand", 3)
    party = Party.objects.get()

    assert (party.heroes, party.choices, party.symbol_choice) == ([], {}, None)
    assert isinstance(party.id, UUID)
    assert party.id.version == 4
    assert abs(datetime.now(UTC) - party.created_at) < timedelta(minutes=1)
    assert abs(party.updated_at - party.created_at) < timedelta(seconds=1)


def test_plain_sql_gives_each_row_its_own_key():
    for session_id in ("one", "two", "three"):
        execute(INSERT, session_id, "By hand", 1)

    assert len(set(Party.objects.values_list("id", flat=True))) == 3


@pytest.mark.parametrize("scene", [1, 11])
def test_database_accepts_the_first_and_the_last_scene(scene):
    execute(INSERT, "by-hand", "By hand", scene)

    assert Party.objects.get().scene_index == scene


@pytest.mark.parametrize("scene", [-1, 0, 12, 2**31 - 1])
def test_database_refuses_any_other_scene(scene):
    with pytest.raises(IntegrityError, match="party_scene_1_to_11"), transaction.atomic():
        execute(INSERT, "by-hand", "By hand", scene)
    make_party()
    with pytest.raises(IntegrityError, match="party_scene_1_to_11"), transaction.atomic():
        execute("UPDATE parties SET scene_index = %s", scene)


def test_database_refuses_a_session_id_that_is_taken():
    execute(INSERT, "by-hand", "First", 1)
    with pytest.raises(IntegrityError, match="session_id"), transaction.atomic():
        execute(INSERT, "by-hand", "Second", 1)

    assert [party.name for party in Party.objects.all()] == ["First"]


COLUMNS = [
    "id",
    "session_id",
    "name",
    "heroes",
    "scene_index",
    "choices",
    "created_at",
    "updated_at",
]


@pytest.mark.parametrize("column", COLUMNS)
def test_database_refuses_null(column):
    make_party()
    before = all_rows()
    with pytest.raises(IntegrityError, match=column), transaction.atomic():
        execute(f"UPDATE parties SET {column} = NULL")

    assert all_rows() == before


def test_database_lets_only_the_symbol_be_null():
    make_party(symbol_choice="owl")
    execute("UPDATE parties SET symbol_choice = NULL")

    assert Party.objects.get().symbol_choice is None
    assert [f.column for f in Party._meta.fields if f.column not in COLUMNS] == ["symbol_choice"]


@pytest.mark.parametrize("column", ["heroes", "choices"])
def test_database_refuses_what_is_no_json(column):
    make_party()
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(f"UPDATE parties SET {column} = %s", "{broken")


def test_name_of_any_length_is_stored():
    party = make_party(name="龍" * 100_000)

    assert Party.objects.get().name == party.name


def test_json_columns_are_of_the_database_s_own_kind():
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "parties")
        types = {
            column.name: connection.introspection.get_field_type(column.type_code, column)
            for column in columns
        }
    if connection.vendor == "postgresql":
        assert (types["heroes"], types["choices"]) == ("JSONField", "JSONField")
    assert types["session_id"] == types["name"] == "TextField"


# The model


def faults_of(party):
    with pytest.raises(ValidationError) as caught:
        party.full_clean()
    return caught.value.message_dict


def make_unsaved(**fields):
    return Party(**{"session_id": "shard", "name": "Seekers", "scene_index": 1, **fields})


def test_good_run_is_clean():
    make_unsaved(heroes=[{**ASH, "level": 3}], choices={"scene1": [1, None]}).full_clean()


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            {"session_id": "a/b"},
            {
                "session_id": [
                    "Session id should have no slash or control character, nor be . or .."
                ]
            },
        ),
        (
            {"session_id": "x" * 129},
            {"session_id": ["String should have at most 128 characters"]},
        ),
        (
            {"name": "x" * 201},
            {"name": ["party_name: String should have at most 200 characters"]},
        ),
        (
            {"heroes": [ASH, {**ASH, "hp": "17"}]},
            {"heroes": ["heroes › 1 › hp: Input should be a valid integer"]},
        ),
        (
            {"heroes": [{"name": "Ash"}]},
            {
                "heroes": [
                    "heroes › 0 › class: Field required",
                    "heroes › 0 › hp: Field required",
                ]
            },
        ),
        (
            {"heroes": {"0": ASH}},
            {"heroes": ["heroes: Input should be a valid list"]},
        ),
        (
            {"heroes": [ASH] * 51},
            {"heroes": ["heroes: List should have at most 50 items after validation, not 51"]},
        ),
        (
            {"choices": ["fight"]},
            {"choices": ["choices: Input should be a valid dictionary"]},
        ),
        (
            {"choices": {"scene1": 2**63}},
            {"choices": ["choices › scene1: Integer should fit in 64 bits"]},
        ),
        (
            {"symbol_choice": "\0"},
            {"symbol_choice": ["symbol_choice: Text should not contain the NUL character"]},
        ),
    ],
)
def test_model_names_the_field_of_each_fault(fields, faults):
    assert faults_of(make_unsaved(**fields)) == faults


@pytest.mark.parametrize("scene", [0, 12])
def test_model_refuses_a_scene_that_there_is_not(scene):
    [message, *_] = faults_of(make_unsaved(scene_index=scene))["scene_index"]

    assert message.startswith("scene_index: Input should be ")


def test_model_names_the_faults_of_all_fields_at_once():
    party = make_unsaved(session_id="", name="", heroes=[None], choices=7)

    assert sorted(faults_of(party)) == ["choices", "heroes", "name", "session_id"]


def test_model_says_that_a_session_id_is_taken():
    make_party(session_id="taken")

    assert faults_of(make_unsaved(session_id="taken")) == {
        "session_id": ["A run with this session id exists already."]
    }


def test_run_tells_its_name_its_page_and_its_state():
    party = make_party(session_id="a b?c", name="Seekers", **as_fields(make_state()))

    assert str(party) == "Seekers (a b?c)"
    assert party.get_absolute_url() == "/play/run/a%20b%3Fc/"
    assert party.state == make_state(party_name="Seekers")


def as_fields(state):
    return {key: value for key, value in state.items() if key != "party_name"}


def test_saving_a_run_moves_its_time():
    party = make_party()
    first = party.updated_at
    party.save()

    assert party.updated_at > first
