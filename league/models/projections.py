"""What the log says of proposals, votes, trades and windows, kept at hand.

Every row can be made again from the log, and its times are those of its events.
"""

from django.db import models
from django.db.models import F, Q

from common.fields import DocumentField
from common.models import UUIDModel
from league.models.base import at_least, known, named_within
from league.models.governance import Governor
from league.models.seasons import Season
from league.models.teams import Team

COUNTED = ["yes", "no", "eligible", "weighted_yes", "weighted_no", "threshold"]


def together(present, *, fields, name, message):
    """All of ``fields`` are there where ``present`` holds, and none of them where it does not."""
    return models.CheckConstraint(
        condition=present & Q(**{f"{field}__isnull": False for field in fields})
        | ~present & Q(**{f"{field}__isnull": True for field in fields}),
        name=name,
        violation_error_message=message,
    )


class GovernanceWindow(UUIDModel):
    """A time between rounds in which governors propose, vote and trade."""

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="governance_windows"
    )
    round_number = models.IntegerField(
        "round", help_text="The last that was played when it opened; 0 before the first."
    )
    opened_at = models.DateTimeField("opened")
    closed_at = models.DateTimeField("closed", null=True, blank=True)

    class Meta:
        db_table = "governance_windows"
        verbose_name = "window"
        constraints = [
            models.UniqueConstraint(
                fields=["season"],
                condition=Q(closed_at=None),
                name="governance_window_one_open",
                violation_error_message="The season has an open window already.",
            ),
            at_least(
                0,
                "round_number",
                name="governance_window_round_from_0",
                message="Rounds count from 1; 0 is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="governance_window_closes_after_opening",
                violation_error_message="A window cannot close before it opens.",
            ),
        ]

    def __str__(self):
        return named_within(self, f"After round {self.round_number}", "season")


