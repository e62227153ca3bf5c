"""The room's tables in the admin."""

from campaigns.admin.campaigns import CampaignAdmin, CampaignCharacterAdmin, CampaignMemberAdmin
from campaigns.admin.character_changes import CharacterChangeAdmin
from campaigns.admin.characters import CharacterAdmin, CharacterOwnerAdmin
from campaigns.admin.invitations import CampaignInvitationAdmin
from campaigns.admin.monsters import MonsterAdmin
from campaigns.admin.npcs import NPCAdmin, NPCInteractionAdmin
from campaigns.admin.spells import CompendiumVersionAdmin, SpellAdmin
from campaigns.admin.standings import NPCStandingAdmin

__all__ = [
    "CampaignAdmin",
    "CampaignCharacterAdmin",
    "CampaignInvitationAdmin",
    "CampaignMemberAdmin",
    "CharacterAdmin",
    "CharacterChangeAdmin",
    "CharacterOwnerAdmin",
    "CompendiumVersionAdmin",
    "MonsterAdmin",
    "NPCAdmin",
    "NPCInteractionAdmin",
    "NPCStandingAdmin",
    "SpellAdmin",
]
