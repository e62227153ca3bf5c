"""A campaign made from another: a new one from a template, or a template from one's own."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from campaigns.domain.campaigns import seat_first
from campaigns.domain.errors import CampaignError, TemplateError, refused_as
from campaigns.domain.locks import is_game_master, member_of, viewer_for
from campaigns.models import NPC, Campaign
from campaigns.models.bases import new_key
from campaigns.rules.visibility import Viewer, may_see, sees

COPIED = ("description", "setting", "tone", "homebrew_rules", "world_description")
_LISTS = ("locations", "quests", "events")
# What has been played is not copied, and neither is who may read along.
_PLAYED = ("sessions", "active_session", "next_session", "visibility", "state")


@transaction.atomic
def clone_campaign(
    user: User, source: Campaign, *, now: datetime, name: str = "", as_template: bool = False
) -> Campaign:
    """A deep copy of ``source``, which ``user`` runs.

    NPCs come along with new keys, and what they are to one another; so do hooks, places, quests,
    notes, house rules and pictures. Sessions, interactions, members and characters do not. Quests
    of a campaign that was played begin anew. What another game master keeps to themselves stays
    with them. Raises ``TemplateError`` or ``CampaignError``.
    """
    member = member_of(user, source)
    if not _may_start_from(source, member):
        raise TemplateError("Nobody but its game masters can copy this campaign.")
    # Whoever copies it runs the copy, and so sees what its game masters see.
    viewer = Viewer(viewer_for(user, member).user_key, "game_master")
    copy = Campaign(
        name=name or source.name,
        template=source,
        created_at=now,
        is_template=as_template,
        is_custom=True,
        world_art=_art(source, viewer),
        data=_data(source, viewer),
        **{column: getattr(source, column) for column in COPIED},
    )
    with refused_as(CampaignError):
        copy.full_clean()
    copy.save(force_insert=True)
    seat_first(user, copy, now=now)
    NPC.objects.bulk_create(_people(source, copy, viewer, now), batch_size=200)
    return copy


def save_as_template(
    user: User, source: Campaign, *, now: datetime, name: str = "", is_shared: bool = False
) -> Campaign:
    """A template of ``source``, which ``user`` runs; shared, everybody may start from it.

    Raises ``TemplateError`` or ``CampaignError``.
    """
    if not is_game_master(member_of(user, source)):
        raise TemplateError("Only a game master makes a template of a campaign.")
    with transaction.atomic():
        template = clone_campaign(user, source, now=now, name=name, as_template=True)
        if is_shared:
            template.data = {**template.data, "visibility": "everyone"}
            template.save(update_fields=["data", "updated_at"])
    return template


def ties_left_behind(source: Campaign) -> int:
    """How many ties between NPCs and characters a copy of ``source`` would not have."""
    ties = NPC.objects.filter(campaign=source).values_list("relationships", flat=True)
    return sum("character_id" in tie for row in ties for tie in row)


def _may_start_from(source, member):
    is_offered = source.is_template and (not source.is_custom or source.visibility == "everyone")
    return is_offered or is_game_master(member)


def _data(source: Campaign, viewer: Viewer) -> dict[str, Any]:
    data = {name: value for name, value in source.data.items() if name not in _PLAYED}
    for name in _LISTS:
        if name in data:
            data[name] = _elements(data[name], viewer)
    if "factions" in data.get("world_state", {}):
        factions = _elements(data["world_state"]["factions"], viewer)
        data["world_state"] = {**data["world_state"], "factions": factions}
    if not source.is_template and "quests" in data:
        data["quests"] = [_unplayed(quest) for quest in data["quests"]]
    return {"version": 1, **data, "state": "created"}


def _unplayed(quest):
    objectives = [{"text": each["text"]} for each in quest.get("objectives", [])]
    return {**quest, "status": "offered", "objectives": objectives}


def _art(source, viewer):
    if not source.world_art:
        return source.world_art
    pictures = _elements(source.world_art.get("pictures", []), viewer)
    return {**source.world_art, "pictures": pictures}


def _elements(elements: Iterable[dict], viewer: Viewer) -> list[dict]:
    """What ``viewer`` sees of ``elements``, theirs from now on."""
    return [_own(element, viewer) for element in elements if sees(viewer, element)]


def _own(element, viewer):
    return {**element, "author": viewer.user_key} if "author" in element else element


def _people(source, copy, viewer, now):
    """The NPCs of ``source`` as rows of ``copy``, in the same order."""
    people = [
        npc
        for npc in NPC.objects.filter(campaign=source).order_by("created_at", "pk")
        if may_see(npc.visibility, npc.author_key or None, viewer)
    ]
    keys = {npc.pk: new_key() for npc in people}
    for place, npc in enumerate(people):
        yield NPC(
            id=keys[npc.pk],
            campaign=copy,
            name=npc.name,
            race=npc.race,
            occupation=npc.occupation,
            location=npc.location,
            personality=npc.personality,
            stats=npc.stats,
            relationships=list(_ties(npc, keys, viewer)),
            data=_own(npc.data, viewer),
            created_at=now + timedelta(microseconds=place),
        )


def _ties(npc, keys, viewer):
    """Ties to others who come along. A tie to a character stays with the old table."""
    for tie in npc.relationships:
        if tie.get("npc_id") in keys and sees(viewer, tie):
            yield {**_own(tie, viewer), "npc_id": keys[tie["npc_id"]]}
