"""Sealed texts: nothing clear in the database, read by whom they are for, and sealed anew."""

from importlib import import_module

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_user
from common.encrypted import Private, SealedTextError, is_private, seal, unseal
from storyteller.domain.private_texts import text_of_tier
from storyteller.models import (
    LifeEventTrauma,
    PromptAnswer,
    SessionArtifact,
    SessionInteraction,
    StorytellerBoundary,
)
from storyteller.tests.factories import (
    make_life_event_trauma,
    make_prompt_answer,
    make_session_artifact,
    make_session_interaction,
    make_storyteller_boundary,
)

pytestmark = pytest.mark.django_db
SECRET = "He never came back from Luanda"


def stored(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return str(cursor.fetchall())


def make_all():
    """A row of every kind, with the secret in each sealed column."""
    make_storyteller_boundary(off_limit_topics=[SECRET])
    make_life_event_trauma(resolution_notes=SECRET, support_notes=SECRET)
    private = text_of_tier(SECRET, 3)
    make_prompt_answer(text=private, sensitivity_tier=3)
    make_session_interaction(storyteller_response=private, agent_prompt="")
    make_session_artifact(content=private, artifact_name="")


COLUMNS = [
    ("storyteller_boundary", "off_limit_topics"),
    ("life_event_trauma", "resolution_notes"),
    ("life_event_trauma", "support_notes"),
    ("prompt_answers", "text"),
    ("session_interaction", "storyteller_response"),
    ("session_artifact", "content"),
]


def read_all():
    return [
        *StorytellerBoundary.objects.get().off_limit_topics,
        *LifeEventTrauma.objects.values_list("resolution_notes", "support_notes")[0],
        PromptAnswer.objects.get().text,
        SessionInteraction.objects.get().storyteller_response,
        SessionArtifact.objects.get().content,
    ]


def test_plain_sql_finds_no_clear_text_and_the_models_do():
    make_all()
    found = [stored(*column) for column in COLUMNS]
    assert [("Luanda" in text, "sealed:" in text) for text in found] == [(False, True)] * 6
    assert read_all() == [SECRET] * 6
    assert (str(SessionInteraction.objects.get()), str(SessionArtifact.objects.get())) == (
        f"{SessionInteraction.objects.get().interaction_sequence}. A private text",
        "A private text",
    )


def test_key_is_changed_and_the_old_one_given_up(settings, capsys):
    old, new = settings.FIELD_KEYS[0], Fernet.generate_key().decode()
    make_all()
    # What another program wrote is clear, and is sealed with the rest.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE life_event_trauma SET support_notes = %s", [SECRET])
    settings.FIELD_KEYS = [new, old]
    call_command("rotate_field_keys")
    assert capsys.readouterr().out == "Sealed with the newest key: 5 rows\n"
    assert "Luanda" not in stored("life_event_trauma", "support_notes")
    settings.FIELD_KEYS = [new]
    assert read_all() == [SECRET] * 6
    settings.FIELD_KEYS = [old]
    with pytest.raises(SealedTextError, match="a key that FIELD_KEYS does not name"):
        read_all()


def test_migration_seals_what_was_clear_and_can_be_undone():
    make_all()
    operation = import_module("storyteller.migrations.0004_seal_private_texts").Migration
    operation = operation.operations[0]

    class Editor:
        pass

    Editor.connection = connection
    operation.reverse_code(apps, Editor)
    clear = COLUMNS[:3]
    assert ["Luanda" in stored(*column) for column in clear] == [True] * 3
    assert read_all() == [SECRET] * 6
    operation.code(apps, Editor)
    assert ["Luanda" in stored(*column) for column in clear] == [False] * 3


def test_text_of_tier_3_is_sealed_and_others_are_not():
    assert [is_private(text_of_tier("a", tier)) for tier in (1, 2, 3)] == [False, False, True]
    answer = make_prompt_answer(text="At the rail.")
    assert stored("prompt_answers", "text") == "[('At the rail.',)]"
    is_refused = pytest.raises(IntegrityError, match="prompt_answers_tier_3_is_sealed")
    with is_refused, transaction.atomic():
        PromptAnswer.objects.filter(pk=answer.pk).update(sensitivity_tier=3)
    PromptAnswer.objects.filter(pk=answer.pk).update(
        sensitivity_tier=3, text=text_of_tier("At the rail.", 3)
    )
    PromptAnswer.objects.get().full_clean()


def test_private_text_stays_private_when_a_form_writes_over_it():
    make_session_artifact(content=Private("First"))
    artifact = SessionArtifact.objects.get()
    artifact.content = "Second"
    artifact.save()
    assert "Second" not in stored("session_artifact", "content")
    assert is_private(SessionArtifact.objects.get().content)


@pytest.mark.parametrize("text", ["", "sealed:", "sealed:gAAAA", "a\n“b” ☃"])
def test_any_text_comes_back_as_it_was_given(text):
    assert unseal(seal(text)) == text
    assert seal("") == ""
    make_session_artifact(content=text)
    make_life_event_trauma(support_notes=text)
    assert SessionArtifact.objects.get().content == text
    assert LifeEventTrauma.objects.get().support_notes == text


def test_sealed_column_is_only_asked_whether_it_is_empty():
    make_life_event_trauma(support_notes=SECRET)
    assert LifeEventTrauma.objects.exclude(support_notes="").count() == 1
    for asked in ({"support_notes": SECRET}, {"support_notes__icontains": "Luanda"}):
        with pytest.raises(FieldError):
            LifeEventTrauma.objects.filter(**asked).count()


def make_staff(*rights):
    staff = make_user(is_staff=True)
    codenames = [
        f"{act}_{model}"
        for act in ("view", "change")
        for model in (
            "storytellerboundary",
            "lifeeventtrauma",
            "sessioninteraction",
            "sessionartifact",
            "promptanswer",
        )
    ]
    wanted = Permission.objects.filter(
        content_type__app_label="storyteller", codename__in=[*codenames, *rights]
    )
    staff.user_permissions.add(*wanted)
    return staff


def test_admin_shows_sealed_texts_by_a_right_of_its_own(client):
    make_all()
    pages = [
        reverse(f"admin:storyteller_{model._meta.model_name}_change", args=[model.objects.get().pk])
        for model in (
            StorytellerBoundary,
            LifeEventTrauma,
            PromptAnswer,
            SessionInteraction,
            SessionArtifact,
        )
    ]
    client.force_login(make_staff())
    for page in pages:
        answer = client.get(page)
        assertContains(answer, "Sealed. You may not read this.")
        assertNotContains(answer, "Luanda")
    client.force_login(make_staff("read_sealed_texts"))
    for page in pages:
        assertContains(client.get(page), "Luanda")


def test_sealed_text_leaves_by_no_export_of_the_admin(client):
    make_all()
    client.force_login(make_staff("read_sealed_texts"))
    for model in ("sessioninteraction", "sessionartifact"):
        for kind in ("csv", "json"):
            where = reverse(f"admin:storyteller_{model}_export", args=[kind])
            text = b"".join(client.get(where).streaming_content).decode()
            assert ("Luanda" in text, "(sealed)" in text) == (False, True)
