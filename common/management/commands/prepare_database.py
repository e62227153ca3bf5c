from contextlib import contextmanager, nullcontext
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from django.core.management import BaseCommand, call_command
from django.db import connection

# Any number will do, so long as nothing else on the database takes the same one.
LOCK_NUMBER = 0x46495245


class Command(BaseCommand):
    help = "Apply migrations and create the cache table. Of several started at once, one works."
    requires_system_checks = []

    def handle(self, *, verbosity, stdout=None, **options):
        with self.only_one():
            call_command("migrate", interactive=False, verbosity=verbosity, stdout=stdout)
            call_command("createcachetable", verbosity=verbosity, stdout=stdout)

    def only_one(self):
        if connection.vendor == "postgresql":
            return self.locked_in_postgres()
        if connection.is_in_memory_db():
            return nullcontext()
        return self.locked_beside(Path(connection.settings_dict["NAME"]))

    @contextmanager
    def locked_in_postgres(self):
        # On a connection of its own, which no migration can close or roll back.
        own = connection.copy()
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_NUMBER])
                if not cursor.fetchone()[0]:
                    self.say_waiting()
                    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            yield
        finally:
            own.close()

    @contextmanager
    def locked_beside(self, database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with database.with_name(f"{database.name}.lock").open("w") as file:
            try:
                flock(file, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                self.say_waiting()
                flock(file, LOCK_EX)
            yield

    def say_waiting(self):
        self.stderr.write("Waiting for another process that prepares this database.")
