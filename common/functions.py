"""Database functions that Django has not, or not so that plain SQL can use them as a default."""

from django.db.models import Func, UUIDField


class RandomUUID(Func):
    """A random (version 4) UUID made by the database itself.

    Django's ``UUID4`` is, on SQLite, a Python function that only Django's connections know; a
    column default must also work for a row inserted by any other program.
    """

    arity = 0
    function = "GEN_RANDOM_UUID"
    allowed_default = True
    output_field = UUIDField()

    def as_sqlite(self, compiler, connection, **extra_context):
        # Django keeps a UUID as 32 hexadecimal digits: the 13th is the version, the 17th the
        # variant.
        template = (
            "LOWER(HEX(RANDOMBLOB(6)) || '4' || SUBSTR(HEX(RANDOMBLOB(2)), 2)"
            " || SUBSTR('89AB', 1 + (RANDOM() & 3), 1) || SUBSTR(HEX(RANDOMBLOB(8)), 2))"
        )
        return self.as_sql(compiler, connection, template=template, **extra_context)
