"""Draws the tables of the project's own apps as Mermaid diagrams, for ``docs/data-model.md``."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models

from common.fields import TextListField, UUIDListField

HEAD = """\
# Data model

Every table, drawn from the models: `make er` writes this file anew, and a test fails while it says
something else than they do. A line from one table to another is a foreign key, named by its column
and by what happens to the row when the one it refers to is deleted:

- **cascade**: it is deleted too, by the database.
- **set null**: it stays and forgets, by the database.
- **no action**: the database refuses the deletion.
- **cascade in Django**: it is deleted too, by Django; plain SQL is refused.

Tables that Django and its libraries bring along (sessions, groups, sign-in addresses) are left out.
"""

_TYPES = [
    (models.UUIDField, "uuid"),
    (models.JSONField, "json"),
    (TextListField, "text[]"),
    (UUIDListField, "uuid[]"),
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "timestamp"),
    (models.DateField, "date"),
    (models.TimeField, "time"),
    (models.DurationField, "interval"),
    (models.DecimalField, "numeric"),
    (models.FloatField, "double"),
    (models.BigIntegerField, "bigint"),
    (models.SmallIntegerField, "smallint"),
    (models.IntegerField, "integer"),
    (models.CharField, "varchar"),
    (models.FileField, "varchar"),
    (models.TextField, "text"),
]

_ON_DELETE = {
    models.DB_CASCADE: "cascade",
    models.DB_SET_NULL: "set null",
    models.DO_NOTHING: "no action",
    models.CASCADE: "cascade in Django",
    models.SET_NULL: "set null in Django",
}


def document() -> str:
    """The whole of ``docs/data-model.md``."""
    return "\n".join([HEAD, *(_chapter(app) for app in _own_apps())])


def _own_apps() -> list[AppConfig]:
    return [
        app
        for app in sorted(apps.get_app_configs(), key=attrgetter("label"))
        if Path(app.path).parent == settings.BASE_DIR and any(app.get_models())
    ]


def _chapter(app):
    """The tables of one app: how they hang together, then group by group with their columns."""
    tables = list(app.get_models())
    groups = [(module, list(group)) for module, group in groupby(tables, attrgetter("__module__"))]
    count = "one table" if len(tables) == 1 else f"{len(tables)} tables"
    lines = [f"## {app.verbose_name}: {count}\n"]
    if len(groups) > 1:
        lines.append(_diagram(_relations(tables)))
    for module, group in groups:
        if len(groups) > 1:
            lines.append(f"### {_title(module)}\n")
        lines += [f"- `{model._meta.db_table}`: {_purpose(model)}" for model in group]
        lines += ["", _diagram([*_entities(group), *_relations(group)])]
    return "\n".join(lines)


def _title(module):
    words = module.rpartition(".")[2].replace("_", " ").capitalize()
    return words.replace("Npc", "NPC")


def _purpose(model):
    """The first line of what the model says of itself; Django invents one where it says nothing."""
    text = model.__doc__ or ""
    if not text or text.startswith(f"{model.__name__}("):
        return f"{model._meta.verbose_name}."
    return text.strip().partition("\n")[0]


def _diagram(lines):
    return "\n".join(["```mermaid", "erDiagram", *(f"    {line}" for line in lines), "```\n"])


def _entities(tables) -> Iterator[str]:
    for model in tables:
        yield f"{model._meta.db_table} {{"
        for column in model._meta.concrete_fields:
            yield f"    {_column(column)}"
        yield "}"


def _column(column):
    keys = [
        key
        for key, holds in (
            ("PK", column.primary_key),
            ("FK", column.is_relation),
            ("UK", column.unique and not column.primary_key),
        )
        if holds
    ]
    words = [_type(column), column.column, ", ".join(keys), '"may be null"' if column.null else ""]
    return " ".join(word for word in words if word)


def _type(column):
    target = column.target_field if column.is_relation else column
    target = getattr(target, "output_field", target)
    return next(name for kind, name in _TYPES if isinstance(target, kind))


def _relations(tables) -> Iterator[str]:
    for model in tables:
        for column in model._meta.concrete_fields:
            if column.is_relation:
                target = column.remote_field.model._meta.db_table
                one = "|o" if column.null else "||"
                many = "o|" if column.unique else "o{"
                on_delete = _ON_DELETE[column.remote_field.on_delete]
                label = f'"{column.column}, {on_delete}"'
                yield f"{target} {one}--{many} {model._meta.db_table} : {label}"
        yield from _links(model)


def _links(model):
    for relation in model._meta.local_many_to_many:
        target = relation.remote_field.model._meta.db_table
        yield f'{model._meta.db_table} }}o--o{{ {target} : "{relation.name}"'
