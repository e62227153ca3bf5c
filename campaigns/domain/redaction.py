"""What somebody may see of a campaign, as documents: the one place in which a secret could leak.

Pages, the API and exports take what they show from here. A game master sees all but what another
keeps to themselves; everybody else sees what is shown to them, and of people what one notices.
"""

from collections.abc import Collection
from typing import Any

from campaigns.models import NPC, Campaign, NPCInteraction
from campaigns.rules.visibility import Viewer, may_see, sees

type Document = dict[str, Any]

COLUMNS = (
    "id",
    "name",
    "description",
    "setting",
    "tone",
    "homebrew_rules",
    "world_description",
    "is_template",
    "is_custom",
    "template_id",
)
NPC_COLUMNS = ("id", "name", "race", "occupation", "location")
INTERACTION_COLUMNS = (
    "id",
    "npc_id",
    "character_id",
    "interaction_type",
    "summary",
    "outcome",
    "relationship_change",
    "timestamp",
)
# For game masters alone.
_SECRETS = {"dm_notes", "plot_hooks", "key_npcs"}
_LISTS = ("locations", "quests", "sessions", "events")
# What one notices of somebody without knowing them.
_NOTICED = {"version", "traits", "mannerisms", "appearance", "voice"}
_KNOWN = {
    "version",
    "gender",
    "age",
    "importance",
    "current_mood",
    "is_alive",
    "portrait",
    "visibility",
}


def seen_by(viewer: Viewer, campaign: Campaign) -> Document:
    """``campaign`` with its documents, as far as ``viewer``, who may open it, sees them."""
    columns = {name: getattr(campaign, name) for name in COLUMNS}
    return columns | {
        "world_art": _pictures(viewer, campaign.world_art),
        "data": data_seen_by(viewer, campaign.data),
    }


def data_seen_by(viewer: Viewer, data: Document) -> Document:
    """The document of a campaign without what ``viewer`` may not see."""
    seen = {**data}
    for name in _LISTS:
        if name in data:
            seen[name] = _elements(viewer, data[name])
    if "world_state" in data:
        seen["world_state"] = _world_state(viewer, data["world_state"])
    _drop_what_points_to_the_hidden(seen, data)
    if not viewer.runs_it:
        seen = {name: value for name, value in seen.items() if name not in _SECRETS}
    if viewer.role is None:
        seen.pop("next_session", None)
    return seen


def npc_seen_by(viewer: Viewer, npc: NPC, *, known: Collection[str]) -> Document | None:
    """``npc`` as ``viewer`` sees them; ``None`` where they may not know that there is such a one.

    ``known`` are the keys of the people of the campaign whom ``viewer`` may know of: a tie to
    anybody else is left out. Who does not run the campaign sees neither what stands in the game
    master's notes nor what is in somebody's heart, only what one notices.
    """
    if not may_see(npc.visibility, npc.author_key or None, viewer):
        return None
    ties = [
        _element(viewer, tie)
        for tie in npc.relationships
        if sees(viewer, tie) and ("npc_id" not in tie or tie["npc_id"] in known)
    ]
    seen = {name: getattr(npc, name) for name in NPC_COLUMNS}
    seen |= {"relationships": ties, "data": npc_data_seen_by(viewer, npc)}
    if viewer.runs_it:
        return seen | {"personality": npc.personality, "stats": npc.stats}
    return seen | {"personality": _only(npc.personality, _NOTICED), "stats": None}


def npc_data_seen_by(viewer: Viewer, npc: NPC) -> Document:
    """The document of ``npc``, of whom ``viewer`` may know, without what they may not see."""
    return npc.data if viewer.runs_it else _only(npc.data, _KNOWN)


def interaction_seen_by(viewer: Viewer, interaction: NPCInteraction) -> Document | None:
    """``interaction``, with somebody whom ``viewer`` may know of; ``None`` where it is hidden.

    One that was undone is hidden from all but game masters.
    """
    if not may_see(interaction.visibility, interaction.author_key or None, viewer):
        return None
    data = interaction.data
    if data.get("undone_at") and not viewer.runs_it:
        return None
    if not viewer.runs_it:
        data = {name: value for name, value in data.items() if name not in {"notes", "author"}}
    return {name: getattr(interaction, name) for name in INTERACTION_COLUMNS} | {"data": data}


def _pictures(viewer, art):
    if art is None or "pictures" not in art:
        return art
    return {**art, "pictures": _elements(viewer, art["pictures"])}


def _elements(viewer, elements):
    return [_element(viewer, element) for element in elements if sees(viewer, element)]


def _element(viewer, element):
    """Who wrote it is told to game masters, and to whoever wrote it."""
    if viewer.runs_it or element.get("author") in (None, viewer.user_key):
        return element
    return {name: value for name, value in element.items() if name != "author"}


def _world_state(viewer, state):
    if "factions" not in state:
        return state
    return {**state, "factions": _elements(viewer, state["factions"])}


def _drop_what_points_to_the_hidden(seen, data):
    places = {place["name"] for place in seen.get("locations", [])}
    hidden = {place["name"] for place in data.get("locations", [])} - places
    if data.get("current_location") in hidden:
        seen["current_location"] = ""
    numbers = {session["number"] for session in seen.get("sessions", [])}
    if seen.get("active_session") not in numbers:
        seen.pop("active_session", None)


def _only(document, names):
    return {name: value for name, value in document.items() if name in names}
