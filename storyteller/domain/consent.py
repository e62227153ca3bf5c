"""Consent: given first, withdrawn at any time, and restored within thirty days."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from storyteller.domain.errors import RestoreTooLateError
from storyteller.models import ConsentRecord, Storyteller, StorytellerSession

# Which text (templates/storyteller/_consent_text.html) people agree to. It counts up when the sense
# of that text changes.
WORDING_VERSION = 1
RESTORABLE_DAYS = 30


def record_consent(
    storyteller: Storyteller, kind: str, *, user: User | None, now: datetime
) -> ConsentRecord:
    return ConsentRecord.objects.create(
        storyteller=storyteller,
        kind=kind,
        wording_version=WORDING_VERSION,
        made_by=user,
        made_at=now,
    )


@transaction.atomic
def give_consent(storyteller: Storyteller, *, user: User, now: datetime) -> None:
    """From now on questions may be asked. Given again, nothing changes."""
    row = _locked(storyteller)
    if row.consent_given:
        return
    row.consent_given, row.consent_date = True, now
    row.save(update_fields=["consent_given", "consent_date", "updated_at"])
    record_consent(row, ConsentRecord.Kind.GIVEN, user=user, now=now)


@transaction.atomic
def withdraw_consent(storyteller: Storyteller, *, user: User, now: datetime) -> None:
    """Hide everything at once and stop every session. Withdrawn again, nothing changes.

    What is hidden can be restored for 30 days; then it may be erased.
    """
    row = _locked(storyteller)
    if row.deleted_at is not None:
        return
    row.consent_given, row.is_active, row.deleted_at = False, False, now
    row.save(update_fields=["consent_given", "is_active", "deleted_at", "updated_at"])
    _stop_sessions(row, now)
    record_consent(row, ConsentRecord.Kind.WITHDRAWN, user=user, now=now)


@transaction.atomic
def restore(storyteller: Storyteller, *, user: User, now: datetime) -> None:
    """Show everything again, with consent as it was. Raises ``RestoreTooLateError``."""
    row = _locked(storyteller)
    if row.deleted_at is None:
        return
    if now >= erased_from(row):
        raise RestoreTooLateError
    row.consent_given, row.consent_date = True, now
    row.is_active, row.deleted_at = True, None
    row.save()
    record_consent(row, ConsentRecord.Kind.RESTORED, user=user, now=now)


def erased_from(storyteller: Storyteller) -> datetime:
    """From when on a storyteller who withdrew may be erased for good."""
    return storyteller.deleted_at + timedelta(days=RESTORABLE_DAYS)


def _stop_sessions(storyteller, now):
    """A session that was planned does not take place; one that began has ended."""
    status = StorytellerSession.Status
    stopped = "Cancelled: consent was withdrawn."
    open_sessions = StorytellerSession.objects.filter(storyteller=storyteller).exclude(
        status__in=[status.COMPLETED, status.CANCELLED]
    )
    begun = open_sessions.filter(started_at__isnull=False)
    begun.update(ended_at=now, updated_at=now)
    open_sessions.update(status=status.CANCELLED, summary=stopped, updated_at=now)


def _locked(storyteller):
    return Storyteller.objects.select_for_update().get(pk=storyteller.pk)
