from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from common.fields import DocumentField
from league.models.base import LeagueModel, known, named_within
from league.rules.documents import (
    check_ruleset,
    check_season_config,
    default_ruleset,
    default_season_config,
)


class League(LeagueModel):
    """What lasts: seasons come and go in it."""

    name = models.CharField(max_length=100)

    class Meta:
        db_table = "leagues"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="league_name_not_empty",
                violation_error_message="A league needs a name.",
            ),
        ]

    def __str__(self):
        return self.name


class Season(LeagueModel):
    """One run of a league, from its teams' first game to its champion."""

    class Status(models.TextChoices):
        SETUP = "setup"
        ACTIVE = "active"
        TIEBREAKERS = "tiebreakers"
        PLAYOFFS = "playoffs"
        COMPLETE = "complete"

    league = models.ForeignKey(
        League, on_delete=models.DO_NOTHING, related_name="seasons", db_index=False
    )
    name = models.CharField(max_length=100)
    status = models.CharField(
        max_length=20,
        choices=Status,
        default=Status.SETUP,
        db_default=Status.SETUP,
    )
    starting_ruleset = DocumentField(
        default=default_ruleset, help_text="The rules of the game on the first day."
    )
    current_ruleset = DocumentField(
        default=default_ruleset,
        help_text="The rules of today: the first ones, as governors changed them.",
    )
    config = DocumentField(
        default=default_season_config,
        help_text="How the season is run: governance, schedule, the budget of attributes.",
    )
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "seasons"
        constraints = [
            models.UniqueConstraint(
                fields=["league", "name"],
                name="season_name_once_per_league",
                violation_error_message="The league has a season of this name already.",
            ),
            known(
                "status",
                ["setup", "active", "tiebreakers", "playoffs", "complete"],
                name="season_status_known",
                message="A season is in setup, active, in tiebreakers or playoffs, or complete.",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(completed_at__gte=F("created_at")),
                name="season_ends_after_start",
                violation_error_message="A season cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(status="complete"),
                name="season_with_end_is_complete",
                violation_error_message="Only a complete season has a time of completion.",
            ),
        ]

    def __str__(self):
        return named_within(self, self.name, "league")

    def document_checks(self):
        return {
            "starting_ruleset": check_ruleset,
            "current_ruleset": check_ruleset,
            "config": check_season_config,
        }


def check_same_season(row, *fields):
    """Raise ``ValidationError`` where a ``field`` of ``row`` belongs to another season than it."""
    for name in fields:
        field = row._meta.get_field(name)
        others = field.remote_field.model.objects.filter(pk=getattr(row, field.attname))
        if row.season_id and others.exclude(season=row.season_id).exists():
            raise ValidationError(f"The {field.verbose_name} is of another season.")
