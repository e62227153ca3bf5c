"""The demo's life hangs together: there is enough of it, and nothing is told that must not be."""

from collections import Counter
from random import Random
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import override_settings
from django.utils import timezone

from accounts import demo as people
from storyteller import demo, reference
from storyteller.models import (
    Collection,
    LifeEvent,
    LifeEventParticipant,
    SessionArtifact,
    SessionInteraction,
    SessionSectionStatus,
    StoryChapter,
    StoryDraft,
    StoryScene,
    Storyteller,
    StorytellerProgress,
    StorytellerSectionStatus,
    StorytellerSession,
)
from storyteller.tests.checks import check_rows

pytestmark = pytest.mark.django_db

NUMBERS = {
    "AgentInstance": 4,
    "ArchetypeAnalysis": 3,
    "BookExport": 2,
    "BookExportDelivery": 1,
    "ChapterApproval": 2,
    "ChapterSection": 24,
    "ChapterTheme": 13,
    "CharacterAppearance": 25,
    "CharacterRelationship": 7,
    "Collection": 3,
    "CollectionGrouping": 2,
    "CollectionGroupingMember": 3,
    "CollectionLifeEvent": 24,
    "CollectionRelationship": 2,
    "CollectionSynthesis": 7,
    "CollectionTag": 10,
    "ConsentRecord": 1,
    "DimensionScore": 48,
    "EditRequirement": 6,
    "FamilyMemory": 1,
    "LifeEvent": 25,
    "LifeEventBoundary": 5,
    "LifeEventDetail": 37,
    "LifeEventLocation": 32,
    "LifeEventParticipant": 38,
    "LifeEventPreference": 5,
    "LifeEventTimespan": 29,
    "LifeEventTrauma": 4,
    "PromptAnswer": 12,
    "Requirement": 6,
    "SessionArchetype": 1,
    "SessionArtifact": 20,
    "SessionInteraction": 36,
    "SessionLifeEvent": 32,
    "SessionNote": 4,
    "SessionProfile": 1,
    "SessionProgress": 9,
    "SessionScope": 1,
    "SessionSectionStatus": 16,
    "SessionSynthesis": 3,
    "Story": 1,
    "StoryChapter": 6,
    "StoryCharacter": 11,
    "StoryCollection": 6,
    "StoryDraft": 10,
    "StoryScene": 14,
    "StoryTheme": 4,
    "Storyteller": 1,
    "StorytellerBoundary": 1,
    "StorytellerHelper": 2,
    "StorytellerPreference": 1,
    "StorytellerProgress": 1,
    "StorytellerProject": 1,
    "StorytellerSectionSelection": 9,
    "StorytellerSectionStatus": 13,
    "StorytellerSession": 9,
    "UserFeedback": 4,
}
SENSES = ("visual", "auditory", "tactile", "olfactory", "gustatory")


def demo_models():
    models = apps.get_app_config("storyteller").get_models()
    return [model for model in models if model not in reference.MODELS]


@pytest.fixture(scope="module")
def ground(module_rows, tmp_path_factory):
    """What a demo stands on: people and the process."""
    with override_settings(DEMO_LOGIN=tmp_path_factory.mktemp("demo") / "demo-login.txt"):
        reference.load()
        list(people.load(Random(1)))


@pytest.fixture(scope="module")
def loaded(ground):
    """The demo, loaded once for all tests below, and what it told before."""
    return Loaded(content_of(4), content_of(5), list(demo.load(Random(5))))


class Loaded(NamedTuple):
    of_another_seed: dict
    other_time: dict
    steps: list


def test_demo_takes_as_many_steps_as_it_says(loaded):
    assert len(loaded.steps) == demo.STEPS


def test_demo_has_its_numbers(loaded):
    counts = {model.__name__: model.objects.count() for model in demo_models()}
    assert {name: count for name, count in counts.items() if count} == NUMBERS


def test_demo_rows_are_sound(loaded):
    for model in demo_models():
        check_rows(model)


def test_demo_belongs_to_mara(loaded):
    assert str(Storyteller.objects.get().user) == "Mara"


def content_of(seed):
    """What a seed makes, without keys and times."""
    with transaction.atomic():
        list(demo.load(Random(seed)))
        content = content_now()
        transaction.set_rollback(True)
    return content


def content_now():
    return {model: Counter(map(repr, _values(model))) for model in demo_models()}


