"""What family remembers: nowhere in the story before the keeper approves of it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from storyteller.domain.errors import MemoryDecidedError
from storyteller.domain.people import require_consent
from storyteller.models import FamilyMemory, LifeEvent, LifeEventTimespan, Storyteller

Status = FamilyMemory.Status


@transaction.atomic
def add_memory(
    storyteller: Storyteller, *, user: User, title: str, text: str, now: datetime, **when
) -> FamilyMemory:
    """A memory that waits for approval. ``when`` holds year, month and day as far as known."""
    require_consent(storyteller)
    memory = FamilyMemory(
        storyteller=storyteller,
        told_by=user,
        teller_name=str(user)[:150],
        title=title,
        text=text,
        created_at=now,
        **when,
    )
    memory.full_clean()
    memory.save()
    return memory


@transaction.atomic
def approve_memory(memory: FamilyMemory, *, now: datetime) -> LifeEvent:
    """Make a life event of it, with its date and who told it. Approved again, it is that event.

    Raises ``MemoryDecidedError`` where it was declined.
    """
    row = _locked(memory)
    require_consent(row.storyteller)
    if row.status == Status.APPROVED and row.life_event:
        return row.life_event
    _require_waiting(row)
    told_by = f"\n\nTold by {row.teller_name}." if row.teller_name else ""
    event = LifeEvent.objects.create(
        storyteller=row.storyteller,
        event_name=row.title,
        description=f"{row.text}{told_by}",
        created_at=now,
    )
    if row.year:
        LifeEventTimespan.objects.create(
            life_event=event,
            timespan_type=LifeEventTimespan.TimespanType.PRIMARY,
            start_year=row.year,
            start_month=row.month,
            start_day=row.day,
        )
    row.status, row.decided_at, row.life_event = Status.APPROVED, now, event
    row.save()
    return event


@transaction.atomic
def decline_memory(memory: FamilyMemory, *, now: datetime) -> None:
    """It is not used, and stays with whoever told it. Declined again, nothing changes."""
    row = _locked(memory)
    if row.status == Status.DECLINED:
        return
    _require_waiting(row)
    row.status, row.decided_at = Status.DECLINED, now
    row.save()


@transaction.atomic
def withdraw_memory(memory: FamilyMemory) -> None:
    """Whoever told it takes it back, as long as nobody decided. Raises ``MemoryDecidedError``."""
    row = _locked(memory)
    _require_waiting(row)
    row.delete()


def _locked(memory):
    rows = FamilyMemory.objects.select_for_update(of=("self",))
    return rows.select_related("storyteller", "life_event").get(pk=memory.pk)


def _require_waiting(memory):
    if memory.status != Status.WAITING:
        raise MemoryDecidedError
