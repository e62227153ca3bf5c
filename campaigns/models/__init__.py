from campaigns.models.campaigns import Campaign, CampaignCharacter, CampaignMember
from campaigns.models.character_changes import CharacterChange
from campaigns.models.characters import Character, CharacterOwner
from campaigns.models.compendium_versions import CompendiumVersion
from campaigns.models.invitations import CampaignInvitation
from campaigns.models.monsters import Monster
from campaigns.models.npcs import NPC, NPCInteraction
from campaigns.models.spells import Spell
from campaigns.models.standings import NPCStanding

__all__ = [
    "NPC",
    "Campaign",
    "CampaignCharacter",
    "CampaignInvitation",
    "CampaignMember",
    "Character",
    "CharacterChange",
    "CharacterOwner",
    "CompendiumVersion",
    "Monster",
    "NPCInteraction",
    "NPCStanding",
    "Spell",
]
