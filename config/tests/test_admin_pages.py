"""Every page of every table in the admin: it answers, and takes no query for each row.

The rows are made by ``<app>.tests.factories.make_<model in snake case>()``.
"""

import re
from collections import Counter
from importlib import import_module
from itertools import chain
from urllib.parse import parse_qs

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import connection, models, transaction
from django.forms.models import _get_foreign_key
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import make_admin, make_user
from common.admin import RoomAdmin
from config.tests.html_forms import fields_of

ROOMS = {"accounts", "campaigns", "league", "play", "storyteller"}
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
OWN = [model for model in REGISTERED if model._meta.app_label in ROOMS]

# So many rows does a page show that tells a query for each row from one for all of them, or from
# two for what a row refers to twice.
MANY = 3

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


@pytest.fixture(scope="module")
def keeper(module_rows):
    """A superuser."""
    return make_admin()


@pytest.fixture(scope="module")
def office(keeper):
    """The browser of the superuser, whose session and account are not fetched for each page."""
    client = Client()
    answer = client.handler.get_response

    def answer_the_keeper(request):
        request._cached_user = keeper
        return answer(request)

    client.handler.get_response = answer_the_keeper
    # They are kept for the whole process: no page may count their queries.
    ContentType.objects.get_for_models(*REGISTERED)
    return client


@pytest.fixture(scope="module", params=REGISTERED, ids=lambda model: model._meta.label)
def model(request):
    """Each table in turn: the tests of one follow each other."""
    return request.param


@pytest.fixture(scope="module")
def row(keeper, model):
    """The one row of the table, but for what it needs itself."""
    with transaction.atomic():
        yield make(model)
        transaction.set_rollback(True)


@pytest.fixture
def draw_no_more(request):
    """What is asked after the call is blank: its status and its context say enough."""
    return lambda: request.getfixturevalue("undrawn_pages")


def request_of(user, **query):
    request = RequestFactory().get("/", query)
    request.user = user
    return request


@pytest.fixture
def may(db, keeper):
    """Whether the pages of a model let anybody at all add, change or delete."""

    def may(model, act, *row):
        permission = getattr(admin.site.get_model_admin(model), f"has_{act}_permission")
        return permission(request_of(keeper), *row)

    return may


def show(client, url):
    """The answer with the page at ``url``, which shows many rows and takes no query for each."""
    asked = Counter()

    def count(execute, sql, *rest):
        asked[sql] += 1
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        response = client.get(url)
    assert response.status_code == 200
    assert [sql for sql, times in asked.items() if times >= MANY] == []
    return response


def test_every_table_has_pages():
    known = {
        model
        for app in ROOMS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
    }
    assert sorted(model._meta.label for model in known - set(REGISTERED)) == []


@pytest.mark.django_db
def test_list_is_searched_sorted_filtered_and_takes_no_query_for_each_row(
    office, model, row, draw_no_more
):
    url = page(model, "changelist")
    for _ in range(MANY - 1):
        make(model)
    changelist = show(office, url).context_data["cl"]
    columns = ".".join(str(number + 1) for number in range(len(changelist.list_display)))
    query = {"q": "ash 1", "o": columns}
    for spec in changelist.filter_specs:
        for choice in list(spec.choices(changelist))[1:2]:
            query |= parse_qs(choice.get("query_string", "").removeprefix("?"))
    draw_no_more()
    found = office.get(url, query)
    assert found.status_code == 200
    changelist = found.context_data["cl"]
    assert all([*spec.choices(changelist)] for spec in changelist.filter_specs)


@pytest.mark.django_db
@pytest.mark.usefixtures("undrawn_pages")
def test_page_to_add_a_row_is_shown_and_an_empty_one_answered(office, may, model):
    """It is drawn like the page to change one, but with no row behind its controls."""
    url = page(model, "add")
    response = office.get(url)
    if may(model, "add"):
        assert response.status_code == 200
        assert controls(response.context_data)
        assert office.post(url, {}).status_code in (200, 302)
    else:
        assert response.status_code == 403


def controls(context):
    """Of each column on the page of a row: its label, and the control or the text below it."""
    forms = [context["adminform"], *chain.from_iterable(context["inline_admin_formsets"])]
    lines = [line for form in forms for fieldset in form for line in fieldset]
    return [
        (field.label_tag(), field.contents() if field.is_readonly else str(field.field))
        for field in chain.from_iterable(lines)
    ]


