"""Who lives in the campaign, what they lived through with the party, and what they think of it."""

from datetime import timedelta
from itertools import groupby

from campaigns.domain.standings import rebuild_standings
from campaigns.models import NPC, NPCInteraction

BETWEEN_INTERACTIONS = (6, 24)  # minutes


def load_npcs(entries, interactions, table, rng):
    npcs = {entry["key"]: _npc(entry, table) for entry in entries}
    rows = list(_interactions(interactions, npcs, table, rng))
    for entry in entries:
        npcs[entry["key"]].relationships = list(_with_npcs(entry["knows"], npcs))
    NPC.objects.bulk_create(npcs.values())
    NPCInteraction.objects.bulk_create(rows)
    # What they think of the party follows from what they lived through with it.
    rebuild_standings(table.campaign.npcs.all())


def _npc(entry, table):
    columns = ("name", "race", "occupation", "location", "personality", "stats")
    return NPC(
        campaign=table.campaign,
        created_at=table.campaign.created_at,
        data=entry["data"] | {"notes": entry["secret"]},
        **{name: entry[name] for name in columns if name in entry},
    )


def _interactions(entries, npcs, table, rng):
    for session, evening in groupby(entries, key=lambda entry: entry["session"]):
        timestamp = table.evenings[session]
        for entry in evening:
            timestamp += timedelta(minutes=rng.randint(*BETWEEN_INTERACTIONS))
            key = entry.get("character")
            yield NPCInteraction(
                npc=npcs[entry["npc"]],
                character=key and table.seats[key].character,
                interaction_type=entry["kind"],
                summary=entry["summary"],
                outcome=entry["outcome"],
                relationship_change=entry["change"],
                timestamp=timestamp,
                data=entry["data"] | {"session_number": session},
            )


def _with_npcs(ties, npcs):
    for tie in ties:
        kept = {name: value for name, value in tie.items() if name != "key"}
        yield {"visibility": "game_master", **kept, "npc_id": npcs[tie["key"]].pk}
