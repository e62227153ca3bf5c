"""Fortune rolls that wait for objections: contested, asked anew, taken back, and rolled in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from django.db.models import QuerySet

from play.domain.ballots import Kind as Ballot
from play.domain.ballots import open_ballot
from play.domain.comments import add_comment
from play.domain.errors import FortuneError, NotTheAuthorError
from play.domain.events import event_at_table, fallen
from play.domain.notifications import Kind, notify
from play.domain.outcomes import close_open_turns
from play.domain.story import change_status
from play.domain.tables import ACTIVE, game_lock, present_members, seat_lock, touch_scene
from play.models import Beat, Event, Game, GameMember, Proposal, Spotlight
from play.rules import twists
from play.rules.beats import settle
from play.rules.fortune import ODDS, RESULTS, can_be_contested
from play.rules.pace import closes_at


def contest(member: GameMember, event: Event, *, now: datetime, reason: str = "") -> Event:
    """Object to the odds. Nothing is rolled until the asker asks anew, by the table's deadline.

    ``reason`` becomes a comment. Raises ``FortuneError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        event = _waiting(member, event)
        if event.beat.author_id == member.user_id:
            raise FortuneError("It is your own question: ask it at other odds.")
        if event.contested_at:
            raise FortuneError("Somebody contests these odds already.")
        if now >= event.contest_closes_at:
            raise FortuneError("The time to contest these odds is over.")
        event.contested_by, event.contested_at = member.user, now
        # Whoever asked has until then to answer.
        event.contest_closes_at = closes_at(now, game.settings["silence_hours"])
        _store(event)
        if reason.strip():
            add_comment(member, event.beat, text=reason, now=now)
        _tell_asker(
            game,
            event,
            f"{member.user.get_short_name()} contests the odds of “{event.question}”",
            now=now,
        )
        return event


def reaffirm(
    member: GameMember, event: Event, *, now: datetime, rng: Random, odds: str = ""
) -> Event:
    """Ask anew, at the same or other ``odds``: nobody contests them now, and the window begins
    again. Where the table has done away with windows, fortune answers at once.

    Raises ``NotTheAuthorError``, ``FortuneError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE) as game:
        event = _own(member, event)
        if odds and odds not in ODDS:
            raise FortuneError("Choose how likely a yes seems.")
        event.odds = odds or event.odds
        event.contested_by = event.contested_at = None
        hours, players = game.settings["contest_hours"], present_members(game).count()
        if not can_be_contested(hours, players):
            _fall(game, event, now=now, rng=rng)
            return event
        event.contest_closes_at = now + timedelta(hours=hours)
        _store(event)
        notify(
            game,
            kind=Kind.FORTUNE_ASKED,
            text=f"{member.user.get_short_name()} asks fortune anew: {event.question}",
            actor=member.user,
            beat=event.beat,
            now=now,
        )
        return event


def take_back(member: GameMember, event: Event, *, now: datetime) -> Beat:
    """Give up a beat whose question fortune has not answered; it does not enter the story.

    Raises ``NotTheAuthorError``, ``FortuneError`` or a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE):
        event = _own(member, event)
        _drop(event.beat, now)
        return event.beat


def unanswered_rolls() -> QuerySet[Event]:
    """The questions that fortune is to answer, also where nobody plays now."""
    return Event.objects.filter(
        type=Event.Type.FORTUNE_ROLL,
        result="",
        contest_closes_at__isnull=False,
        beat__status=Beat.Status.PROPOSED,
    )


def waiting_rolls(games: Iterable[Game] | None = None) -> QuerySet[Event]:
    """The questions that fortune has not answered, of ``games`` or of all that are played."""
    rolls = unanswered_rolls().filter(beat__scene__act__game__status=ACTIVE)
    return rolls if games is None else rolls.filter(beat__scene__act__game__in=games)


