"""The people of a campaign: they come, change and, rarely, go."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from django.db.models import TextField
from django.db.models.functions import Cast

from accounts.models import User
from campaigns.domain.errors import ChangedMeanwhileError, refused_as
from campaigns.domain.locks import running
from campaigns.domain.people_errors import NPCError, NPCHasLogError
from campaigns.models import NPC, Campaign, Monster, NPCInteraction
from campaigns.rules.npc_stats import stats_by_role

COLUMNS = ("name", "race", "occupation", "location", "personality", "stats")


def create_npc(
    user: User, campaign: Campaign, *, data: Mapping | None = None, **columns: object
) -> NPC:
    """Add somebody to ``campaign``; ``columns`` are among ``COLUMNS``, ``data`` is the document.

    Whoever makes them is their author. Raises ``NPCError``, or what ``running`` raises.
    """
    with running(user, campaign.pk) as locked:
        npc = NPC(campaign=locked, **_cleaned(columns))
        npc.data = {"version": 1, "author": str(user.pk), **(data or {})}
        return _saved(npc, force_insert=True)


def edit_npc(
    user: User,
    npc: NPC,
    *,
    seen: datetime | None = None,
    data: Mapping | None = None,
    **columns: object,
) -> NPC:
    """Change ``columns`` and the given entries of the document; what is not named stays.

    ``seen`` is when what the person saw had been saved: where somebody else saved since, it is
    ``ChangedMeanwhileError``. Raises ``NPCError``, or what ``running`` raises.
    """
    with running(user, npc.campaign_id):
        npc = locked_npc(npc.pk)
        if seen is not None and npc.updated_at != seen:
            raise ChangedMeanwhileError
        for column, value in _cleaned(columns).items():
            setattr(npc, column, value)
        npc.data = {**npc.data, **(data or {})}
        return _saved(npc)


def delete_npc(user: User, npc: NPC, *, with_log: bool = False) -> int:
    """Take ``npc`` out of the campaign, and out of what others keep about them.

    Their interactions go only ``with_log``; otherwise, where there are any, it is
    ``NPCHasLogError``. Returns how many interactions went.
    """
    with running(user, npc.campaign_id):
        npc = locked_npc(npc.pk)
        log = NPCInteraction.objects.filter(npc=npc)
        if (count := log.count()) and not with_log:
            raise NPCHasLogError(npc.name, count)
        log.delete()
        for other in mentioning(npc):
            other.relationships = [
                tie for tie in other.relationships if tie.get("npc_id") != npc.pk
            ]
            other.save(update_fields=["relationships", "updated_at"])
        npc.delete()
    return count


def give_stats_by_role(user: User, npc: NPC, *, role: str, level: int, rng: Random) -> NPC:
    """Draw a stat block for a role of ``rules/npc_stats.py``. Raises ``NPCError``."""
    try:
        stats = stats_by_role(role, level, rng)
    except ValueError as error:
        raise NPCError("Choose one of the roles, and a level from 1 to 20.") from error
    return edit_npc(user, npc, stats=stats, data={"level": level})


def give_stats_of(user: User, npc: NPC, monster: Monster) -> NPC:
    """Take the stat block of a monster over: a copy, so that either can change by itself."""
    return edit_npc(user, npc, stats={**monster.stats})


def mentioning(npc: NPC):
    """The NPCs of the campaign that keep a relation to ``npc``."""
    rows = NPC.objects.filter(campaign=npc.campaign_id).exclude(pk=npc.pk)
    # Neither database would use an index here; a text is compared alike on both.
    rows = rows.alias(ties=Cast("relationships", TextField())).filter(ties__contains=npc.pk)
    return rows.order_by("name", "pk")


def locked_npc(key: str) -> NPC:
    """The NPC as it is now, for a transaction that changes it. Raises ``NPCError``."""
    npc = NPC.objects.select_for_update(no_key=True).filter(pk=key).first()
    if npc is None:
        raise NPCError("Somebody has taken this NPC out of the campaign.")
    return npc


def _cleaned(columns):
    if unknown := columns.keys() - set(COLUMNS):
        raise TypeError(f"not a column that is set here: {', '.join(sorted(unknown))}")
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in columns.items()
    }


def _saved(npc, **options):
    with refused_as(NPCError):
        npc.full_clean(exclude=["campaign"], validate_constraints=False)
    if not npc.name:
        raise NPCError("An NPC needs a name.")
    npc.save(**options)
    return npc
