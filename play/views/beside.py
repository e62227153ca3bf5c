"""What stands beside the story: votes, turns, who is here, what may be proposed."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db.models import Prefetch

from play.domain.overview import open_proposals
from play.domain.pauses import current_pause
from play.domain.story import active_act, begun_scenes
from play.models import (
    Character,
    Proposal,
    ReadMark,
    Scene,
    ScenePresence,
    Spotlight,
    TensionVote,
    Vote,
)
from play.permissions import can_play, can_withdraw_proposal
from play.rules import votes as voting
from play.rules.pace import spotlight
from play.rules.tension import CALMEST, TENSEST, carry

HERE = timedelta(minutes=2)
EMBERS = range(CALMEST, TENSEST + 1)
MOODS = ("calm", "calm", "easy", "uneasy", "tense", "tense", "heated", "at the edge", "breaking")


@dataclass
class Ballot:
    """A proposal, how the table has voted so far, and what one may do about it."""

    proposal: Proposal
    tally: voting.Tally | None
    deltas: list
    said: list[Vote]
    mine: object
    can_vote: bool
    can_withdraw: bool

    @property
    def is_open(self) -> bool:
        return self.proposal.status == Proposal.Status.OPEN

    @property
    def pips(self) -> list[str]:
        """One for each who sits at the table."""
        counted = asdict(self.tally)
        return [choice for choice, number in counted.items() for _ in range(number)]

    @property
    def is_tension(self) -> bool:
        return self.proposal.kind == Proposal.Kind.TENSION


@dataclass
class Seat:
    user: object
    character: Character | None
    is_here: bool
    is_me: bool


def beside(page) -> dict:
    """For a scene's page; every list in a fixed number of queries."""
    present = [seat for seat in page.people.values() if seat.is_present]
    characters = {
        character.player_id: character
        for character in Character.objects.filter(game=page.game, retired_at=None).seen_from(
            page.seat
        )
    }
    marks = dict(ReadMark.objects.filter(scene=page.scene).values_list("reader", "seen_at"))
    there = list(
        ScenePresence.objects.filter(scene=page.scene, left_at=None)
        .select_related("character")
        .order_by("created_at", "pk")
    )
    own = characters.get(page.user.pk)
    return {
        "ballots": ballots(page, open_proposals(page.seat)),
        "seats": [
            Seat(
                user=seat.user,
                character=characters.get(seat.user_id),
                is_here=_is_here(page, marks.get(seat.user_id)) or seat.user_id == page.user.pk,
                is_me=seat.user_id == page.user.pk,
            )
            for seat in present
        ],
        "there": [presence.character for presence in there],
        "own_character": own,
        "is_there": any(presence.character_id == own.pk for presence in there) if own else False,
        "turn": _turn(page),
        "pause": current_pause(page.game) if page.game.status == "paused" else None,
        **_what_next(page),
        **tension_of(page.scene),
    }


def ballots(page, proposals) -> list[Ballot]:
    said = Vote.objects.exclude(voter=None).select_related("voter").order_by("created_at", "pk")
    weighed = TensionVote.objects.exclude(voter=None)
    rows = proposals.prefetch_related(
        Prefetch("votes", said, to_attr="said"),
        Prefetch("scene__tension_votes", weighed, to_attr="weighed"),
    )
    return [_ballot(page, proposal) for proposal in rows]


def tension_of(scene: Scene) -> dict:
    return {
        "embers": [(number, number <= scene.tension) for number in EMBERS],
        "mood": MOODS[scene.tension - 1],
    }


def _what_next(page):
    """Where the story goes on, and what may be proposed from here."""
    newest = begun_scenes(page.game).select_related("act").first()
    act = active_act(page.game)
    is_played = newest is not None and newest.status == Scene.Status.ACTIVE
    is_here = newest is None or newest.pk == page.scene.pk
    return {
        "can_go_on": can_play(page.member),
        "goes_on_in": None if is_here else newest,
        "act": act,
        "can_propose_scene": act is not None and not is_played,
    }


def _ballot(page, proposal):
    sitting = {key for key, seat in page.people.items() if seat.is_present}
    is_open = proposal.status == Proposal.Status.OPEN
    tally, deltas, mine = None, [], None
    if proposal.kind == Proposal.Kind.TENSION:
        cast = {vote.voter_id: vote.delta for vote in proposal.scene.weighed}
        counted = Counter(delta for voter, delta in cast.items() if voter in sitting)
        deltas = [
            (delta, counted[delta], carry(proposal.scene.tension, delta))
            for delta in TensionVote.Delta
        ]
        mine = cast.get(page.user.pk)
    else:
        cast = {vote.voter_id: vote.choice for vote in proposal.said}
        tally = voting.count(cast, sitting, proposal.proposer_id)
        mine = cast.get(page.user.pk)
        if mine is None and proposal.proposer_id == page.user.pk:
            mine = "yes"
    return Ballot(
        proposal=proposal,
        tally=tally,
        deltas=deltas,
        said=proposal.said,
        mine=mine,
        can_vote=is_open and (can_play(page.member) or _sets_up(page, proposal)),
        can_withdraw=is_open and can_withdraw_proposal(page.member, proposal),
    )


def _sets_up(page, proposal):
    in_setup = page.game.status == "setup" and proposal.kind == Proposal.Kind.START
    return in_setup and page.member is not None


def _turn(page):
    given = Spotlight.objects.filter(beat__scene=page.scene, answered_at=None)
    return spotlight(given.select_related("character"), page.now)


def _is_here(page, seen_at):
    return seen_at is not None and page.now - seen_at < HERE
