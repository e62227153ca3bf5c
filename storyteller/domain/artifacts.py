"""What is made of a session: provisional until its storyteller approves of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from storyteller.domain.capture_errors import ArtifactDecidedError
from storyteller.domain.people import require_consent
from storyteller.domain.private_texts import text_of_tier
from storyteller.domain.progress import refresh_progress
from storyteller.models import (
    PromptAnswer,
    SessionArtifact,
    Storyteller,
    StorytellerSession,
)
from storyteller.rules.scene_share import count_words

Type = SessionArtifact.ArtifactType
# A shorter answer is a fact rather than a piece to look through.
PIECE_WORDS = 40


def waiting_in(storyteller: Storyteller) -> QuerySet:
    """What is still to be decided on, newest first."""
    rows = SessionArtifact.objects.filter(
        session__storyteller=storyteller, is_provisional=True, is_approved=False
    )
    return rows.select_related("session", "life_event").order_by("-created_at", "pk")


def follow_answer(answer: PromptAnswer, *, asked: str, kind: str, now: datetime) -> None:
    """Make a piece of an answer that is long enough, or bring it up to date.

    A piece that was decided on stays as it was: a change afterwards is another piece.
    """
    if answer.session_id is None or count_words(answer.text) < PIECE_WORDS:
        return
    key = str(answer.pk)
    open_pieces = SessionArtifact.objects.filter(
        session__storyteller=answer.storyteller_id, is_provisional=True, is_approved=False
    )
    piece = open_pieces.filter(structured_data__answer=key).first() or SessionArtifact(
        session_id=answer.session_id, structured_data={"answer": key}, created_at=now
    )
    piece.artifact_type = Type.SCENE_CAPTURE if kind == "scene" else Type.DRAFT_PARAGRAPH
    piece.artifact_name = asked[:200]
    piece.content = text_of_tier(answer.text, answer.sensitivity_tier)
    piece.life_event_id = answer.life_event_id
    is_new = piece._state.adding
    piece.save()
    if is_new:
        refresh_progress(answer.storyteller_id, now=now)


def drop_of_answer(answer: PromptAnswer) -> None:
    """Whoever takes an answer back takes back what was made of it and not yet decided on."""
    SessionArtifact.objects.filter(
        session__storyteller=answer.storyteller_id,
        is_approved=False,
        structured_data__answer=str(answer.pk),
    ).delete()


@transaction.atomic
def approve_artifact(artifact: SessionArtifact, *, now: datetime) -> SessionArtifact:
    """It may become part of the book. Raises ``ArtifactDecidedError`` where it was rejected."""
    row = _locked(artifact)
    if row.is_approved:
        return row
    _require_open(row)
    row.is_provisional, row.is_approved, row.approved_at = False, True, now
    row.save()
    refresh_progress(row.session.storyteller_id, now=now)
    return row


@transaction.atomic
def reject_artifact(artifact: SessionArtifact) -> SessionArtifact:
    """It is not used; what was told stays. Rejected again, nothing changes."""
    row = _locked(artifact)
    if not row.is_provisional and not row.is_approved:
        return row
    _require_open(row)
    row.is_provisional = False
    row.save()
    return row


@transaction.atomic
def approve_all(session: StorytellerSession, *, now: datetime) -> int:
    """Everything of a session that is still open; how many that were."""
    require_consent(session.storyteller)
    rows = session.artifacts.filter(is_provisional=True, is_approved=False)
    count = rows.update(is_provisional=False, is_approved=True, approved_at=now, updated_at=now)
    refresh_progress(session.storyteller_id, now=now)
    return count


def _locked(artifact):
    rows = SessionArtifact.objects.select_for_update(of=("self",))
    row = rows.select_related("session__storyteller").get(pk=artifact.pk)
    require_consent(row.session.storyteller)
    return row


def _require_open(row):
    if not row.is_provisional:
        raise ArtifactDecidedError
