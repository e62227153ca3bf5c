"""The table of standings: what follows from the log, kept beside it in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from campaigns.models import NPC, CampaignCharacter, NPCInteraction, NPCStanding
from campaigns.rules.meetings import Meeting, Start, Stay, stands
from campaigns.rules.standing import AUDIENCES

AT_ONCE = 250


@transaction.atomic
def refresh_standings(keys: Iterable[str]) -> None:
    """Write the standings of these NPCs anew. Whoever changes a log calls it before committing."""
    keys = list(keys)
    rows = list(computed_standings(keys))
    NPCStanding.objects.filter(npc__in=keys).delete()
    NPCStanding.objects.bulk_create(rows)


def rebuild_standings(npcs: QuerySet[NPC] | None = None) -> int:
    """Write the standings of ``npcs``, or of everybody, from the log. Returns how many NPCs."""
    npcs = NPC.objects.all() if npcs is None else npcs
    keys = list(npcs.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        refresh_standings(keys[first : first + AT_ONCE])
    return len(keys)


def computed_standings(keys: list[str]) -> Iterable[NPCStanding]:
    """The standings of these NPCs as their logs have it, not stored. Three queries."""
    npcs = NPC.objects.filter(pk__in=keys).values_list("pk", "campaign", "relationships")
    npcs = list(npcs)
    stays = stays_in({campaign for _, campaign, _ in npcs})
    meetings = _meetings_with(keys)
    for npc, campaign, relationships in npcs:
        found = stands(meetings[npc], stays[campaign], starts_of(relationships))
        for character, by_audience in sorted(found.items()):
            row = NPCStanding(npc_id=npc, character_id=character)
            for audience in AUDIENCES:
                if audience in by_audience:
                    score, met = by_audience[audience]
                    setattr(row, f"score_for_{audience}", score)
                    setattr(row, f"met_for_{audience}", met)
            yield row


def stays_in(campaigns: Iterable[str]) -> dict[str, list[Stay]]:
    """Who played in which campaign, and when."""
    stays = defaultdict(list)
    rows = CampaignCharacter.objects.filter(campaign__in=campaigns).order_by("joined_at", "pk")
    for campaign, *stay in rows.values_list("campaign", "character", "joined_at", "left_at"):
        stays[campaign].append(Stay(*stay))
    return stays


def starts_of(relationships: list[dict]) -> list[Start]:
    """How an NPC stood towards characters before they met, as the game master declared it."""
    return [
        Start(each["character_id"], each.get("trust_level", 0), each.get("visibility", "everyone"))
        for each in relationships
        if each.get("character_id") and each.get("trust_level")
    ]


def _meetings_with(keys):
    columns = ("timestamp", "pk", "relationship_change", "character", "visibility")
    rows = NPCInteraction.objects.counted().filter(npc__in=keys)
    meetings = defaultdict(list)
    for npc, *row in rows.values_list("npc", *columns).order_by("timestamp", "pk"):
        meetings[npc].append(Meeting(*row))
    return meetings
