"""What ``full_clean`` says where rows must agree, and where a document is faulty."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from storyteller.domain.process_versions import activate_version
from storyteller.models import ProcessVersion
from storyteller.tests.factories import (
    make_life_event,
    make_life_event_detail,
    make_life_event_media,
    make_life_event_preference,
    make_life_event_timespan,
    make_process_flow_edge,
    make_process_node,
    make_process_prompt,
    make_process_section,
    make_process_version,
    make_section_prompt,
    make_session_archetype,
    make_session_artifact,
    make_session_interaction,
    make_session_life_event,
    make_session_profile,
    make_session_progress,
    make_session_section_status,
    make_session_synthesis,
    make_session_template,
    make_storyteller,
    make_storyteller_preference,
    make_storyteller_session,
)

pytestmark = pytest.mark.django_db

OTHER_VERSION = "This {} belongs to another process version."
OTHER_STORYTELLER = "This {} belongs to another storyteller."
REQUIRED = "Field required"
# A factory, the field that is given a row of a stranger, the stranger, and what is said.
STRANGERS = [
    (make_process_flow_edge, "from_node", make_process_node, OTHER_VERSION.format("from")),
    (make_process_flow_edge, "to_node", make_process_node, OTHER_VERSION.format("to")),
    (
        make_process_section,
        "unlock_after_section",
        make_process_section,
        OTHER_VERSION.format("unlock after section"),
    ),
    (make_section_prompt, "process_prompt", make_process_prompt, OTHER_VERSION.format("prompt")),
    (
        make_storyteller_session,
        "current_process_node",
        make_process_node,
        OTHER_VERSION.format("current node"),
    ),
    (
        make_session_progress,
        "process_node",
        make_process_node,
        OTHER_VERSION.format("process node"),
    ),
    (
        make_session_section_status,
        "section",
        make_process_section,
        OTHER_VERSION.format("section"),
    ),
    (make_session_synthesis, "section", make_process_section, OTHER_VERSION.format("section")),
    (
        make_life_event_preference,
        "merge_with_other_event",
        make_life_event,
        OTHER_STORYTELLER.format("merge with other event"),
    ),
    (
        make_session_life_event,
        "life_event",
        make_life_event,
        OTHER_STORYTELLER.format("life event"),
    ),
    (
        make_session_interaction,
        "life_event",
        make_life_event,
        OTHER_STORYTELLER.format("life event"),
    ),
    (make_session_artifact, "life_event", make_life_event, OTHER_STORYTELLER.format("life event")),
]
ADDRESS = "An address begins with https://, http:// or /, and has no spaces."
KEY = "A key is made of small letters, digits and underscores, and begins with a letter."
NEXT_YEAR = timezone.localdate().year + 1
FAULTY = [
    (
        make_process_flow_edge,
        {"condition_type": "scope_match"},
        {"condition_value": [f"scopes: {REQUIRED}"]},
    ),
    (
        make_process_prompt,
        {"condition_type": "profile_boundary", "condition_value": {"topics": []}},
        {
            "condition_value": [
                "topics: List should have at least 1 item after validation, not 0",
            ]
        },
    ),
    (
        make_process_section,
        {"requires_profile_flags": {"has_children": 1}},
        {"requires_profile_flags": ["has_children: Input should be a valid boolean"]},
    ),
    (
        make_storyteller_preference,
        {"additional_preferences": []},
        {"additional_preferences": ["Input should be a valid dictionary"]},
    ),
    (
        make_storyteller_session,
        {"success_indicators": {"minutes": 0}},
        {"success_indicators": ["minutes: Input should be greater than or equal to 1"]},
    ),
    (
        make_storyteller_session,
        {"completion_indicators": {"hours": 1}},
        {"completion_indicators": ["hours: Extra inputs are not permitted"]},
    ),
    (
        make_session_template,
        {"default_success_indicators": {"words": "many"}},
        {"default_success_indicators": ["words: Input should be a valid integer"]},
    ),
    (
        make_session_template,
        {"suggested_for_event_types": ["loss", "party"]},
        {"suggested_for_event_types": ["Not a type of life event: party."]},
    ),
    (
        make_session_profile,
        {"additional_flags": {"lived_abroad": "yes"}},
        {"additional_flags": ["lived_abroad: Input should be a valid boolean"]},
    ),
    (
        make_session_progress,
        {"node_data": 3},
        {"node_data": ["Input should be a valid dictionary"]},
    ),
    (
        make_session_archetype,
        {"themes": {"themes": [{}]}},
        {"themes": [f"themes › 0 › name: {REQUIRED}"]},
    ),
    (
        make_session_artifact,
        {"structured_data": {"note": "\0"}},
        {"structured_data": ["note: Text should not contain the NUL character"]},
    ),
    (
        make_storyteller,
        {"birth_year": NEXT_YEAR},
        {"birth_year": ["This year is still to come."]},
    ),
    (
        make_storyteller,
        {"birth_year": 1961, "birth_month": 2, "birth_day": 29},
        {"birth_day": ["That month has the days 1 to 28."]},
    ),
    (
        make_life_event_timespan,
        {"end_year": 1965, "end_month": 2, "end_day": 29},
        {"end_day": ["That month has the days 1 to 28."]},
    ),
    (
        make_life_event_detail,
        {"detail_type": "number", "detail_value": "twelve"},
        {"detail_value": ["Give a number, such as 12 or 3.5."]},
    ),
    (make_life_event_detail, {"detail_key": "Ship name"}, {"detail_key": [KEY]}),
    (make_process_node, {"node_key": "1st"}, {"node_key": [KEY]}),
    (make_life_event_media, {"file_url": "javascript:alert(1)"}, {"file_url": [ADDRESS]}),
]


def faults_of(row, **left_out):
    with pytest.raises(ValidationError) as caught:
        row.full_clean(**left_out)
    return caught.value.message_dict


@pytest.mark.parametrize(
    "make", sorted({make for make, *_ in STRANGERS}, key=lambda make: make.__name__)
)
def test_row_among_its_own_is_clean(make):
    make().full_clean()


@pytest.mark.parametrize(("make", "field", "make_stranger", "message"), STRANGERS)
def test_row_of_another_owner_is_refused(make, field, make_stranger, message):
    row = make()
    setattr(row, field, make_stranger())
    assert faults_of(row) == {field: [message]}


@pytest.mark.parametrize(("make", "fields", "faults"), FAULTY)
def test_fault_is_named_with_its_place(make, fields, faults):
    row = make()
    for name, value in fields.items():
        setattr(row, name, value)
    assert faults_of(row) == faults


def test_all_checks_are_asked_about_at_once_and_each_that_is_broken_is_named(
    django_assert_num_queries,
):
    row = make_storyteller()
    with django_assert_num_queries(3):  # the checks, in a savepoint
        row.full_clean()
    row.consent_given, row.deleted_at = True, timezone.now()
    without_date = "Consent given needs a value for consent date."
    still_active = "A storyteller who withdrew is not active."
    assert faults_of(row) == {"__all__": [without_date, still_active]}
    assert faults_of(row, exclude=["consent_date"]) == {"__all__": [still_active]}


def test_document_left_empty_is_an_empty_object():
    section = make_process_section()
    section.requires_profile_flags = None
    section.full_clean()
    assert section.requires_profile_flags == {}


def test_sections_cannot_wait_for_one_another():
    first = make_process_section()
    second = make_process_section(process_version=first.process_version, unlock_after_section=first)
    first.unlock_after_section = second
    assert faults_of(first) == {
        "unlock_after_section": ["These sections would wait for one another."]
    }


def test_second_active_version_is_refused_with_a_sentence():
    make_process_version(is_active=True)
    version = make_process_version()
    version.is_active = True
    assert faults_of(version) == {"is_active": ["Another version is active. Switch it off first."]}


def test_activating_a_version_takes_the_place_of_the_active_one():
    old, new = make_process_version(is_active=True), make_process_version()
    activate_version(new)
    assert dict(ProcessVersion.objects.values_list("pk", "is_active")) == {
        old.pk: False,
        new.pk: True,
    }
