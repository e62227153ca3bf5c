"""Every page of every table in the admin: it answers, and takes no query for each row.

The rows are made by ``<app>.tests.factories.make_<model in snake case>()``.
"""

import re
from importlib import import_module
from urllib.parse import parse_qs

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.forms.models import _get_foreign_key
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.tests.factories import make_admin, make_user
from common.admin import RoomAdmin
from config.tests.html_forms import fields_of

pytestmark = pytest.mark.django_db

ROOMS = {"accounts", "campaigns", "league", "play", "storyteller"}
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
OWN = [model for model in REGISTERED if model._meta.app_label in ROOMS]

each_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
each_own_model = pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)

# Rows inside one row that must differ in more than their factory sees to.
OTHERS = {"league.TokenBalance": {"season": "league.Season"}}


def make(model, **fields):
    others = {
        Group: lambda: Group.objects.create(name=f"Group {Group.objects.count()}"),
        EmailAddress: lambda: EmailAddress.objects.create(
            user=(user := make_user()), email=user.email
        ),
        SocialAccount: lambda: SocialAccount.objects.create(
            user=(user := make_user()), provider="google", uid=user.pk
        ),
    }
    if model in others:
        return others[model]()
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", model.__name__)
    factories = import_module(f"{model._meta.app_label}.tests.factories")
    return getattr(factories, f"make_{name.lower()}")(**fields)


def page(model, name, *rows):
    options = model._meta
    keys = [quote(row.pk) for row in rows]
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=keys)


@pytest.fixture(autouse=True)
def empty_sidebar(monkeypatch):
    """It names every table on every page, which takes a while; the first page shows as much."""
    monkeypatch.setattr(admin.site, "get_app_list", lambda request, app_label=None: [])


@pytest.fixture
def staff(client):
    """A superuser, signed in."""
    user = make_admin()
    client.force_login(user)
    return user


@pytest.fixture
def may(staff):
    """Whether the pages of a model let anybody at all add, change or delete."""

    def may(model, act, row=None):
        request = RequestFactory().get("/")
        request.user = staff
        permission = getattr(admin.site.get_model_admin(model), f"has_{act}_permission")
        return permission(request) if row is None else permission(request, row)

    return may


def count_queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_every_table_has_pages():
    known = {
        model
        for app in ROOMS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
    }
    assert sorted(model._meta.label for model in known - set(REGISTERED)) == []


@each_model
def test_pages_answer(client, may, model):
    """The list and the page of a row are opened by the tests that follow."""
    row = make(model)
    expected = {
        page(model, "add"): 200 if may(model, "add") else 403,
        page(model, "delete", row): 200 if may(model, "delete", row) else 403,
        page(model, "history", row): 200,
    }
    assert {url: client.get(url).status_code for url in expected} == expected


@each_model
def test_list_is_searched_sorted_and_filtered(client, staff, model):
    make(model)
    url = page(model, "changelist")
    response = client.get(url)
    assert response.status_code == 200
    changelist = response.context["cl"]
    columns = ".".join(str(number + 1) for number in range(len(changelist.list_display)))
    query = {"q": "ash 1", "o": columns}
    for spec in changelist.filter_specs:
        for choice in list(spec.choices(changelist))[1:2]:
            query |= parse_qs(choice.get("query_string", "").removeprefix("?"))
    assert client.get(url, query).status_code == 200


@each_model
def test_list_takes_the_same_queries_with_3_and_30_rows(client, staff, model):
    url = page(model, "changelist")
    # They are kept for the whole process: no page may count their queries.
    ContentType.objects.get_for_models(*REGISTERED)
    for _ in range(3):
        make(model)
    few = count_queries(client, url)
    for _ in range(27):
        make(model)
    assert count_queries(client, url) == few


