"""The frame of a story: acts, and the scenes in them. Each asks one question."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from common.models import TimestampedModel, UUIDModel
from play.models.checks import not_before, short
from play.models.games import Game
from play.models.visibility import Visible, VisibleInAct

CALMEST, TENSEST, USUAL_TENSION = 1, 9, 5
TENSION = [MinValueValidator(CALMEST), MaxValueValidator(TENSEST)]


class StoryUnit(UUIDModel, TimestampedModel):
    """What acts and scenes have in common: proposed, played, completed, told afterwards."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        ACTIVE = "active"
        COMPLETE = "complete"
        DECLINED = "declined"

    number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place in the story, given when it begins."
    )
    title = models.CharField(max_length=150, blank=True, default="", db_default="")
    guiding_question = models.CharField(
        max_length=500, help_text="It ends when this question is answered."
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.PROPOSED, db_default=Status.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="proposed_%(class)ss",
    )
    started_at = models.DateTimeField("started", null=True, blank=True)
    completed_at = models.DateTimeField("completed", null=True, blank=True)
    summary = models.TextField(
        blank=True, default="", db_default="", help_text="What happened, told by a player."
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "active", "complete", "declined"]),
                name="%(class)s_status_known",
                violation_error_message="It is proposed, active, complete or declined.",
            ),
            models.CheckConstraint(
                condition=~Q(guiding_question=""),
                name="%(class)s_guiding_question_not_empty",
                violation_error_message="It needs a guiding question.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        status__in=["active", "complete"],
                        number__isnull=False,
                        number__gte=1,
                        started_at__isnull=False,
                    )
                    | Q(
                        status__in=["proposed", "declined"],
                        number__isnull=True,
                        started_at__isnull=True,
                    )
                ),
                name="%(class)s_number_once_begun",
                violation_error_message="It has a number and a start once it begins, not before.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="complete", completed_at__isnull=False)
                    | Q(~Q(status="complete"), completed_at__isnull=True)
                ),
                name="%(class)s_completed_when_complete",
                violation_error_message="It has a completion time once it is complete.",
            ),
            models.CheckConstraint(
                condition=not_before("started_at", "completed_at"),
                name="%(class)s_ends_after_start",
                violation_error_message="It does not end before it started.",
            ),
        ]

    def __str__(self):
        number = f" {self.number}" if self.number else ""
        name = self.title or self.guiding_question
        return f"{self._meta.verbose_name.capitalize()}{number}: {name[:80]}"


class Act(StoryUnit):
    # The unique number within the game begins with the game.
    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="acts", db_index=False)

    objects = Visible.as_manager()

    class Meta(StoryUnit.Meta):
        constraints = [
            *StoryUnit.Meta.constraints,
            models.UniqueConstraint(
                fields=["game", "number"],
                name="act_number_unique",
                violation_error_message="Another act of this game has this number.",
            ),
            models.UniqueConstraint(
                fields=["game"],
                condition=Q(status="active"),
                name="act_one_active",
                violation_error_message="A game has one active act.",
            ),
            models.UniqueConstraint(
                fields=["game"],
                condition=Q(status="proposed"),
                name="act_one_proposed",
                violation_error_message="Another act is being voted on.",
            ),
        ]