@pytest.mark.django_db
def test_row_saved_as_its_page_shows_it_stays_as_it_was(office, may, model, row, draw_no_more):
    """Its page takes no query for each row inside it, either."""
    fill_inlines(row, admin.site.get_model_admin(model).inlines if model in OWN else [])
    url = page(model, "change", row)
    response = show(office, url)
    draw_no_more()
    if model in OWN and may(model, "change", row):
        before = model.objects.filter(pk=row.pk).values().get()
        form_id = f"{model._meta.model_name}_form"
        answer = office.post(url, fields_of(response.content.decode(), form_id))
        context = getattr(answer, "context_data", None)
        faults = context and [*context["errors"]]
        assert (answer.status_code, faults) == (302, None)
        after = model.objects.filter(pk=row.pk).values().get()
        # Each save is a change: of its time, and of what readers have seen of a beat.
        changing = {"updated_at", "changed_at", "revision"}
        assert {k: v for k, v in after.items() if k not in changing} == {
            k: v for k, v in before.items() if k not in changing
        }
    assert office.get(page(model, "history", row)).status_code == 200


def fill_inlines(row, inlines):
    """Make many rows of each kind that is shown on the page of ``row``."""
    for inline in inlines:
        link = _get_foreign_key(type(row), inline.model, fk_name=inline.fk_name)
        others = OTHERS.get(inline.model._meta.label, {})
        # Of what is one to one there can be no more.
        for _ in range(0 if link.unique else MANY):
            fields = {name: make(apps.get_model(label)) for name, label in others.items()}
            make(inline.model, **{link.name: row, **fields})


@pytest.mark.django_db
def test_row_is_deleted_or_the_page_says_why_not(office, may, model, row, draw_no_more):
    """What the database refuses only at the end would fail the test after its last line."""
    url = page(model, "delete", row)
    if not may(model, "delete", row):
        draw_no_more()
        assert office.get(url).status_code == 403
        return
    assert office.get(url).status_code == 200
    draw_no_more()
    response = office.post(url, {"post": "yes"})
    is_refused = response.status_code == 200 and bool(response.context_data["protected"])
    assert model.objects.filter(pk=row.pk).exists() == is_refused
    assert response.status_code == (200 if is_refused else 302)


@pytest.mark.django_db
def test_foreign_keys_are_found_by_typing(office, keeper):
    """Each may be asked for; those that lead to the same rows of a table search them once."""
    view = AutocompleteJsonView(admin_site=admin.site)
    searches, refused = {}, []
    for model in OWN:
        names = admin.site.get_model_admin(model).get_autocomplete_fields(request_of(keeper))
        for name in names:
            place = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
            query = {**place, "field_name": name, "term": "ash 1"}
            try:
                _, target, field, key = view.process_request(request_of(keeper, **query))
            except (Http404, PermissionDenied):
                refused.append(f"{model._meta.label}.{name}")
            else:
                searches[target, key, str(field.get_limit_choices_to())] = query
    assert refused == []
    url = reverse("admin:autocomplete")
    assert [query for query in searches.values() if office.get(url, query).status_code != 200] == []


def test_foreign_keys_are_no_lists_of_all_there_is():
    request = request_of(User(is_staff=True, is_superuser=True))
    assert [
        str(field)
        for model in OWN
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.editable
        and field.name not in _chosen_otherwise(admin.site.get_model_admin(model), request)
    ] == []


def _chosen_otherwise(model_admin, request):
    chosen = {*model_admin.get_autocomplete_fields(request), *model_admin.raw_id_fields}
    return chosen | {*model_admin.get_readonly_fields(request), *model_admin.radio_fields}


def test_list_that_shows_a_foreign_key_fetches_it_along():
    assert [
        model._meta.label
        for model in OWN
        for model_admin in [admin.site.get_model_admin(model)]
        if any(_is_relation(model, name) for name in map(str, model_admin.list_display))
        and not model_admin.list_select_related
    ] == []


def _is_relation(model, name):
    try:
        field = model._meta.get_field(name.partition("__")[0])
    except FieldDoesNotExist:
        return False
    return field.concrete and field.is_relation


def test_pages_have_the_shared_guards():
    assert [
        model._meta.label
        for model in OWN
        if model._meta.app_label != "accounts"
        and not isinstance(admin.site.get_model_admin(model), RoomAdmin)
    ] == []


@pytest.mark.django_db
def test_pages_are_closed_to_members_and_strangers(client):
    stranger = Client()
    client.force_login(make_user())
    addresses = [page(model, "changelist") for model in REGISTERED]
    assert {url: stranger.get(url).headers.get("Location") for url in addresses} == {
        url: f"{reverse('account_login')}?next={url}" for url in addresses
    }
    assert {url: client.get(url).headers.get("Location") for url in addresses} == {
        url: f"{reverse('admin:login')}?next={url}" for url in addresses
    }
