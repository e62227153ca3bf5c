"""The log of governance: numbered by the database, and never changed."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from common import append_only
from league.models import GovernanceEvent
from league.tests.factories import make_governance_event, make_governor, make_season

TABLE = "governance_events"


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def insert_with_plain_sql(season, **values):
    """All that has a default is left out, the number too."""
    row = {
        "event_type": "window.opened",
        "aggregate_type": "governance_window",
        "aggregate_id": str(uuid4()),
        "season_id": season.pk.hex,
        "payload": "{}",
        **values,
    }
    columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
    execute(f"INSERT INTO {TABLE} ({columns}) VALUES ({places})", *row.values())


def numbers():
    return list(GovernanceEvent.objects.values_list("sequence_number", flat=True).order_by("pk"))


@pytest.mark.django_db
def test_events_are_numbered_in_the_order_in_which_they_come():
    season = make_season()

    events = [make_governance_event(governor=None, season=season) for _ in range(3)]

    first, second, third = (event.sequence_number for event in events)
    assert 0 < first < second < third


@pytest.mark.django_db
def test_number_of_a_new_event_is_what_the_table_says():
    event = make_governance_event()

    assert event.sequence_number == GovernanceEvent.objects.get().sequence_number


@pytest.mark.django_db
def test_plain_sql_and_bulk_inserts_are_numbered_too():
    season = make_season()
    insert_with_plain_sql(season, aggregate_id="a")
    insert_with_plain_sql(season, aggregate_id="b")
    GovernanceEvent.objects.bulk_create(
        GovernanceEvent(
            event_type="window.opened",
            aggregate_type="governance_window",
            aggregate_id=name,
            season=season,
            payload={},
        )
        for name in "cde"
    )

    in_order = GovernanceEvent.objects.order_by("sequence_number")
    assert list(in_order.values_list("aggregate_id", flat=True)) == list("abcde")
    assert len(set(numbers())) == 5
    assert min(numbers()) > 0


@pytest.mark.django_db
def test_bulk_inserted_events_know_their_numbers():
    season = make_season()
    events = GovernanceEvent.objects.bulk_create(
        GovernanceEvent(
            event_type="window.opened",
            aggregate_type="governance_window",
            aggregate_id=name,
            season=season,
            payload={},
        )
        for name in "ab"
    )

    stored = dict(GovernanceEvent.objects.values_list("pk", "sequence_number"))
    assert {event.pk: event.sequence_number for event in events} == stored


@pytest.mark.django_db
def test_event_that_brings_its_own_number_is_refused():
    season = make_season()

    with pytest.raises(DatabaseError), transaction.atomic():
        insert_with_plain_sql(season, sequence_number=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_governance_event(governor=None, season=season, sequence_number=7)

    assert numbers() == []


@pytest.mark.django_db
def test_unsaved_event_has_no_number():
    assert GovernanceEvent().sequence_number is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET payload = '{{}}'",
        f"UPDATE {TABLE} SET sequence_number = sequence_number + 1",
        f"DELETE FROM {TABLE}",
    ],
)
def test_plain_sql_cannot_change_the_log(statement):
    event = make_governance_event()

    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)

    assert GovernanceEvent.objects.get().payload == event.payload
    assert numbers() == [event.sequence_number]


@pytest.mark.django_db
def test_log_cannot_be_truncated_nor_an_event_replaced():
    event = make_governance_event()
    connection.check_constraints()
    columns = "id, event_type, aggregate_type, aggregate_id, season_id, payload"
    replace = f"INSERT OR REPLACE INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}"
    statement = replace if connection.vendor == "sqlite" else f"TRUNCATE {TABLE}"

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        execute(statement)

    assert list(GovernanceEvent.objects.all()) == [event]


@pytest.mark.django_db
def test_orm_cannot_change_the_log():
    event = make_governance_event()
    event.payload = {"vote": "no", "weight": 0.5, "boost_used": False}

    for change in (event.save, event.delete, GovernanceEvent.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_migrate_puts_lost_triggers_back():
    present = append_only._triggers(TABLE, connection.vendor)
    assert append_only.missing_triggers(TABLE) == set()
    append_only._drop(TABLE, connection)
    assert append_only.missing_triggers(TABLE) == set(present)

    call_command("migrate", verbosity=0)

    assert append_only.missing_triggers(TABLE) == set()


@pytest.mark.django_db(transaction=True)
def test_log_survives_a_migration_that_remakes_the_table():
    event = make_governance_event()
    number = event.sequence_number
    constraint = GovernanceEvent._meta.constraints[0]
    with connection.schema_editor() as editor:
        editor.remove_constraint(GovernanceEvent, constraint)
        editor.add_constraint(GovernanceEvent, constraint)

    call_command("migrate", verbosity=0)

    assert append_only.missing_triggers(TABLE) == set()
    assert numbers() == [number]
    assert make_governance_event().sequence_number > number
    with pytest.raises(IntegrityError, match="append-only"):
        GovernanceEvent.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_log_is_empty_before_each_test_that_commits(time):
    assert numbers() == []
    assert append_only.missing_triggers(TABLE) == set()

    make_governance_event()

    with pytest.raises(IntegrityError, match="append-only"):
        GovernanceEvent.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_number_of_an_event_that_was_undone_breaks_nothing():
    governor = make_governor()
    first = make_governance_event(governor=governor)
    with transaction.atomic():
        make_governance_event(governor=governor)
        transaction.set_rollback(True)

    assert make_governance_event(governor=governor).sequence_number > first.sequence_number
    assert len(numbers()) == 2
