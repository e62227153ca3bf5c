from random import Random

import pytest
from django.core.management import CommandError, call_command

from accounts import demo as people
from accounts.models import User
from campaigns import demo as campaigns
from common.management.commands import load_demo as load_demo_command
from play.models import Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_login(settings, tmp_path):
    settings.DEMO_LOGIN = tmp_path / "demo-login.txt"
    return settings.DEMO_LOGIN


def load_demo(*arguments):
    call_command("load_demo", *arguments, verbosity=0)


def password_in(login):
    return login.read_text().splitlines()[1].split()[-1]


def test_demo_password_is_not_the_seeds(demo_login):
    list(people.load(Random(3)))
    first = password_in(demo_login)
    assert demo_login.stat().st_mode & 0o777 == 0o600

    User.objects.all().delete()
    list(people.load(Random(3)))
    assert password_in(demo_login) != first


@pytest.mark.parametrize(
    ("fill", "named"),
    [
        (lambda: User.objects.create_user("ada@fireside.example", "password"), "accounts"),
        (lambda: Party.objects.create(session_id="ours", name="Ours", scene_index=1), "scene runs"),
    ],
)
def test_demo_refuses_a_site_in_use(demo_login, fill, named):
    fill()

    with pytest.raises(CommandError) as refusal:
        load_demo()
    assert str(refusal.value) == (f"The demo is for an empty site. This one holds {named} already.")
    assert not demo_login.exists()


def test_demo_leaves_a_site_in_use_alone_where_that_is_no_error(demo_login, capsys):
    User.objects.create_user("ada@fireside.example", "password")
    load_demo("--if-empty")

    assert User.objects.count() == 1
    assert capsys.readouterr().out == ""
    assert not demo_login.exists()


def test_demo_that_fails_leaves_nothing_behind(monkeypatch, demo_login):
    def fail(rng):
        yield
        raise RuntimeError

    monkeypatch.setattr(campaigns, "load", fail)
    # The reference data comes first, which takes longest.
    monkeypatch.setattr(load_demo_command, "call_command", lambda *arguments, **options: None)
    with pytest.raises(RuntimeError):
        load_demo()

    assert not User.objects.exists()
    assert not demo_login.exists()


def test_demo_is_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not for production"):
        load_demo()
