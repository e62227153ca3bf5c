import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from common.documents import DocumentError, Fault
from common.fields import (
    DocumentField,
    LinesField,
    TextListField,
    UUIDListField,
    hold_documents,
)
from common.models import TimestampedModel, UUIDModel

ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


@isolate_apps("common")
def _shelf():
    class Shelf(UUIDModel, TimestampedModel):
        labels = TextListField(default=list, db_default=models.Value([], TextListField()))
        rows = UUIDListField(null=True)

        class Meta:
            app_label = "common"
            db_table = "common_columns"

    return Shelf


@pytest.fixture(scope="module")
def shelf_table(table_of):
    with table_of(_shelf()) as model:
        yield model


@pytest.fixture
def shelf(shelf_table, db):
    """A table with one column of each kind that ``common`` provides."""
    return shelf_table


@pytest.mark.parametrize(
    "labels",
    [[], ["one"], ['quo"te', "com,ma", "{brace}", "back\\slash", "", "ü✨", "NULL", "line\n"]],
)
def test_text_list_comes_back_equal(shelf, labels):
    stored = shelf.objects.create(labels=labels)

    assert shelf.objects.get(pk=stored.pk).labels == labels


@pytest.mark.parametrize("rows", [None, [], [ONE, TWO]])
def test_uuid_list_comes_back_equal(shelf, rows):
    stored = shelf.objects.create(rows=rows)

    assert shelf.objects.get(pk=stored.pk).rows == rows


def test_lists_can_be_filtered_for_equality_and_null(shelf):
    first = shelf.objects.create(labels=["a", "b"], rows=[ONE])
    second = shelf.objects.create(labels=["b", "a"])

    assert list(shelf.objects.filter(labels=["a", "b"])) == [first]
    assert list(shelf.objects.filter(rows=None)) == [second]


def test_plain_sql_gets_key_times_and_empty_list_from_the_database(shelf):
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(shelf._meta.db_table)
        cursor.execute(f"INSERT INTO {table} (rows) VALUES (NULL)")
    row = shelf.objects.get()

    assert row.id.version == 4
    assert row.labels == []
    assert row.created_at is not None
    assert row.updated_at is not None


@pytest.mark.parametrize("value", ["text", {"a": 1}, [1], [None]])
def test_text_list_refuses_other_values(shelf, value):
    with pytest.raises(ValidationError):
        shelf(labels=value).full_clean()


def test_uuid_list_refuses_what_is_no_uuid(shelf):
    with pytest.raises(ValidationError, match="“x” is not a UUID"):
        shelf(rows=["x"]).full_clean()


def test_database_refuses_a_list_column_that_is_no_list(shelf):
    table = connection.ops.quote_name(shelf._meta.db_table)
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(f"INSERT INTO {table} (labels) VALUES (%s)", ['{"a": 1}'])


def test_lines_field_reads_one_entry_a_line():
    field = LinesField(required=False)

    assert field.clean(" one \n\ntwo\r\n") == ["one", "two"]
    assert field.prepare_value(["one", "two"]) == "one\ntwo"
    assert not field.has_changed(["one"], "one\n")


@isolate_apps("common")
def _letter():
    class Letter(UUIDModel):
        body = DocumentField(default=dict)
        stamp = DocumentField(null=True)

        class Meta:
            app_label = "common"

    return Letter


def _is_signed(document):
    if "name" not in document:
        raise DocumentError([Fault(("name",), "Sign it.", "missing")])


def test_documents_at_fault_are_named_by_column_and_place():
    letter = _letter()(body={"name": "Ana"}, stamp={})
    with pytest.raises(ValidationError) as caught:
        hold_documents(letter, body=_is_signed, stamp=_is_signed)
    assert caught.value.message_dict == {"stamp": ["name: Sign it."]}


def test_empty_document_is_the_default_or_none():
    letter = _letter()(body=None, stamp=None)
    hold_documents(letter, body=lambda document: None, stamp=_is_signed)
    assert (letter.body, letter.stamp) == ({}, None)