def resolve_due_of(game: Game, *, now: datetime, rng: Random) -> int:
    """Roll what nobody contested in time, and drop what its asker did not ask anew in time.

    Whoever is alone at the table waits for nobody. Returns how many questions came to an end.
    """
    with game_lock(game.pk) as game:
        is_alone = present_members(game).count() == 1
        rolls = waiting_rolls([game]).order_by("contest_closes_at", "beat__order", "order")
        due = rolls if is_alone else rolls.filter(contest_closes_at__lte=now)
        keys = list(due.values_list("pk", flat=True))
        for key in keys:
            # Another question of the same beat may have ended it a moment ago.
            event = rolls.filter(pk=key).select_related("beat__author", "beat__scene__act").first()
            if event:
                _end(game, event, is_alone=is_alone, now=now, rng=rng)
        return len(keys)


def settle_beat(game: Game, beat: Beat, *, now: datetime) -> None:
    """Let ``beat``, which is proposed, stand or go to a vote, once fortune has answered all of it.

    ``game`` is locked.
    """
    rolls = Event.objects.filter(beat=beat, type=Event.Type.FORTUNE_ROLL)
    results = list(rolls.values_list("result", flat=True))
    players = present_members(game).count()
    waits = "" in results
    standing = settle(beat.significance, players=players, results=results, waits=waits)
    if standing.significance != beat.significance:
        beat.significance = standing.significance
        beat.save(update_fields=["significance", "updated_at"])
    if standing.needs_vote and not waits:
        open_ballot(game, kind=Ballot.BEAT, proposer=beat.author, beat=beat, now=now)
    elif standing.status != beat.status:
        change_status(beat, standing.status)


def offer_twist(game: Game, event: Event, *, now: datetime, rng: Random) -> Proposal | None:
    """Where the die of ``event`` calls for it, offer the table an unexpected turn.

    One at a time for each beat, whatever else falls in it. ``game`` is locked.
    """
    enabled = game.settings["twists"]
    twist = twists.offer(event.die, event.tension, rng.choice, enabled=enabled)
    offered = Proposal.objects.filter(beat=event.beat, kind=Ballot.TWIST, status="open")
    if twist is None or offered.exists():
        return None
    text = f"{twist.name}. {twist.line}"
    return open_ballot(game, kind=Ballot.TWIST, text=text, beat=event.beat, now=now)


def _end(game, event, *, is_alone, now, rng):
    if event.contested_at and not is_alone:
        _drop(event.beat, now)
        _tell_asker(game, event, f"Contested and not asked anew: “{event.question}”", now=now)
        return
    event.contested_by = event.contested_at = None
    _fall(game, event, now=now, rng=rng)


def _fall(game, event, *, now, rng):
    """Fortune answers, and its beat stands or goes to a vote."""
    for name, value in fallen(event.odds, event.tension, rng).items():
        setattr(event, name, value)
    _store(event)
    notify(
        game,
        kind=Kind.FORTUNE_ASKED,
        text=f"Fortune on “{event.question}”: {RESULTS[event.result]}",
        beat=event.beat,
        now=now,
    )
    settle_beat(game, event.beat, now=now)
    offer_twist(game, event, now=now, rng=rng)


def _own(member, event):
    event = _waiting(member, event)
    if event.beat.author_id != member.user_id:
        raise NotTheAuthorError("Whoever asked fortune asks anew, or takes the question back.")
    return event


def _waiting(member, event):
    event = event_at_table(member, event)
    if event.type != Event.Type.FORTUNE_ROLL:
        raise FortuneError("This is no question to fortune.")
    if event.result:
        raise FortuneError("Fortune has answered this question.")
    if event.beat.status != Beat.Status.PROPOSED:
        raise FortuneError("This beat does not wait for fortune any more.")
    return event


def _drop(beat, now):
    change_status(beat, Beat.Status.REJECTED)
    close_open_turns(Spotlight.objects.filter(beat=beat), now=now)
    touch_scene(beat.scene, beat, is_beside=False)


def _store(event):
    event.save()
    touch_scene(event.beat.scene, event.beat, is_beside=False)


def _tell_asker(game, event, text, *, now):
    if event.beat.author:
        notify(
            game,
            kind=Kind.FORTUNE_CONTESTED,
            text=text,
            recipients=[event.beat.author],
            beat=event.beat,
            now=now,
        )
