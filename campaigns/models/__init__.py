from campaigns.models.campaigns import Campaign, CampaignCharacter, CampaignMember
from campaigns.models.characters import Character, CharacterOwner
from campaigns.models.npcs import NPC, NPCInteraction
from campaigns.models.spells import Spell

__all__ = [
    "NPC",
    "Campaign",
    "CampaignCharacter",
    "CampaignMember",
    "Character",
    "CharacterOwner",
    "NPCInteraction",
    "Spell",
]
