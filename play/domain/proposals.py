"""What a table decides together. Every proposal has a deadline, and ends by it at the latest."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from accounts.models import User
from play.domain.ballots import (
    MAX_REASON,
    SUBJECTS,
    Kind,
    Status,
    open_ballot,
    show,
    words_for,
)
from play.domain.errors import NotTheAuthorError, ProposalError
from play.domain.notifications import Kind as Notice
from play.domain.notifications import notify
from play.domain.outcomes import apply_outcome, tension_votes
from play.domain.story import change_status, checked_text
from play.domain.tables import ACTIVE, SETUP, game_lock, present_members, seat_lock
from play.models import Game, GameMember, Proposal, Vote
from play.rules import tension, votes
from play.rules.beats import IN_STORY


def open_proposal(
    member: GameMember, *, kind: str, now: datetime, text: str = "", **about
) -> Proposal:
    """Ask the table. ``member`` is for it, so that whoever plays alone has decided with that.

    ``about`` names the act, scene or beat that ``kind`` needs. Raises ``ProposalError`` or a
    ``GameStatusError``.
    """
    with seat_lock(member, SETUP if kind == Kind.START else ACTIVE) as game:
        proposal = open_ballot(game, kind=kind, proposer=member.user, text=text, now=now, **about)
        decide(proposal, game=game, now=now, actor=member.user)
        return proposal


def vote(
    member: GameMember, proposal: Proposal, *, choice: str, now: datetime, text: str = ""
) -> Proposal:
    """Say yes or no, or suggest a change in ``text``. The last vote counts while it is open.

    The vote ends at once where that decides it. Raises ``ProposalError`` or a ``GameStatusError``.
    """
    with voting(member, proposal, now=now) as (game, proposal):
        if proposal.kind == Kind.TENSION:
            raise ProposalError("Say whether the tension should fall, stay or rise.")
        _cast(member, proposal, choice, text, now)
        show(proposal)
        decide(proposal, game=game, now=now, actor=member.user)
        return proposal


def withdraw(member: GameMember, proposal: Proposal, *, now: datetime) -> Proposal:
    """Take back what one proposed. Raises ``NotTheAuthorError``, ``ProposalError``."""
    with voting(member, proposal, now=now) as (game, proposal):
        _require_own(member, proposal)
        close(proposal, Status.WITHDRAWN, game=game, now=now, actor=member.user)
        return proposal


def revise(member: GameMember, proposal: Proposal, *, text: str, now: datetime) -> Proposal:
    """Say it in other words, and ask anew: nobody has voted on what they did not read.

    For what an act, scene or beat says itself, see ``revise_act``, ``revise_scene`` and
    ``revise_beat``. Raises ``NotTheAuthorError``, ``ProposalError``.
    """
    with replacing(member, proposal, text=text, now=now) as proposal:
        if proposal.kind == Kind.BEAT:
            raise ProposalError("Change the beat itself.")
    return proposal.replacements.get()


@contextmanager
def replacing(
    member: GameMember, proposal: Proposal, *, text: str, now: datetime
) -> Iterator[Proposal]:
    """Inside, the proposer changes what is proposed; then it is put to the vote anew."""
    with voting(member, proposal, now=now) as (game, proposal):
        _require_own(member, proposal)
        yield proposal
        change_status(proposal, Status.SUPERSEDED, closed_at=now)
        about = {name: getattr(proposal, name) for name in ("act", "scene", "beat")}
        open_ballot(
            game,
            kind=proposal.kind,
            proposer=member.user,
            text=text,
            replaces=proposal,
            now=now,
            **{name: row for name, row in about.items() if row},
        )


@contextmanager
def voting(
    member: GameMember, proposal: Proposal, *, now: datetime
) -> Iterator[tuple[Game, Proposal]]:
    """The lock of a game in which ``proposal``, as it is now, is open.

    Whoever comes after the deadline finds that it has ended: ``ProposalError``.
    """
    if now >= proposal.closes_at:
        # In a transaction of its own: the error that follows does not take it back.
        with game_lock(member.game_id) as game:
            decide_open(game, now=now)
    with seat_lock(member, SETUP, ACTIVE) as game:
        own = Proposal.objects.filter(pk=proposal.pk, game=game).select_related(*SUBJECTS)
        stored = own.first()
        if stored is None:
            raise ProposalError("This table has no such proposal.")
        if stored.status != Status.OPEN:
            raise ProposalError(f"This vote has ended: {stored.get_status_display().lower()}.")
        stored.game = game
        yield game, stored


def decide_open(game: Game, *, now: datetime) -> int:
    """End the votes that are decided or whose time is up, and return how many. ``game`` is locked.

    While the game rests no time passes, and nothing is decided.
    """
    if game.status not in (SETUP, ACTIVE):
        return 0
    proposals = Proposal.objects.select_related(*SUBJECTS)
    ended = 0
    for key in _open_keys(game):
        # The end of one may have been the end of another.
        proposal = proposals.filter(pk=key, status=Status.OPEN).first()
        ended += proposal is not None and decide(proposal, game=game, now=now)
    return ended


def decide(proposal: Proposal, *, game: Game, now: datetime, actor: User | None = None) -> bool:
    """End ``proposal`` if its votes or its deadline say so. ``game`` is locked.

    ``actor`` is whose act this is: they need not be told.
    """
    proposal.game = game
    status = _verdict(proposal, game, now)
    if status is None:
        return False
    close(proposal, status, game=game, now=now, actor=actor)
    return True


def close(
    proposal: Proposal, status: str, *, game: Game, now: datetime, actor: User | None = None
) -> None:
    """End ``proposal`` with ``status``, and do what follows from it. ``game`` is locked."""
    change_status(proposal, status, closed_at=now)
    apply_outcome(proposal, game=game, now=now)
    notify(
        game,
        kind=Notice.VOTE_ENDED,
        text=_ending(proposal),
        actor=actor,
        proposal=proposal,
        now=now,
    )
    show(proposal)


def votes_on(proposal: Proposal) -> dict:
    """By voter, how each has voted."""
    cast = Vote.objects.filter(proposal=proposal).exclude(voter=None)
    return dict(cast.values_list("voter", "choice"))


def tally(proposal: Proposal) -> votes.Tally:
    """How those who sit at the table now have voted."""
    return votes.count(votes_on(proposal), _members(proposal.game), proposal.proposer_id)


def _members(game):
    return set(present_members(game).values_list("user", flat=True))


def _open_keys(game):
    rows = Proposal.objects.filter(game=game, status=Status.OPEN)
    return list(rows.order_by("created_at", "pk").values_list("pk", flat=True))


def _verdict(proposal, game, now):
    members = _members(game)
    if proposal.kind == Kind.TENSION:
        cast = tension_votes(game, proposal.scene)
        delta = tension.decide(cast, members, closes_at=proposal.closes_at, now=now)
        return None if delta is None else Status.PASSED
    outcome = votes.decide(
        proposal, votes_on(proposal), members, now, a_no_blocks=game.settings["a_no_blocks"]
    )
    return outcome and Status(outcome.status)


def _cast(member, proposal, choice, text, now):
    if choice not in Vote.Choice:
        raise ProposalError("Vote yes or no, or suggest a change.")
    missing = "Say what should change." if choice == Vote.Choice.SUGGEST else ""
    text = checked_text(text, limit=MAX_REASON, error=ProposalError, missing=missing)
    Vote.objects.update_or_create(
        proposal=proposal,
        voter=member.user,
        defaults={"choice": choice, "text": text},
        create_defaults={"choice": choice, "text": text, "created_at": now},
    )


def _require_own(member, proposal):
    if proposal.proposer_id != member.user_id:
        raise NotTheAuthorError("Only who proposed this can take it back or change it.")


def _ending(proposal):
    words = words_for(proposal)
    if _is_put_back(proposal):
        words = f"the new words of {words}: what was agreed to before stands"
    if proposal.kind == Kind.TENSION:
        carried = proposal.scene.tension_carried
        return f"The vote on {words} is over: the next scene begins at {carried}."
    if proposal.status == Status.WITHDRAWN:
        return f"{proposal.proposer} withdrew {words}."
    if proposal.status == Status.PASSED:
        return f"The table agreed to {words}."
    return f"The table decided against {words}."


def _is_put_back(proposal):
    """A beat that stands although its vote did not pass says again what it said before."""
    passed = proposal.status == Status.PASSED
    return proposal.kind == Kind.BEAT and not passed and proposal.beat.status in IN_STORY
