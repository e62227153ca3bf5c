"""Which state the list of spells is in, so that every process knows when its own copy is old.

The database itself writes a new version with each change of ``spells``, whoever makes it: the ORM,
the admin, an import in another process or plain SQL. A version is random rather than a number that
grows: after a rollback or a restored backup, another state never bears a version that a process
remembers.

The triggers are put in place after each ``migrate``, not by a migration: SQLite drops them
silently whenever Django remakes the table.
"""

from django.db import connections, models
from django.db.models import Q
from django.db.models.signals import post_migrate

TABLE, WATCHED = "compendium_versions", "spells"
_WRITE = (
    f"INSERT INTO {TABLE} (id, version) VALUES (1, {{}})"  # noqa: S608 -- names from the code
    f" ON CONFLICT (id) DO UPDATE SET version = excluded.version"
)
_POSTGRES_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION renew_compendium_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {_WRITE.format("gen_random_uuid()::text")};
        RETURN NULL;
    END $$"""
_POSTGRES_TRIGGER = (
    f"CREATE OR REPLACE TRIGGER {WATCHED}_version"
    f" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {WATCHED}"
    " FOR EACH STATEMENT EXECUTE FUNCTION renew_compendium_version()"
)
_SQLITE_TRIGGER = (
    f"CREATE TRIGGER IF NOT EXISTS {WATCHED}_version_{{verb}} AFTER {{verb}} ON {WATCHED}"
    f" BEGIN {_WRITE.format('LOWER(HEX(RANDOMBLOB(16)))')}; END"
)


class CompendiumVersion(models.Model):
    """The one row that bears the version of the list of spells. The database writes it."""

    id = models.SmallIntegerField(primary_key=True, default=1, db_default=1)
    version = models.CharField(editable=False)

    class Meta:
        db_table = TABLE
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="compendiumversion_only_one",
                violation_error_message="The list of spells has one version.",
            )
        ]

    def __str__(self):
        return self.version


def current_version(*, using: str = "default") -> str:
    """The version of the list of spells; empty while there has never been a spell."""
    rows = CompendiumVersion.objects.using(using).filter(id=1)
    return rows.values_list("version", flat=True).first() or ""


def watch(app_config) -> None:
    """Renew the version with each change of a spell, from the next ``migrate`` on."""
    post_migrate.connect(_after_migrate, sender=app_config, dispatch_uid=TABLE)


def install(*, using: str = "default") -> None:
    """Put the triggers in place. Those that are there already stay."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(_POSTGRES_TRIGGER)
            return
        for verb in ("INSERT", "UPDATE", "DELETE"):
            cursor.execute(_SQLITE_TRIGGER.format(verb=verb))


def _after_migrate(using, **kwargs):
    if {TABLE, WATCHED} <= set(connections[using].introspection.table_names()):
        install(using=using)
