"""What in Storyteller needs staff."""

from django.utils import timezone

from common.attention import Attention, register
from storyteller.models import (
    AgentInstance,
    BookExport,
    BookExportDelivery,
    EditRequirement,
    StorytellerSession,
    UserFeedback,
)


@register("storyteller")
def needs_staff():
    """What failed, what people ask for at once, what is overdue, what waits for an editor."""
    now = timezone.now().replace(microsecond=0)
    return [
        _having("books that could not be made", BookExport, export_status="failed", is_urgent=True),
        _having(
            "books that were not delivered",
            BookExportDelivery,
            delivery_status="failed",
            is_urgent=True,
        ),
        Attention(
            "answers that people need at once",
            UserFeedback.objects.filter(
                requires_immediate_action=True, resolution_status="pending"
            ),
            {"requires_immediate_action__exact": 1, "resolution_status__exact": "pending"},
            is_urgent=True,
        ),
        Attention(
            "sessions that should have begun",
            StorytellerSession.objects.filter(status="scheduled", scheduled_at__lt=now),
            {"status__exact": "scheduled", "scheduled_at__lt": now.isoformat()},
        ),
        Attention(
            "guides to be looked at",
            AgentInstance.objects.filter(flagged_for_review=True),
            {"flagged_for_review__exact": 1},
        ),
        _having("edits that wait", EditRequirement, status="pending"),
        _having("feedback without an answer", UserFeedback, resolution_status="pending"),
    ]


def _having(text, model, *, is_urgent=False, **values):
    filters = {f"{name}__exact": value for name, value in values.items()}
    return Attention(text, model.objects.filter(**values), filters, is_urgent)
