"""Taking spells and monsters into the compendium, many at a time.

Each row is held against the same rules as one that staff type in. A row that is here already and
says the same stays untouched, so that the same file can be imported as often as one likes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, transaction

from campaigns.models import Monster, Spell
from campaigns.rules.imports.collections import Row

BATCH = 500
_NO_DATABASE = {"validate_unique": False, "validate_constraints": False}


@dataclass(slots=True)
class Report:
    """What became of the rows. ``ignored`` counts the keys of the file that nothing stands for."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    ignored: Counter = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        return self.created + self.changed + self.unchanged + len(self.refused)


def import_spells(rows: Iterable[Row], report: Report, *, is_dry: bool = False) -> Iterator[int]:
    """Create and change spells as ``rows`` say; yields how many rows each step has dealt with.

    A step is one transaction. With ``is_dry`` everything is checked and counted, nothing written.
    """
    yield from _import(Spell, rows, report, is_dry, lambda spell: (spell.data or {}).get("source"))


def import_monsters(rows: Iterable[Row], report: Report, *, is_dry: bool = False) -> Iterator[int]:
    """As ``import_spells``, for the bestiary."""
    yield from _import(Monster, rows, report, is_dry, lambda monster: monster.source)


def _import(model, rows, report, is_dry, source_of):
    seen: dict[str, str] = {}
    for batch in batched(rows, BATCH):
        readable = list(_readable(batch, seen, report))
        with transaction.atomic():
            keys = [row.fields["id"] for row in readable]
            stored = {each.pk: each for each in _locked(model, keys)}
            changes = [row for row in readable if not _is_there(row, stored, report)]
            objects = list(_checked(model, changes, report))
            _upsert(model, objects, stored, report, is_dry, source_of)
        yield len(batch)


def _readable(rows, seen, report):
    """The rows of a batch that are rows, each key once; the others are reported."""
    for row in rows:
        report.ignored.update(row.ignored)
        if row.fields is None:
            report.refused.append((row.place, row.reason))
        elif (first := seen.setdefault(row.fields["id"], row.place)) != row.place:
            key = row.fields["id"]
            report.refused.append((row.place, f"{key} stands in this file already, at {first}"))
        else:
            yield row


def _locked(model, keys):
    return model.objects.filter(pk__in=keys).select_for_update()


def _is_there(row, stored, report):
    """Whether the database says the same already. What it has was checked when it came in."""
    old = stored.get(row.fields["id"])
    if old is None or any(getattr(old, name) != value for name, value in row.fields.items()):
        return False
    report.unchanged += 1
    return True


def _checked(model, rows, report):
    """Each acceptable row as an object with its place; the others are reported."""
    for row in rows:
        made = model(**row.fields)
        try:
            made.full_clean(**_NO_DATABASE)
        except ValidationError as error:
            report.refused.append((row.place, _sentence(error)))
            continue
        yield row.place, made


def _sentence(error):
    parts = []
    for column, messages in error.message_dict.items():
        name = "" if column == NON_FIELD_ERRORS else f"{column}: "
        parts += [f"{name}{message}" for message in messages]
    return " ".join(parts)


def _upsert(model, objects, stored, report, is_dry, source_of):
    new, changed = [], []
    for place, made in objects:
        old = stored.get(made.pk)
        if old is None:
            new.append((place, made))
        elif not _is_same_work(source_of(old), source_of(made)):
            report.refused.append((place, _taken(made.pk, source_of(old))))
        else:
            changed.append((place, made))
    written = len(new), len(changed)
    if not is_dry:
        fields = model._meta.concrete_fields
        columns = [each.attname for each in fields if not each.generated and each.name != "id"]
        written = [_write(model, rows, columns, report) for rows in (new, changed)]
    report.created += written[0]
    report.changed += written[1]


def _is_same_work(old, new):
    """An import changes only what came from the same source by the same way."""
    marks = [
        (source or {}).get(name, "") for source in (old, new) for name in ("title", "collection")
    ]
    return marks[:2] == marks[2:]


def _taken(key, source):
    title = (source or {}).get("title") or "Fireside"
    collection = (source or {}).get("collection")
    by = f"{title}, {collection}" if collection else title
    return f"the key {key} belongs to an entry from {by}; --prefix keeps the two apart"


def _write(model, rows, columns, report):
    """How many of the rows are in the database now. What it refuses is reported."""
    if not rows:
        return 0
    upsert = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": columns}
    try:
        with transaction.atomic():
            model.objects.bulk_create([made for _, made in rows], **upsert)
        return len(rows)
    except DatabaseError as error:
        if len(rows) == 1:
            report.refused.append((rows[0][0], f"the database refuses it: {error}"))
            return 0
    # One by one, so that the others do not suffer for it.
    return sum(_write(model, [row], columns, report) for row in rows)