class Scene(StoryUnit):
    # The unique number within the act begins with the act.
    act = models.ForeignKey(Act, models.DB_CASCADE, related_name="scenes", db_index=False)
    place = models.CharField(max_length=300, blank=True, default="", db_default="")
    tension = models.PositiveSmallIntegerField(
        default=USUAL_TENSION,
        db_default=USUAL_TENSION,
        validators=TENSION,
        help_text="1 is calm, 9 is breaking point. It shifts the odds of fortune rolls.",
    )
    tension_carried = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=TENSION,
        help_text="What the table voted for the scene that follows.",
    )
    revision = models.PositiveBigIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="Counts what players can see change, so that a page can ask if it is up to date.",
    )
    beside_revision = models.PositiveBigIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="Counts the same for what stands beside the story: votes, turns and people.",
    )

    objects = VisibleInAct.as_manager()

    class Meta(StoryUnit.Meta):
        constraints = [
            *StoryUnit.Meta.constraints,
            models.UniqueConstraint(
                fields=["act", "number"],
                name="scene_number_unique",
                violation_error_message="Another scene of this act has this number.",
            ),
            models.UniqueConstraint(
                fields=["act"],
                condition=Q(status="active"),
                name="scene_one_active",
                violation_error_message="An act has one active scene.",
            ),
            models.UniqueConstraint(
                fields=["act"],
                condition=Q(status="proposed"),
                name="scene_one_proposed",
                violation_error_message="Another scene is being voted on.",
            ),
            models.CheckConstraint(
                condition=Q(tension__range=(CALMEST, TENSEST)),
                name="scene_tension_1_to_9",
                violation_error_message="Tension goes from 1 to 9.",
            ),
            models.CheckConstraint(
                condition=Q(tension_carried__isnull=True)
                | Q(tension_carried__range=(CALMEST, TENSEST)),
                name="scene_tension_carried_1_to_9",
                violation_error_message="Tension goes from 1 to 9.",
            ),
        ]


class ScenePresence(UUIDModel, TimestampedModel):
    """A character's stay in a scene. One who comes back has another row."""

    scene = models.ForeignKey(Scene, models.DB_CASCADE, related_name="presences")
    character = models.ForeignKey("play.Character", models.DB_CASCADE, related_name="presences")
    left_at = models.DateTimeField("left", null=True, blank=True)

    class Meta:
        verbose_name = "presence"
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "character"],
                condition=Q(left_at__isnull=True),
                name="scene_presence_once_at_a_time",
                violation_error_message="This character is in the scene already.",
            ),
            models.CheckConstraint(
                condition=not_before("created_at", "left_at"),
                name="scene_presence_leaves_after_entry",
                violation_error_message="Nobody leaves a scene before entering it.",
            ),
        ]

    def __str__(self):
        return f"Character {short(self.character_id)} in scene {short(self.scene_id)}"


class TensionVote(UUIDModel, TimestampedModel):
    """What one player wants of the tension, once a scene is over."""

    class Delta(models.IntegerChoices):
        CALMER = -1, "Calmer"
        SAME = 0, "As it is"
        TENSER = 1, "Tenser"

    # The unique voter per scene begins with the scene.
    scene = models.ForeignKey(
        Scene, models.DB_CASCADE, related_name="tension_votes", db_index=False
    )
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="tension_votes",
    )
    delta = models.SmallIntegerField(choices=Delta)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "voter"],
                name="tension_vote_once_per_person",
                violation_error_message="Each person has one vote, which they can change.",
            ),
            models.CheckConstraint(
                condition=Q(delta__in=[-1, 0, 1]),
                name="tension_vote_delta_known",
                violation_error_message="Tension falls by 1, stays, or rises by 1.",
            ),
        ]

    def __str__(self):
        return f"{self.get_delta_display()}, scene {short(self.scene_id)}"


class ReadMark(UUIDModel, TimestampedModel):
    """How far a person has read in a scene, and when they last looked."""

    # The unique reader per scene begins with the scene.
    scene = models.ForeignKey(Scene, models.DB_CASCADE, related_name="read_marks", db_index=False)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="read_marks"
    )
    last_beat = models.PositiveIntegerField(
        default=0, db_default=0, help_text="The place of the last beat that was read."
    )
    seen_at = models.DateTimeField("last seen", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "reader"],
                name="read_mark_once_per_person",
                violation_error_message="This person has a mark in this scene already.",
            ),
        ]

    def __str__(self):
        return f"Read to beat {self.last_beat} of scene {short(self.scene_id)}"
