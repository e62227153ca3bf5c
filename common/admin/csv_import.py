"""Takes the lines of a CSV file into a table, and says of each what it did or why it could not."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, router, transaction
from django.forms import modelform_factory

from common import csv_text
from common.admin.csv_keys import RowKey
from common.admin.exports import as_cell
from common.admin.forms import NamedRowField, RoomModelForm, YesNoField
from common.admin.refusals import explain

CREATED, CHANGED, SAME, FAULTY = "new", "changed", "unchanged", "faulty"


@dataclass
class Line:
    """One line of the file. ``changes`` are (column, before, after), ``faults`` (column, why)."""

    number: int
    name: str
    outcome: str = FAULTY
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    row: models.Model | None = None


@dataclass
class Report:
    lines: list[Line]
    is_written: bool = False

    def having(self, *outcomes: str) -> list[Line]:
        return [line for line in self.lines if line.outcome in outcomes]

    @property
    def faulty(self):
        return self.having(FAULTY)

    @property
    def good(self):
        return self.having(CREATED, CHANGED)


class CsvImport:
    """An import into the table of ``rows``, a queryset of what may be changed."""

    def __init__(self, rows, *, key, fields, lookups):
        self.rows, self.model, self.lookups = rows, rows.model, lookups
        self.key = RowKey(rows.model, key, lookups)
        self.columns = {name: rows.model._meta.get_field(name) for name in fields}
        self._using = router.db_for_write(rows.model)
        self._form_classes = {}

    def run(self, text: str, *, is_kept: Callable[[Report], bool]) -> Report:
        """Take ``text`` in. It stays if ``is_kept(report)`` says so.

        Each line is really written, so that the database has its say, and all is undone where it
        shall not stay. Raises ``ValidationError`` where the file as a whole is wrong.
        """
        header, rows = csv_text.read(text)
        self._check_header(header)
        with transaction.atomic(using=self._using):
            report = Report(self._take_all(header, rows))
            report.is_written = bool(is_kept(report))
            if not report.is_written:
                transaction.set_rollback(True, using=self._using)
        return report

    def _check_header(self, header):
        faults = [
            f"The column “{name}” is not known." for name in header if name not in self.columns
        ]
        faults += [f"The column “{name}” stands twice." for name in _repeated(header)]
        faults += [
            f"The column “{column.name}” is missing: it says which row a line means."
            for column in self.key.columns
            if column.name not in header
        ]
        if faults:
            raise ValidationError([*faults, f"Known columns: {', '.join(self.columns)}."])

    def _take_all(self, header, rows):
        cells = [dict(zip(header, row.cells, strict=False)) for row in rows]
        keys = [self.key.of_cells(line) for line in cells]
        existing = self.key.find(self.rows, set(keys))
        lines, first_by_key = [], {}
        for row, values, key in zip(rows, cells, keys, strict=True):
            line = Line(row.number, " · ".join(key))
            lines.append(line)
            if len(row.cells) != len(header):
                line.faults.append(("", f"{len(row.cells)} cells for {len(header)} columns."))
            elif key and all(key) and key in first_by_key:
                line.faults.append(("", f"Names the same row as line {first_by_key[key]}."))
            else:
                first_by_key[key] = row.number
                self._take(line, values, existing.get(key, []))
        return lines

    def _take(self, line, values, found):
        if len(found) > 1:
            line.faults.append(("", f"{len(found)} rows are called so: which one is meant?"))
        elif not found:
            line.faults += self._lacking(values)
        if line.faults:
            return
        instance = found[0] if found else self.model()
        before = self._cells(instance) if found else dict.fromkeys(self.columns, "")
        form = self._form(values, instance)
        line.faults += _faults_of(form)
        if line.faults:
            return
        after = self._cells(form.instance)
        line.changes = [
            (name, before[name], after[name]) for name in form.fields if before[name] != after[name]
        ]
        if found and not line.changes:
            line.outcome = SAME
        else:
            self._save(line, form, CHANGED if found else CREATED)

    def _lacking(self, values):
        """Why no row can be made of the line: it says too little, or a key that is only given."""
        faults = [
            (column.name, "No row has this key.")
            for column in self.key.columns
            if not column.editable and values[column.name]
        ]
        faults += [
            (name, "A new row needs this column.")
            for name, column in self.columns.items()
            if name not in values and _is_required(column)
        ]
        return faults

    def _save(self, line, form, outcome):
        try:
            with transaction.atomic(using=self._using):
                line.row = form.save()
        except (IntegrityError, DataError) as error:
            line.faults.append(("", explain(error, self.model._meta.apps)))
        else:
            line.outcome = outcome

    def _form(self, values, instance):
        names = tuple(
            name
            for name, value in values.items()
            if (column := self.columns[name]).editable
            # An empty cell of a new row means: what rows have by default.
            and (value or not instance._state.adding or not column.has_default())
        )
        if names not in self._form_classes:
            self._form_classes[names] = modelform_factory(
                self.model, RoomModelForm, fields=names, formfield_callback=self._form_field
            )
        return self._form_classes[names](values, instance=instance)

    def _form_field(self, column, **kwargs):
        if isinstance(column, models.BooleanField):
            return YesNoField(required=not column.null)
        if isinstance(column, models.ForeignKey):
            target = self.lookups.get(column.name, column.target_field.name)
            rows = column.remote_field.model._default_manager.all()
            return NamedRowField(rows, to_field_name=target, required=not column.blank)
        if column.choices:
            words = ", ".join(str(value) for value, _ in column.flatchoices)
            kwargs["error_messages"] = {"invalid_choice": f"“%(value)s” is none of: {words}."}
        return column.formfield(**kwargs)

    def _cells(self, row):
        return {
            name: as_cell(column, self._value(row, column)) for name, column in self.columns.items()
        }

    def _value(self, row, column):
        lookup = self.lookups.get(column.name)
        if not lookup:
            return column.value_from_object(row)
        related = getattr(row, column.name)
        return related and getattr(related, lookup)


def _repeated(names):
    return sorted({name for name in names if names.count(name) > 1})


def _is_required(column):
    return column.editable and not (column.blank or column.null or column.has_default())


def _faults_of(form):
    return [
        ("" if name == "__all__" else name, message)
        for name, messages in form.errors.items()
        for message in messages
    ]
