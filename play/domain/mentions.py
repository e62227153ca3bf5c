"""Who is called by name in what somebody wrote."""

from collections import defaultdict
from datetime import datetime

from accounts.models import User
from play.domain.notifications import Kind, notify
from play.domain.tables import present_members
from play.models import Beat, Game, Proposal
from play.rules.mentions import mentioned


def mentioned_in(game: Game, text: str) -> list[User]:
    """Those at the table whom ``text`` calls by their name: all, where two have the same one."""
    if "@" not in text:
        return []
    by_name = defaultdict(list)
    for member in present_members(game):
        by_name[member.user.get_short_name()].append(member.user)
    return [user for name in mentioned(text, by_name) for user in by_name[name]]


def tell_mentioned(
    game: Game,
    text: str,
    *,
    actor: User,
    now: datetime,
    beat: Beat | None = None,
    proposal: Proposal | None = None,
    before: str = "",
) -> None:
    """Tell those whom ``text`` mentions, and ``before``, what it said until now, did not."""
    known = {user.pk for user in mentioned_in(game, before)}
    called = [user for user in mentioned_in(game, text) if user.pk not in known]
    if called:
        notify(
            game,
            kind=Kind.MENTION,
            text=f"{actor.get_short_name()} mentioned you.",
            recipients=called,
            actor=actor,
            beat=beat,
            proposal=proposal,
            now=now,
        )
