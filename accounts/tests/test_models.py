import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from accounts.models import User
from accounts.tests.factories import PASSWORD, make_admin, make_user

pytestmark = pytest.mark.django_db


def test_second_user_with_the_address_in_other_case_is_refused_by_the_database():
    make_user(email="ada@example.org")
    with pytest.raises(IntegrityError, match="user_email_unique"):
        User.objects.create(email="ADA@Example.org")


def test_second_user_with_the_address_in_other_case_is_refused_with_a_sentence():
    make_user(email="ada@example.org")
    with pytest.raises(ValidationError) as refusal:
        User(email="Ada@Example.org", password="x").full_clean()
    assert refusal.value.messages == ["An account with this e-mail address exists already."]


def test_user_without_address_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="user_email_not_empty"):
        User.objects.create(email="")


def test_create_user_keeps_the_address_in_lower_case():
    assert make_user(email="Ada@Example.org").email == "ada@example.org"


def test_row_written_with_plain_sql_gets_its_defaults():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO users (email, password, is_superuser) VALUES (%s, %s, %s)",
            ["ada@example.org", "!", False],
        )
    user = User.objects.get()
    assert (user.display_name, user.is_active, user.is_staff) == ("", True, False)


@pytest.mark.parametrize(
    ("display_name", "shown"), [("Ada", "Ada"), ("", "countess")], ids=["name", "address"]
)
def test_user_is_shown_by_name_and_never_by_whole_address(display_name, shown):
    user = make_user(email="countess@example.org", display_name=display_name)
    assert str(user) == shown


def test_authenticate_takes_the_address_in_any_case():
    user = make_user(email="ada@example.org")
    assert authenticate(None, username="ADA@example.org", password=PASSWORD) == user


def test_permissions_come_from_groups_and_from_being_superuser():
    clerk = make_user(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_user"))
    users = make_user(), User.objects.get(pk=clerk.pk), make_admin()
    assert [u.has_perm("accounts.view_user") for u in users] == [False, True, True]