def _values(model):
    skipped = (models.UUIDField, models.DateTimeField, models.ForeignKey)
    names = [field.name for field in model._meta.fields if not isinstance(field, skipped)]
    names = [name for name in names if name != "chapter_ids"]
    return model.objects.values_list(*names)


def test_same_seed_tells_the_same_twice_and_another_seed_another_story(loaded):
    assert content_now() == loaded.other_time
    assert loaded.of_another_seed[SessionInteraction] != loaded.other_time[SessionInteraction]


def test_nothing_has_happened_in_the_future(loaded):
    now, late = timezone.now(), []
    for model in demo_models():
        for field in model._meta.fields:
            if isinstance(field, models.DateTimeField) and field.name != "scheduled_at":
                rows = model.objects.filter(**{f"{field.name}__gt": now})
                late += [f"{row} {field.name}" for row in rows]
    assert late == []


def test_nothing_was_asked_before_consent(loaded):
    first = SessionInteraction.objects.order_by("created_at").first()
    assert Storyteller.objects.get().consent_date < first.created_at


def test_every_chapter_has_a_draft_to_read(loaded):
    current = StoryDraft.objects.filter(is_current=True).order_by("chapter__chapter_number")
    assert [draft.chapter.chapter_number for draft in current] == [1, 2, 3, 4, 5, 6]
    for draft in current:
        sections = draft.chapter.sections.values_list("content", flat=True)
        assert draft.content == "\n\n".join(sections)
        assert draft.draft_version == draft.chapter.current_draft_version
    short = StoryDraft.objects.filter(word_count__lt=250)
    assert list(short) == []


def test_scenes_that_lack_a_sense_are_in_the_edits(loaded):
    lacking = [scene.scene_name for scene in StoryScene.objects.all() if senses_of(scene) < 3]
    assert lacking == ["The low F"]
    edit = StoryScene.objects.get(scene_name="The low F").section.edit_requirements.get()
    assert (edit.issue_type, edit.current_metric) == ("sensory_detail", "2 senses")


def senses_of(scene):
    return sum(1 for sense in SENSES if getattr(scene, f"{sense}_details"))


def test_chapter_that_is_told_rather_than_shown_is_blocked(loaded):
    chapter = StoryChapter.objects.get(scene_to_summary_ratio__lt="0.70")
    edit = chapter.edit_requirements.get(severity="blocking")
    assert edit.current_metric == str(chapter.scene_to_summary_ratio)


def test_what_must_never_be_published_is_nowhere(loaded):
    event = LifeEvent.objects.get(boundary__privacy_level="never_publish")
    assert event.include_in_story is False
    used = (event.scenes, event.artifacts, event.collection_events, event.locations, event.details)
    assert [rows.count() for rows in used] == [0, 0, 0, 0, 0]
    assert list(event.interactions.exclude(storyteller_response="")) == []


def test_hidden_name_stands_in_no_text(loaded):
    texts = [
        *StoryDraft.objects.values_list("content", flat=True),
        *SessionArtifact.objects.values_list("content", flat=True),
        *SessionInteraction.objects.values_list("storyteller_response", flat=True),
        *LifeEvent.objects.values_list("description", flat=True),
    ]
    hidden = LifeEventParticipant.objects.filter(use_real_name=False)
    names = {name for row in hidden for name in (row.first_name, row.last_name)}
    assert names == {"Amílcar", "Teles"}
    assert [text for text in texts if any(name in text for name in names)] == []


def test_every_event_came_up_in_a_session(loaded):
    assert list(LifeEvent.objects.filter(session_life_events=None)) == []


def test_sections_stand_where_the_sessions_left_them(loaded):
    left = {}
    for row in SessionSectionStatus.objects.order_by("session__scheduled_at"):
        left[row.section_id] = row.status
    told = StorytellerSectionStatus.objects.filter(process_section__in=left)
    assert {row.process_section_id: row.status for row in told} == left


def test_progress_says_what_there_is(loaded):
    progress = StorytellerProgress.objects.get()
    assert progress.overall_completion_percentage == 62
    assert progress.total_sessions_count == StorytellerSession.objects.count()
    assert progress.total_artifacts_count == SessionArtifact.objects.count()


def test_every_chapter_draws_on_an_approved_collection(loaded):
    used = Collection.objects.filter(uses__chapter__isnull=False).distinct()
    assert {collection.is_approved for collection in used} == {True}
