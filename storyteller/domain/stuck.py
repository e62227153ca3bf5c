"""What stands still and needs staff: one list for each kind, with a fixed number of queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce

from storyteller.domain.approvals import ASK_AGAIN_AFTER, with_approval
from storyteller.domain.requirements import in_order
from storyteller.models import (
    BookExport,
    CollectionSynthesis,
    EditRequirement,
    Requirement,
    StoryChapter,
    Storyteller,
    StorytellerSession,
    UserFeedback,
)
from storyteller.rules import edit_gates
from storyteller.rules.requirements import OPEN

IDLE, BLOCKED = timedelta(days=30), timedelta(days=7)
SHOWN = 12


@dataclass(frozen=True)
class Line:
    """A row to look at: what it is, whose, and since when."""

    row: Model
    text: str
    storyteller: Storyteller | None
    since: datetime | None


@dataclass(frozen=True)
class Board:
    """One kind of thing. ``has_more`` says that there are others behind those shown."""

    title: str
    empty: str
    model: type[Model]
    lines: list[Line]
    has_more: bool


@dataclass(frozen=True)
class _Kind:
    title: str
    empty: str
    model: type[Model]
    rows: Callable[[datetime], QuerySet]
    text: Callable[[Model], str]
    since: str
    teller: Callable[[Model], Storyteller | None]


def boards(*, now: datetime, models: Iterable[type[Model]] | None = None) -> list[Board]:
    """The lists, of those ``models`` that somebody may see; one query each."""
    shown = None if models is None else set(models)
    made = []
    for kind in _KINDS:
        if shown is None or kind.model in shown:
            found = list(kind.rows(now)[: SHOWN + 1])
            lines = [
                Line(row, kind.text(row), kind.teller(row), getattr(row, kind.since))
                for row in found[:SHOWN]
            ]
            made.append(Board(kind.title, kind.empty, kind.model, lines, len(found) > SHOWN))
    return made


def board_models() -> set[type[Model]]:
    """Whose rows the lists show."""
    return {kind.model for kind in _KINDS}


def idle(now: datetime) -> QuerySet[Storyteller]:
    """Who agreed to tell, and has told nothing for thirty days."""
    present = Storyteller.objects.filter(deleted_at=None, consent_given=True, is_active=True)
    last = Coalesce(F("progress__last_active_at"), F("created_at"))
    return present.annotate(last=last).filter(last__lte=now - IDLE).order_by("last", "pk")


def blockers(now: datetime) -> QuerySet[EditRequirement]:
    """What keeps a chapter from being approved for more than a week."""
    rows = EditRequirement.objects.filter(
        severity=EditRequirement.Severity.BLOCKING,
        status__in=edit_gates.OPEN,
        created_at__lt=now - BLOCKED,
        **_PRESENT,
    )
    return rows.select_related("storyteller").order_by("created_at", "pk")


def failed_exports(now: datetime) -> QuerySet[BookExport]:
    rows = BookExport.objects.filter(export_status=BookExport.ExportStatus.FAILED, **_PRESENT)
    return rows.select_related("storyteller").order_by("-failed_at", "pk")


def urgent_feedback(now: datetime) -> QuerySet[UserFeedback]:
    """What is critical to somebody, or to be looked at at once, and has no answer."""
    is_urgent = Q(priority=UserFeedback.Priority.CRITICAL) | Q(requires_immediate_action=True)
    rows = UserFeedback.objects.filter(
        is_urgent, resolution_status=UserFeedback.ResolutionStatus.PENDING, **_PRESENT
    )
    return rows.select_related("storyteller").order_by("feedback_given_at", "pk")


def follow_ups(now: datetime) -> QuerySet[StorytellerSession]:
    """Sessions in which something was hard: that it was, and nothing of what."""
    rows = StorytellerSession.objects.filter(needs_followup=True, **_PRESENT)
    return rows.select_related("storyteller").order_by("-created_at", "pk")


def unanswered_syntheses(now: datetime) -> QuerySet[CollectionSynthesis]:
    """Drafts that nobody said yes or no to for a week."""
    rows = CollectionSynthesis.objects.filter(
        is_provisional=True,
        is_approved=False,
        created_at__lte=now - ASK_AGAIN_AFTER,
        **{f"collection__{name}": value for name, value in _PRESENT.items()},
    )
    return rows.select_related("collection__storyteller").order_by("created_at", "pk")


def unanswered_chapters(now: datetime) -> QuerySet[StoryChapter]:
    rows = StoryChapter.objects.filter(
        word_count__gt=0,
        updated_at__lte=now - ASK_AGAIN_AFTER,
        **{f"story__{name}": value for name, value in _PRESENT.items()},
    )
    waiting = with_approval(rows).filter(is_approved=False, is_blocked=False)
    return waiting.select_related("story__storyteller").order_by("updated_at", "pk")


def critical_requirements(now: datetime) -> QuerySet[Requirement]:
    """What a book cannot do without, oldest first."""
    rows = Requirement.objects.filter(
        priority=Requirement.Priority.CRITICAL, status__in=OPEN, **_PRESENT
    )
    return in_order(rows).select_related("storyteller")


def hidden(now: datetime) -> QuerySet[Storyteller]:
    """Stories that wait to be erased."""
    return Storyteller.objects.filter(deleted_at__isnull=False).order_by("deleted_at", "pk")


_PRESENT = {"storyteller__deleted_at": None, "storyteller__consent_given": True}


def _own(row):
    return row.storyteller


def _nobody(row):
    return None


_KINDS = (
    _Kind(
        "What people cannot go on without",
        "Nobody waits for an answer that cannot wait.",
        UserFeedback,
        urgent_feedback,
        str,
        "feedback_given_at",
        _own,
    ),
    _Kind(
        "Somebody to be asked how they are",
        "Nobody said that it was hard.",
        StorytellerSession,
        follow_ups,
        lambda row: "Something was hard to tell. Ask before the next session.",
        "created_at",
        _own,
    ),
    _Kind(
        "Blocked for more than a week",
        "Nothing is blocked for so long.",
        EditRequirement,
        blockers,
        str,
        "created_at",
        _own,
    ),
    _Kind(
        "Books that could not be made",
        "Every book could be made.",
        BookExport,
        failed_exports,
        lambda row: f"{row.get_export_format_display()}: {row.failure_reason or 'no reason kept'}",
        "failed_at",
        _own,
    ),
    _Kind(
        "Drafts without a yes for a week",
        "No draft waits for so long.",
        CollectionSynthesis,
        unanswered_syntheses,
        lambda row: str(row.collection),
        "created_at",
        lambda row: row.collection.storyteller,
    ),
    _Kind(
        "Chapters without a yes for a week",
        "No chapter waits for so long.",
        StoryChapter,
        unanswered_chapters,
        str,
        "updated_at",
        lambda row: row.story.storyteller,
    ),
    _Kind(
        "Missing most",
        "Nothing that a book needs most is missing.",
        Requirement,
        critical_requirements,
        str,
        "created_at",
        _own,
    ),
    _Kind(
        "Quiet for a month",
        "Everybody told something lately.",
        Storyteller,
        idle,
        str,
        "last",
        _nobody,
    ),
    _Kind(
        "Hidden, and to be erased",
        "No story is hidden.",
        Storyteller,
        hidden,
        str,
        "deleted_at",
        _nobody,
    ),
)
