"""Numbers that the database gives to rows in the order in which they come in.

On PostgreSQL the column is an identity. SQLite has no such thing but for a key: there the column
begins as ``UNNUMBERED``, and the trigger that ``append_only.protect(…, numbered_by=…)`` asks for
numbers the row. Either way a row that brings its own number is refused.
"""

from django.db.models import BigIntegerField, Expression
from django.db.models.query_utils import DeferredAttribute

UNNUMBERED = 0


class _GivenByTheDatabase(Expression):
    """Nothing else may be said to an identity column; SQLite is told ``number``."""

    def __init__(self, number):
        super().__init__(output_field=BigIntegerField())
        self.number = number

    def as_sql(self, compiler, connection):
        return "DEFAULT", ()

    def as_sqlite(self, compiler, connection):
        return "%s", (self.number,)


class _Number(DeferredAttribute):
    """SQLite answers an INSERT before its trigger ran: that answer is dropped, not kept.

    The number is then read when it is first asked for, as that of any deferred field.
    """

    def __set__(self, instance, value):
        if value == UNNUMBERED:
            instance.__dict__.pop(self.field.attname, None)
        else:
            instance.__dict__[self.field.attname] = value


class SequenceField(BigIntegerField):
    """A number of its own for each row of an append-only table, higher than all before."""

    description = "Number in sequence"
    descriptor_class = _Number
    db_returning = True

    def __init__(self, *args, **kwargs):
        options = {"unique": True, "editable": False, "blank": True}
        super().__init__(*args, **{**kwargs, **options})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for option in ("unique", "editable", "blank"):
            del kwargs[option]
        return name, path, args, kwargs

    def db_type_suffix(self, connection):
        if connection.vendor == "postgresql":
            return "GENERATED ALWAYS AS IDENTITY"
        return f"DEFAULT {UNNUMBERED}"

    def pre_save(self, instance, add):
        number = super().pre_save(instance, add)
        if add and number is not None:
            return number
        return _GivenByTheDatabase(UNNUMBERED if number is None else number)
