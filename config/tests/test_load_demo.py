from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import demo as people
from accounts.models import User
from common.app_modules import app_modules
from play.models import Party
from storyteller import demo as stories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_login(settings, tmp_path):
    settings.DEMO_LOGIN = tmp_path / "demo-login.txt"
    return settings.DEMO_LOGIN


def load_demo(*arguments):
    call_command("load_demo", *arguments, verbosity=0)


def password_in(login):
    return login.read_text().splitlines()[1].split()[-1]


def test_demo_logins_sign_in_and_one_of_them_may_do_anything(demo_login):
    load_demo()

    password = password_in(demo_login)
    admin_answers = {}
    for name in ("mara", "kofi"):
        client = Client()
        login = {"login": f"{name}@fireside.example", "password": password}
        assert client.post("/accounts/login/", login).status_code == 302
        assert client.get("/").context["user"].email == login["login"]
        admin_answers[name] = client.get("/admin/", follow=True).status_code
    assert admin_answers == {"mara": 200, "kofi": 403}


def test_every_room_has_a_demo():
    demos = [app.label for app, _ in app_modules("demo")]

    assert demos == ["accounts", "campaigns", "league", "play", "storyteller"]


def test_progress_bar_knows_how_long_the_demo_is():
    steps = {}
    call_command("load_reference_data", verbosity=0)
    rng = Random(7)
    for app, demo in app_modules("demo"):
        steps[app.label] = (sum(1 for _ in demo.load(rng)), demo.STEPS)

    assert [label for label, (taken, told) in steps.items() if taken != told] == []


def test_demo_is_loaded_once_and_its_login_shown_again(capsys):
    load_demo()
    first = capsys.readouterr().out
    User.objects.update(display_name="Somebody else")
    load_demo()

    assert capsys.readouterr().out == first
    assert {*User.objects.values_list("display_name", flat=True)} == {"Somebody else"}


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


def test_demo_fits_a_site_that_has_its_reference_data(demo_login):
    call_command("load_reference_data", verbosity=0)
    load_demo()

    assert demo_login.exists()


def test_demo_that_fails_leaves_nothing_behind(monkeypatch, demo_login):
    def fail(rng):
        yield
        raise RuntimeError

    monkeypatch.setattr(stories, "load", fail)
    with pytest.raises(RuntimeError):
        load_demo()

    assert not User.objects.exists()
    assert not demo_login.exists()


def test_demo_is_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not for production"):
        load_demo()
