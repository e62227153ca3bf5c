from campaigns.models import CampaignCharacter
from common.admin import RoomInline


class PartyInline(RoomInline):
    model = CampaignCharacter
    verbose_name = "character"
    verbose_name_plural = "party"
