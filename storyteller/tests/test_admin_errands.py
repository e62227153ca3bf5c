"""Publishing a process version and reading a life event, as staff do it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_admin, make_user
from storyteller.models import ProcessVersion
from storyteller.tests.factories import (
    make_life_event,
    make_life_event_timespan,
    make_process_version,
)

pytestmark = pytest.mark.django_db

PUBLISH = '<input type="submit" name="_publish" value="Save and publish">'
NO_ROWS = {
    f"{prefix}-{name}_FORMS": 0
    for prefix in ("commitments", "nodes", "sections", "edges")
    for name in ("TOTAL", "INITIAL")
}


@pytest.fixture
def staff(client):
    client.force_login(make_admin())
    return client


@pytest.fixture
def editor(client):
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name="Story editor"))
    client.force_login(user)
    return client


def page_of(version):
    return reverse("admin:storyteller_processversion_change", args=[version.pk])


def active_names():
    active = ProcessVersion.objects.filter(is_active=True)
    return list(active.values_list("version_name", flat=True))


def test_version_is_saved_and_published_in_place_of_the_active_one(staff):
    make_process_version(version_name="First", is_active=True)
    version = make_process_version()
    fields = {"version_name": "Second", "description": "", "_publish": "1", **NO_ROWS}
    response = staff.post(page_of(version), fields, follow=True)
    assertContains(response, "New sessions follow Second now.")
    assert active_names() == ["Second"]


def test_version_is_published_as_soon_as_it_is_added(staff):
    make_process_version(version_name="First", is_active=True)
    fields = {"version_name": "Second", "description": "", "_publish": "1", **NO_ROWS}
    staff.post(reverse("admin:storyteller_processversion_add"), fields)
    assert active_names() == ["Second"]


def test_version_is_saved_without_being_published(staff):
    make_process_version(version_name="First", is_active=True)
    version = make_process_version()
    fields = {"version_name": "Second", "is_active": "on", "_save": "1", **NO_ROWS}
    staff.post(page_of(version), fields)
    version.refresh_from_db()
    assert version.version_name == "Second"
    assert active_names() == ["First"]


def test_active_version_is_not_offered_for_publishing(staff):
    waiting, active = make_process_version(), make_process_version(is_active=True)
    assertContains(staff.get(page_of(waiting)), PUBLISH, html=True)
    assertNotContains(staff.get(page_of(active)), PUBLISH, html=True)


def test_editor_who_may_only_look_publishes_nothing(editor):
    version = make_process_version()
    assertNotContains(editor.get(page_of(version)), PUBLISH, html=True)
    response = editor.post(page_of(version), {"version_name": "Mine", "_publish": "1", **NO_ROWS})
    assert (response.status_code, active_names()) == (403, [])


@pytest.mark.usefixtures("undrawn_pages")
def test_timespans_of_equal_order_are_shown_by_their_start(staff):
    event = make_life_event()
    for year in (1984, 1961, 1970):
        make_life_event_timespan(life_event=event, start_year=year, end_year=None, order_index=0)
    response = staff.get(reverse("admin:storyteller_lifeevent_change", args=[event.pk]))
    [formset] = [
        inline.formset
        for inline in response.context_data["inline_admin_formsets"]
        if inline.formset.prefix == "timespans"
    ]
    assert [form["start_year"].value() for form in formset.initial_forms] == [1961, 1970, 1984]
