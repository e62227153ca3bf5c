"""Many clients at one run, and a process that dies while it saves."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from common.tests.threads import at_once
from play.models import Party
from play.tests.factories import load, make_body, make_numbered_body, save

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parent.parent.parent

# For each number that it is told, a process of its own, with the apps that it needs, saves the
# states after it and says so each time, until it is killed. Every part of a state tells its number.
SAVER = """
import os
import sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.INSTALLED_APPS = [f"django.contrib.{app}" for app in ("auth", "contenttypes")]
settings.INSTALLED_APPS += ["accounts", "play"]
django.setup()

from play.domain.scene_runs import save_scene_run
from play.tests.factories import make_numbered_body

for line in sys.stdin:
    number = int(line)
    if os.fork():
        os.wait()
        print("killed", flush=True)
        continue
    while True:
        number += 1
        save_scene_run(**make_numbered_body(number))
        print(number, os.getpid(), flush=True)
"""


@pytest.mark.parametrize(("clients", "is_new"), [(64, True), (16, False)])
def test_many_clients_save_one_session_at_once_and_one_of_them_is_stored_whole(
    client, clients, is_new
):
    if not is_new:
        save(client, make_body())
    statuses = at_once(
        clients, lambda number: save(Client(), make_numbered_body(number)).status_code
    )

    assert Counter(statuses) == {200: clients}
    assert Party.objects.count() == 1
    stored = load(client, "shard-472-demo").json()
    assert stored == make_numbered_body(stored["state"]["heroes"][0]["hp"])


def test_of_16_clients_that_save_over_one_version_exactly_one_wins(client):
    version = save(client, make_body()).headers["ETag"]
    statuses = at_once(
        16, lambda number: save(Client(), make_numbered_body(number), if_match=version).status_code
    )

    assert Counter(statuses) == {200: 1, 412: 15}
    winner = statuses.index(200)
    assert load(client, "shard-472-demo").json() == make_numbered_body(winner)


def test_no_two_saves_of_a_run_share_a_version(client):
    versions = at_once(
        16, lambda number: save(Client(), make_numbered_body(number)).headers["ETag"]
    )

    assert len(set(versions)) == 16
    assert load(client, "shard-472-demo").headers["ETag"] in versions


def test_loads_beside_saves_see_whole_states(client):
    save(client, make_numbered_body(0))

    def save_or_load(number):
        if number % 2:
            return save(Client(), make_numbered_body(number)).status_code == 200
        loaded = load(Client(), "shard-472-demo").json()
        return loaded == make_numbered_body(loaded["state"]["heroes"][0]["hp"])

    assert at_once(16, save_or_load) == [True] * 16


@pytest.fixture
def saver():
    with subprocess.Popen(
        [sys.executable, "-c", SAVER, str(connection.settings_dict["NAME"])],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def test_a_process_killed_while_saving_loses_at_most_that_save(client, saver):
    answered = 0
    for saves in (3, 11, 24):
        answered = save_until_killed(saver, after=saves, start=answered)
        stored = load(client, "shard-472-demo").json()
        number = stored["state"]["heroes"][0]["hp"]

        assert stored == make_numbered_body(number)
        assert number in (answered, answered + 1)
        assert Party.objects.count() == 1
        answered = number


def save_until_killed(saver, *, after, start):
    """Kill a saving process ``after`` so many saves; the number of the last one it was answered."""
    print(start, file=saver.stdin, flush=True)
    lines = [saver.stdout.readline() for _ in range(after)]
    os.kill(int(lines[-1].split()[1]), signal.SIGKILL)
    lines += iter(saver.stdout.readline, "killed\n")
    return int(lines[-1].split()[0])
