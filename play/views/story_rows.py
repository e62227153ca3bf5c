"""Beats as they are shown: each with what hangs on it, in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from play.models import (
    Beat,
    BeatVersion,
    Challenge,
    Comment,
    Event,
    OracleVote,
    Proposal,
    Spotlight,
    XCard,
)
from play.permissions import can_fold, can_play, can_talk
from play.rules.beats import IN_STORY
from play.rules.fortune import chances, is_twist

PER_PAGE, NEW_AT_ONCE = 30, 100
STANDS = frozenset({"canon", "revised"})


@dataclass
class Reading:
    """What somebody read out of the oracle's words."""

    key: str
    text: str
    author: object
    votes: int
    is_mine: bool


@dataclass
class EventRow:
    event: Event
    dice: list = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    own_words: list[str] = field(default_factory=list)
    chances: object = None
    can_read: bool = False
    can_choose: bool = False
    can_contest: bool = False
    can_ask_again: bool = False
    has_twist: bool = False


@dataclass
class BeatRow:
    beat: Beat
    events: list[EventRow]
    is_new: bool
    is_own: bool
    is_folded: bool
    challenge: Challenge | None
    proposals: list[Proposal]
    spotlight: Spotlight | None
    can_play: bool
    can_talk: bool
    may_fold: bool

    @property
    def stands(self) -> bool:
        return self.beat.status in IN_STORY

    @property
    def can_challenge(self) -> bool:
        return self.can_play and not self.is_own and self.beat.status in STANDS

    @property
    def can_fold(self) -> bool:
        return self.may_fold and not self.is_folded and self.beat.status != "rejected"

    @property
    def can_revise(self) -> bool:
        return self.can_play and self.is_own and self.beat.status != "rejected"

    @property
    def is_talk(self) -> bool:
        """Nothing in it belongs to the story."""
        return all(row.event.type == "ooc" for row in self.events)


def page_of_beats(page, *, before=None, after=None, at=None) -> list[Beat]:
    """A page of the scene's beats in their order: the newest, or those about a place in it."""
    beats = told(page)
    if at is not None:
        after = max(at - 1 - PER_PAGE // 5, 0)
    if after is not None:
        return list(beats.filter(order__gt=after).order_by("order")[:PER_PAGE])
    if before is not None:
        beats = beats.filter(order__lt=before)
    return list(beats.order_by("-order")[:PER_PAGE])[::-1]


def changed_beats(page, *, first, last, is_at_end, since) -> list[Beat]:
    """Of the beats from ``first`` to ``last`` those that look different since the revision
    ``since``; after the end of the scene those that are new, so many at once.
    """
    wanted = Q(order__range=(first, last), revision__gt=since)
    if is_at_end:
        wanted |= Q(order__range=(last + 1, last + NEW_AT_ONCE))
    beats = Beat.objects.filter(wanted, scene=page.scene).seen_from(page.seat)
    return list(beats.only("order", "revision", "author").order_by("order"))


def newest(page) -> int:
    """The place of the last beat of the scene, or 0."""
    beats = Beat.objects.filter(scene=page.scene).seen_from(page.seat)
    return beats.aggregate(newest=Max("order"))["newest"] or 0


def told(page):
    """The beats of the scene with all that a row shows of them."""
    is_open = Q(status="open")
    return (
        Beat.objects.filter(scene=page.scene)
        .seen_from(page.seat)
        .select_related("author", "character")
        .annotate(
            comments_made=_count(Comment.objects.filter(beat=OuterRef("pk")), "beat")
            + _count(Comment.objects.filter(challenge__beat=OuterRef("pk")), "challenge__beat"),
            versions_kept=_count(BeatVersion.objects.filter(beat=OuterRef("pk")), "beat"),
        )
        .prefetch_related(
            Prefetch(
                "events",
                Event.objects.order_by("order").select_related("contested_by"),
            ),
            Prefetch("events__oracle_votes", OracleVote.objects.order_by("created_at", "pk")),
            Prefetch(
                "challenges",
                Challenge.objects.filter(is_open).select_related("challenger"),
                to_attr="open_challenges",
            ),
            Prefetch("x_cards", XCard.objects.filter(lifted_at=None), to_attr="cards"),
            Prefetch("proposals", Proposal.objects.filter(is_open), to_attr="open_proposals"),
            Prefetch("spotlights", Spotlight.objects.select_related("character"), to_attr="turns"),
        )
    )


def rows_of(page, beats, *, read_to=None) -> list[BeatRow]:
    """``read_to`` is the place of the last beat that the reader knew; the first after it is new."""
    rows = [_row(page, beat) for beat in beats]
    if read_to:
        fresh = (row for row in rows if row.beat.order > read_to and not row.is_own)
        if first := next(fresh, None):
            first.is_new = True
    return rows


def _row(page, beat):
    may_play, is_own = can_play(page.member), beat.author_id == page.user.pk
    is_folded = bool(beat.cards)
    return BeatRow(
        beat=beat,
        events=[_event_row(page, beat, event, is_own) for event in beat.events.all()],
        is_new=False,
        is_own=is_own,
        is_folded=is_folded,
        challenge=beat.open_challenges[0] if beat.open_challenges else None,
        proposals=beat.open_proposals,
        spotlight=beat.turns[0] if beat.turns else None,
        can_play=may_play,
        can_talk=can_talk(page.member),
        may_fold=can_fold(page.member),
    )


def _event_row(page, beat, event, is_own):
    row = EventRow(event)
    may_play = can_play(page.member) and beat.status != "rejected" and not beat.cards
    if event.type == "roll":
        row.dice = event.dice["terms"]
    elif event.type == "oracle":
        _show_readings(page, row)
        is_open = may_play and not event.chosen
        asker = page.people.get(beat.author_id)
        row.can_read = is_open and (event.scope == "world" or is_own)
        row.can_choose = is_open and (is_own or asker is None or not asker.is_present)
    elif event.type == "fortune_roll":
        waits = may_play and beat.status == "proposed" and not event.result
        row.chances = chances(event.odds, event.tension)
        row.can_contest = (
            waits
            and not is_own
            and event.contested_at is None
            and event.contest_closes_at is not None
            and page.now < event.contest_closes_at
        )
        row.can_ask_again = waits and is_own
        row.has_twist = event.die is not None and is_twist(event.die, event.tension)
    return row


def _show_readings(page, row):
    # Of those who left, no vote counts.
    votes = [
        vote
        for vote in row.event.oracle_votes.all()
        if (seat := page.people.get(vote.voter_id)) and seat.is_present
    ]
    counted = Counter(str(vote.reading) for vote in votes if vote.reading)
    mine = {str(vote.reading) for vote in votes if vote.voter_id == page.user.pk}
    row.own_words = [vote.own_words for vote in votes if vote.own_words]
    names = {str(key): seat.user for key, seat in page.people.items()}
    row.readings = [
        Reading(
            key=reading["id"],
            text=reading["text"],
            author=names.get(reading["author"]),
            votes=counted[reading["id"]],
            is_mine=reading["id"] in mine,
        )
        for reading in row.event.interpretations["readings"]
    ]


def _count(rows, by):
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