class Proposal(UUIDModel):
    """A change of one rule that governors vote on, as it stands now."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted"
        CONFIRMED = "confirmed"
        PASSED = "passed"
        FAILED = "failed"
        CANCELLED = "cancelled"
        VETOED = "vetoed"

    class RuleState(models.TextChoices):
        ENACTED = "enacted"
        ROLLED_BACK = "rolled_back"

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="proposals", db_index=False
    )
    governor = models.ForeignKey(Governor, on_delete=models.DO_NOTHING, related_name="proposals")
    team = models.ForeignKey(
        Team, on_delete=models.DO_NOTHING, related_name="proposals", null=True, blank=True
    )
    window_id = models.UUIDField("window", null=True, blank=True)
    round_number = models.IntegerField("round", null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status)
    parameter = models.CharField("rule", max_length=50)
    old_value = DocumentField()
    new_value = DocumentField()
    text = models.TextField(help_text="What the governor says for it.")
    tier = models.IntegerField()
    token_cost = models.IntegerField("cost", help_text="In propose tokens.")
    amendments = models.IntegerField(default=0, db_default=0)
    repeal_of = models.ForeignKey(
        "self",
        on_delete=models.DO_NOTHING,
        related_name="repeals",
        null=True,
        blank=True,
        help_text="The proposal whose rule it takes back.",
    )
    submitted_at = models.DateTimeField("submitted")
    confirmed_at = models.DateTimeField("confirmed", null=True, blank=True)
    decided_at = models.DateTimeField("ended", null=True, blank=True)
    yes = models.IntegerField(null=True, blank=True)
    no = models.IntegerField(null=True, blank=True)
    eligible = models.IntegerField(null=True, blank=True)
    weighted_yes = models.FloatField(null=True, blank=True)
    weighted_no = models.FloatField(null=True, blank=True)
    threshold = models.FloatField(null=True, blank=True)
    rule_state = models.CharField(
        max_length=20,
        choices=RuleState,
        blank=True,
        default="",
        db_default="",
        help_text="What became of its rule, once it passed.",
    )

    class Meta:
        db_table = "proposals"
        indexes = [
            # The Floor: what is open in a season, and what was decided.
            models.Index(fields=["season", "status"], name="idx_proposals_season_status"),
        ]
        constraints = [
            known(
                "status",
                ["submitted", "confirmed", "passed", "failed", "cancelled", "vetoed"],
                name="proposal_known_status",
                message="There is no such status of a proposal.",
            ),
            known(
                "rule_state",
                ["", "enacted", "rolled_back"],
                name="proposal_rule_state_known",
                message="A rule is enacted, rolled back or neither.",
            ),
            models.CheckConstraint(
                condition=Q(rule_state="") | Q(status="passed"),
                name="proposal_rule_only_if_passed",
                violation_error_message="Only a proposal that passed changes a rule.",
            ),
            models.CheckConstraint(
                condition=Q(tier__gte=1, tier__lte=7),
                name="proposal_tier_1_to_7",
                violation_error_message="Tiers are 1 to 7.",
            ),
            at_least(
                0,
                "round_number",
                "token_cost",
                "amendments",
                name="proposal_counts_not_negative",
                message="The round, the cost and the number of amendments are 0 or more.",
            ),
            at_least(
                0,
                *COUNTED,
                name="proposal_tally_not_negative",
                message="What is counted in a vote is 0 or more.",
            ),
            together(
                Q(status__in=["passed", "failed"]),
                fields=COUNTED,
                name="proposal_tally_when_decided",
                message="A proposal has a tally once it was decided, not before.",
            ),
            together(
                ~Q(status__in=["submitted", "confirmed"]),
                fields=["decided_at"],
                name="proposal_ended_when_over",
                message="A proposal has an end once it is no longer open, not before.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False)
                | ~Q(status__in=["confirmed", "passed", "failed"]),
                name="proposal_confirmed_before_votes",
                violation_error_message="A proposal is confirmed before it is voted on.",
            ),
        ]

    def __str__(self):
        return f"{self.parameter}: {self.old_value} to {self.new_value}"


class Vote(UUIDModel):
    """Where one governor stands on one proposal. Casting again replaces it."""

    class Choice(models.TextChoices):
        YES = "yes"
        NO = "no"

    proposal = models.ForeignKey(
        Proposal, on_delete=models.DO_NOTHING, related_name="votes", db_index=False
    )
    governor = models.ForeignKey(Governor, on_delete=models.DO_NOTHING, related_name="votes")
    team = models.ForeignKey(
        Team, on_delete=models.DO_NOTHING, related_name="votes", null=True, blank=True
    )
    vote = models.CharField(max_length=3, choices=Choice)
    weight = models.FloatField(
        help_text="When it was cast; once votes are revealed, what it counted."
    )
    boost_used = models.BooleanField("boosted", default=False, db_default=False)
    cast_at = models.DateTimeField("cast")

    class Meta:
        db_table = "votes"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "governor"],
                name="vote_once_per_proposal",
                violation_error_message="The governor has a vote on this proposal already.",
            ),
            known("vote", ["yes", "no"], name="vote_known", message="A vote is yes or no."),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=2),
                name="vote_weight_0_to_2",
                violation_error_message="A vote weighs 2 at most.",
            ),
        ]

    def __str__(self):
        # Neither yes nor no: votes are hidden until they are revealed.
        return named_within(self, "Vote", "governor")


class Trade(UUIDModel):
    """Tokens that one governor offers to another for some of theirs."""

    class Status(models.TextChoices):
        OFFERED = "offered"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        EXPIRED = "expired"

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="trades", db_index=False
    )
    from_governor = models.ForeignKey(
        Governor, on_delete=models.DO_NOTHING, related_name="trades_offered", verbose_name="from"
    )
    to_governor = models.ForeignKey(
        Governor, on_delete=models.DO_NOTHING, related_name="trades_received", verbose_name="to"
    )
    offered_propose = models.IntegerField(default=0, db_default=0)
    offered_amend = models.IntegerField(default=0, db_default=0)
    offered_boost = models.IntegerField(default=0, db_default=0)
    requested_propose = models.IntegerField(default=0, db_default=0)
    requested_amend = models.IntegerField(default=0, db_default=0)
    requested_boost = models.IntegerField(default=0, db_default=0)
    status = models.CharField(max_length=20, choices=Status)
    offered_at = models.DateTimeField("offered")
    settled_at = models.DateTimeField("settled", null=True, blank=True)

    class Meta:
        db_table = "trades"
        indexes = [
            # Offers that still stand, and those of the past.
            models.Index(fields=["season", "status"], name="idx_trades_season_status"),
        ]
        constraints = [
            known(
                "status",
                ["offered", "accepted", "rejected", "expired"],
                name="trade_status_known",
                message="There is no such status of a trade.",
            ),
            models.CheckConstraint(
                condition=~Q(from_governor=F("to_governor")),
                name="trade_between_two",
                violation_error_message="A trade is between two governors.",
            ),
            at_least(
                0,
                "offered_propose",
                "offered_amend",
                "offered_boost",
                "requested_propose",
                "requested_amend",
                "requested_boost",
                name="trade_tokens_not_negative",
                message="Nobody trades less than no token.",
            ),
            together(
                ~Q(status="offered"),
                fields=["settled_at"],
                name="trade_settled_when_over",
                message="A trade is settled once it is accepted, rejected or expired, not before.",
            ),
        ]

    def __str__(self):
        offered, requested = self.tokens("offered"), self.tokens("requested")
        return named_within(self, f"{offered} for {requested}", "from_governor", "to_governor")

    def tokens(self, side):
        """The tokens of one side in words: ``"offered"`` or ``"requested"``."""
        amounts = {kind: getattr(self, f"{side}_{kind}") for kind in ("propose", "amend", "boost")}
        return ", ".join(f"{amount} {kind}" for kind, amount in amounts.items() if amount) or "none"
