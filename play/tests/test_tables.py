"""What holds for every table: its choices, defaults, name, key, times and indexes."""

import pytest
from django.db import connection, models

from play.tests.factories import (
    execute,
)
from play.tests.tables import (
    MODELS,
    make,
)
from play.tests.test_row_rules import REFUSED
from play.tests.test_uniqueness import TWICE

pytestmark = pytest.mark.django_db


each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def test_every_constraint_is_tried():
    tried = (
        {line[0] for line in REFUSED}
        | {line[0] for line in TWICE}
        | {
            "comment_on_one_thing",
            "edit_of_one_thing",
            "event_contested_at_a_time",
            "notification_leads_to_one_place",
            "relationship_has_one_source",
            "relationship_has_one_target",
            "relationship_joins_two",
        }
    )
    assert tried == {each.name for model in MODELS for each in model._meta.constraints}


def test_every_constraint_speaks_to_people():
    silent = [
        each.name
        for model in MODELS
        for each in model._meta.constraints
        if each.violation_error_message == each.default_violation_error_message
    ]
    assert silent == []


@each_model
def test_the_database_knows_the_choices_that_django_offers(model):
    for field in model._meta.concrete_fields:
        if field.choices:
            values = {value for value, _ in field.flatchoices}
            assert values in list(values_named_in_checks(model, field.name))


def values_named_in_checks(model, name):
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            yield from values_in(constraint.condition, name)


def values_in(condition, name):
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            if child[0] == f"{name}__in":
                yield set(child[1])
        else:
            yield from values_in(child, name)


# What a row is given by the database.

AT_FIRST = {
    "Act": {"status": "proposed"},
    "Scene": {"status": "proposed"},
    "Challenge": {"status": "open"},
}


@each_model
def test_plain_sql_may_leave_out_whatever_has_a_default(model):
    row = make(model, **AT_FIRST.get(model.__name__, {}))
    given = {
        field.column: field.get_db_prep_save(value, connection)
        for field in model._meta.concrete_fields
        if (value := getattr(row, field.attname)) is not None
        and (not field.has_db_default() or needs_saying(model, field))
    }
    model.objects.filter(pk=row.pk).delete()
    names = ", ".join(f'"{name}"' for name in given)
    places = ", ".join(["%s"] * len(given))
    execute(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', *given.values())
    stored = model.objects.get()
    assert {
        field.name: getattr(stored, field.attname)
        for field in model._meta.concrete_fields
        if field.has_default() and not needs_saying(model, field) and not is_own(field)
    } == {
        field.name: field.get_default()
        for field in model._meta.concrete_fields
        if field.has_default() and not needs_saying(model, field) and not is_own(field)
    }


def needs_saying(model, field):
    """An event of any type needs some of what other types must not have."""
    return model.__name__ == "Event" and field.name == "content"


def is_own(field):
    """Never the same twice."""
    return field.name in ("id", "created_at", "updated_at")


@each_model
def test_every_table_is_plays_own_with_a_key_and_times(model):
    names = {field.name for field in model._meta.concrete_fields}
    assert model._meta.db_table == f"play_{model._meta.model_name}"
    assert {"id", "created_at", "updated_at"} <= names
    assert isinstance(model._meta.pk, models.UUIDField)


@each_model
def test_a_row_names_itself_without_a_query(model, django_assert_num_queries):
    row = make(model)
    row = model.objects.get(pk=row.pk)
    with django_assert_num_queries(0):
        assert str(row)


@each_model
def test_every_foreign_key_is_searched_by_an_index(model):
    leading = {index.fields[0] for index in model._meta.indexes if not index.condition}
    for each in model._meta.constraints:
        if isinstance(each, models.UniqueConstraint) and not each.condition:
            leading.add(each.fields[0] if each.fields else expression_name(each))
    unindexed = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and not field.db_index and field.name not in leading
    ]
    assert unindexed == []


def expression_name(constraint):
    """The column that a unique constraint over expressions begins with, if it is a plain one."""
    return getattr(constraint.expressions[0], "name", "")
