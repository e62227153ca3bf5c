"""What holds for every table of the room: the contract, defaults, cascades, choices."""

import json
import re
from contextlib import contextmanager
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


@pytest.fixture(scope="module")
def rows(module_rows):
    """A row of each table."""
    return {table: make(table) for table in MODELS}


@contextmanager
def undone():
    """What is done inside is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_rows_of_plain_sql_get_the_defaults_of_the_models():
    found, wanted = {}, {}
    for table in CATALOGUE["tables"]:
        model, name = MODELS[table["table"]], table["table"]
        required = [
            column["name"]
            for column in table["columns"]
            if not column["nullable"] and not column["default"]
        ]
        with undone():
            made = made_by_sql(model, make(name), required)
        left_out = [field for field in model._meta.local_fields if field.column not in required]
        found[name] = {f.name: shown(f, getattr(made, f.attname)) for f in left_out}
        wanted[name] = {f.name: shown(f, f.get_default()) for f in left_out}
    assert found == wanted


def made_by_sql(model, row, required):
    """A row with the required values of ``row``, which is gone."""
    name, columns = model._meta.db_table, ", ".join(required) or "id"
    ((*values,),) = execute(f"SELECT {columns} FROM {name} WHERE id = %s", stored(row.pk))
    delete(name, row.pk)
    others = set(model.objects.values_list("pk", flat=True))
    marks = ", ".join(["%s"] * len(values))
    execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", *values)
    return model.objects.exclude(pk__in=others).get()


def shown(field, value):
    """The value, or of keys and times, which no two rows share, whether there is one."""
    if field.primary_key or isinstance(field, models.DateTimeField):
        return value is not None or getattr(field, "auto_now", False)
    return value


def test_deleting_by_plain_sql_does_what_the_contract_says(rows):
    found = {}
    for table, column, ref_table, _ in FOREIGN_KEYS:
        with undone():
            found[table, column] = what_deleting_does(rows[table], column, ref_table)
    assert found == {(table, column): rule for table, column, _, rule in FOREIGN_KEYS}


def what_deleting_does(row, column, ref_table):
    """By the words of the contract, or what is left in the column, which fits none of them."""
    model = type(row)
    field = next(f for f in model._meta.local_fields if f.column == column)
    target, of_row = getattr(row, field.attname), model.objects.filter(pk=row.pk)
    if target is None:
        target = make_target(ref_table).pk
        of_row.update(**{field.attname: target})
    is_refused = False
    try:
        with transaction.atomic():
            delete(ref_table, target)
    except IntegrityError:
        is_refused = True
    left = list(of_row.values_list(field.attname, flat=True))
    if is_refused:
        return "NO ACTION" if left == [target] else left
    return "SET NULL" if left == [None] else left or "CASCADE"


def test_database_refuses_what_the_choices_do_not_offer(rows):
    found = {}
    for table, column in CHOICES:
        row = rows[table]
        is_number = isinstance(row._meta.get_field(column), models.IntegerField)
        try:
            with transaction.atomic():
                of_row = type(row).objects.filter(pk=row.pk)
                found[table, column] = of_row.update(**{column: 99 if is_number else "nonsense"})
        except IntegrityError as error:
            found[table, column] = f"{table}_{column}_known" in str(error)
    assert found == dict.fromkeys(CHOICES, True)
