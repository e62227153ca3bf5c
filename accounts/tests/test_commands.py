import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_createsuperuser_takes_an_address_and_a_password_from_the_environment(monkeypatch, capsys):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, email="Ada@example.org")
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("ada@example.org", True, True)
    assert user.check_password(PASSWORD)
    assert capsys.readouterr().out == "Superuser created successfully.\n"


def test_createsuperuser_refuses_a_taken_address_in_other_case():
    make_user(email="ada@example.org")
    with pytest.raises(CommandError, match="already taken"):
        call_command("createsuperuser", interactive=False, email="ADA@example.org")
