"""The JSON documents of the room: what may stand in them, and one check for each."""

from campaigns.rules.documents.campaign import (
    check_campaign_data,
    check_homebrew_rules,
    check_world_art,
)
from campaigns.rules.documents.interaction import check_interaction_data
from campaigns.rules.documents.monster import check_monster_source
from campaigns.rules.documents.npc import (
    check_npc_data,
    check_personality,
    check_relationships,
)
from campaigns.rules.documents.sheet import check_character_sheet
from campaigns.rules.documents.spell import (
    check_components,
    check_spell_agreement,
    check_spell_data,
    check_spell_lists,
)
from campaigns.rules.documents.stat_block import check_stats

__all__ = [
    "check_campaign_data",
    "check_character_sheet",
    "check_components",
    "check_homebrew_rules",
    "check_interaction_data",
    "check_monster_source",
    "check_npc_data",
    "check_personality",
    "check_relationships",
    "check_spell_agreement",
    "check_spell_data",
    "check_spell_lists",
    "check_stats",
    "check_world_art",
]
