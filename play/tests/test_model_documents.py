"""Documents in a row, and what a row says of itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from play.models import Event
from play.tests import factories
from play.tests.factories import (
    DRAFT,
    EVENTS,
    READING,
)
from play.tests.tables import (
    make,
    model_called,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "column", "value", "message"),
    [
        (
            "Game",
            "settings",
            {"silence_hours": 0},
            "silence_hours: Input should be greater than or equal to 1",
        ),
        ("WordSeedTable", "words", ["seek", "Hide"], "2: “Hide” should be in lower case"),
        (
            "BeatVersion",
            "content",
            {"events": [{"type": "song"}]},
            "events › 0 › type: Input should be 'narrative', 'roll', 'oracle', 'fortune_roll' "
            "or 'ooc'",
        ),
        ("Draft", "content", {**DRAFT, "mood": "sad"}, "mood: Extra inputs are not permitted"),
        (
            "Edit",
            "changes",
            {"changes": []},
            "changes: List should have at least 1 item after validation, not 0",
        ),
    ],
)
def test_a_fault_inside_a_document_is_said_with_its_place(model, column, value, message):
    row = make(model_called(model))
    setattr(row, column, value)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert refusal.value.message_dict == {column: [message]}


@pytest.mark.parametrize(
    ("kind", "changes", "faults"),
    [
        ("roll", {"total": 7}, {"total": ["The dice come to 6."]}),
        (
            "roll",
            {"dice": {"terms": [{"kind": "number", "number": 2}]}},
            {"dice": ["A roll should have 1 to 100 dice"]},
        ),
        (
            "oracle",
            {"interpretations": {"readings": [{"id": READING, "text": ""}]}},
            {"interpretations": ["readings › 0 › text: String should have at least 1 character"]},
        ),
    ],
)
def test_an_event_is_held_against_its_documents(kind, changes, faults):
    event = factories.make_event(type=kind)
    for name, value in changes.items():
        setattr(event, name, value)
    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    assert refusal.value.message_dict == faults


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_of_each_type_is_in_order(kind):
    event = factories.make_event(type=kind)
    event.full_clean()
    assert Event.objects.get().type == kind


@pytest.mark.parametrize("kind", ["oracle", "narrative"])
def test_a_vote_is_for_a_reading_that_there_is(kind):
    vote = factories.make_oracle_vote()
    vote.full_clean()
    vote.event = factories.make_event(type=kind)
    vote.reading = vote.pk
    with pytest.raises(ValidationError) as refusal:
        vote.full_clean()
    assert refusal.value.message_dict == {"reading": ["The oracle has no such reading."]}


def test_an_invitation_is_open_until_it_is_used_up_revoked_or_late():
    now = timezone.now()
    assert factories.make_invitation().is_open
    assert not factories.make_invitation(uses=5).is_open
    assert not factories.make_invitation(revoked_at=now).is_open
    late = {"created_at": now - timedelta(days=2), "expires_at": now - timedelta(days=1)}
    assert not factories.make_invitation(**late).is_open
