"""What waits for a keeper or a helper on their home page."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.waiting import Waiting
from storyteller.domain.approvals import chapters_to_approve
from storyteller.domain.lanes import OPEN
from storyteller.models import FamilyMemory, Storyteller, StorytellerSectionStatus, Upload

ROOM, SHOWN = "storyteller", 5


def waiting_for(user: User) -> Iterator[Waiting]:
    """Memories, photos and chapters to approve, and the next question. Two queries."""
    kept = (
        Storyteller.objects.kept_by(user)
        .filter(consent_given=True, is_active=True)
        .annotate(
            memories=_count(FamilyMemory.objects.filter(status=FamilyMemory.Status.WAITING)),
            uploads_new=_count(Upload.objects.filter(is_approved=False)),
            lanes_open=_count(StorytellerSectionStatus.objects.filter(status__in=OPEN)),
        )
        .order_by("-updated_at", "pk")[:SHOWN]
    )
    for person in kept:
        yield from _of(person)
    for chapter in chapters_to_approve(user, now=timezone.now())[:SHOWN]:
        url = reverse("storyteller:chapter", args=[chapter.story.storyteller_id, chapter.pk])
        yield Waiting(f"A chapter waits for your yes: {chapter}", url, ROOM)


def _of(person):
    page = reverse("storyteller:storyteller", args=[person.pk])
    if person.memories:
        said = "A memory waits" if person.memories == 1 else f"{person.memories} memories wait"
        url = reverse("storyteller:memories", args=[person.pk])
        yield Waiting(f"{said} for your approval: {person}", url, ROOM)
    if person.uploads_new:
        said = (
            "An upload waits" if person.uploads_new == 1 else f"{person.uploads_new} uploads wait"
        )
        url = reverse("storyteller:uploads", args=[person.pk])
        yield Waiting(f"{said} for your approval: {person}", url, ROOM)
    if person.lanes_open:
        yield Waiting(f"The next question of {person}’s story", page, ROOM)


def _count(rows):
    counted = rows.filter(storyteller=OuterRef("pk")).order_by().values("storyteller")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)
