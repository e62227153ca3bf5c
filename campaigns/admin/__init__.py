"""The room's tables in the admin."""

from campaigns.admin.campaigns import CampaignAdmin, CampaignCharacterAdmin, CampaignMemberAdmin
from campaigns.admin.characters import CharacterAdmin, CharacterOwnerAdmin
from campaigns.admin.monsters import MonsterAdmin
from campaigns.admin.npcs import NPCAdmin, NPCInteractionAdmin
from campaigns.admin.spells import SpellAdmin

__all__ = [
    "CampaignAdmin",
    "CampaignCharacterAdmin",
    "CampaignMemberAdmin",
    "CharacterAdmin",
    "CharacterOwnerAdmin",
    "MonsterAdmin",
    "NPCAdmin",
    "NPCInteractionAdmin",
    "SpellAdmin",
]
