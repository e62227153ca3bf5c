"""What holds for every table of the room: the contract, defaults, cascades, choices."""

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.tests.factories import make_user
from common.tests.schema_contract import differences
from storyteller.tests import factories

CATALOGUE = json.loads((Path(__file__).parent / "schema" / "storyteller.json").read_text())
MODELS = {model._meta.db_table: model for model in apps.get_app_config("storyteller").get_models()}
FOREIGN_KEYS = [
    (table["table"], key["column"], key["ref_table"], key["on_delete"])
    for table in CATALOGUE["tables"]
    for key in table["foreign_keys"]
]
CHOICES = [
    (table, field.name)
    for table, model in MODELS.items()
    for field in model._meta.local_fields
    if field.choices
]

pytestmark = pytest.mark.django_db


def make(table):
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", MODELS[table].__name__).lower()
    return getattr(factories, f"make_{name}")()


def make_target(table):
    return make_user() if table == "users" else make(table)


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else None


def delete(table, key):
    """Constraints that the database checks at the end of a transaction are checked at once."""
    execute(f"DELETE FROM {table} WHERE id = %s", stored(key))
    connection.check_constraints()


def stored(key):
    return MODELS["session"]._meta.pk.get_db_prep_value(key, connection)


def test_database_is_what_the_contract_says():
    assert differences(CATALOGUE, connection) == []


def test_every_table_is_in_the_contract_or_the_room_s_own():
    named = {table["table"] for table in CATALOGUE["tables"]}
    assert set(MODELS) - named == {
        "chapter_approvals",
        "chapter_reviews",
        "consent_records",
        "dimension_scores",
        "download_links",
        "export_options",
        "family_memories",
        "prompt_answers",
        "question_links",
        "storyteller_helpers",
        "storyteller_invitations",
        "storyteller_projects",
        "uploads",
    }
    assert named - set(MODELS) == set()


@pytest.mark.parametrize("table", CATALOGUE["tables"], ids=lambda table: table["table"])
def test_row_of_plain_sql_gets_the_defaults_of_the_model(table):
    model, name = MODELS[table["table"]], table["table"]
    row = make(name)
    required = [
        column["name"]
        for column in table["columns"]
        if not column["nullable"] and not column["default"]
    ]
    columns = ", ".join(required) or "id"
    ((*values,),) = execute(f"SELECT {columns} FROM {name} WHERE id = %s", stored(row.pk))
    delete(name, row.pk)
    others = set(model.objects.values_list("pk", flat=True))
    marks = ", ".join(["%s"] * len(values))
    execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", *values)

    found = model.objects.exclude(pk__in=others).get()
    left_out = [field for field in model._meta.local_fields if field.column not in required]
    assert {f.name: shown(f, getattr(found, f.attname)) for f in left_out} == {
        f.name: shown(f, f.get_default()) for f in left_out
    }


def shown(field, value):
    """The value, or of keys and times, which no two rows share, whether there is one."""
    if field.primary_key or isinstance(field, models.DateTimeField):
        return value is not None or getattr(field, "auto_now", False)
    return value


@pytest.mark.parametrize(("table", "column", "ref_table", "on_delete"), FOREIGN_KEYS)
def test_deleting_by_plain_sql_does_what_the_contract_says(table, column, ref_table, on_delete):
    model, row = MODELS[table], make(table)
    field = next(f for f in model._meta.local_fields if f.column == column)
    target = getattr(row, field.attname)
    if target is None:
        target = make_target(ref_table).pk
        model.objects.filter(pk=row.pk).update(**{field.attname: target})

    if on_delete == "NO ACTION":
        with pytest.raises(IntegrityError), transaction.atomic():
            delete(ref_table, target)
        left = [target]
    else:
        delete(ref_table, target)
        left = [None] if on_delete == "SET NULL" else []
    assert list(model.objects.filter(pk=row.pk).values_list(field.attname, flat=True)) == left


@pytest.mark.parametrize(("table", "column"), CHOICES)
def test_database_refuses_what_the_choices_do_not_offer(table, column):
    row = make(table)
    is_number = isinstance(row._meta.get_field(column), models.IntegerField)
    known = f"{table}_{column}_known"
    with pytest.raises(IntegrityError, match=known), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{column: 99 if is_number else "nonsense"})
