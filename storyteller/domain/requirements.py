"""What the material still lacks: lodged, taken up, told, found good, put off, dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from accounts.models import User
from storyteller.domain.errors import StorytellerError
from storyteller.domain.people import require_consent, shown_of
from storyteller.models import (
    LifeEvent,
    ProcessSection,
    Requirement,
    Storyteller,
    StorytellerSession,
)
from storyteller.rules import requirements as rules
from storyteller.rules.requirements import LEFT_OUT, OPEN, TOP, Move, Need

Status, Priority = Requirement.Status, Requirement.Priority


class RequirementError(StorytellerError):
    """A requirement cannot be changed in this way."""


def lodge_requirement(
    storyteller: Storyteller,
    *,
    requirement_type: str,
    description: str,
    priority: str = Priority.IMPORTANT,
    created_by: str = "system",
    now: datetime,
    **where,
) -> Requirement:
    """Note what is missing. The same one, still open, is not noted twice.

    ``where`` are other columns, such as ``section``, ``life_event`` or ``specific_gap``. Raises
    ``ValidationError``.
    """
    same = Requirement.objects.filter(
        storyteller=storyteller,
        requirement_type=requirement_type,
        requirement_description=description,
        status__in=OPEN,
    )
    if there := same.first():
        return there
    row = Requirement(
        storyteller=storyteller,
        requirement_type=requirement_type,
        requirement_description=description,
        priority=priority,
        created_by=created_by,
        created_at=now,
        **where,
    )
    row.full_clean()
    row.save()
    return row


def in_order(rows: QuerySet[Requirement]) -> QuerySet[Requirement]:
    """By priority, where the storyteller's own goes before; then the oldest first."""
    return rows.annotate(
        wanted=Coalesce(NullIf("user_priority_override", Value("")), "priority"),
        place=Case(
            *(When(wanted=name, then=rules.rank(name)) for name in rules.PRIORITIES),
            default=len(rules.PRIORITIES),
            output_field=IntegerField(),
        ),
    ).order_by("place", "created_at", "pk")


def shown_to(user: User, storyteller: Storyteller) -> QuerySet[Requirement]:
    """Those that ``user`` may read: an editor nothing about an event that is private."""
    rows = shown_of(Requirement.objects.all(), user, storyteller)
    if storyteller.user_id == user.pk:
        return rows
    events = LifeEvent.objects.visible_to(user).filter(storyteller=storyteller)
    return rows.filter(Q(life_event=None) | Q(life_event__in=events.values("pk")))


def next_for_section(
    storyteller: Storyteller, section: ProcessSection | UUID, *, limit: int = TOP
) -> list[Requirement]:
    """What the next session about ``section`` takes up: the first three that are pending."""
    rows = Requirement.objects.filter(
        storyteller=storyteller, section=section, status=Status.PENDING
    )
    return list(in_order(rows)[:limit])


def next_focus(rows: Iterable[Requirement], *, limit: int = TOP) -> list[Requirement]:
    """What the next session is best about, of the pending ones among ``rows``."""
    pending = {row.pk: row for row in rows if row.status == Status.PENDING}
    return [pending[need.key] for need in rules.focus(map(_need, pending.values()))][:limit]


def _need(row):
    return Need(
        key=row.pk,
        priority=row.priority,
        created_at=row.created_at,
        wish=row.user_priority_override,
        has_archetype=bool(row.archetype_refinement_purpose or row.archetype_lane),
        section=row.section_id,
        kind=row.requirement_type,
    )


@dataclass(frozen=True)
class Statistics:
    """How many there are. ``completion`` is per cent of what was not left out."""

    total: int
    open: int
    resolved: int
    left_out: int

    @property
    def completion(self) -> float:
        return rules.completion(resolved=self.resolved, left_out=self.left_out, total=self.total)


def statistics(rows: QuerySet[Requirement]) -> Statistics:
    counted = {
        "total": Count("pk"),
        "open": Count("pk", filter=Q(status__in=OPEN)),
        "resolved": Count("pk", filter=Q(status=Status.RESOLVED)),
        "left_out": Count("pk", filter=Q(status__in=LEFT_OUT)),
    }
    return Statistics(**rows.order_by().aggregate(**counted))


def start(
    requirement: Requirement, *, now: datetime, session: StorytellerSession | None = None
) -> Requirement:
    """A session takes it up. Raises ``RequirementError`` unless it is pending."""
    changes = {"addressed_at": now, "addressed_in_session": session}
    return _move(requirement, Move.START, changes)


def address(
    requirement: Requirement, *, now: datetime, session: StorytellerSession | None = None
) -> Requirement:
    """It was told; somebody still has to find it good."""
    found = {"addressed_at": requirement.addressed_at or now}
    return _move(
        requirement, Move.ADDRESS, found | ({"addressed_in_session": session} if session else {})
    )


def resolve(requirement: Requirement, *, by: str, now: datetime, notes: str = "") -> Requirement:
    """What was missing is there. ``by`` says in a word who found so."""
    changes = {"resolved_at": now, "resolved_by": by, "resolution_notes": notes}
    return _move(requirement, Move.RESOLVE, changes)


def defer(requirement: Requirement, *, reason: str, now: datetime) -> Requirement:
    """Not now. Raises ``RequirementError`` without a reason."""
    changes = {"deferred_at": now, "deferred_reason": _said(reason)}
    return _move(requirement, Move.DEFER, changes)


def drop(requirement: Requirement, *, reason: str, now: datetime) -> Requirement:
    """Not at all: it does not matter any more. Raises ``RequirementError`` without a reason."""
    changes = {"obsolete_at": now, "obsolete_reason": _said(reason)}
    return _move(requirement, Move.DROP, changes)


def reset(requirement: Requirement) -> Requirement:
    """Back to the beginning, and nothing is left of what became of it meanwhile."""
    return _move(
        requirement,
        Move.RESET,
        {
            "addressed_at": None,
            "addressed_in_session": None,
            "resolved_at": None,
            "resolved_by": "",
            "resolution_notes": "",
            "deferred_at": None,
            "deferred_reason": "",
            "obsolete_at": None,
            "obsolete_reason": "",
        },
    )


@transaction.atomic
def wish(requirement: Requirement, *, is_wanted: bool) -> Requirement:
    """The storyteller wants to tell this next, or not any more."""
    row = _locked(requirement)
    row.user_priority_override = Priority.CRITICAL if is_wanted else ""
    row.save(update_fields=["user_priority_override", "updated_at"])
    return row


@transaction.atomic
def _move(requirement, move, changes):
    row = _locked(requirement)
    if not rules.may(move, row.status):
        state = row.get_status_display().lower()
        raise RequirementError(f"This is {state} already: it cannot be changed in this way.")
    row.status = rules.after(move)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


def _locked(requirement):
    rows = Requirement.objects.select_for_update(of=("self",)).select_related("storyteller")
    row = rows.get(pk=requirement.pk)
    require_consent(row.storyteller)
    return row


def _said(reason):
    if not reason.strip():
        raise RequirementError("Say in a few words why.")
    return reason.strip()
