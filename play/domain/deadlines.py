"""What happens by itself once its time has come: votes end, fortune answers, turns lapse."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet

from play.domain.fortune import resolve_due_of, unanswered_rolls, waiting_rolls
from play.domain.mail import send_due
from play.domain.outcomes import close_open_turns
from play.domain.proposals import decide_open
from play.domain.tables import ACTIVE, SETUP, game_lock
from play.models import Game, GameMember, Proposal, Spotlight

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Due:
    """How much was done. ``failed`` names what could not be; the log says why."""

    votes: int = 0
    rolls: int = 0
    turns: int = 0
    mails: int = 0
    failed: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.votes or self.rolls or self.turns or self.mails)

    def add(self, other: "Due") -> None:
        self.votes += other.votes
        self.rolls += other.rolls
        self.turns += other.turns


def run_due(
    *,
    now: datetime,
    rng: Random,
    progress: Callable[[list[UUID]], Iterable[UUID]] | None = None,
) -> Due:
    """Do what is due in all games, then send what is due by mail. Run twice, it does it once.

    A game that fails stays as it was, and the others go on. ``progress`` wraps the games.
    """
    total = Due()
    games = list(_due_games(now).order_by("created_at", "pk").values_list("pk", flat=True))
    for key in progress(games) if progress else games:
        try:
            total.add(_run(key, now, rng))
        except Exception:
            logger.exception("What is due in the game %s could not be done", key)
            total.failed.append(f"game {key}")
    try:
        total.mails = send_due(now=now)
    except Exception:
        logger.exception("Mail could not be sent")
        total.failed.append("mail")
    return total


def run_due_of(game: Game, *, now: datetime, rng: Random) -> Due:
    """Do what is due in a game just read, so that whoever opens its page finds it done."""
    is_played = game.status in (SETUP, ACTIVE)
    return _run(game.pk, now, rng) if is_played and _has_due(game, now) else Due()


def _has_due(game, now) -> bool:
    """Whether ``game``, which is played or set up, is one of ``_due_games``: each page asks it."""
    others = GameMember.objects.filter(game=game, left_at=None)[1:]
    is_due = Q(contest_closes_at__lte=now) | ~Exists(others)
    rolls = unanswered_rolls().filter(is_due, beat__scene__act__game=game)
    turns = _ended_turns(now).filter(beat__scene__act__game=game)
    return _ended_votes(now).filter(game=game).union(rolls, turns, all=True).exists()


def _due_games(now) -> QuerySet[Game]:
    """Those that are played, or set up, and in which something has waited long enough."""
    votes = _ended_votes(now).values("game")
    rolls = waiting_rolls().values("beat__scene__act__game")
    turns = _lapsed_turns(now).values("beat__scene__act__game")
    is_due = (
        Q(pk__in=votes)
        | Q(pk__in=rolls.filter(contest_closes_at__lte=now))
        # Whoever is alone at a table waits for nobody.
        | Q(pk__in=rolls, players=1)
        | Q(pk__in=turns)
    )
    players = Count("members", filter=Q(members__left_at=None))
    return Game.objects.alias(players=players).filter(is_due, status__in=[SETUP, ACTIVE])


def _run(key, now, rng) -> Due:
    with game_lock(key) as game:
        due = Due(rolls=resolve_due_of(game, now=now, rng=rng))
        due.votes = decide_open(game, now=now)
        turns = _lapsed_turns(now).filter(beat__scene__act__game=game)
        due.turns = close_open_turns(turns, now=now)
        return due


def _ended_votes(now) -> QuerySet[Proposal]:
    return Proposal.objects.filter(status=Proposal.Status.OPEN, closes_at__lte=now)


def _ended_turns(now) -> QuerySet[Spotlight]:
    return Spotlight.objects.filter(answered_at=None, closes_at__lte=now)


def _lapsed_turns(now) -> QuerySet[Spotlight]:
    return _ended_turns(now).filter(beat__scene__act__game__status=ACTIVE)
