from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from campaigns.models.bases import known
from campaigns.models.campaigns import Campaign, CampaignMember
from common.models import TimestampedModel, UUIDModel
from common.tokens import HASH_LENGTH


class CampaignInvitation(UUIDModel, TimestampedModel):
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
    token_hash = models.CharField(
        max_length=HASH_LENGTH, editable=False, help_text="SHA-256 of the token, in hexadecimal."
    )
    expires_at = models.DateTimeField("expires")
    max_uses = models.PositiveSmallIntegerField("uses allowed", default=6, db_default=6)
    uses = models.PositiveSmallIntegerField("used", default=0, db_default=0)
    revoked_at = models.DateTimeField("revoked", null=True, blank=True)

    class Meta:
        db_table = "campaign_invitations"
        constraints = [
            # A link that somebody follows is looked up by the hash of its token.
            models.UniqueConstraint(
                fields=["token_hash"],
                name="campaigninvitation_token_unique",
                violation_error_message="An invitation with this token exists already.",
            ),
            models.CheckConstraint(
                condition=Exact(Length("token_hash"), HASH_LENGTH),
                name="campaigninvitation_is_hashed",
                violation_error_message="Only the hash of a token is stored.",
            ),
            known(
                "campaigninvitation",
                "role",
                ["game_master", "player", "reader"],
                "A link makes game masters, players or readers.",
            ),
            models.CheckConstraint(
                condition=Q(uses__gte=0, max_uses__gte=1, uses__lte=F("max_uses")),
                name="campaigninvitation_uses_within_limit",
                violation_error_message="An invitation is not used more often than allowed.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="campaigninvitation_expires_later",
                violation_error_message="An invitation expires after it was made.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}’s link, used {self.uses} of {self.max_uses}"

    @property
    def is_open(self):
        return self.is_open_at(timezone.now())

    def is_open_at(self, now):
        return self.revoked_at is None and self.uses < self.max_uses and self.expires_at > now
