"""Acts: each asks one question, begins when the table agrees, and ends when it agrees again."""

from datetime import datetime

from play.domain.errors import ProposalError, StoryError, refused_as
from play.domain.proposals import open_proposal, replacing
from play.domain.story import act_at_table, active_act, checked_text, name_of
from play.domain.tables import ACTIVE, seat_lock
from play.models import Act, GameMember, Proposal, Scene

MAX_TITLE = Act._meta.get_field("title").max_length
MAX_QUESTION = Act._meta.get_field("guiding_question").max_length


def propose_act(
    member: GameMember, *, guiding_question: str, now: datetime, title: str = "", text: str = ""
) -> Proposal:
    """Ask the table for the next act. Raises ``StoryError``, ``ProposalError``."""
    with seat_lock(member, ACTIVE) as game:
        played = active_act(game)
        if played:
            raise StoryError(f"The act {name_of(played)} ends before the next one begins.")
        act = Act(game=game, proposed_by=member.user, created_at=now)
        write(act, title=title, guiding_question=guiding_question)
        return open_proposal(member, kind=Proposal.Kind.ACT, act=act, text=text, now=now)


def revise_act(
    member: GameMember,
    proposal: Proposal,
    *,
    guiding_question: str,
    now: datetime,
    title: str = "",
    text: str = "",
) -> Proposal:
    """Change the act that one proposed, and ask anew.

    Raises ``StoryError``, ``NotTheAuthorError``, ``ProposalError``.
    """
    with replacing(member, proposal, text=text, now=now) as proposal:
        if proposal.kind != Proposal.Kind.ACT:
            raise ProposalError("This proposal is not about a new act.")
        write(proposal.act, title=title, guiding_question=guiding_question)
    return proposal.replacements.get()


def propose_act_end(member: GameMember, act: Act, *, now: datetime, text: str = "") -> Proposal:
    """Ask the table to end ``act``, and its scene with it.

    Raises ``StoryError``, ``ProposalError``.
    """
    with seat_lock(member, ACTIVE):
        act = act_at_table(member, act)
        require_played(act)
        return open_proposal(member, kind=Proposal.Kind.ACT_COMPLETE, act=act, text=text, now=now)


def write(unit: Act | Scene, *, title: str, guiding_question: str, **fields: str) -> None:
    """Store what an act or scene that is proposed says. Raises ``StoryError``."""
    unit.title = checked_text(title, limit=MAX_TITLE, error=StoryError)
    unit.guiding_question = checked_text(
        guiding_question,
        limit=MAX_QUESTION,
        error=StoryError,
        missing="It needs a question: it ends when that is answered.",
    )
    for name, value in fields.items():
        limit = unit._meta.get_field(name).max_length
        setattr(unit, name, checked_text(value, limit=limit, error=StoryError))
    with refused_as(StoryError):
        unit.full_clean()
    unit.save()


def require_played(unit: Act | Scene) -> None:
    """Raises ``StoryError``."""
    if unit.status != unit.Status.ACTIVE:
        raise StoryError(f"{name_of(unit)} is not played, or not any more.")
