"""How much is kept about a story, for its keeper."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from storyteller.models import (
    LifeEvent,
    PromptAnswer,
    StoryChapter,
    Storyteller,
    StorytellerSession,
    Upload,
)


@dataclass(frozen=True)
class Figures:
    """``bytes`` are those of photos, recordings and documents."""

    answers: int
    sessions: int
    events: int
    chapters: int
    uploads: int
    bytes: int


def figures_of(storyteller: Storyteller) -> Figures:
    """Five queries, however much there is."""
    own = {"storyteller": storyteller}
    uploads = Upload.objects.filter(**own).aggregate(n=Count("pk"), size=Coalesce(Sum("bytes"), 0))
    return Figures(
        answers=PromptAnswer.objects.filter(**own).exclude(text="").count(),
        sessions=StorytellerSession.objects.filter(**own).count(),
        events=LifeEvent.objects.filter(**own).count(),
        chapters=StoryChapter.objects.filter(story__storyteller=storyteller).count(),
        uploads=uploads["n"],
        bytes=uploads["size"],
    )
