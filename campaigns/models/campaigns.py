from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Now, NullIf
from django.utils import timezone

from campaigns.models.bases import DocumentedModel, KeyedModel, filled, holds, known
from campaigns.models.characters import Character
from campaigns.rules.documents import (
    check_campaign_data,
    check_homebrew_rules,
    check_world_art,
)
from common.fields import DocumentField
from common.models import TimestampedModel, UUIDModel


def entry_of_data(key, default):
    """A column that the database keeps equal to the text at ``key`` of ``data``."""
    text = Cast(KT(f"data__{key}"), models.CharField())
    return models.GeneratedField(
        # SQLite reads a JSON null as the text.
        expression=Coalesce(NullIf(text, Value("null")), Value(default)),
        output_field=models.CharField(),
        db_persist=True,
    )


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Campaigns that ``user`` may open: their own, open ones, and the templates supplied."""
        is_open = Q(visibility="everyone") | Q(is_template=True, is_custom=False)
        return self.filter(Exists(self._seats_of(user)) | is_open)

    def joined_by(self, user):
        return self.filter(Exists(self._seats_of(user)))

    def run_by(self, user):
        return self.filter(Exists(self._seats_of(user).filter(role="game_master")))

    def run_by_nobody(self):
        """Campaigns that people made and that have no game master any more."""
        masters = CampaignMember.objects.filter(campaign=OuterRef("pk"), role="game_master")
        return self.filter(~Exists(masters), is_custom=True)

    def usable_by(self, user):
        """Templates that ``user`` may start from: supplied, shared with all, or their own."""
        own = Exists(self._seats_of(user).filter(role="game_master"))
        shared = Q(visibility="everyone") | Q(is_custom=False)
        return self.filter(shared | own, is_template=True)

    def _seats_of(self, user):
        return CampaignMember.objects.filter(campaign=OuterRef("pk"), user=user)


class Campaign(DocumentedModel, KeyedModel, TimestampedModel):
    """A world and what a table has done in it, or a template from which to make one.

    What a column holds is not in the document, so that the two cannot disagree.
    """

    name = models.CharField(validators=[MaxLengthValidator(200)])
    description = models.TextField(
        blank=True, default="", db_default="", validators=[MaxLengthValidator(2_000)]
    )
    setting = models.TextField(
        validators=[MaxLengthValidator(2_000)], help_text="The world in a few sentences."
    )
    tone = models.CharField(
        default="heroic",
        db_default="heroic",
        validators=[MaxLengthValidator(100)],
        help_text="Such as heroic, dark or light-hearted.",
    )
    homebrew_rules = DocumentField(
        "house rules",
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        help_text='A list of texts: ["A natural 20 always tells a story."]',
    )
    world_description = models.TextField(
        blank=True, default="", db_default="", validators=[MaxLengthValidator(50_000)]
    )
    world_art = DocumentField(
        null=True,
        blank=True,
        help_text='{"pictures": [{"source": "/…", "title": "What it shows"}]}, or empty.',
    )
    is_template = models.BooleanField(
        "template",
        default=False,
        db_default=False,
        help_text="Others start their campaign from a copy of it.",
    )
    is_custom = models.BooleanField(
        "custom", default=True, db_default=True, help_text="Made by a member, not supplied."
    )
    template = models.ForeignKey(
        "self",
        on_delete=models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        db_index=False,
        help_text="The campaign of which this one is a copy.",
    )
    data = DocumentField(
        default=dict,
        blank=True,
        help_text="Sessions, quests, places, the state of the world, notes.",
    )
    visibility = entry_of_data("visibility", "members")
    state = entry_of_data("state", "created")

    objects = CampaignQuerySet.as_manager()

    documents = {
        "homebrew_rules": check_homebrew_rules,
        "world_art": check_world_art,
        "data": check_campaign_data,
    }

    class Meta:
        db_table = "campaigns"
        constraints = [
            filled("campaign", "id", "A campaign needs a key."),
            filled("campaign", "name", "A campaign needs a name."),
            filled("campaign", "setting", "A campaign needs a setting."),
            filled("campaign", "tone", "A campaign needs a tone."),
            holds("campaign", "homebrew_rules", "array"),
            holds("campaign", "world_art", "object", is_optional=True),
            holds("campaign", "data", "object"),
            models.CheckConstraint(
                condition=~Q(template=F("id")),
                name="campaign_not_its_own_template",
                violation_error_message="A campaign cannot be a copy of itself.",
            ),
        ]
        indexes = [
            # The list of campaigns, latest first.
            models.Index(fields=["-created_at", "id"], name="campaigns_latest"),
            models.Index(fields=["template"], name="campaigns_template"),
        ]

    def __str__(self):
        return self.name


class CampaignMember(UUIDModel, TimestampedModel):
    """Who runs a campaign, who plays in it, who only reads along."""

    class Role(models.TextChoices):
        GAME_MASTER = "game_master", "Game master"
        PLAYER = "player", "Player"
        READER = "reader", "Reader"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.DB_CASCADE, related_name="members", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DB_CASCADE,
        related_name="campaign_memberships",
        verbose_name="member",
    )
    role = models.CharField(
        max_length=20, choices=Role, default=Role.PLAYER, db_default=Role.PLAYER
    )

    class Meta:
        db_table = "campaign_members"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "user"],
                name="campaignmember_once",
                violation_error_message="This member belongs to the campaign already.",
            ),
            known(
                "campaignmember",
                "role",
                ["game_master", "player", "reader"],
                "A member is a game master, a player or a reader.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} since {self.created_at:%-d %b %Y}"


class CampaignCharacter(UUIDModel):
    """A character that plays, or has played, in a campaign."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.DO_NOTHING, related_name="party", db_index=False
    )
    character = models.ForeignKey(
        Character, on_delete=models.DO_NOTHING, related_name="appearances", db_index=False
    )
    joined_at = models.DateTimeField(default=timezone.now, db_default=Now())
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "campaign_characters"
        verbose_name = "character in a campaign"
        verbose_name_plural = "characters in campaigns"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "character"],
                name="campaigncharacter_once",
                violation_error_message="This character is in the campaign already.",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="campaigncharacter_left_later",
                violation_error_message="A character cannot leave before it joined.",
            ),
        ]
        indexes = [models.Index(fields=["character"], name="campaigncharacter_character")]

    def __str__(self):
        return f"in the campaign since {self.joined_at:%-d %b %Y}"
