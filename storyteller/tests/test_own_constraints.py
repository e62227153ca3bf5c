"""What the database refuses of the room's own tables: every rule once, with its sentence."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from storyteller.models import (
    ChapterApproval,
    ChapterReview,
    ConsentRecord,
    DimensionScore,
    DownloadLink,
    ExportOptions,
    FamilyMemory,
    PromptAnswer,
    QuestionLink,
    StorytellerHelper,
    StorytellerInvitation,
    StorytellerProject,
    Upload,
)
from storyteller.tests import factories
from storyteller.tests.tellers import NOW

pytestmark = pytest.mark.django_db
BEFORE = NOW - timedelta(days=400)
# By rule: the table, and what its row is changed to. {} asks for a second row of the same.
REFUSED = {
    "chapter_approvals_draft_version_at_least_1": (ChapterApproval, {"draft_version": 0}),
    "chapter_approvals_one_that_holds": (ChapterApproval, {}),
    "chapter_approvals_withdrawn_at_in_order": (ChapterApproval, {"withdrawn_at": BEFORE}),
    "chapter_reviews_marks_0_to_10": (ChapterReview, {"senses": "10.1"}),
    "chapter_reviews_voice_consistency_0_to_1": (ChapterReview, {"voice_consistency": "1.01"}),
    "consent_records_wording_version_at_least_1": (ConsentRecord, {"wording_version": 0}),
    "dimension_scores_once": (DimensionScore, {}),
    "dimension_scores_score_0_to_1": (DimensionScore, {"score": "1.01"}),
    "download_links_downloads_not_negative": (DownloadLink, {"downloads": -1}),
    "download_links_expires_later": (DownloadLink, {"expires_at": BEFORE}),
    "download_links_token_is_hashed": (DownloadLink, {"token_hash": "clear"}),
    "download_links_token_unique": (DownloadLink, {}),
    "export_options_progress_0_to_100": (ExportOptions, {"progress": 101}),
    "family_memories_day_with_month": (FamilyMemory, {"day": 3}),
    "family_memories_decided_has_a_time": (FamilyMemory, {"status": "approved"}),
    "family_memories_month_1_to_12": (FamilyMemory, {"month": 13}),
    "family_memories_year_1000_to_2200": (FamilyMemory, {"year": 999}),
    "prompt_answers_answered_is_saved": (PromptAnswer, {"status": "answered"}),
    "prompt_answers_once": (PromptAnswer, {}),
    "prompt_answers_step_at_least_1": (PromptAnswer, {"step": 0}),
    "prompt_answers_tier_3_is_sealed": (PromptAnswer, {"sensitivity_tier": 3}),
    "prompt_answers_version_at_least_1": (PromptAnswer, {"version": 0}),
    "question_links_expires_later": (QuestionLink, {"expires_at": BEFORE}),
    "question_links_token_is_hashed": (QuestionLink, {"token_hash": "clear"}),
    "question_links_token_unique": (QuestionLink, {}),
    "storyteller_helpers_once": (StorytellerHelper, {}),
    "storyteller_invitations_expires_later": (StorytellerInvitation, {"expires_at": BEFORE}),
    "storyteller_invitations_token_is_hashed": (StorytellerInvitation, {"token_hash": "clear"}),
    "storyteller_invitations_token_unique": (StorytellerInvitation, {}),
    "storyteller_invitations_uses_within_limit": (StorytellerInvitation, {"uses": 2}),
    "storyteller_projects_memory_has_a_name": (StorytellerProject, {"subject_kind": "memory"}),
    "storyteller_projects_subject_birth_year_1000_to_2200": (
        StorytellerProject,
        {"subject_birth_year": 999},
    ),
    "storyteller_projects_subject_death_year_1000_to_2200": (
        StorytellerProject,
        {"subject_death_year": 2201},
    ),
    "storyteller_projects_subject_death_year_in_order": (
        StorytellerProject,
        {"subject_birth_year": 1950, "subject_death_year": 1949},
    ),
    "uploads_bytes_at_least_1": (Upload, {"bytes": 0}),
    "uploads_height_at_least_1": (Upload, {"height": 0}),
    "uploads_once_per_storyteller": (Upload, {}),
    "uploads_seconds_not_negative": (Upload, {"seconds": -1}),
    "uploads_taken_day_of_month": (Upload, {"taken_day": 31, "taken_month": 4}),
    "uploads_taken_month_1_to_12": (Upload, {"taken_month": 13}),
    "uploads_taken_year_1000_to_2200": (Upload, {"taken_year": 999}),
    "uploads_width_at_least_1": (Upload, {"width": 0}),
}


def make(model):
    name = "".join(f"_{c.lower()}" if c.isupper() else c for c in model.__name__)
    return getattr(factories, f"make{name}")()


def test_every_rule_of_a_row_is_held_by_the_database_and_says_why():
    rows = {model: make(model) for model, _ in REFUSED.values()}
    for name, (model, changes) in REFUSED.items():
        row = model.objects.get(pk=rows[model].pk)
        # SQLite names the columns of a unique rule rather than the rule, and a column of whole
        # numbers without a sign has a check of its own.
        rule = rf"{name}|downloads" if changes else rf"{name}|UNIQUE"
        if not changes:
            row.pk = model._meta.pk.get_default()
            row._state.adding = True
        for column, value in changes.items():
            setattr(row, column, value)
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            row.save()
        [broken] = [rule for rule in model._meta.constraints if rule.name == name]
        with pytest.raises(ValidationError) as found:
            broken.validate(model, row)
        assert found.value.messages == [broken.violation_error_message], name


def test_every_rule_has_its_place_here():
    named = {
        rule.name
        for model in {model for model, _ in REFUSED.values()}
        for rule in model._meta.constraints
        if not rule.name.endswith("_known")
    }
    assert named == set(REFUSED)
