"""Tables to which rows can be added and from which nothing is ever changed or removed.

The database itself refuses, by triggers, whoever asks: the ORM, the admin or plain SQL. An app
names its tables in ``AppConfig.ready``::

    append_only.protect(self, "governance_events")

The triggers are put in place after each ``migrate``, not by a migration: SQLite drops them
silently whenever Django remakes the table.

With ``numbered_by="sequence_number"``, a ``SequenceField`` of the table, the database also numbers
the rows in the order in which they come in.
"""

from contextlib import contextmanager

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from common.sequences import UNNUMBERED

# The protected tables, each with the column in which its rows are numbered, or "".
_tables: dict[str, str] = {}

_POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$"""


def protect(app_config: AppConfig, table: str, *, numbered_by: str = "") -> None:
    """Make ``table`` append-only, from the next ``migrate`` of its app on."""
    _tables[table] = numbered_by
    post_migrate.connect(_after_migrate, sender=app_config, dispatch_uid="append_only")


def install(table: str, *, using: str = "default") -> None:
    """Put the triggers of ``table`` in place. Those that are there already stay."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for name, definition in _triggers(table, connection.vendor).items():
            verb = (
                "TRIGGER IF NOT EXISTS" if connection.vendor == "sqlite" else "OR REPLACE TRIGGER"
            )
            cursor.execute(f"CREATE {verb} {name} {definition}")


def missing_triggers(table: str, *, using: str = "default") -> set[str]:
    """The names of the triggers that ``table`` should have and has not."""
    connection = connections[using]
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass"
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor], [table])
        found = {name for (name,) in cursor.fetchall()}
    return set(_triggers(table, connection.vendor)) - found


@contextmanager
def lifted(*, using: str = "default"):
    """Let the tables be emptied. For the flush between tests, and for nothing else.

    The triggers are back afterwards, whatever happened meanwhile.
    """
    connection = connections[using]
    present = [table for table in sorted(_tables) if table in _existing_tables(connection)]
    for table in present:
        _drop(table, connection)
    try:
        yield
    finally:
        for table in present:
            install(table, using=using)


def _after_migrate(app_config, using, **kwargs):
    connection = connections[using]
    own = {model._meta.db_table for model in app_config.get_models(include_auto_created=True)}
    for table in sorted(_tables.keys() & own & _existing_tables(connection)):
        install(table, using=using)


def _existing_tables(connection) -> set[str]:
    return set(connection.introspection.table_names())


def _drop(table, connection):
    on_table = (
        f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
    )
    with connection.cursor() as cursor:
        for name in _triggers(table, connection.vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _triggers(table: str, vendor: str) -> dict[str, str]:
    """The triggers of ``table`` by name, each with what follows the name in CREATE TRIGGER."""
    return _sqlite_triggers(table) if vendor == "sqlite" else _postgresql_triggers(table)


def _postgresql_triggers(table):
    refuse = "EXECUTE FUNCTION refuse_change()"
    return {
        f"{table}_no_change": f'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW {refuse}',
        f"{table}_no_truncate": f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {refuse}',
    }


def _sqlite_triggers(table):
    number = _tables.get(table)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    # The one change of a row that is let through: it gets its number.
    numbered = f'WHEN OLD."{number}" <> {UNNUMBERED} ' if number else ""
    triggers = {
        f"{table}_no_update": f'BEFORE UPDATE ON "{table}" {numbered}{refuse}',
        # INSERT OR REPLACE deletes: recursive_triggers, in the settings, lets it meet this one.
        f"{table}_no_delete": f'BEFORE DELETE ON "{table}" {refuse}',
    }
    return triggers | (_sqlite_numbering(table, number) if number else {})


def _sqlite_numbering(table, number):
    """What an identity column does on PostgreSQL. Only one transaction writes at a time."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is numbered by the database'); END"
    own_number = f'WHEN NEW."{number}" <> {UNNUMBERED}'
    give = (
        f'UPDATE "{table}" SET "{number}" = (SELECT MAX("{number}") + 1 FROM "{table}")'  # noqa: S608 -- names from the code
        " WHERE rowid = NEW.rowid"
    )
    return {
        f"{table}_no_number": f'BEFORE INSERT ON "{table}" {own_number} {refuse}',
        f"{table}_number": f'AFTER INSERT ON "{table}" BEGIN {give}; END',
    }
