"""Whether a question may be put, or an event gone into: what a person set, in a fixed order.

The first rule that says no decides, and gives its reason. The order is stricter than the documents
of the process in one place: what an event allows for itself does not stand in for consent to speak
of a trauma (docs/adr/0013).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why not, from the first rule to the last; ``OPEN`` where nothing stands against it."""

    OPEN = "open"
    NO_CONSENT = "no_consent"
    DELETED = "deleted"
    OFF_LIMIT = "off_limit"
    TIER = "tier"
    TRAUMA = "trauma"
    OVERRIDE = "override"
    EVENT_COMFORT = "event_comfort"
    TOPIC = "topic"


SENTENCES = {
    Reason.OPEN: "Nothing stands against it.",
    Reason.NO_CONSENT: "Consent was not given, or was withdrawn.",
    Reason.DELETED: "This story was taken down.",
    Reason.OFF_LIMIT: "This touches on something that is off limits.",
    Reason.TIER: "This is more private than what was agreed on.",
    Reason.TRAUMA: "This still hurts, and nobody was given leave to speak of it.",
    Reason.OVERRIDE: "For this event it was decided not to go deeper.",
    Reason.EVENT_COMFORT: "This event is not to be spoken of.",
    Reason.TOPIC: "This is a subject to stay away from.",
}


@dataclass(frozen=True)
class Trauma:
    """What is known of a wound, as far as it decides."""

    status: str
    requires_consent: bool = True
    consent_given: bool = False


@dataclass(frozen=True)
class EventLimits:
    """What a person set for one life event."""

    overrides: bool = False
    may_deepen: bool = False
    is_comfortable: bool | None = None
    off_limit_aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What a person set for everything."""

    consent_given: bool = True
    is_deleted: bool = False
    highest_tier: int = 2
    closed_topics: frozenset[str] = frozenset()
    off_limit_topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether it may be asked, and why not."""

    reason: Reason

    @property
    def is_open(self) -> bool:
        return self.reason is Reason.OPEN

    @property
    def sentence(self) -> str:
        return SENTENCES[self.reason]

    def __bool__(self) -> bool:
        return self.is_open


def judge(
    limits: Limits,
    *,
    tier: int = 1,
    topics: Iterable[str] = (),
    text: str = "",
    trauma: Trauma | None = None,
    event: EventLimits | None = None,
) -> Verdict:
    """Whether a question may be put.

    ``tier`` (1 to 3) and ``topics`` (such as "loss") are the question's; ``text`` is what it says,
    and is searched for what is off limits. ``trauma`` and ``event`` belong to the life event that
    it is about, where there is one.
    """
    topics = tuple(topics)
    aspects = (*limits.off_limit_topics, *(event.off_limit_aspects if event else ()))
    if not limits.consent_given:
        return Verdict(Reason.NO_CONSENT)
    if limits.is_deleted:
        return Verdict(Reason.DELETED)
    if touches(aspects, text, topics):
        return Verdict(Reason.OFF_LIMIT)
    if tier > limits.highest_tier:
        return Verdict(Reason.TIER)
    if trauma and not may_be_raised(trauma):
        return Verdict(Reason.TRAUMA)
    return Verdict(_by_comfort(limits, topics, event))


def may_be_raised(trauma: Trauma) -> bool:
    """What goes on is raised only with consent, what is half healed where none is asked for too.

    What is resolved may be raised like anything else.
    """
    if trauma.consent_given or trauma.status == "resolved":
        return True
    return trauma.status == "partially_resolved" and not trauma.requires_consent


def touches(off_limits: Iterable[str], text: str, topics: Iterable[str] = ()) -> bool:
    """Whether any of ``off_limits`` stands in ``text`` as a word, or is one of the topics."""
    words = f" {' '.join(_words(text))} "
    named = {topic.casefold() for topic in topics}
    for entry in off_limits:
        wanted = " ".join(_words(entry))
        if wanted and (wanted in named or f" {wanted} " in words):
            return True
    return False


def _by_comfort(limits, topics, event) -> Reason:
    """An event that decides for itself wins; else its comfort, where known; else the topics."""
    if event and event.overrides:
        return Reason.OPEN if event.may_deepen else Reason.OVERRIDE
    if event and event.is_comfortable is not None:
        return Reason.OPEN if event.is_comfortable else Reason.EVENT_COMFORT
    return Reason.TOPIC if limits.closed_topics.intersection(topics) else Reason.OPEN


def _words(text: str) -> list[str]:
    """Its words without case and punctuation, so that “Father’s” and “father” are alike."""
    kept = "".join(c if c.isalnum() or c in "'’" else " " for c in text.casefold())
    return [word.split("'")[0].split("’")[0] for word in kept.split()]
