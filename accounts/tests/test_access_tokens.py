"""Keys for programs: made by their owner, shown once, and taken back."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.domain.access_tokens import (
    MAX_OPEN,
    USE_IS_NOTED_EVERY,
    AccessTokenError,
    find_access_token,
    make_access_token,
    revoke_access_token,
)
from accounts.models import PersonalAccessToken
from accounts.tests.factories import make_user
from common import scopes
from common.tokens import hash_token

pytestmark = pytest.mark.django_db
NOW = timezone.now()
READS = "tests:read"
PAGE = "accounts:access_tokens"


@pytest.fixture(autouse=True)
def known_scope(monkeypatch):
    monkeypatch.setattr(scopes, "_scopes", {READS: "What tests read"})


def make_token(user=None, **fields):
    return make_access_token(
        user or make_user(), **{"name": "Display", "scopes": [READS], "now": NOW, **fields}
    )


def test_token_is_kept_as_a_hash_and_found_by_its_secret():
    token, secret = make_token(days=30)

    assert (token.token_hash, token.scopes) == (hash_token(secret), [READS])
    assert token.expires_at == NOW + timedelta(days=30)
    assert find_access_token(secret=secret, now=NOW) == token
    assert find_access_token(secret=secret + "x", now=NOW) is None


def test_token_is_not_found_once_it_is_revoked_run_out_or_its_owner_locked_out():
    revoked, run_out, locked = make_token(), make_token(days=1), make_token()
    revoke_access_token(revoked[0], now=NOW)
    locked[0].user.is_active = False
    locked[0].user.save()

    later = NOW + timedelta(days=2)
    assert [find_access_token(secret=s, now=later) for _, s in (revoked, run_out, locked)] == [
        None,
        None,
        None,
    ]


def test_use_is_noted_but_not_each_time():
    token, secret = make_token()

    def used_at(now):
        find_access_token(secret=secret, now=now)
        token.refresh_from_db()
        return token.last_used_at

    assert used_at(NOW) == NOW
    assert used_at(NOW + timedelta(seconds=1)) == NOW
    assert used_at(NOW + USE_IS_NOTED_EVERY) == NOW + USE_IS_NOTED_EVERY


@pytest.mark.parametrize("wanted", [[], ["tests:write"]])
def test_token_for_nothing_or_for_what_nobody_declared_is_refused(wanted):
    with pytest.raises(AccessTokenError):
        make_token(scopes=wanted)
    assert not PersonalAccessToken.objects.exists()


def test_more_open_tokens_than_one_can_look_after_are_refused():
    user = make_user()
    made = [make_token(user)[0] for _ in range(MAX_OPEN)]
    with pytest.raises(AccessTokenError, match="Revoke one first"):
        make_token(user)

    revoke_access_token(made[0], now=NOW)
    make_token(user)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("accesstoken_name_filled", {"name": ""}),
        ("accesstoken_expires_later", {"expires_at": NOW}),
        ("accesstoken_hash_unique|token_hash", {"token_hash": "a" * 64}),
    ],
)
def test_database_refuses(constraint, fields):
    user = make_user()
    row = {"user": user, "name": "x", "token_hash": "b" * 64, "created_at": NOW}
    PersonalAccessToken.objects.create(**row | {"token_hash": "a" * 64})
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PersonalAccessToken.objects.create(**row | fields)


# The page


def test_page_asks_for_the_password_and_a_guest_to_sign_in(client):
    login = reverse("account_login", query={"next": reverse(PAGE)})
    assertRedirects(client.get(reverse(PAGE)), login)

    client.force_login(make_user())
    again = reverse("account_reauthenticate", query={"next": reverse(PAGE)})
    assertRedirects(client.get(reverse(PAGE)), again, fetch_redirect_response=False)


def test_member_without_a_password_who_signed_in_long_ago_signs_in_again(client):
    user = make_user(password=None)
    client.force_login(user)
    assert client.get(reverse(PAGE)).status_code == 200

    user.last_login = NOW - timedelta(days=1)
    user.save(update_fields=["last_login"])
    login = reverse("account_login", query={"next": reverse(PAGE)})
    assertRedirects(client.get(reverse(PAGE)), login, fetch_redirect_response=False)
    assertContains(client.get(login), "Please sign in once more")


def test_secret_is_shown_once(client, sure_member):
    fields = {"name": "Display", "scopes": [READS], "days": "90"}
    response = client.post(reverse(PAGE), fields)
    [secret] = re.findall(r'id="secret"[^>]* value="([^"]+)"', response.content.decode())

    token = sure_member.access_tokens.get()
    assert (response.status_code, token.token_hash) == (201, hash_token(secret))
    assert response.headers["Cache-Control"] == (
        "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    page = client.get(reverse(PAGE))
    assertContains(page, "What tests read")
    assertNotContains(page, secret)


def test_refused_form_keeps_what_was_typed(client, sure_member):
    response = client.post(reverse(PAGE), {"name": "My display", "days": "90"})

    assert response.status_code == 422
    assertContains(response, "Choose at least one thing", status_code=422)
    assertContains(response, 'value="My display"', status_code=422)
    assert not sure_member.access_tokens.exists()


def test_revoking_is_for_the_owner_alone(client, sure_member):
    own, others = make_token(sure_member)[0], make_token()[0]
    for token, status in ((own, 302), (others, 404)):
        path = reverse("accounts:revoke_access_token", args=[token.pk])
        assert (client.get(path).status_code, client.post(path).status_code) == (405, status)

    own.refresh_from_db()
    others.refresh_from_db()
    assert (own.revoked_at is None, others.revoked_at is None) == (False, True)
    assertContains(client.get(reverse(PAGE)), "Revoked")


def test_page_query_count(client, sure_member, django_assert_num_queries):
    for rows in (1, 3):
        while sure_member.access_tokens.count() < rows:
            make_token(sure_member)
        with django_assert_num_queries(5):  # session, user, ways to sign in again, count, tokens
            assert client.get(reverse(PAGE)).status_code == 200
