"""What is put to the vote, and what the table is told of it. Nothing is decided here."""

from datetime import datetime

from accounts.models import User
from play.domain.errors import ProposalError
from play.domain.notifications import Kind as Notice
from play.domain.notifications import notify
from play.domain.story import begun_scenes, checked_text, name_of
from play.domain.tables import touch_scene
from play.models import Game, Proposal, Scene
from play.rules.pace import closes_at

Kind, Status = Proposal.Kind, Proposal.Status
MAX_REASON = 2_000
# Of these a game has one at a time; of the others each act, scene or beat has.
ONE_AT_A_TIME = (Kind.START, Kind.ACT, Kind.SCENE)
SUBJECTS = ("act", "scene", "beat__scene", "beat__author", "proposer")

_NOTICES = {Kind.ACT: Notice.ACT_PROPOSED, Kind.SCENE: Notice.SCENE_PROPOSED}


def open_ballot(
    game: Game,
    *,
    kind: str,
    now: datetime,
    proposer: User | None = None,
    text: str = "",
    replaces: Proposal | None = None,
    **about,
) -> Proposal:
    """Put something to the vote until the table's silence is consent. ``game`` is locked.

    Without a ``proposer`` the rules ask. ``about`` names the act, scene or beat that ``kind``
    needs. Raises ``ProposalError``.
    """
    _require_none_open(game, kind, about)
    proposal = Proposal.objects.create(
        game=game,
        kind=kind,
        proposer=proposer,
        text=checked_text(text, limit=MAX_REASON, error=ProposalError),
        closes_at=closes_at(now, game.settings["silence_hours"]),
        replaces=replaces,
        created_at=now,
        **about,
    )
    notify(
        game,
        kind=_NOTICES.get(kind, Notice.VOTE_NEEDED),
        text=_asks(proposal),
        actor=proposer,
        proposal=proposal,
        now=now,
    )
    show(proposal)
    return proposal


def show(proposal: Proposal) -> None:
    """Let pages know that show its votes: that of its own scene, and the one people are at."""
    own = scene_of(proposal)
    for scene in {own, begun_scenes(proposal.game).first()} - {None}:
        touch_scene(scene, *([proposal.beat] if proposal.beat and scene == own else []))


def scene_of(proposal: Proposal) -> Scene | None:
    return proposal.beat.scene if proposal.beat else proposal.scene


def words_for(proposal: Proposal) -> str:
    """What is voted on, to be read in the middle of a sentence."""
    match proposal.kind:
        case Kind.START:
            return "the start of the game"
        case Kind.ACT:
            return f"the act {name_of(proposal.act)}"
        case Kind.ACT_COMPLETE:
            return f"the end of the act {name_of(proposal.act)}"
        case Kind.SCENE:
            return f"the scene {name_of(proposal.scene)}"
        case Kind.SCENE_COMPLETE:
            return f"the end of the scene {name_of(proposal.scene)}"
        case Kind.TENSION:
            return f"the tension after the scene {name_of(proposal.scene)}"
        case Kind.TWIST:
            return f"an unexpected turn: {proposal.text}"
    return f"a major beat by {proposal.beat.author or 'somebody who left'}"


def _asks(proposal):
    words = words_for(proposal)
    if proposal.kind == Kind.TENSION:
        return f"Vote on {words}."
    if proposal.kind == Kind.TWIST:
        return f"Take or leave {words}"
    if proposal.kind == Kind.BEAT:
        return f"{proposal.proposer or 'Fortune'} asks for a vote on {words}."
    return f"{proposal.proposer} proposes {words}."


def _require_none_open(game, kind, about):
    rivals = Proposal.objects.filter(game=game, kind=kind, status=Status.OPEN)
    if kind not in ONE_AT_A_TIME:
        rivals = rivals.filter(**about)
    if rivals.exists():
        raise ProposalError("The table is voting on this already. Wait for that vote to end.")
