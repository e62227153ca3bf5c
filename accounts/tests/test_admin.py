import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from accounts.tests.factories import PASSWORD, make_admin, make_user

pytestmark = pytest.mark.django_db
TAKEN = "An account with this e-mail address exists already."


@pytest.fixture
def superuser(client):
    user = make_admin()
    client.force_login(user)
    return user


def change(client, user, **fields):
    url = reverse("admin:accounts_user_change", args=[user.pk])
    defaults = {"email": user.email, "display_name": user.display_name, "is_active": "on"}
    return client.post(url, {**defaults, **fields})


def add(client, email):
    fields = {"email": email, "display_name": "Ada", "usable_password": "true"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("admin:accounts_user_add"), {**fields, **passwords})


def test_admin_sends_a_guest_to_the_sign_in_page_of_the_site(client):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_login", query={"next": "/admin/"})


def test_admin_refuses_a_member(client, member):
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_staff_signs_in_and_lands_in_the_admin(client):
    staff = make_user(is_staff=True)
    url = reverse("account_login", query={"next": "/admin/"})
    response = client.post(url, {"login": staff.email, "password": PASSWORD})
    assertRedirects(response, reverse("admin:index"))


def test_admin_page_for_a_new_password_answers(client, superuser):
    url = reverse("admin:auth_user_password_change", args=[make_user().pk])
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_admin_list_query_count(client, superuser, count, django_assert_num_queries):
    for _ in range(count):
        make_user()
    # session, user, two counts, rows, groups of the filter, range of the dates
    with django_assert_num_queries(6):
        client.get(reverse("admin:accounts_user_changelist"))


@pytest.mark.usefixtures("undrawn_pages")
def test_admin_list_is_searched_by_name_and_address(client, superuser):
    make_user(display_name="Ada", email="countess@example.org")
    make_user(display_name="Bo", email="bo@example.org")
    url = reverse("admin:accounts_user_changelist")
    for words in ("ada", "COUNTESS@"):
        response = client.get(url, {"q": words})
        assert [u.display_name for u in response.context_data["cl"].queryset] == ["Ada"]


def test_admin_escapes_the_name(client, superuser):
    make_user(display_name="<b>Ada</b>")
    assertNotContains(client.get(reverse("admin:accounts_user_changelist")), "<b>Ada")


def test_admin_adds_a_user_who_can_sign_in(client, superuser):
    add(client, "Ada@Example.org")
    user = User.objects.get(email="ada@example.org")
    assert (user.display_name, user.check_password(PASSWORD)) == ("Ada", True)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.primary, address.verified) == ("ada@example.org", True, False)


def test_admin_add_refuses_an_address_in_other_case_by_the_field(client, superuser):
    make_user(email="ada@example.org")
    response = add(client, "ADA@example.org")
    assert response.context["adminform"].form.errors == {"email": [TAKEN]}


@pytest.mark.usefixtures("undrawn_pages")
def test_admin_change_refuses_an_address_in_other_case_by_the_field(client, superuser):
    make_user(email="ada@example.org")
    response = change(client, make_user(), email="ADA@example.org")
    assert response.context_data["adminform"].form.errors == {"email": [TAKEN]}


@pytest.mark.usefixtures("undrawn_pages")
def test_admin_change_refuses_a_second_address_of_another_account(client, superuser):
    EmailAddress.objects.create(user=make_user(), email="spare@example.org")
    response = change(client, make_user(), email="spare@example.org")
    assert response.context_data["adminform"].form.errors == {"email": [TAKEN]}


def test_admin_change_of_the_address_forgets_the_former_one(client, superuser):
    user = make_user(email="typo@example.org")
    EmailAddress.objects.create(user=user, email="typo@example.org", primary=True)
    change(client, user, email="right@example.org")
    assert list(EmailAddress.objects.values_list("email", "primary")) == [
        ("right@example.org", True)
    ]


def test_admin_changes_a_password(client, superuser):
    user = make_user()
    url = reverse("admin:auth_user_password_change", args=[user.pk])
    new = "another-place-by-the-fire"
    client.post(url, {"usable_password": "true", "password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


def test_admin_deletes_a_user(client, superuser):
    user = make_user()
    client.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"})
    assert User.objects.get() == superuser


def test_clerk_cannot_give_rights_or_touch_a_superuser(client):
    clerk, superuser, user = make_user(is_staff=True), make_admin(), make_user()
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_user", "change_user", "delete_user"])
    )
    client.force_login(clerk)
    change(client, user, display_name="Renamed", is_superuser="on", is_staff="on")
    user.refresh_from_db()
    assert (user.display_name, user.is_staff, user.is_superuser) == ("Renamed", False, False)
    assert change(client, superuser, display_name="Renamed").status_code == 403
    password = reverse("admin:auth_user_password_change", args=[superuser.pk])
    delete = reverse("admin:accounts_user_delete", args=[superuser.pk])
    assert [client.get(url).status_code for url in (password, delete)] == [403, 403]


def test_admin_has_no_pages_for_what_the_environment_decides():
    registered = [model for model in (SocialApp, SocialToken) if admin.site.is_registered(model)]
    assert registered == []


def test_admin_index_shows_people(client, superuser):
    assertContains(client.get(reverse("admin:index")), "People")
