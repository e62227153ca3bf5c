"""The reading API of Campaigns as OpenAPI; documents are described by the types that check them."""

from pydantic import TypeAdapter

from accounts.openapi import page_of, reading
from campaigns.api import queries
from campaigns.api.scopes import CAMPAIGNS, CHARACTERS, SPELLS
from campaigns.rules.documents.campaign import CampaignData, WorldArt
from campaigns.rules.documents.interaction import InteractionData
from campaigns.rules.documents.npc import NPCData, Personality, Relationship
from campaigns.rules.documents.sheet import CharacterSheet
from campaigns.rules.documents.spell import Components, SpellData
from campaigns.rules.documents.stat_block import StatBlock

TAG = {
    "name": "Campaigns",
    "description": (
        "What a member may see of campaigns, the people in them, what happened, characters and the "
        "compendium of spells. A program reads it with a personal access token and sees what the "
        "token's owner sees: a player's program reads no secret of the game master."
    ),
}
DOCUMENTS = {
    "CampaignData": CampaignData,
    "WorldArt": WorldArt,
    "Personality": Personality,
    "StatBlock": StatBlock,
    "Relationship": Relationship,
    "NPCData": NPCData,
    "InteractionData": InteractionData,
    "CharacterSheet": CharacterSheet,
    "Components": Components,
    "SpellData": SpellData,
}
_TEXT, _TRUTH, _NUMBER = {"type": "string"}, {"type": "boolean"}, {"type": "integer"}
_TIME = {"type": "string", "format": "date-time"}
_KEY = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}


def schemas() -> dict:
    found = {}
    for model in DOCUMENTS.values():
        schema = TypeAdapter(model).json_schema(ref_template="#/components/schemas/{model}")
        found |= schema.pop("$defs", {})
        found[schema["title"]] = schema
    rows = {
        "CampaignLine": _row(
            _named("id", "name", "description", "setting", "tone", "state"),
            is_template=_TRUTH,
            is_custom=_TRUTH,
            created_at=_TIME,
            updated_at=_TIME,
            role={"type": ["string", "null"], "description": "Yours; null as a visitor."},
        ),
        "Campaign": _row(
            _named("id", "name", "description", "setting", "tone", "world_description"),
            homebrew_rules=_TEXTS,
            is_template=_TRUTH,
            is_custom=_TRUTH,
            template_id=_KEY,
            world_art=_or_null("WorldArt"),
            data=_part("CampaignData"),
        ),
        "NPC": _row(
            _named("id", "name", "race", "occupation", "location"),
            personality=_part("Personality"),
            stats=_or_null("StatBlock"),
            relationships={"type": "array", "items": _part("Relationship")},
            data=_part("NPCData"),
        ),
        "Interaction": _row(
            _named("id", "npc_id", "interaction_type", "summary", "outcome"),
            character_id=_KEY,
            relationship_change=_NUMBER,
            timestamp=_TIME,
            data=_part("InteractionData"),
        ),
        "CharacterLine": _row(_character()),
        "Character": _row(_character(), sheet=_part("CharacterSheet")),
        "Spell": _row(
            _named("id", "name", "school", "casting_time", "range", "duration", "description"),
            _named("higher_levels", "damage_dice", "save_type"),
            level=_NUMBER,
            components=_part("Components"),
            ritual=_TRUTH,
            concentration=_TRUTH,
            spell_lists=_TEXTS,
            data=_part("SpellData"),
        ),
    }
    listed = ("CampaignLine", "NPC", "Interaction", "CharacterLine", "Spell")
    return found | rows | {f"{name}Page": page_of(name) for name in listed}


def paths() -> dict:
    campaign = ("campaign", "the-key-of-a-campaign")
    return {
        "/api/v1/campaigns": _list(
            "listCampaigns",
            "List campaigns",
            "The campaigns that you may open, the latest first.",
            CAMPAIGNS,
            "CampaignLine",
            queries.CampaignQuery,
        ),
        "/api/v1/campaigns/{campaign}": _one(
            "readCampaign", "Read a campaign", CAMPAIGNS, "Campaign", campaign
        ),
        "/api/v1/campaigns/{campaign}/npcs": _list(
            "listNPCs",
            "List the people of a campaign",
            "The people whom you may know of, by name.",
            CAMPAIGNS,
            "NPC",
            queries.NPCQuery,
            campaign,
        ),
        "/api/v1/campaigns/{campaign}/interactions": _list(
            "listInteractions",
            "List what happened",
            "What happened with the people of a campaign, the latest first.",
            CAMPAIGNS,
            "Interaction",
            queries.InteractionQuery,
            campaign,
        ),
        "/api/v1/npcs/{npc}": _one(
            "readNPC", "Read an NPC", CAMPAIGNS, "NPC", ("npc", "the-key-of-an-npc")
        ),
        "/api/v1/characters": _list(
            "listCharacters",
            "List characters",
            "Your characters, and those that play where you play, by name.",
            CHARACTERS,
            "CharacterLine",
            queries.CharacterQuery,
        ),
        "/api/v1/characters/{character}": _one(
            "readCharacter",
            "Read a character's sheet",
            CHARACTERS,
            "Character",
            ("character", "the-key-of-a-character"),
        ),
        "/api/v1/spells": _list(
            "listSpells",
            "Search the compendium",
            "Within one filter any value is enough; of the filters, all must hold.",
            SPELLS,
            "Spell",
            queries.SpellQuery,
        ),
        "/api/v1/spells/{spell}": _one(
            "readSpell", "Read a spell", SPELLS, "Spell", ("spell", "the-key-of-a-spell")
        ),
    }


def _list(operation, summary, description, scope, schema, query, *keys):
    return reading(
        operation,
        summary,
        description,
        scope=scope,
        tag=TAG["name"],
        answer=f"{schema}Page",
        query=query,
        keys=keys,
    )


def _one(operation, summary, scope, schema, key):
    description = "All that you may see of it."
    return reading(
        operation, summary, description, scope=scope, tag=TAG["name"], answer=schema, keys=[key]
    )


def _named(*names):
    return dict.fromkeys(names, _TEXT)


def _character():
    return _named("id", "name", "character_class", "race") | {"level": _NUMBER}


def _row(*parts, **fields):
    properties = {name: rules for part in (*parts, fields) for name, rules in part.items()}
    return {"type": "object", "required": [*properties], "properties": properties}


def _part(name):
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(name):
    return {"anyOf": [_part(name), {"type": "null"}]}
