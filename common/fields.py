"""Columns that hold more than one value: JSON documents, and lists of texts or UUIDs.

A list is an array on PostgreSQL, JSON on SQLite and a Python list everywhere.
"""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CharField, Textarea

from common.documents import DocumentEncoder
from common.forms import DocumentFormField, faults_of


class DocumentField(models.JSONField):
    """A JSON column that gives back what was put in, and is edited as JSON in forms."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"encoder": DocumentEncoder, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["encoder"]
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": DocumentFormField, **kwargs})


class ListField(models.Field):
    """A list of values of one kind. Subclasses say which kind.

    The list is never NULL unless ``null=True``; an empty list is an empty list.
    """

    element_type = None
    postgres_type = None
    empty_strings_allowed = False

    def db_type(self, connection):
        return f"{self.postgres_type}[]" if connection.vendor == "postgresql" else "text"

    def db_check(self, connection):
        if connection.vendor == "postgresql":
            return None
        column = connection.ops.quote_name(self.column)
        is_list = f"JSON_VALID({column}) AND JSON_TYPE({column}) = 'array'"
        return f"({is_list}) OR {column} IS NULL" if self.null else is_list

    def to_element(self, value):
        raise NotImplementedError

    def to_python(self, value):
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            raise ValidationError("Give a list.", code="invalid")
        return [self.to_element(item) for item in value]

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None or hasattr(value, "as_sql"):
            return value
        items = self.to_python(value)
        if connection.vendor == "postgresql":
            return items
        return json.dumps([str(item) for item in items], ensure_ascii=False)

    def from_db_value(self, value, expression, connection):
        if value is None or connection.vendor == "postgresql":
            return value
        return [self.to_element(item) for item in json.loads(value)]

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return None if value is None else [str(item) for item in value]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LinesField, "widget": Textarea, **kwargs})


class TextListField(ListField):
    description = "List of texts"
    postgres_type = "text"

    def to_element(self, value):
        if not isinstance(value, str):
            raise ValidationError("Each entry must be a text.", code="invalid")
        return value


class UUIDListField(ListField):
    description = "List of UUIDs"
    postgres_type = "uuid"

    def to_element(self, value):
        try:
            return value if isinstance(value, uuid.UUID) else uuid.UUID(value)
        except (AttributeError, TypeError, ValueError) as error:
            raise ValidationError(f"“{value}” is not a UUID.", code="invalid") from error


class LinesField(CharField):
    """A text area with one entry a line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = self.help_text or "One entry a line."

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return [str(item) for item in initial or []] != self.to_python(data)


def hold_documents(row: models.Model, **checks: Callable[[Any], Any]) -> None:
    """Hold JSON columns of ``row`` against their checks, which raise ``DocumentError``.

    A column that a form left empty gets its default; without one it holds no document, and whether
    it may be NULL is its constraint's affair. Raises ``ValidationError`` by column, with the place
    inside the document.
    """
    faults = {}
    for column, check in checks.items():
        field = row._meta.get_field(column)
        if getattr(row, column) is None and field.has_default():
            setattr(row, column, field.get_default())
        value = getattr(row, column)
        if value is not None and (messages := faults_of(check, value)):
            faults[column] = messages
    if faults:
        raise ValidationError(faults)
