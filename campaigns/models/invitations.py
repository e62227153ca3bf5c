from django.conf import settings
from django.db import models

from campaigns.models.bases import known
from campaigns.models.campaigns import Campaign, CampaignMember
from common.links import InvitationModel, invitation_constraints, uses_allowed
from common.models import TimestampedModel


class CampaignInvitation(InvitationModel, TimestampedModel):
    """A link by which people join a campaign. The token itself is shown once and kept nowhere."""

    campaign = models.ForeignKey(Campaign, models.DB_CASCADE, related_name="invitations")
    role = models.CharField(
        max_length=20,
        choices=CampaignMember.Role,
        default=CampaignMember.Role.PLAYER,
        db_default=CampaignMember.Role.PLAYER,
        help_text="What whoever follows the link becomes.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="campaign_invitations",
    )
    max_uses = uses_allowed(6)

    class Meta:
        db_table = "campaign_invitations"
        constraints = [
            *invitation_constraints("campaigninvitation"),
            known(
                "campaigninvitation",
                "role",
                ["game_master", "player", "reader"],
                "A link makes game masters, players or readers.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}’s link, used {self.uses} of {self.max_uses}"
