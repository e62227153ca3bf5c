import secrets
from functools import partial, reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from common.fields import DocumentField
from common.models import TimestampedModel, UUIDModel
from common.sequences import SequenceField
from league.models.base import LeagueModel, at_least, named_within
from league.models.seasons import Season, check_same_season
from league.models.teams import Team
from league.rules.events import AGGREGATES, AggregateType, EventType, check_payload


def local_id():
    """Stands in for a Discord id: that is a number, so the two cannot meet."""
    return f"local-{secrets.token_hex(7)}"


class Governor(UUIDModel):
    """A person who belongs to a team and has a say in the rules."""

    discord_user_id = models.CharField(
        "Discord id",
        max_length=20,
        default=local_id,
        help_text="Given by Discord. Somebody who is not there has one that begins with local-.",
    )
    discord_username = models.CharField("name", max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DB_SET_NULL,
        related_name="governors",
        null=True,
        blank=True,
        db_index=False,
        verbose_name="account",
        help_text="None for somebody who governs from Discord alone, or who left.",
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.DO_NOTHING,
        related_name="governors",
        null=True,
        blank=True,
        db_index=False,
    )
    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="governors", null=True, blank=True
    )
    joined_at = models.DateTimeField("joined", default=timezone.now, db_default=Now())
    left_at = models.DateTimeField("left", null=True, blank=True)
    is_active = models.BooleanField("active", default=True, db_default=True)

    class Meta:
        db_table = "governors"
        indexes = [models.Index(fields=["team"], name="idx_governors_team")]
        constraints = [
            models.UniqueConstraint(
                fields=["discord_user_id"],
                name="idx_governors_discord",
                violation_error_message="There is a governor with this Discord id already.",
            ),
            models.UniqueConstraint(
                fields=["user", "season"],
                name="governor_once_per_season",
                violation_error_message="This person governs in the season already.",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")),
                name="governor_leaves_after_joining",
                violation_error_message="A governor cannot leave before joining.",
            ),
        ]

    def __str__(self):
        return self.discord_username

    def clean(self):
        check_same_season(self, "team")


def _known_types():
    """Events of one type always happen to things of one type."""
    types = {aggregate: [] for aggregate in AggregateType}
    for event_type, aggregate in AGGREGATES.items():
        types[aggregate].append(event_type.value)
    return reduce(
        or_,
        (Q(aggregate_type=kind.value, event_type__in=events) for kind, events in types.items()),
    )


class GovernanceEvent(LeagueModel):
    """One thing that happened. The log is only ever added to, and everything follows from it."""

    sequence_number = SequenceField("number", help_text="The order in which events happened.")
    event_type = models.CharField(
        max_length=50, choices=[(each.value, each.value) for each in EventType]
    )
    aggregate_type = models.CharField(
        max_length=50, choices=[(each.value, each.value) for each in AggregateType]
    )
    aggregate_id = models.CharField(
        max_length=100, help_text="The proposal, trade, window, governor … that it happened to."
    )
    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="governance_events", db_index=False
    )
    round_number = models.IntegerField("round", null=True, blank=True)
    governance_window_id = models.UUIDField("window", null=True, blank=True)
    governor = models.ForeignKey(
        Governor,
        on_delete=models.DO_NOTHING,
        related_name="governance_events",
        null=True,
        blank=True,
        db_index=False,
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.DO_NOTHING,
        related_name="governance_events",
        null=True,
        blank=True,
    )
    payload = DocumentField(blank=True)

    class Meta:
        db_table = "governance_events"
        indexes = [
            models.Index(
                fields=["aggregate_type", "aggregate_id"], name="idx_gov_events_aggregate"
            ),
            models.Index(fields=["season", "round_number"], name="idx_gov_events_season_round"),
            models.Index(fields=["event_type"], name="idx_gov_events_type"),
            models.Index(fields=["governor"], name="idx_gov_events_governor"),
            # The log of a season, in order: what the projections are made from.
            models.Index(fields=["season", "sequence_number"], name="idx_gov_events_season_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_known_types(),
                name="governance_event_type_known",
                violation_error_message="Such an event does not happen to such a thing.",
            ),
            models.CheckConstraint(
                condition=~Q(aggregate_id=""),
                name="governance_event_has_aggregate",
                violation_error_message="An event happens to something: give its id.",
            ),
            at_least(
                0,
                "round_number",
                name="governance_event_round_from_0",
                message="Rounds count from 1; 0 is before the first.",
            ),
        ]

    def __str__(self):
        return f"{self.event_type} {self.aggregate_id}"

    def document_checks(self):
        return {"payload": partial(check_payload, self.event_type)}


class TokenBalance(UUIDModel, TimestampedModel):
    """What a governor may still spend in a season: the sum of the token events, kept at hand."""

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="token_balances", db_index=False
    )
    governor = models.ForeignKey(
        Governor, on_delete=models.DO_NOTHING, related_name="token_balances"
    )
    propose = models.IntegerField(default=0, db_default=0)
    amend = models.IntegerField(default=0, db_default=0)
    boost = models.IntegerField(default=0, db_default=0)

    class Meta:
        db_table = "token_balances"
        constraints = [
            models.UniqueConstraint(
                fields=["season", "governor"],
                name="token_balance_once_per_season",
                violation_error_message="The governor has a balance in the season already.",
            ),
            at_least(
                0,
                "propose",
                "amend",
                "boost",
                name="token_balance_not_negative",
                message="Nobody can spend more tokens than they have.",
            ),
        ]

    def __str__(self):
        tokens = f"{self.propose} propose, {self.amend} amend, {self.boost} boost"
        return named_within(self, tokens, "governor")
