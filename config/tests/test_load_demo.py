import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from play.models import Party

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_login(settings, tmp_path):
    settings.DEMO_LOGIN = tmp_path / "demo-login.txt"
    return settings.DEMO_LOGIN


def password_in(login):
    return login.read_text().splitlines()[1].split()[-1]


def test_demo_login_signs_in(client, demo_login):
    call_command("load_demo", verbosity=0)

    client.post(
        "/accounts/login/", {"login": "mara@fireside.example", "password": password_in(demo_login)}
    )
    assert client.get("/admin/").status_code == 200


def test_demo_password_is_made_anew_and_kept_for_its_owner_only(demo_login):
    call_command("load_demo")
    first = password_in(demo_login)
    User.objects.all().delete()
    demo_login.unlink()
    Party.objects.all().delete()
    call_command("load_demo")

    assert password_in(demo_login) != first
    assert demo_login.stat().st_mode & 0o777 == 0o600


def test_demo_is_loaded_once_and_its_login_shown_again(capsys):
    call_command("load_demo")
    first = capsys.readouterr().out
    User.objects.update(display_name="Somebody else")
    call_command("load_demo")

    assert capsys.readouterr().out == first
    assert list(User.objects.values_list("display_name", flat=True)) == ["Somebody else"]


def test_demo_leaves_a_site_in_use_alone(demo_login, capsys):
    User.objects.create_user("ada@fireside.example", "password")
    call_command("load_demo")

    assert User.objects.count() == 1
    assert capsys.readouterr().out == ""
    assert not demo_login.exists()


def test_demo_is_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not for production"):
        call_command("load_demo")
