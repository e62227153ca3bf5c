"""The table: who plays, who may come, what was agreed before the first scene."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q, Value

from common.fields import DocumentField, hold_documents
from common.links import InvitationModel, invitation_constraints, uses_allowed
from common.models import TimestampedModel, UUIDModel
from play.models.checks import known, not_before, not_empty, short
from play.models.visibility import VisibleGames
from play.rules.documents import check_game_settings, default_game_settings

MAX_LONG_TEXT = 50_000


class Game(UUIDModel, TimestampedModel):
    """A story that friends write together, with the table that they sit at."""

    class Status(models.TextChoices):
        SETUP = "setup"
        ACTIVE = "active"
        PAUSED = "paused"
        ARCHIVED = "archived"

    name = models.CharField(max_length=120)
    pitch = models.TextField(
        blank=True, default="", db_default="", help_text="What the story is about, in short."
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.SETUP, db_default=Status.SETUP
    )
    world_document = models.TextField(
        blank=True,
        default="",
        db_default="",
        validators=[MaxLengthValidator(MAX_LONG_TEXT)],
        help_text="What the table agreed on about its world.",
    )
    settings = DocumentField(
        default=default_game_settings,
        db_default=Value(default_game_settings(), models.JSONField()),
        help_text="How this table plays: deadlines, ties, pace, tension.",
    )
    word_tables = models.ManyToManyField(
        "play.WordSeedTable", through="play.GameWordSeedTable", related_name="games", blank=True
    )

    objects = VisibleGames.as_manager()

    class Meta:
        constraints = [
            known(
                "game",
                "status",
                ["setup", "active", "paused", "archived"],
                "A game is in setup, active, paused or archived.",
            ),
            not_empty("game", "name", "A game needs a name."),
        ]
        indexes = [
            # All games, by when something last happened, as staff list them.
            models.Index(fields=["-updated_at"], name="play_game_updated_idx"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        hold_documents(self, settings=check_game_settings)


class GameMember(UUIDModel, TimestampedModel):
    """A seat at a table. It stays when its owner leaves, so that the past can still be read."""

    class Role(models.TextChoices):
        ORGANIZER = "organizer"
        PLAYER = "player"

    class Mail(models.TextChoices):
        AT_ONCE = "at_once", "At once"
        DAILY = "daily", "Once a day"
        OFF = "off", "Never"

    # The unique pair of game and user begins with the game.
    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="members", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="game_memberships"
    )
    role = models.CharField(
        max_length=20, choices=Role, default=Role.PLAYER, db_default=Role.PLAYER
    )
    mail = models.CharField(
        max_length=20,
        choices=Mail,
        default=Mail.DAILY,
        db_default=Mail.DAILY,
        help_text="How this person hears by mail of what happens in this game.",
    )
    invitation = models.ForeignKey(
        "play.Invitation",
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        help_text="The link this person came by.",
    )
    left_at = models.DateTimeField("left", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["game", "user"],
                name="game_member_once",
                violation_error_message="This person sits at the table already.",
            ),
            models.UniqueConstraint(
                fields=["game"],
                condition=Q(role="organizer"),
                name="game_member_one_organizer",
                violation_error_message="A game has one organizer.",
            ),
            known(
                "game_member",
                "role",
                ["organizer", "player"],
                "A member is the organizer or a player.",
            ),
            known(
                "game_member",
                "mail",
                ["at_once", "daily", "off"],
                "Mail comes at once, daily or not at all.",
            ),
            models.CheckConstraint(
                condition=Q(role="player") | Q(left_at__isnull=True),
                name="game_member_organizer_stays",
                violation_error_message="An organizer hands the game on before leaving it.",
            ),
            models.CheckConstraint(
                condition=not_before("created_at", "left_at"),
                name="game_member_leaves_after_joining",
                violation_error_message="Nobody leaves before they came.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {short(self.user_id)}"

    @property
    def is_organizer(self):
        return self.role == self.Role.ORGANIZER

    @property
    def is_present(self):
        return self.left_at is None

    def sees(self, row):
        """As ``visible_to``, of a row of this game."""
        return self.is_present or row.created_at <= self.left_at


class Invitation(InvitationModel, TimestampedModel):
    """A link by which people come to a table. The token itself is shown once and kept nowhere."""

    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="invitations")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="game_invitations",
    )
    max_uses = uses_allowed(5)

    class Meta:
        constraints = invitation_constraints("invitation")

    def __str__(self):
        return f"Invitation {short(self.pk)}, used {self.uses} of {self.max_uses}"


class GamePause(UUIDModel, TimestampedModel):
    """A time in which a game rested, and why. It began when the row was made."""

    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="pauses")
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="pauses_begun",
    )
    reason = models.CharField(max_length=500)
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="pauses_ended",
    )
    ended_at = models.DateTimeField("ended", null=True, blank=True)

    class Meta:
        verbose_name = "pause"
        constraints = [
            models.UniqueConstraint(
                fields=["game"],
                condition=Q(ended_at__isnull=True),
                name="game_pause_one_at_a_time",
                violation_error_message="The game rests already.",
            ),
            models.CheckConstraint(
                condition=not_before("created_at", "ended_at"),
                name="game_pause_ends_after_start",
                violation_error_message="A pause does not end before it began.",
            ),
            not_empty("game_pause", "reason", "Say why the game rests."),
        ]

    def __str__(self):
        return f"Pause of {self.created_at:%-d %b %Y}: {self.reason[:60]}"
