"""Finds the row that a line of a CSV file means, by the columns that make up its key."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

type Key = tuple[str, ...]


class RowKey:
    """The columns ``names``. A foreign key among ``lookups`` is known by that field of its row."""

    def __init__(self, model, names, lookups):
        self.columns = [model._meta.get_field(name) for name in names]
        self.lookups = lookups

    def of_cells(self, cells: dict[str, str]) -> Key:
        """The key that a line holds, each part spelled as in the table."""
        return tuple(self._spell(column, cells.get(column.name, "")) for column in self.columns)

    def find(self, rows: QuerySet, keys: set[Key]) -> dict[Key, list]:
        """Those of ``rows`` that have one of ``keys``. Two rows can share a key."""
        if not self.columns:
            return {}
        firsts = [self._value(self.columns[0], key[0]) for key in keys]
        paths = [self._path(column) for column in self.columns]
        candidates = rows.filter(**{f"{paths[0]}__in": [first for first in firsts if first]})
        key_by_pk = {
            pk: tuple("" if part is None else str(part) for part in parts)
            for pk, *parts in candidates.order_by().values_list("pk", *paths)
        }
        wanted = [pk for pk, key in key_by_pk.items() if key in keys]
        if self.lookups:
            rows = rows.select_related(*self.lookups)
        found = {}
        for pk, row in rows.in_bulk(wanted).items():
            found.setdefault(key_by_pk[pk], []).append(row)
        return found

    def _spell(self, column, text):
        value = self._value(column, text)
        return text if value is None else str(value)

    def _value(self, column, text):
        if column.name in self.lookups:
            return text
        with suppress(ValidationError):
            return column.to_python(text) if text else None

    def _path(self, column):
        lookup = self.lookups.get(column.name)
        return f"{column.name}__{lookup}" if lookup else column.attname
