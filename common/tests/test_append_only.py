import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from common import append_only

TABLE = "common_ledger"


@isolate_apps("common")
def _ledger():
    class Ledger(models.Model):
        entry = models.TextField()

        class Meta:
            app_label = "common"
            db_table = TABLE

        def __str__(self):
            return self.entry

    return Ledger


@pytest.fixture(scope="module")
def ledger_table(table_of):
    with table_of(_ledger()) as model:
        yield model


@pytest.fixture
def ledger(ledger_table, db):
    append_only.install(TABLE)
    ledger_table.objects.create(id=1, entry="first")
    return ledger_table


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def refused(change):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()


def test_rows_can_be_added(ledger):
    ledger.objects.create(id=2, entry="second")

    assert list(ledger.objects.order_by("pk").values_list("entry", flat=True)) == [
        "first",
        "second",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET entry = 'other'",
        f"DELETE FROM {TABLE}",
        f"DELETE FROM {TABLE} WHERE id = 1",
    ],
)
def test_plain_sql_cannot_change_or_remove_a_row(ledger, statement):
    refused(lambda: execute(statement))

    assert list(ledger.objects.values_list("entry", flat=True)) == ["first"]


def test_orm_cannot_change_or_remove_a_row(ledger):
    row = ledger.objects.get()
    row.entry = "other"

    refused(row.save)
    refused(row.delete)
    refused(lambda: ledger.objects.update(entry="other"))
    refused(
        lambda: ledger.objects.bulk_create(
            [ledger(id=1, entry="other")],
            update_conflicts=True,
            update_fields=["entry"],
            unique_fields=["id"],
        )
    )
    assert list(ledger.objects.values_list("entry", flat=True)) == ["first"]


def test_rows_cannot_be_replaced_or_truncated(ledger):
    if connection.vendor == "sqlite":
        refused(lambda: execute(f"INSERT OR REPLACE INTO {TABLE} (id, entry) VALUES (1, 'other')"))
    else:
        refused(lambda: execute(f"TRUNCATE {TABLE}"))

    assert list(ledger.objects.values_list("entry", flat=True)) == ["first"]


def test_triggers_are_found_and_missed(ledger):
    assert append_only.missing_triggers(TABLE) == set()

    append_only._drop(TABLE, connection)

    assert append_only.missing_triggers(TABLE) == set(
        append_only._triggers(TABLE, connection.vendor)
    )


def test_lifting_lets_go_and_puts_back(ledger, monkeypatch):
    monkeypatch.setattr(append_only, "_tables", {TABLE: ""})

    with append_only.lifted():
        ledger.objects.all().delete()

    assert append_only.missing_triggers(TABLE) == set()
    ledger.objects.create(id=2, entry="second")
    refused(lambda: execute(f"DELETE FROM {TABLE}"))


def test_triggers_return_after_the_table_was_remade(ledger, monkeypatch):
    monkeypatch.setattr(append_only, "_tables", {TABLE: ""})
    append_only._drop(TABLE, connection)

    class App:
        @staticmethod
        def get_models(**options):
            return [ledger]

    append_only._after_migrate(App, using="default")

    assert append_only.missing_triggers(TABLE) == set()
