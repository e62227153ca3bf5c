import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from common import append_only
from common.sequences import SequenceField

TABLE = "common_journal"


@isolate_apps("common")
def _journal():
    class Journal(models.Model):
        number = SequenceField()
        entry = models.TextField()

        class Meta:
            app_label = "common"
            db_table = TABLE

        def __str__(self):
            return self.entry

    return Journal


@pytest.fixture(scope="module")
def journal_table(table_of):
    with table_of(_journal()) as model:
        yield model


@pytest.fixture
def journal(journal_table, db, monkeypatch):
    monkeypatch.setitem(append_only._tables, TABLE, "number")
    append_only.install(TABLE)
    return journal_table


def stored(journal):
    return list(journal.objects.order_by("number").values_list("number", "entry"))


def test_rows_are_numbered_however_they_come(journal):
    created = journal.objects.create(entry="a")
    bulk = journal.objects.bulk_create(journal(entry=entry) for entry in "bc")
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (entry) VALUES ('d'), ('e')")

    numbers, entries = zip(*stored(journal), strict=True)
    assert entries == ("a", "b", "c", "d", "e")
    assert min(numbers) > 0
    assert len(set(numbers)) == 5
    assert [row.number for row in (created, *bulk)] == list(numbers[:3])


def test_number_is_read_at_most_once(journal, django_assert_max_num_queries):
    row = journal.objects.create(entry="a")

    with django_assert_max_num_queries(1):
        assert row.number == row.number


def test_row_without_number_is_not_looked_for(journal, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert journal(entry="a").number is None


def test_number_of_ones_own_is_refused(journal):
    with pytest.raises(DatabaseError), transaction.atomic():
        journal.objects.create(number=7, entry="a")
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute(f"INSERT INTO {TABLE} (number, entry) VALUES (7, 'a')")

    assert stored(journal) == []


def test_numbered_row_is_as_safe_as_any_other(journal):
    row = journal.objects.create(entry="a")
    before = stored(journal)

    for change in (row.save, row.delete, lambda: journal.objects.update(entry="b")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()

    assert stored(journal) == before


def test_field_is_rebuilt_by_a_migration_as_it_is():
    field = _journal()._meta.get_field("number")
    _name, path, args, kwargs = field.deconstruct()

    assert (path, args, kwargs) == ("common.sequences.SequenceField", [], {})
    assert (field.unique, field.editable, field.blank) == (True, False, True)
