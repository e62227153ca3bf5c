"""What players say about the story, and how they hear that something happened."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from common.models import TimestampedModel, UUIDModel
from play.models.beats import MAX_BEAT_TEXT, Beat, Challenge
from play.models.checks import at_most_one, exactly_one, known, not_empty
from play.models.games import Game
from play.models.proposals import Proposal
from play.models.story import Scene


class Comment(UUIDModel, TimestampedModel):
    """A remark on a beat, on a challenge of it, or on something the table votes on."""

    beat = models.ForeignKey(
        Beat, models.DB_CASCADE, null=True, blank=True, related_name="comments"
    )
    challenge = models.ForeignKey(
        Challenge, models.DB_CASCADE, null=True, blank=True, related_name="comments"
    )
    proposal = models.ForeignKey(
        Proposal, models.DB_CASCADE, null=True, blank=True, related_name="comments"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="play_comments",
    )
    text = models.TextField(validators=[MaxLengthValidator(MAX_BEAT_TEXT)])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(["beat", "challenge", "proposal"]),
                name="comment_on_one_thing",
                violation_error_message="A comment is on one beat, challenge or proposal.",
            ),
            not_empty("comment", "text", "Write a comment."),
        ]

    def __str__(self):
        return self.text[:80]


class Notification(UUIDModel, TimestampedModel):
    """Something that a person should hear of, in the site and perhaps by mail."""

    class Kind(models.TextChoices):
        NEW_BEAT = "new_beat", "New beat"
        VOTE_NEEDED = "vote_needed", "Vote needed"
        VOTE_ENDED = "vote_ended", "Vote ended"
        ACT_PROPOSED = "act_proposed", "Act proposed"
        SCENE_PROPOSED = "scene_proposed", "Scene proposed"
        BEAT_CHALLENGED = "beat_challenged", "Beat challenged"
        BEAT_REVISED = "beat_revised", "Beat revised"
        CHALLENGE_DISMISSED = "challenge_dismissed", "Challenge dismissed"
        COMMENT = "comment"
        MENTION = "mention"
        ORACLE_ASKED = "oracle_asked", "Oracle asked"
        FORTUNE_ASKED = "fortune_asked", "Fortune asked"
        FORTUNE_CONTESTED = "fortune_contested", "Fortune contested"
        SPOTLIGHT = "spotlight"
        X_CARD = "x_card", "X-card"
        WORLD_CHANGED = "world_changed", "World changed"
        MEMBER_JOINED = "member_joined", "Member joined"
        MEMBER_LEFT = "member_left", "Member left"
        GAME_PAUSED = "game_paused", "Game paused"
        GAME_RESUMED = "game_resumed", "Game resumed"

    # The index on recipient and time begins with the recipient.
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_CASCADE,
        related_name="play_notifications",
        db_index=False,
    )
    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30, choices=Kind)
    text = models.CharField(max_length=500)
    scene = models.ForeignKey(
        Scene, models.DB_CASCADE, null=True, blank=True, related_name="notifications"
    )
    beat = models.ForeignKey(
        Beat, models.DB_CASCADE, null=True, blank=True, related_name="notifications"
    )
    proposal = models.ForeignKey(
        Proposal, models.DB_CASCADE, null=True, blank=True, related_name="notifications"
    )
    read_at = models.DateTimeField("read", null=True, blank=True)
    mailed_at = models.DateTimeField("mailed", null=True, blank=True)

    class Meta:
        constraints = [
            known(
                "notification",
                "kind",
                [
                    "new_beat",
                    "vote_needed",
                    "vote_ended",
                    "act_proposed",
                    "scene_proposed",
                    "beat_challenged",
                    "beat_revised",
                    "challenge_dismissed",
                    "comment",
                    "mention",
                    "oracle_asked",
                    "fortune_asked",
                    "fortune_contested",
                    "spotlight",
                    "x_card",
                    "world_changed",
                    "member_joined",
                    "member_left",
                    "game_paused",
                    "game_resumed",
                ],
                "No notification is of this kind.",
            ),
            not_empty("notification", "text", "A notification needs a text."),
            models.CheckConstraint(
                condition=at_most_one(["scene", "beat", "proposal"]),
                name="notification_leads_to_one_place",
                violation_error_message="A notification leads to one scene, beat or proposal.",
            ),
        ]
        indexes = [
            # A person's notifications, the newest first.
            models.Index(fields=["recipient", "-created_at"], name="play_notification_list_idx"),
            # How many a person has not read, on every page.
            models.Index(
                fields=["recipient"],
                condition=Q(read_at__isnull=True),
                name="play_notification_unread_idx",
            ),
            # The mailer: what has neither been read nor mailed, the oldest first.
            models.Index(
                fields=["created_at"],
                condition=Q(read_at__isnull=True, mailed_at__isnull=True),
                name="play_notification_unsent_idx",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:80]}"
