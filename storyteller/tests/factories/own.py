"""The room's own tables, which its specification does not name."""

from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

from django.core.files.base import ContentFile

from accounts.tests.factories import make_user
from common.tokens import hash_token
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
from storyteller.tests.factories.operations import make_archetype_analysis, make_book_export
from storyteller.tests.factories.process import make_section_prompt
from storyteller.tests.factories.story import make_story_chapter
from storyteller.tests.factories.storytellers import make_storyteller

_numbers = count(1)
LATER = datetime(2099, 1, 1, tzinfo=UTC)
MARKS = {
    "coherence": 8,
    "pacing": 7,
    "character_consistency": 9,
    "senses": 8,
    "themes": 8,
    "emotional_resonance": 9,
}


def make_storyteller_project(*, storyteller=None, **fields):
    return StorytellerProject.objects.create(
        storyteller=storyteller or make_storyteller(), **fields
    )


def make_consent_record(*, storyteller=None, **fields):
    return ConsentRecord.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{"kind": "given", "wording_version": 1, **fields},
    )


def make_storyteller_invitation(*, storyteller=None, token=None, **fields):
    return StorytellerInvitation.objects.create(
        storyteller=storyteller or make_storyteller(),
        token_hash=hash_token(token or f"token {next(_numbers)}"),
        **{"role": "family", "expires_at": LATER, **fields},
    )


def make_storyteller_helper(*, storyteller=None, user=None, **fields):
    return StorytellerHelper.objects.create(
        storyteller=storyteller or make_storyteller(),
        user=user or make_user(),
        **{"role": "family", **fields},
    )


def make_family_memory(*, storyteller=None, **fields):
    return FamilyMemory.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{
            "teller_name": "Jon",
            "title": f"The red boat {next(_numbers)}",
            "text": "She rowed it herself, and would let nobody help.",
            "year": 1971,
            **fields,
        },
    )


def make_upload(*, storyteller=None, content=None, **fields):
    content = content or f"a picture {next(_numbers)}".encode()
    upload = Upload(
        storyteller=storyteller or make_storyteller(),
        **{
            "kind": "photo",
            "content_type": "image/jpeg",
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "caption": "On deck",
            "is_approved": True,
            **fields,
        },
    )
    upload.file.save("gull.jpg", ContentFile(content), save=False)
    upload.save()
    return upload


def make_prompt_answer(*, storyteller=None, section_prompt=None, **fields):
    return PromptAnswer.objects.create(
        storyteller=storyteller or make_storyteller(),
        section_prompt=section_prompt or make_section_prompt(),
        **{"text": "At the rail, beside my father.", **fields},
    )


def make_chapter_review(*, chapter=None, **fields):
    return ChapterReview.objects.create(
        chapter=chapter or make_story_chapter(), **{**MARKS, "result": "needs_polish", **fields}
    )


def make_chapter_approval(*, chapter=None, **fields):
    return ChapterApproval.objects.create(
        chapter=chapter or make_story_chapter(), **{"draft_version": 1, **fields}
    )


def make_dimension_score(*, analysis=None, **fields):
    return DimensionScore.objects.create(
        analysis=analysis or make_archetype_analysis(),
        **{"candidate": "endurance", "dimension": "identity_shift", "score": "0.70", **fields},
    )


def make_export_options(*, book_export=None, **fields):
    return ExportOptions.objects.create(book_export=book_export or make_book_export(), **fields)


def make_download_link(*, book_export=None, token=None, **fields):
    return DownloadLink.objects.create(
        book_export=book_export or make_book_export(),
        token_hash=hash_token(token or f"token {next(_numbers)}"),
        **{"expires_at": LATER, **fields},
    )


def make_question_link(*, storyteller=None, section_prompt=None, token=None, **fields):
    return QuestionLink.objects.create(
        storyteller=storyteller or make_storyteller(),
        section_prompt=section_prompt or make_section_prompt(),
        token_hash=hash_token(token or f"token {next(_numbers)}"),
        **{"expires_at": LATER, **fields},
    )
