"""Texts drawn from a collection, version by version: none replaces another."""

from datetime import datetime

from django.db.models import Max, QuerySet

from accounts.models import User
from storyteller.domain.collections import collection_lock
from storyteller.domain.life_errors import SynthesisError
from storyteller.domain.manuscript import write_row
from storyteller.domain.phases import reach
from storyteller.models import Collection, CollectionSynthesis, Requirement, UserFeedback

PHASE = "synthesis"
OPEN = (
    Requirement.Status.PENDING,
    Requirement.Status.IN_PROGRESS,
    Requirement.Status.ADDRESSED,
)


def syntheses_of(collection: Collection) -> QuerySet[CollectionSynthesis]:
    """All versions of all kinds, the newest first."""
    rows = CollectionSynthesis.objects.filter(collection=collection)
    return rows.order_by("synthesis_type", "-synthesis_version")


def version_before(synthesis: CollectionSynthesis) -> CollectionSynthesis | None:
    rows = syntheses_of(synthesis.collection).filter(synthesis_type=synthesis.synthesis_type)
    return rows.filter(synthesis_version__lt=synthesis.synthesis_version).first()


def write_synthesis(
    collection: Collection,
    *,
    synthesis_type: str,
    content: str,
    based_on: int | None = None,
    now: datetime,
) -> CollectionSynthesis:
    """A new version, which is provisional; those before stay as they are.

    Raises ``SynthesisError`` where ``based_on``, the version that the writer began with, is not
    the newest any more, and ``ValidationError``. The same text again is no new version.
    """
    with collection_lock(collection) as found:
        rows = CollectionSynthesis.objects.filter(collection=found, synthesis_type=synthesis_type)
        newest = rows.aggregate(n=Max("synthesis_version"))["n"] or 0
        if based_on is not None and based_on != newest:
            said = f"Version {newest} was written meanwhile: yours is below, and not lost."
            raise SynthesisError(said)
        content = content.replace("\r\n", "\n")
        last = rows.filter(synthesis_version=newest).first()
        if last and last.content == content:
            return last
        reach(found.storyteller_id, PHASE)
        row = CollectionSynthesis(collection=found, synthesis_version=newest + 1, created_at=now)
        return write_row(row, {"synthesis_type": synthesis_type, "content": content})


def approve_synthesis(synthesis: CollectionSynthesis, *, now: datetime) -> CollectionSynthesis:
    """The storyteller agrees to this version; what was asked of it is settled.

    A summary becomes that of its collection. Agreed to again, nothing changes.
    """
    with collection_lock(synthesis.collection) as collection:
        row = CollectionSynthesis.objects.get(pk=synthesis.pk)
        if row.is_approved:
            return row
        row.needs_revision = False
        fields = {"is_provisional": False, "is_approved": True, "approved_at": now}
        write_row(row, fields)
        if row.synthesis_type == CollectionSynthesis.SynthesisType.SUMMARY:
            Collection.objects.filter(pk=collection.pk).update(synthesis_summary=row.content)
        for asked in Requirement.objects.filter(collection=collection, status__in=OPEN):
            if asked.metadata.get("synthesis_type") == row.synthesis_type:
                resolved = {
                    "status": Requirement.Status.RESOLVED,
                    "resolved_at": now,
                    "resolved_by": "storyteller",
                }
                write_row(asked, resolved)
        return row


def request_changes(
    synthesis: CollectionSynthesis, *, said_text: str, user: User, now: datetime
) -> Requirement:
    """What should be different, which becomes an important requirement, and feedback.

    Raises ``SynthesisError`` for a version that is approved.
    """
    with collection_lock(synthesis.collection):
        row = _require_open(synthesis)
        write_row(row, {"needs_revision": True, "user_feedback": said_text})
        _note_feedback(row, said_text, user, UserFeedback.FeedbackType.REVISION_REQUEST, now)
        return _require(row, f"Changes to {_name(row)}: {said_text}", now)


def redo_synthesis(
    synthesis: CollectionSynthesis, *, said_text: str, user: User, now: datetime
) -> Requirement:
    """The text is turned down as a whole, and to be written anew; the material stays.

    Raises ``SynthesisError`` for a version that is approved.
    """
    with collection_lock(synthesis.collection):
        row = _require_open(synthesis)
        write_row(row, {"needs_revision": True, "user_feedback": said_text})
        _note_feedback(row, said_text, user, UserFeedback.FeedbackType.REJECTION, now)
        return _require(row, f"Write {_name(row)} anew: {said_text}", now)


def _require_open(synthesis):
    row = CollectionSynthesis.objects.select_related("collection").get(pk=synthesis.pk)
    if row.is_approved:
        raise SynthesisError("You agreed to this version. Write a new one to change it.")
    return row


def _name(row):
    return f"“{row.collection}”, {str(row).lower()}"


def _note_feedback(row, said, user, kind, now):
    feedback = UserFeedback(storyteller_id=row.collection.storyteller_id, user=user, created_at=now)
    fields = {
        "feedback_on_type": UserFeedback.FeedbackOnType.SYNTHESIS,
        "feedback_on_id": row.pk,
        "feedback_on_name": _name(row)[:200],
        "feedback_type": kind,
        "feedback_text": said,
        "priority": UserFeedback.Priority.IMPORTANT,
        "feedback_given_at": now,
    }
    write_row(feedback, fields)


def _require(row, described, now):
    requirement = Requirement(
        storyteller_id=row.collection.storyteller_id, collection=row.collection, created_at=now
    )
    fields = {
        "requirement_type": Requirement.RequirementType.THEMATIC_EXPLORATION,
        "priority": Requirement.Priority.IMPORTANT,
        "requirement_description": described,
        "metadata": {"version": 1, "synthesis_type": row.synthesis_type},
    }
    return write_row(requirement, fields)