@pytest.mark.parametrize(
    "model",
    [model for model in OWN if admin.site.get_model_admin(model).inlines],
    ids=lambda model: model._meta.label,
)
def test_change_page_takes_the_same_queries_with_2_and_9_rows_inside(client, staff, model):
    row = make(model)
    url = page(model, "change", row)
    client.get(url)
    fill_inlines(row, 2)
    few = count_queries(client, url)
    fill_inlines(row, 7)
    assert count_queries(client, url) == few


def fill_inlines(row, count):
    """Make ``count`` rows of each kind that is shown on the page of ``row``."""
    for inline in admin.site.get_model_admin(type(row)).inlines:
        link = _get_foreign_key(type(row), inline.model, fk_name=inline.fk_name)
        others = OTHERS.get(inline.model._meta.label, {})
        # Of what is one to one there can be no more.
        for _ in range(0 if link.unique else count):
            fields = {name: make(apps.get_model(label)) for name, label in others.items()}
            make(inline.model, **{link.name: row, **fields})


@each_model
def test_row_saved_as_its_page_shows_it_stays_as_it_was(client, may, model):
    row = make(model)
    url = page(model, "change", row)
    response = client.get(url)
    assert response.status_code == 200
    if model not in OWN or not may(model, "change", row):
        return
    before = model.objects.filter(pk=row.pk).values().get()
    form_id = f"{model._meta.model_name}_form"
    answer = client.post(url, fields_of(response.content.decode(), form_id))
    faults = answer.context and [*answer.context["errors"]]
    assert (answer.status_code, faults) == (302, None)
    after = model.objects.filter(pk=row.pk).values().get()
    changing = {"updated_at", "changed_at"}
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }


@each_model
def test_empty_form_is_answered(client, may, model):
    if not may(model, "add"):
        pytest.skip("staff only look at these")
    assert client.post(page(model, "add"), {}).status_code in (200, 302)


@each_model
def test_row_is_deleted_or_the_page_says_why_not(client, may, model):
    """What the database refuses only at the end would fail the test after its last line."""
    row = make(model)
    if not may(model, "delete", row):
        pytest.skip("staff only look at these")
    response = client.post(page(model, "delete", row), {"post": "yes"})
    is_refused = response.status_code == 200 and bool(response.context["protected"])
    assert model.objects.filter(pk=row.pk).exists() == is_refused
    assert response.status_code == (200 if is_refused else 302)


@each_own_model
def test_foreign_keys_are_found_by_typing(client, staff, model):
    model_admin = admin.site.get_model_admin(model)
    request = RequestFactory().get("/")
    request.user = staff
    chosen = {*model_admin.get_autocomplete_fields(request), *model_admin.raw_id_fields}
    chosen |= {*model_admin.get_readonly_fields(request), *model_admin.radio_fields}
    keys = [f for f in model._meta.fields if isinstance(f, models.ForeignKey) and f.editable]
    assert [field.name for field in keys if field.name not in chosen] == []
    names = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
    for name in model_admin.get_autocomplete_fields(request):
        query = {**names, "field_name": name, "term": "ash 1"}
        assert client.get(reverse("admin:autocomplete"), query).status_code == 200


@each_own_model
def test_list_that_shows_a_foreign_key_fetches_it_along(model):
    model_admin = admin.site.get_model_admin(model)
    shown = [name for name in map(str, model_admin.list_display) if _is_relation(model, name)]
    assert not shown or model_admin.list_select_related


def _is_relation(model, name):
    try:
        field = model._meta.get_field(name.partition("__")[0])
    except FieldDoesNotExist:
        return False
    return field.concrete and field.is_relation


@each_own_model
def test_pages_have_the_shared_guards(model):
    assert model._meta.app_label == "accounts" or isinstance(
        admin.site.get_model_admin(model), RoomAdmin
    )


@each_model
def test_pages_are_closed_to_members_and_strangers(client, model):
    url = page(model, "changelist")
    assertRedirects(client.get(url), f"{reverse('account_login')}?next={url}")
    client.force_login(make_user())
    login = reverse("admin:login", query={"next": url})
    assertRedirects(client.get(url), login, fetch_redirect_response=False)
