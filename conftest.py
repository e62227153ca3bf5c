"""What holds for every test."""

import gc
import os
import re
import sys
from contextlib import contextmanager
from fcntl import LOCK_EX, flock

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.management.commands import flush
from django.db import connection, connections, transaction
from django.db.models import FileField
from django.template import Template
from django.template.backends.django import Template as Page
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

from common import append_only
from config import start
from config.databases import database_settings

# Until all tests are found.
start.begin_loading()

# A slow machine is no fault; half of the usual examples find what the others would, over time.
hypothesis_settings.register_profile("fireside", max_examples=50, deadline=None)
hypothesis_settings.load_profile("fireside")

# Where there is a server of PostgreSQL (bin/with-postgres), tests run on both.
SERVER = os.environ.get("TEST_DATABASE_URL")
ENGINES = {"sqlite": "sqlite://:memory:", "postgresql": SERVER} if SERVER else {}
ORDER = ["postgresql", "database"]
FILLED_BY_MIGRATING = {"django_migrations", "django_content_type", "auth_permission"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
# The names of modules that open pages.
PAGES = re.compile(r"pages?|permissions|admin")


def asks_the_database(item, fixtures):
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & {*fixtures})


def pytest_generate_tests(metafunc):
    """What asks the database does so on each engine."""
    if ENGINES and asks_the_database(metafunc.definition, metafunc.fixturenames):
        metafunc.fixturenames.insert(0, "engine")
        marked = [pytest.param(name, marks=getattr(pytest.mark, name)) for name in ENGINES]
        metafunc.parametrize("engine", marked, indirect=True, scope="session")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what asks the database, and what opens pages, for whoever picks by it.

    What needs no database comes first: one process is busy with it while another migrates. Then
    comes one engine after the other.
    """
    for item in items:
        if PAGES.search(item.path.stem):
            item.add_marker("page")
        if asks_the_database(item, item.fixturenames):
            item.add_marker("database")
    yield
    items.sort(key=lambda item: [bool(item.get_closest_marker(name)) for name in ORDER])


def with_room(function, **arguments):
    return function(**arguments)


# CPython keeps the frames of a thread in pieces of 16 KB, and asks the kernel for a piece and gives
# it back each time that a loop deep inside a template crosses its edge: a fifth of the time. What
# is called from a frame this large fits into one piece.
with_room.__code__ = with_room.__code__.replace(co_stacksize=1 << 16)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """Run the tests as any loop would, in a process that is made fast for them."""
    start.end_loading()
    gc.set_threshold(10_000, 20, 100)
    run = session.config.pluginmanager.subset_hook_caller(
        "pytest_runtestloop", [sys.modules[__name__]]
    )
    return with_room(run, session=session)


@pytest.fixture(scope="session", autouse=True)
def fast_settings():
    """Settings that cost time where a test gains nothing from it."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {
                "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
            },
        },
        # Static files come from where they are kept: nothing has to be collected before.
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def private_files_in_memory(fast_settings):
    """A column asks for its storage once, when its model is made: long before a test sets one."""
    memory = storages["private"]
    columns = [
        column
        for model in apps.get_models()
        for column in model._meta.local_fields
        if isinstance(column, FileField)
    ]
    with pytest.MonkeyPatch.context() as patch:
        for column in columns:
            patch.setattr(column, "storage", memory)
        yield


@pytest.fixture(scope="session", autouse=True)
def unrecorded_controls(django_test_environment):
    """A test client keeps what each template is given, and nobody asks for that of a control."""
    recorded = Template._render

    def render(template, context):
        is_control = (template.name or "").startswith("django/forms/")
        return template.nodelist.render(context) if is_control else recorded(template, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """Rate limits count in the cache: no test may use up another's tries."""
    yield
    cache.clear()


@pytest.fixture
def undrawn_pages(monkeypatch):
    """Pages are blank: who may open them, and where an answer leads to, is decided before."""
    monkeypatch.setattr(Page, "render", lambda page, context=None, request=None: "")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """A folder that the processes of one run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def engine(request, django_db_blocker):
    """The database of the settings, or that of the engine that the test runs on."""
    if hasattr(request, "param"):
        url = settings.DATABASE_URL = os.environ["DATABASE_URL"] = ENGINES[request.param]
        with django_db_blocker.unblock():
            connections.close_all()
        del connections["default"]
        connections.settings["default"] = database_settings(url)
        connections.configure_settings(connections.settings)
        # Numbers of the database that was there before.
        ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def django_db_setup(engine, django_test_environment, django_db_blocker, run_folder):
    """A database for this process alone: a copy of one that is migrated once for all processes.

    On SQLite it is a file: in memory, threads would share one connection. The value is the name of
    the one that is migrated, for whoever needs a copy of their own.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(run_folder / "migrated.sqlite3")
    creation, outside = connection.creation, connection.settings_dict["NAME"]
    migrated = creation._get_test_db_name()
    suffix = os.environ.get("PYTEST_XDIST_WORKER", "main")
    lock = run_folder / f"{connection.vendor}.lock"
    with django_db_blocker.unblock(), in_turn(lock) as users:
        if not users:
            creation.create_test_db(verbosity=0, autoclobber=True)
            # Until then, SQLite keeps the last changes in a file of their own beside the database.
            connection.close()
        connection.settings_dict["NAME"] = migrated
        creation.clone_test_db(suffix, verbosity=0)
        creation.setup_worker_connection(suffix)
        users.append(suffix)
    yield migrated
    with django_db_blocker.unblock(), in_turn(lock) as users:
        creation.destroy_test_db(migrated, verbosity=0)
        users.remove(suffix)
        if not users:
            creation.destroy_test_db(outside, verbosity=0)


@contextmanager
def in_turn(path):
    """Of all processes one is inside. What it writes into the list, the next one finds there."""
    with path.open("a+") as file:
        flock(file, LOCK_EX)
        file.seek(0)
        lines = file.read().split()
        yield lines
        file.truncate(0)
        file.write("\n".join(lines))


@pytest.fixture(scope="session", autouse=True)
def quick_flush():
    """After a test that commits, Django empties every table, and fills those anew that migrating
    fills. Here only those are emptied that have rows, and what migrating fills stays.
    """

    def handle(command, *, database, **options):
        own = connections[database]
        tables = {*own.introspection.django_table_names(only_existing=True)} - FILLED_BY_MIGRATING
        # Append-only tables let it, then only.
        with append_only.lifted(using=database), transaction.atomic(using=database):
            # A trigger may fill one again while another is emptied.
            while names := with_rows(own, tables):
                with own.cursor() as cursor:
                    for name in names:
                        cursor.execute(f"DELETE FROM {name}")  # noqa: S608 -- quoted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


def with_rows(database, tables):
    names = map(database.ops.quote_name, sorted(tables))
    asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names]  # noqa: S608 -- quoted
    with database.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    """A transaction around all tests of a module, for rows that they share and only look at."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
