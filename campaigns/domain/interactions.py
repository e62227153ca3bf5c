"""The log of what happened with people: written, undone, restored, and never edited.

Whoever wrote a wrong line undoes it and writes another: so the scores that follow from the log
can be explained at any time. An undone row stays where it was, marked, and counts for nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from accounts.models import User
from campaigns.domain.errors import CampaignArchivedError, refused_as
from campaigns.domain.locks import campaign_lock, require_member
from campaigns.domain.npcs import locked_npc
from campaigns.domain.people_errors import InteractionError, NotYoursError
from campaigns.domain.standings import refresh_standings
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    CampaignMember,
    Character,
    NPCInteraction,
)
from campaigns.rules.visibility import AUTHOR, EVERYONE, MEMBERS

GAME_MASTER, PLAYER, _ = CampaignMember.Role.values
# What makes the mood of the NPC: what all who play could have seen.
OPEN = (EVERYONE, MEMBERS)


def log_interaction(
    user: User,
    npc: NPC,
    *,
    key: str,
    kind: str,
    summary: str,
    now: datetime,
    character: Character | None = None,
    outcome: str = "",
    change: int = 0,
    at: datetime | None = None,
    **data: object,
) -> NPCInteraction:
    """Write down what happened between ``npc`` and ``character``, or the whole party.

    ``change`` is from -100 to 100. ``key`` is the row's: the same key twice is one row, so that a
    second click does nothing. A player writes for a character of their own, and for all who play.
    What only its author sees changes no score. ``data`` are entries of the document. Raises
    ``NotAMemberError``, ``NotYoursError``, ``CampaignArchivedError`` or ``InteractionError``.
    """
    with _at_the_table(user, npc) as (member, npc):
        if written := NPCInteraction.objects.filter(pk=key).first():
            return _same(written, npc, user)
        data = {name: value for name, value in data.items() if value not in ("", [], None)}
        if member.role == PLAYER:
            _require_own(user, npc, character)
            data = {**data, "visibility": MEMBERS}
            # How the NPC takes it, their game master says.
            data.pop("mood_after", None)
        elif character is not None:
            _require_of_the_campaign(npc, character)
        row = NPCInteraction(
            pk=key,
            npc=npc,
            character=character,
            interaction_type=kind,
            summary=summary.strip(),
            outcome=outcome.strip(),
            relationship_change=change,
            timestamp=at or now,
            data={"version": 1, **data, "author": str(user.pk)},
        )
        _check(row, now)
        row.save(force_insert=True)
        if "mood_after" in data and data.get("visibility", EVERYONE) in OPEN:
            _take_mood(npc)
        refresh_standings([npc.pk])
    return row


def undo_interaction(user: User, interaction: NPCInteraction, *, now: datetime) -> NPCInteraction:
    """Let a row count no more. A game master undoes any, an author their own.

    Raises ``InteractionError`` if it is undone already, or what ``log_interaction`` raises.
    """
    with _at_the_table(user, interaction.npc) as (member, npc):
        row = _locked(interaction, npc)
        if not may_undo(member, row):
            raise NotYoursError("Whoever wrote this, or a game master, can undo it.")
        if row.data.get("undone_at"):
            raise InteractionError("This is undone already.")
        row.data = {**row.data, "undone_at": now.isoformat(), "undone_by": str(user.pk)}
        _settle(row, npc)
    return row


def restore_interaction(user: User, interaction: NPCInteraction) -> NPCInteraction:
    """Let an undone row count again, at its old place. For game masters."""
    with _at_the_table(user, interaction.npc) as (member, npc):
        row = _locked(interaction, npc)
        if member.role != GAME_MASTER:
            raise NotYoursError("A game master can restore what was undone.")
        if not row.data.get("undone_at"):
            raise InteractionError("This counts already.")
        undone = ("undone_at", "undone_by")
        row.data = {name: value for name, value in row.data.items() if name not in undone}
        _settle(row, npc)
    return row


def may_undo(member: CampaignMember | None, interaction: NPCInteraction) -> bool:
    if member is None or member.role not in (GAME_MASTER, PLAYER):
        return False
    return member.role == GAME_MASTER or interaction.author_key == str(member.user_id)


def characters_of(campaign: Campaign, *, owner: User | None = None):
    """Those who play in ``campaign`` now, or those of ``owner`` among them, by name."""
    rows = Character.objects.filter(
        appearances__campaign=campaign, appearances__left_at=None
    ).order_by("name", "pk")
    return rows if owner is None else rows.filter(ownership__owner=owner)


@contextmanager
def _at_the_table(user, npc) -> Iterator[tuple[CampaignMember, NPC]]:
    """The seat of ``user`` and the NPC, both locked. Readers have no seat here."""
    with campaign_lock(npc.campaign_id) as campaign:
        member = require_member(user, campaign)
        if member.role not in (GAME_MASTER, PLAYER):
            raise NotYoursError("Readers of a campaign do not write in its log.")
        if campaign.state == "archived":
            raise CampaignArchivedError
        yield member, locked_npc(npc.pk)


def _same(written, npc, user):
    """The row of a first click, handed out to the second."""
    if written.npc_id != npc.pk or written.author_key != str(user.pk):
        raise InteractionError("This form belongs to another page. Open it again.")
    return written


def _require_own(user, npc, character):
    if character is None:
        raise NotYoursError("Only a game master writes for the whole party.")
    if not characters_of(npc.campaign, owner=user).filter(pk=character.pk).exists():
        raise NotYoursError("You write for your own characters.")


def _require_of_the_campaign(npc, character):
    if not CampaignCharacter.objects.filter(campaign=npc.campaign, character=character).exists():
        raise InteractionError(f"{character.name} has never played in this campaign.")


def _check(row, now):
    if row.timestamp > now:
        raise InteractionError("This has not happened yet.")
    if row.relationship_change and row.data.get("visibility") == AUTHOR:
        raise InteractionError(
            "A note that only you see changes nothing between others. Let somebody see it, or"
            " leave the change at 0."
        )
    if not row.summary:
        raise InteractionError("Say in a line what happened.")
    with refused_as(InteractionError):
        row.full_clean(exclude=["npc", "character"], validate_constraints=False)
        row.validate_constraints(exclude=["npc", "character"])


def _locked(interaction, npc):
    row = NPCInteraction.objects.filter(pk=interaction.pk, npc=npc).first()
    if row is None:
        raise InteractionError("This is not in the log any more.")
    return row


def _settle(row, npc):
    """Store what was undone or restored, with all that follows from it."""
    row.save(update_fields=["data"])
    if row.data.get("mood_after") and row.visibility in OPEN:
        _take_mood(npc)
    refresh_standings([npc.pk])


def _take_mood(npc):
    """The last meeting after which somebody noted a mood says what the mood is."""
    rows = NPCInteraction.objects.counted().filter(npc=npc, visibility__in=OPEN)
    last = rows.filter(data__has_key="mood_after").order_by("-timestamp", "-pk").first()
    mood = last and last.data["mood_after"]
    if mood and mood != npc.data.get("current_mood", "neutral"):
        npc.data = {**npc.data, "current_mood": mood}
        npc.save(update_fields=["data", "updated_at"])
