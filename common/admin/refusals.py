"""What the database says when it refuses a change, in words for the person who asked for it."""

import re

from django.apps.registry import Apps
from django.db import DatabaseError

_GENERAL = [
    ("append-only", "Records of the past are neither changed nor removed."),
    ("foreign key", "Another row still refers to this one, or what it refers to is gone."),
    ("unique", "A row with these values exists already."),
    ("duplicate key", "A row with these values exists already."),
    ("null", "A value is missing."),
]


def explain(error: DatabaseError, apps: Apps) -> str:
    """Why ``error`` was raised: the message of the constraint of ``apps`` that was hit, if any."""
    text = str(error)
    names = set(re.findall(r"\w+", text))
    columns = set(re.findall(r"\w+\.\w+", text))
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name in names or _columns_of(constraint, model) == columns:
                return str(constraint.get_violation_error_message())
    lowered = text.lower()
    for sign, sentence in _GENERAL:
        if sign in lowered:
            return sentence
    return "The database refuses one of the values."


def _columns_of(constraint, model):
    """The columns of a unique constraint as SQLite, which does not say its name, lists them."""
    fields = getattr(constraint, "fields", ()) or ("",)
    if fields == ("",):
        return None
    options = model._meta
    return {f"{options.db_table}.{options.get_field(name).column}" for name in fields}
