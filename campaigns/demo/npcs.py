"""Who lives in the campaign, what they lived through with the party, and what they think of it."""

from datetime import timedelta
from itertools import groupby

from campaigns.models import NPC, NPCInteraction
from campaigns.rules.documents.base import SCORE_LIMIT

BETWEEN_INTERACTIONS = (6, 24)  # minutes
# What a relationship is called from that score on.
NAMES = ((50, "ally"), (20, "friend"), (-19, "neutral"), (-49, "rival"), (-SCORE_LIMIT, "enemy"))


def load_npcs(entries, interactions, table, rng):
    npcs = {entry["key"]: _npc(entry, table) for entry in entries}
    rows = list(_interactions(interactions, npcs, table, rng))
    standings = _standings(interactions, table)
    for entry in entries:
        npcs[entry["key"]].relationships = [
            *_with_characters(standings.get(entry["key"], {}), table),
            *_with_npcs(entry["knows"], npcs),
        ]
    NPC.objects.bulk_create(npcs.values())
    NPCInteraction.objects.bulk_create(rows)


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


def _standings(entries, table):
    """By NPC and character the score, which never leaves its bounds on the way.

    What happened to the whole party counts for each who was there.
    """
    scores = {}
    for entry in entries:
        keys = [entry["character"]] if "character" in entry else table.party(entry["session"])
        by_character = scores.setdefault(entry["npc"], {})
        for key in keys:
            score = by_character.get(key, 0) + entry["change"]
            by_character[key] = max(-SCORE_LIMIT, min(SCORE_LIMIT, score))
    return scores


def _with_characters(scores, table):
    for key, score in scores.items():
        yield {
            "character_id": table.seats[key].character.pk,
            "relationship_type": next(name for least, name in NAMES if score >= least),
            "trust_level": score,
        }


def _with_npcs(ties, npcs):
    for tie in ties:
        kept = {name: value for name, value in tie.items() if name != "key"}
        yield kept | {"npc_id": npcs[tie["key"]].pk, "visibility": "game_master"}
