"""What people say about what they were shown, and the answer they get."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from storyteller.domain.people import KEEPER, role_of
from storyteller.models import Storyteller, UserFeedback

Kind, About, Resolution = (
    UserFeedback.FeedbackType,
    UserFeedback.FeedbackOnType,
    UserFeedback.ResolutionStatus,
)
# What a page is about, by the section of the navigation that it stands in.
ABOUT = {
    "capture": About.PROMPT,
    "timeline": About.SECTION,
    "collections": About.COLLECTION,
    "shape": About.ARCHETYPE,
    "manuscript": About.CHAPTER,
    "book": About.DRAFT,
}
SETTLED = (Resolution.RESOLVED, Resolution.CANNOT_RESOLVE, Resolution.WONT_FIX)


def give_feedback(
    storyteller: Storyteller,
    *,
    user: User,
    kind: str,
    text: str,
    priority: str = "",
    at_once: bool = False,
    section: str = "",
    now: datetime,
) -> UserFeedback:
    """Keep what ``user`` says. Staff see it in the admin; what is wanted ``at_once``, first.

    Raises ``ValidationError``.
    """
    row = UserFeedback(
        storyteller=storyteller,
        user=user,
        feedback_type=kind,
        feedback_text=text.strip(),
        priority=priority,
        requires_immediate_action=at_once,
        feedback_on_type=ABOUT.get(section, About.SYSTEM),
        created_at=now,
        feedback_given_at=now,
    )
    row.full_clean(exclude=["storyteller", "user"])
    row.save()
    return row


def feedback_for(user: User, storyteller: Storyteller) -> QuerySet[UserFeedback]:
    """The keeper reads all that was said of their story, everybody else what they said."""
    rows = UserFeedback.objects.filter(storyteller=storyteller).select_related("user")
    if role_of(user, storyteller) != KEEPER:
        rows = rows.filter(user=user)
    return rows.order_by("-feedback_given_at", "pk")


@transaction.atomic
def answer_feedback(
    feedback: UserFeedback, *, status: str, answer: str, now: datetime
) -> UserFeedback:
    """Staff answer; what is settled has its time. Raises ``ValidationError``."""
    row = UserFeedback.objects.select_for_update().get(pk=feedback.pk)
    row.agent_response, row.resolution_status = answer, status
    settle(row, now=now)
    row.full_clean(exclude=["storyteller", "user"])
    row.save()
    return row


def settle(feedback: UserFeedback, *, now: datetime) -> None:
    """The time at which it was settled follows its status."""
    if feedback.resolution_status in SETTLED:
        feedback.resolved_at = feedback.resolved_at or now
    else:
        feedback.resolved_at = None
