"""What a beat said before: kept whenever its words change, and brought back when a vote asks it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from accounts.models import User
from play.domain.ballots import Kind, Status
from play.models import Beat, BeatVersion, Challenge, Event, Proposal, XCard
from play.rules.documents import check_past_beat

_KEPT = (
    "type",
    "content",
    "notation",
    "dice",
    "total",
    "question",
    "scope",
    "action_word",
    "descriptor_word",
    "interpretations",
    "chosen",
    "odds",
    "tension",
    "die",
    "result",
)


def as_document(rows: Iterable[Event]) -> dict:
    """The events of one beat as a version keeps them."""
    events = [
        {name: value for name in _KEPT if (value := getattr(row, name)) not in ("", None)}
        for row in rows
    ]
    return check_past_beat({"version": 1, "events": events})


def keep_version(
    beat: Beat,
    content: dict,
    *,
    now: datetime,
    replaced_by: User | None = None,
    challenge: Challenge | None = None,
) -> BeatVersion:
    """Keep ``content``, what ``beat`` said. Without ``replaced_by``, a vote replaced it."""
    last = beat.versions.aggregate(last=Max("number"))["last"] or 0
    return BeatVersion.objects.create(
        beat=beat,
        number=last + 1,
        content=content,
        replaced_by=replaced_by,
        challenge=challenge,
        created_at=now,
    )


def versions_of(beat: Beat) -> QuerySet[BeatVersion]:
    """The last first, each with ``is_put_back``: whether a vote replaced it by what was before."""
    refused = Proposal.objects.filter(
        beat=beat,
        kind=Kind.BEAT,
        status__in=[Status.REJECTED, Status.WITHDRAWN],
        closed_at=OuterRef("created_at"),
    )
    rows = beat.versions.select_related("replaced_by", "challenge").order_by("-number")
    return rows.annotate(is_put_back=Q(replaced_by=None) & Exists(refused))


def bring_back_agreed(vote: Proposal, *, now: datetime) -> bool:
    """Let the beat of ``vote``, which took new words back, say again what the table agreed to.

    The new words are kept as a version. False where the table has never agreed to the beat, and
    where somebody had folded the old words away: an author changed them for that.
    """
    beat = vote.beat
    agreed = _agreed(vote)
    if agreed is None or XCard.objects.filter(beat=beat, lifted_at__gte=agreed.created_at).exists():
        return False
    rows = list(Event.objects.filter(beat=beat).order_by("order"))
    keep_version(beat, as_document(rows), now=now)
    _say(rows, [event.get("content", "") for event in agreed.content["events"]])
    return True


def _agreed(vote):
    """Each vote of the chain that ends with ``vote`` was opened by one change of the words."""
    votes = Proposal.objects.filter(beat=vote.beat, kind=Kind.BEAT)
    if not votes.filter(status=Status.PASSED).exists():
        return None
    replaced = dict(votes.values_list("pk", "replaces"))
    changes, before = 1, replaced[vote.pk]
    while before:
        changes, before = changes + 1, replaced[before]
    return vote.beat.versions.order_by("-number")[changes - 1 : changes].first()


def _say(rows: Sequence[Event], texts: Sequence[str]) -> None:
    for row, text in zip(rows, texts, strict=True):
        row.content = text
        row.save(update_fields=["content", "updated_at"])
