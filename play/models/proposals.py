from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.models import TimestampedModel, UUIDModel
from play.models.beats import Beat
from play.models.checks import known, short
from play.models.games import Game
from play.models.story import Act, Scene
from play.models.visibility import Visible

# What a proposal of each kind is about, apart from its game.
_SUBJECTS = {
    "start": None,
    "act": "act",
    "act_complete": "act",
    "scene": "scene",
    "scene_complete": "scene",
    "tension": "scene",
    "beat": "beat",
    "twist": "beat",
}


def _about(kind):
    """``kind`` with the subject it needs, and no other."""
    subjects = ("act", "scene", "beat")
    return Q(kind=kind, **{f"{name}__isnull": name != _SUBJECTS[kind] for name in subjects})


def _about_its_subject():
    condition = Q()
    for kind in _SUBJECTS:
        condition |= _about(kind)
    return condition


class Proposal(UUIDModel, TimestampedModel):
    """Something the table decides together, by a deadline."""

    class Kind(models.TextChoices):
        START = "start", "Start playing"
        ACT = "act", "New act"
        SCENE = "scene", "New scene"
        BEAT = "beat", "Major beat"
        SCENE_COMPLETE = "scene_complete", "End of scene"
        ACT_COMPLETE = "act_complete", "End of act"
        TENSION = "tension", "Tension of the next scene"
        TWIST = "twist", "Unexpected turn"

    class Status(models.TextChoices):
        OPEN = "open"
        PASSED = "passed"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"
        SUPERSEDED = "superseded"

    # The index on game and status begins with the game.
    game = models.ForeignKey(Game, models.DB_CASCADE, related_name="proposals", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind)
    act = models.ForeignKey(Act, models.DB_CASCADE, null=True, blank=True, related_name="proposals")
    scene = models.ForeignKey(
        Scene, models.DB_CASCADE, null=True, blank=True, related_name="proposals"
    )
    beat = models.ForeignKey(
        Beat, models.DB_CASCADE, null=True, blank=True, related_name="proposals"
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        help_text="Empty where the rules opened the vote, or the account exists no longer.",
    )
    text = models.TextField(
        blank=True, default="", db_default="", help_text="What the proposer says about it."
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.OPEN, db_default=Status.OPEN
    )
    closes_at = models.DateTimeField("closes", help_text="Whoever is silent until then consents.")
    closed_at = models.DateTimeField("closed", null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="replacements",
        help_text="The proposal that this one revises.",
    )

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["game", "kind"],
                condition=Q(status="open", kind__in=["start", "act", "scene"]),
                name="proposal_one_open_per_game",
                violation_error_message="The table is voting on another one already.",
            ),
            models.UniqueConstraint(
                fields=["act", "kind"],
                condition=Q(status="open", act__isnull=False),
                name="proposal_one_open_per_act",
                violation_error_message="The table is voting on this act already.",
            ),
            models.UniqueConstraint(
                fields=["scene", "kind"],
                condition=Q(status="open", scene__isnull=False),
                name="proposal_one_open_per_scene",
                violation_error_message="The table is voting on this scene already.",
            ),
            models.UniqueConstraint(
                fields=["beat", "kind"],
                condition=Q(status="open", beat__isnull=False),
                name="proposal_one_open_per_beat",
                violation_error_message="The table is voting on this beat already.",
            ),
            known("proposal", "kind", list(_SUBJECTS), "No proposal is of this kind."),
            known(
                "proposal",
                "status",
                ["open", "passed", "rejected", "withdrawn", "superseded"],
                "A proposal is open, passed, rejected, withdrawn or superseded.",
            ),
            models.CheckConstraint(
                condition=_about_its_subject(),
                name="proposal_about_its_subject",
                violation_error_message=(
                    "A proposal names the act, scene or beat that its kind is about, and no other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("created_at")),
                name="proposal_closes_after_opening",
                violation_error_message="A vote does not close before it opened.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="open", closed_at__isnull=True)
                    | Q(~Q(status="open"), closed_at__isnull=False)
                ),
                name="proposal_closed_unless_open",
                violation_error_message="A proposal has a closing time unless it is open.",
            ),
        ]
        indexes = [
            # What waits at one table, and its past votes.
            models.Index(fields=["game", "status"], name="play_proposal_game_status_idx"),
            # run_due: the votes whose time is up.
            models.Index(
                fields=["closes_at"], condition=Q(status="open"), name="play_proposal_due_idx"
            ),
        ]

    def __str__(self):
        subject = self.beat_id or self.scene_id or self.act_id or self.game_id
        return f"{self.get_kind_display()} {short(subject)} ({self.status})"


class Vote(UUIDModel, TimestampedModel):
    class Choice(models.TextChoices):
        YES = "yes"
        NO = "no"
        SUGGEST = "suggest", "Suggest a change"

    # The unique voter per proposal begins with the proposal.
    proposal = models.ForeignKey(Proposal, models.DB_CASCADE, related_name="votes", db_index=False)
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DB_SET_NULL,
        null=True,
        blank=True,
        related_name="proposal_votes",
    )
    choice = models.CharField(max_length=20, choices=Choice)
    text = models.TextField(
        blank=True, default="", db_default="", help_text="A reason, or what should change."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "voter"],
                name="vote_once_per_person",
                violation_error_message="Each person has one vote, which they can change.",
            ),
            known("vote", "choice", ["yes", "no", "suggest"], "Vote yes, no, or for a change."),
            models.CheckConstraint(
                condition=~Q(choice="suggest", text=""),
                name="vote_suggestion_has_words",
                violation_error_message="Say what should change.",
            ),
        ]

    def __str__(self):
        return f"{self.get_choice_display()} on proposal {short(self.proposal_id)}"
