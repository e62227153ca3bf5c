"""The list of spells in memory: never older than the database, whoever changed it."""

import os
import subprocess
import sys
from threading import Thread
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import close_old_connections, connection, transaction

from campaigns.domain.compendium import spell_index
from campaigns.models import Spell
from campaigns.tests.factories import execute, make_spell

READER = """
import django
django.setup()
from campaigns.domain.compendium import spell_index
for _ in open(0):
    print([record.name for record in spell_index().records], flush=True)
"""


def names():
    return [record.name for record in spell_index().records]


@pytest.mark.django_db
def test_list_is_read_once_and_again_after_each_change(django_assert_num_queries):
    assert names() == []
    spell = make_spell(name="Glow")
    with django_assert_num_queries(2):
        assert names() == ["Glow"]
    with django_assert_num_queries(1):
        assert names() == ["Glow"]
    first = spell_index()
    assert spell_index() is first

    execute("UPDATE spells SET name = 'Gleam' WHERE id = %s", spell.pk)
    assert names() == ["Gleam"]
    make_spell(name="Fog")
    assert names() == ["Fog", "Gleam"]
    Spell.objects.all().delete()
    assert names() == []


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_there():
    make_spell(name="Glow")
    with transaction.atomic():
        make_spell(name="Fog")
        assert names() == ["Fog", "Glow"]
        transaction.set_rollback(True)
    assert names() == ["Glow"]
    make_spell(name="Mist")
    assert names() == ["Glow", "Mist"]


@pytest.mark.django_db(transaction=True)
def test_edit_of_another_connection_is_seen_here_and_in_another_process():
    make_spell(name="Glow")
    assert names() == ["Glow"]
    with subprocess.Popen(
        [sys.executable, "-c", READER],
        cwd=settings.BASE_DIR,
        env=environment_of_the_test(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert asked(process) == "['Glow']\n"
        elsewhere("UPDATE spells SET name = 'Gleam'")
        assert (names(), asked(process)) == (["Gleam"], "['Gleam']\n")
        process.stdin.close()
    assert process.returncode == 0


def asked(process):
    process.stdin.write("?\n")
    process.stdin.flush()
    return process.stdout.readline()


def elsewhere(sql):
    """Plain SQL through a connection of its own."""

    def run():
        execute(sql)
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    close_old_connections()


def environment_of_the_test():
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    own = {"DATABASE_URL": url, "ENV_FILE": "", "ENV": "local"}
    return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "config.settings"}
