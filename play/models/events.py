from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from common.dice.results import MAX_NOTATION
from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from play.models.beats import MAX_BEAT_TEXT, Beat
from play.models.checks import known, short
from play.models.story import CALMEST, TENSEST, TENSION
from play.models.visibility import VisibleOnBeat
from play.rules.documents import check_dice, check_interpretations, reading_ids, total_of

LOWEST_DIE, HIGHEST_DIE = 0, 99
ASKING = ["oracle", "fortune_roll"]
NO_WORDS = Q(action_word="", descriptor_word="")
BOTH_WORDS = ~Q(action_word="") & ~Q(descriptor_word="")


class Event(UUIDModel, TimestampedModel):
    """One thing in a beat. What its type needs is there, and nothing of the other types."""

    class Type(models.TextChoices):
        NARRATIVE = "narrative"
        ROLL = "roll"
        ORACLE = "oracle"
        FORTUNE_ROLL = "fortune_roll", "Fortune roll"
        OOC = "ooc", "Out of character"

    class Scope(models.TextChoices):
        WORLD = "world"
        PERSONAL = "personal"

    class Odds(models.TextChoices):
        IMPOSSIBLE = "impossible"
        VERY_UNLIKELY = "very_unlikely", "Very unlikely"
        UNLIKELY = "unlikely"
        FIFTY_FIFTY = "fifty_fifty", "Fifty-fifty"
        LIKELY = "likely"
        VERY_LIKELY = "very_likely", "Very likely"
        NEAR_CERTAIN = "near_certain", "Near certain"

    class Result(models.TextChoices):
        EXCEPTIONAL_YES = "exceptional_yes", "Exceptional yes"
        YES = "yes"
        NO = "no"
        EXCEPTIONAL_NO = "exceptional_no", "Exceptional no"

    # The unique order within the beat begins with the beat.
    beat = models.ForeignKey(Beat, models.DB_CASCADE, related_name="events", db_index=False)
    order = models.PositiveSmallIntegerField(help_text="Its place in the beat, from 1.")
    type = models.CharField(max_length=20, choices=Type)
    content = models.TextField(
        blank=True,
        default="",
        db_default="",
        validators=[MaxLengthValidator(MAX_BEAT_TEXT)],
        help_text="The text; with a roll, its reason.",
    )

    notation = models.CharField(
        max_length=MAX_NOTATION,
        blank=True,
        default="",
        db_default="",
        help_text="Roll: the dice that were asked for, such as 4d6kh3+2.",
    )
    dice = DocumentField(null=True, blank=True, help_text="Roll: every die as it fell.")
    total = models.BigIntegerField(null=True, blank=True, help_text="Roll: what they come to.")

    question = models.CharField(
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="Oracle and fortune roll: what was asked.",
    )
    action_word = models.CharField(max_length=40, blank=True, default="", db_default="")
    descriptor_word = models.CharField(max_length=40, blank=True, default="", db_default="")
    scope = models.CharField(
        max_length=20,
        choices=Scope,
        blank=True,
        default="",
        db_default="",
        help_text="Oracle: whether all read the words (world) or only the asker (personal).",
    )
    interpretations = DocumentField(
        null=True, blank=True, help_text="Oracle: what players read out of the words."
    )
    chosen = models.TextField(
        blank=True,
        default="",
        db_default="",
        validators=[MaxLengthValidator(MAX_BEAT_TEXT)],
        help_text="Oracle: the reading that the asker took, or their own words.",
    )

    odds = models.CharField(
        max_length=20,
        choices=Odds,
        blank=True,
        default="",
        db_default="",
        help_text="Fortune roll: how likely a yes seemed.",
    )
    tension = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=TENSION,
        help_text="Fortune roll: the tension when it was asked.",
    )
    die = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(LOWEST_DIE), MaxValueValidator(HIGHEST_DIE)],
        help_text="Fortune roll: what was rolled, 0 to 99.",
    )
    result = models.CharField(max_length=20, choices=Result, blank=True, default="", db_default="")
    contest_closes_at = models.DateTimeField(
        "contest closes",
        null=True,
        blank=True,
        help_text="Fortune roll: until when the odds may be contested. Empty: rolled at once.",
    )
    contested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="contested_events",
    )
    contested_at = models.DateTimeField("contested", null=True, blank=True)

    objects = VisibleOnBeat.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["beat", "order"],
                name="event_order_unique",
                violation_error_message="Another event of this beat has this place.",
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1),
                name="event_order_from_1",
                violation_error_message="Events are counted from 1.",
            ),
            known(
                "event",
                "type",
                ["narrative", "roll", "oracle", "fortune_roll", "ooc"],
                "An event is narrative, a roll, an oracle, a fortune roll or out of character.",
            ),
            models.CheckConstraint(
                condition=Q(type__in=["roll", *ASKING]) | ~Q(content=""),
                name="event_text_not_empty",
                violation_error_message="Write what happens.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(~Q(notation=""), type="roll", dice__isnull=False, total__isnull=False)
                    | Q(~Q(type="roll"), notation="", dice__isnull=True, total__isnull=True)
                ),
                name="event_roll_fields",
                violation_error_message=(
                    "A roll, and only a roll, has a notation, its dice and their total."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(~Q(question=""), type__in=ASKING) | Q(~Q(type__in=ASKING), question="")
                ),
                name="event_question_fields",
                violation_error_message=(
                    "An oracle or a fortune roll, and nothing else, asks a question."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(BOTH_WORDS, type="oracle")
                    | Q(BOTH_WORDS | NO_WORDS, type="fortune_roll")
                    | Q(NO_WORDS, ~Q(type__in=ASKING))
                ),
                name="event_word_pair",
                violation_error_message=(
                    "An oracle has a pair of words; a fortune roll may have one."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        type="oracle",
                        scope__in=["world", "personal"],
                        interpretations__isnull=False,
                    )
                    | Q(~Q(type="oracle"), scope="", interpretations__isnull=True, chosen="")
                ),
                name="event_oracle_fields",
                violation_error_message=(
                    "An oracle, and nothing else, has a scope, interpretations and a choice."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        type="fortune_roll",
                        odds__in=[
                            "impossible",
                            "very_unlikely",
                            "unlikely",
                            "fifty_fifty",
                            "likely",
                            "very_likely",
                            "near_certain",
                        ],
                        tension__isnull=False,
                    )
                    | Q(
                        ~Q(type="fortune_roll"),
                        odds="",
                        tension__isnull=True,
                        die__isnull=True,
                        result="",
                        contest_closes_at__isnull=True,
                        contested_by__isnull=True,
                        contested_at__isnull=True,
                    )
                ),
                name="event_fortune_roll_fields",
                violation_error_message=(
                    "A fortune roll, and nothing else, has odds, a tension and a result."
                ),
            ),
            models.CheckConstraint(
                condition=Q(tension__isnull=True) | Q(tension__range=(CALMEST, TENSEST)),
                name="event_tension_1_to_9",
                violation_error_message="Tension goes from 1 to 9.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(result="", die__isnull=True)
                    | Q(
                        result__in=["exceptional_yes", "yes", "no", "exceptional_no"],
                        die__isnull=False,
                        die__range=(LOWEST_DIE, HIGHEST_DIE),
                        # What is contested is not rolled until the asker asks again.
                        contested_at__isnull=True,
                    )
                ),
                name="event_result_with_its_die",
                violation_error_message=(
                    "A result comes with the die that gave it, and not while it is contested."
                ),
            ),
            models.CheckConstraint(
                condition=Q(contested_by__isnull=True) | Q(contested_at__isnull=False),
                name="event_contested_at_a_time",
                violation_error_message="Say when the roll was contested.",
            ),
        ]
        indexes = [
            # run_due: the fortune rolls whose contest window has ended.
            models.Index(
                fields=["contest_closes_at"],
                condition=Q(contest_closes_at__isnull=False, result=""),
                name="play_event_contest_due_idx",
            ),
        ]

    def __str__(self):
        text = self.content or self.question or self.notation
        return f"{self.order}. {self.get_type_display()}: {text[:80]}"

    def clean(self):
        hold_documents(self, dice=check_dice, interpretations=check_interpretations)
        if self.dice is not None and self.total is not None and self.total != total_of(self.dice):
            raise ValidationError({"total": f"The dice come to {total_of(self.dice)}."})


class OracleVote(UUIDModel, TimestampedModel):
    """One player's favourite among the interpretations of an oracle, or their own words."""

    # The unique voter per event begins with the event.
    event = models.ForeignKey(Event, models.DB_CASCADE, related_name="oracle_votes", db_index=False)
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="oracle_votes",
    )
    reading = models.UUIDField(
        null=True, blank=True, help_text="The id of one of the event's interpretations."
    )
    own_words = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "voter"],
                name="oracle_vote_once_per_person",
                violation_error_message="Each person has one vote, which they can change.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(reading__isnull=False, own_words="")
                    | Q(~Q(own_words=""), reading__isnull=True)
                ),
                name="oracle_vote_for_one_reading",
                violation_error_message="Vote for one of the readings, or write your own.",
            ),
        ]

    def __str__(self):
        choice = self.own_words[:60] or f"reading {short(self.reading)}"
        return f"Vote for {choice}"

    def clean(self):
        if self.event_id and self.reading:
            readings = self.event.interpretations or {}
            if str(self.reading) not in reading_ids(readings):
                raise ValidationError({"reading": "The oracle has no such reading."})
