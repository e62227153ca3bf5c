"""What staff do with the guided process, storytellers and their sessions."""

import pytest
from django.contrib import admin
from django.forms import MultiWidget
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.tests.factories import make_admin
from storyteller.models import (
    LifeEvent,
    ProcessVersion,
    PromptPackPrompt,
    SessionInteraction,
    Storyteller,
)
from storyteller.tests.factories import (
    make_life_event,
    make_process_node,
    make_process_version,
    make_prompt_pack_template,
    make_session_interaction,
    make_storyteller,
    make_storyteller_session,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(make_admin())
    return client


def page(model, name, *args):
    return reverse(f"admin:storyteller_{model._meta.model_name}_{name}", args=args)


def typed(response):
    """What a browser sends of a form page as it is shown."""
    forms = [response.context_data["adminform"].form]
    for inline in response.context_data["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    return {name: value for form in forms for field in form for name, value in sent(field)}


def sent(field):
    value, widget = field.value(), field.field.widget
    if isinstance(widget, MultiWidget):
        for number, part in enumerate(widget.decompress(value)):
            yield f"{field.html_name}_{number}", part or ""
    elif value is not None and value is not False:
        yield field.html_name, "on" if value is True else value


def rows_of(prefix, *rows):
    """New rows inside the page."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def save(client, url, **fields):
    """Send the page with ``fields`` changed; give back what is wrong with it, if anything."""
    response = client.post(url, {**typed(client.get(url)), **fields})
    return {} if response.status_code == 302 else faults(response)


def faults(response):
    forms = [response.context_data["adminform"].form]
    for inline in response.context_data["inline_admin_formsets"]:
        forms += inline.formset.forms
    return {
        form.add_prefix(name): list(messages)
        for form in forms
        for name, messages in form.errors.items()
    }


OWN = [
    model
    for model in admin.site._registry
    if model._meta.app_label == "storyteller"
    and admin.site.get_model_admin(model).fieldsets is not None
]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_page_shows_every_field_that_a_person_writes(model, rf):
    request = rf.get("/")
    request.user = make_admin()
    shown = set(admin.site.get_model_admin(model).get_form(request).base_fields)
    written = {field.name for field in model._meta.local_fields if field.editable}
    assert shown == written - {"id"}


@pytest.mark.usefixtures("undrawn_pages")
def test_staff_add_a_life_event_with_two_timespans_and_a_place(staff):
    storyteller = make_storyteller()
    url = page(LifeEvent, "add")
    timespans = rows_of(
        "timespans",
        {"order_index": 1, "start_year": 1961, "end_year": 1964},
        {"order_index": 2, "start_year": 1970, "start_month": 5, "is_ongoing": "on"},
    )
    places = rows_of("locations", {"order_index": 1, "location_name": "Harbour"})
    fields = {"storyteller": storyteller.pk, "event_name": "At sea", **timespans, **places}
    assert save(staff, url, **fields) == {}
    event = storyteller.life_events.get()
    assert [str(timespan) for timespan in event.timespans.all()] == [
        "1961 – 1964",
        "May 1970 – today",
    ]
    assert [str(place) for place in event.locations.all()] == ["Harbour"]


@pytest.mark.usefixtures("undrawn_pages")
def test_timespan_that_ends_before_it_starts_is_refused_by_its_row(staff):
    event = make_life_event()
    url = page(LifeEvent, "change", event.pk)
    row = {"order_index": 1, "start_year": 1964, "end_year": 1961}
    assert save(staff, url, **rows_of("timespans", row)) == {
        "timespans-0-__all__": ["The end cannot be before the start."]
    }
    assert event.timespans.count() == 0


def test_staff_make_a_process_version_with_nodes_and_sections_and_activate_it(staff):
    old = make_process_version(is_active=True)
    url = page(ProcessVersion, "add")
    node = {
        "order_index": 1,
        "node_key": "trust_setup",
        "node_name": "Trust",
        "purpose": "To feel safe.",
    }
    section = {
        "order_index": 1,
        "section_key": "parenthood",
        "section_name": "Parenthood",
        "requires_profile_flags": '{"has_children": true}',
        "minimum_prompts_required": 0,
    }
    fields = {"version_name": "Second", **rows_of("nodes", node), **rows_of("sections", section)}
    assert save(staff, url, **fields) == {}
    new = ProcessVersion.objects.get(version_name="Second")
    assert (new.nodes.get().node_key, new.sections.get().requires_profile_flags) == (
        "trust_setup",
        {"has_children": True},
    )
    response = staff.post(
        page(ProcessVersion, "changelist"),
        {"action": "make_active", "_selected_action": [new.pk]},
        follow=True,
    )
    assertContains(response, "New sessions follow Second now.")
    assert list(ProcessVersion.objects.filter(is_active=True)) == [new]
    assert list(ProcessVersion.objects.filter(is_active=False)) == [old]


def test_one_version_is_made_active_at_a_time(staff):
    versions = [make_process_version().pk for _ in range(2)]
    response = staff.post(
        page(ProcessVersion, "changelist"),
        {"action": "make_active", "_selected_action": versions},
        follow=True,
    )
    assertContains(response, "Choose one version.")
    assert ProcessVersion.objects.filter(is_active=True).count() == 0


def test_version_that_a_session_follows_is_kept_and_the_session_named(staff):
    session = make_storyteller_session()
    version = session.process_version
    response = staff.post(page(ProcessVersion, "delete", version.pk), {"post": "yes"})
    assertContains(response, f"Session: {session}")
    assert list(ProcessVersion.objects.all()) == [version]


@pytest.mark.usefixtures("undrawn_pages")
def test_interactions_added_to_a_session_get_the_next_numbers(staff):
    session = make_storyteller_session()
    make_session_interaction(session=session, interaction_sequence=7)
    url = page(type(session), "change", session.pk)
    fields = {
        "interactions-TOTAL_FORMS": 3,
        "interactions-1-agent_prompt": "Who was there?",
        "interactions-2-agent_prompt": "What changed?",
    }
    assert save(staff, url, **fields) == {}
    found = SessionInteraction.objects.values_list("interaction_sequence", "agent_prompt")
    assert list(found) == [
        (7, "Where were you standing?"),
        (8, "Who was there?"),
        (9, "What changed?"),
    ]


def test_node_of_another_version_is_refused_by_the_session(staff):
    session, stranger = make_storyteller_session(), make_process_node()
    url = page(type(session), "change", session.pk)
    assert save(staff, url, current_process_node=stranger.pk) == {
        "current_process_node": ["This current node belongs to another process version."]
    }


@pytest.mark.usefixtures("undrawn_pages")
def test_storyteller_is_found_by_the_address_of_the_account(staff):
    sought = make_storyteller()
    make_storyteller()
    response = staff.get(page(Storyteller, "changelist"), {"q": sought.user.email})
    assert list(response.context_data["cl"].result_list) == [sought]


@pytest.mark.usefixtures("undrawn_pages")
def test_prompts_are_imported_and_faulty_lines_reported(staff):
    pack = make_prompt_pack_template(template_name="Scenes")
    text = (
        "prompt_pack,prompt_key,prompt_text,order_index\n"
        "Scenes,where,Where were you?,1\n"
        "Nowhere,who,Who was there?,2\n"
        "Scenes,What changed,What changed?,3\n"
    )
    url = page(PromptPackPrompt, "import")
    response = staff.post(url, {"text": text})
    assert [line.number for line in response.context_data["report"].faulty] == [3, 4]
    assert pack.prompts.count() == 0
