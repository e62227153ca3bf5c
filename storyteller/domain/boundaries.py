"""What a storyteller is comfortable with: what they set, and what may be asked because of it."""

from collections.abc import Iterable

from django.db import transaction

from storyteller.models import LifeEvent, Storyteller, StorytellerBoundary
from storyteller.models.base import SensitivityTier
from storyteller.rules.boundaries import EventLimits, Limits, Trauma, Verdict, judge

TOPICS = (
    "romance",
    "intimacy",
    "loss",
    "trauma",
    "illness",
    "conflict",
    "faith",
    "finances",
)


def limits_of(storyteller: Storyteller, boundary: StorytellerBoundary | None) -> Limits:
    """What holds for everything. Who set nothing has the defaults, which are careful."""
    boundary = boundary or StorytellerBoundary()
    return Limits(
        consent_given=storyteller.consent_given,
        is_deleted=storyteller.deleted_at is not None,
        highest_tier=boundary.maximum_tier_comfortable,
        closed_topics=frozenset(closed_topics(boundary)),
        off_limit_topics=tuple(boundary.off_limit_topics),
    )


def closed_topics(boundary: StorytellerBoundary) -> list[str]:
    return [topic for topic in TOPICS if not getattr(boundary, f"comfortable_discussing_{topic}")]


def limits_of_event(event: LifeEvent) -> dict:
    """What ``judge`` is told of ``event``. Its boundary and its trauma should be fetched."""
    return {
        "event": _event_limits(getattr(event, "boundary", None)),
        "trauma": _trauma(getattr(event, "trauma", None)),
    }


def _event_limits(boundary) -> EventLimits | None:
    if boundary is None:
        return None
    return EventLimits(
        overrides=boundary.override_storyteller_default,
        may_deepen=boundary.consent_to_deepen,
        is_comfortable=boundary.comfortable_discussing,
        off_limit_aspects=tuple(boundary.off_limit_aspects),
    )


def _trauma(trauma) -> Trauma | None:
    if trauma is None or not trauma.is_trauma:
        return None
    return Trauma(
        status=trauma.trauma_status,
        requires_consent=trauma.requires_explicit_consent,
        consent_given=trauma.consent_given,
    )


def may_go_into(
    storyteller: Storyteller,
    event: LifeEvent,
    *,
    boundary: StorytellerBoundary | None = None,
    tier: int = SensitivityTier.SAFE,
    topics: Iterable[str] = (),
    text: str = "",
) -> Verdict:
    """Whether somebody may be asked more about ``event``."""
    boundary = boundary or boundary_of(storyteller)
    return judge(
        limits_of(storyteller, boundary),
        tier=tier,
        topics=topics,
        text=f"{event.event_name} {text}",
        **limits_of_event(event),
    )


def boundary_of(storyteller: Storyteller) -> StorytellerBoundary:
    """The boundaries of ``storyteller``, made with their defaults where there are none yet."""
    return StorytellerBoundary.objects.get_or_create(storyteller=storyteller)[0]


@transaction.atomic
def change_boundaries(storyteller: Storyteller, **changes) -> StorytellerBoundary:
    """Set columns of the boundaries. A topic that stands twice off limits stands there once."""
    boundary = _locked(storyteller)
    if "off_limit_topics" in changes:
        changes["off_limit_topics"] = without_doubles(changes["off_limit_topics"])
    for name, value in changes.items():
        setattr(boundary, name, value)
    boundary.full_clean(exclude=["storyteller"])
    boundary.save()
    return boundary


@transaction.atomic
def put_off_limits(storyteller: Storyteller, topic: str) -> StorytellerBoundary:
    """Never raise ``topic``. To say so again changes nothing."""
    boundary = _locked(storyteller)
    boundary.off_limit_topics = without_doubles([*boundary.off_limit_topics, topic])
    boundary.save(update_fields=["off_limit_topics", "updated_at"])
    return boundary


@transaction.atomic
def put_back_in_bounds(storyteller: Storyteller, topic: str) -> StorytellerBoundary:
    """``topic`` may be raised again. To say so of one that is not off limits changes nothing."""
    boundary = _locked(storyteller)
    gone = topic.strip().casefold()
    boundary.off_limit_topics = [t for t in boundary.off_limit_topics if t.casefold() != gone]
    boundary.save(update_fields=["off_limit_topics", "updated_at"])
    return boundary


def without_doubles(topics: Iterable[str]) -> list[str]:
    """``topics`` in their order, each once, whatever its case; the first spelling stays."""
    first = {}
    for topic in topics:
        if topic := " ".join(topic.split()):
            first.setdefault(topic.casefold(), topic)
    return list(first.values())


def _locked(storyteller):
    boundary_of(storyteller)
    return StorytellerBoundary.objects.select_for_update().get(storyteller=storyteller)
