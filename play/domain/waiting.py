"""What waits for a player: votes, turns, objections and questions that only they can answer."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from common.waiting import Waiting
from play.domain import addresses
from play.models import (
    Challenge,
    Event,
    Game,
    Proposal,
    SetupAnswer,
    SetupPrompt,
    Spotlight,
    TensionVote,
    Vote,
    XCard,
)

ROOM, SHOWN = "play", 5


def waiting_for(user: User) -> Iterator[Waiting]:
    """In a fixed number of queries, and one for somebody who plays nowhere.

    A game that rests or is over asks nothing of anybody.
    """
    games = Game.objects.played_by(user).filter(status__in=["setup", "active"])
    keys = list(games.values_list("pk", flat=True))
    if not keys:
        return
    yield from _spotlights(user, keys)
    yield from _x_cards(user, keys)
    yield from _challenges(user, keys)
    yield from _votes(user, keys)
    yield from _contested_rolls(user, keys)
    yield from _oracles(user, keys)
    yield from _setup_prompts(user, keys)


def _votes(user, games):
    voted = Vote.objects.filter(proposal=OuterRef("pk"), voter=user)
    weighed = TensionVote.objects.filter(scene=OuterRef("scene"), voter=user)
    is_tension = Q(kind="tension")
    undecided = (is_tension & ~Exists(weighed)) | (~is_tension & ~Exists(voted))
    proposals = Proposal.objects.filter(undecided, game__in=games, status="open")
    # Whoever proposed it is for it already. Without a proposer it is everybody's.
    others = proposals.filter(Q(proposer=None) | ~Q(proposer=user)).select_related("game")
    for proposal in others.order_by("closes_at", "pk")[:SHOWN]:
        yield Waiting(
            f"Vote in “{proposal.game}”: {proposal.get_kind_display()}",
            addresses.proposal_address(proposal.pk),
            ROOM,
            proposal.closes_at,
        )


def _spotlights(user, games):
    given = Spotlight.objects.filter(
        character__game__in=games,
        character__player=user,
        character__retired_at=None,
        answered_at=None,
        closes_at__gt=timezone.now(),
    ).select_related("character")
    for turn in given.order_by("closes_at", "pk")[:SHOWN]:
        yield Waiting(
            f"{turn.character}, it is your turn",
            addresses.beat_address(turn.beat_id),
            ROOM,
            turn.closes_at,
        )


def _x_cards(user, games):
    cards = XCard.objects.filter(lifted_at=None, **_own_beats("beat", user, games))
    for card in cards.select_related("beat__scene__act__game").order_by("created_at")[:SHOWN]:
        game = card.beat.scene.act.game
        yield Waiting(
            f"Change a beat of yours in “{game}” that is folded away",
            addresses.beat_address(card.beat_id),
            ROOM,
        )


def _challenges(user, games):
    challenges = Challenge.objects.filter(status="open", **_own_beats("beat", user, games))
    rows = challenges.select_related("beat__scene__act__game").order_by("created_at", "pk")
    for challenge in rows[:SHOWN]:
        yield Waiting(
            f"Answer a challenge of your beat in “{challenge.beat.scene.act.game}”",
            addresses.beat_address(challenge.beat_id),
            ROOM,
        )


def _contested_rolls(user, games):
    rolls = Event.objects.filter(
        type="fortune_roll",
        result="",
        contested_at__isnull=False,
        beat__status="proposed",
        **_own_beats("beat", user, games),
    )
    for roll in rolls.order_by("contest_closes_at", "pk")[:SHOWN]:
        yield Waiting(
            f"Your odds are contested: {roll.question}",
            addresses.beat_address(roll.beat_id),
            ROOM,
            roll.contest_closes_at,
        )


def _oracles(user, games):
    """Those that have readings to choose from."""
    asked = Event.objects.filter(type="oracle", chosen="", **_own_beats("beat", user, games))
    read = asked.exclude(beat__status="rejected").exclude(interpretations__readings=[])
    for event in read.order_by("created_at", "pk")[:SHOWN]:
        yield Waiting(
            f"Choose what the oracle said: {event.question}",
            addresses.beat_address(event.beat_id),
            ROOM,
        )


def _setup_prompts(user, games):
    answered = SetupAnswer.objects.filter(prompt=OuterRef("pk"), author=user)
    prompts = SetupPrompt.objects.filter(
        ~Exists(answered), status="active", game__in=games, game__status="setup"
    ).select_related("game")
    for prompt in prompts.order_by("created_at", "pk")[:SHOWN]:
        yield Waiting(
            f"Set up “{prompt.game}”: {prompt.question}",
            addresses.setup_address(prompt.game_id),
            ROOM,
        )


def _own_beats(name, user, games):
    return {f"{name}__author": user, f"{name}__scene__act__game__in": games}
