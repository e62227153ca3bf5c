"""The demo of the whole site, loaded once, where the reference data is there already."""

from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from accounts.models import User
from common.app_modules import app_modules

pytestmark = pytest.mark.django_db


@dataclass
class Loaded:
    login: Path
    said: str
    taken: dict[str, int]  # the steps of each app


@pytest.fixture(scope="module")
def loaded(module_rows, tmp_path_factory):
    login, said, taken = tmp_path_factory.mktemp("demo") / "demo-login.txt", StringIO(), Counter()

    def counted(app, load):
        def count(rng):
            for step in load(rng):
                taken[app] += 1
                yield step

        return count

    with pytest.MonkeyPatch.context() as patch, override_settings(DEMO_LOGIN=login):
        for app, demo in app_modules("demo"):
            patch.setattr(demo, "load", counted(app.label, demo.load))
        call_command("load_reference_data", verbosity=0)
        call_command("load_demo", verbosity=0, stdout=said)
    return Loaded(login, said.getvalue(), taken)


def test_demo_logins_sign_in_and_one_of_them_may_do_anything(loaded):
    password = loaded.login.read_text().splitlines()[1].split()[-1]
    admin_answers = {}
    for name in ("mara", "kofi"):
        client = Client()
        login = {"login": f"{name}@fireside.example", "password": password}
        assert client.post("/accounts/login/", login).status_code == 302
        assert client.get("/").context["user"].email == login["login"]
        admin_answers[name] = client.get("/admin/", follow=True).status_code
    assert admin_answers == {"mara": 200, "kofi": 403}


def test_progress_bar_knows_how_long_the_demo_is(loaded):
    told = {app.label: demo.STEPS for app, demo in app_modules("demo")}

    assert loaded.taken == told
    assert list(told) == ["accounts", "campaigns", "league", "play", "storyteller"]


def test_demo_is_loaded_once_and_its_login_shown_again(loaded, settings, capsys):
    settings.DEMO_LOGIN = loaded.login
    User.objects.update(display_name="Somebody else")
    call_command("load_demo", verbosity=0)

    assert capsys.readouterr().out == loaded.said == loaded.login.read_text().rstrip() + "\n"
    assert {*User.objects.values_list("display_name", flat=True)} == {"Somebody else"}
