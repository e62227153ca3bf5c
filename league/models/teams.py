from functools import partial

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value

from common.fields import DocumentField
from league.models.base import LeagueModel, known, named_within
from league.models.seasons import Season, check_same_season
from league.rules.documents import (
    check_attributes,
    check_moves,
    check_venue,
    default_attributes,
    default_venue,
)
from league.rules.documents.players import ATTRIBUTE_BUDGET


class Team(LeagueModel):
    """A team of one season. The next season has a team of its own, maybe of the same name."""

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="teams", db_index=False
    )
    name = models.CharField(max_length=100)
    color = models.CharField(
        "colour",
        max_length=7,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z", "Give a colour such as #2f6f4f.")],
        help_text="Such as #2f6f4f.",
    )
    motto = models.TextField(blank=True, default="", db_default="")
    venue = DocumentField(default=default_venue, help_text="Where the team is at home.")

    class Meta:
        db_table = "teams"
        constraints = [
            models.UniqueConstraint(
                fields=["season", "name"],
                name="team_name_once_per_season",
                violation_error_message="The season has a team of this name already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="team_name_not_empty",
                violation_error_message="A team needs a name.",
            ),
        ]

    def __str__(self):
        return named_within(self, self.name, "season")

    def document_checks(self):
        return {"venue": check_venue}


class Agent(LeagueModel):
    """A player of the simulation. People are governors."""

    class Archetype(models.TextChoices):
        SHARPSHOOTER = "sharpshooter"
        FLOOR_GENERAL = "floor_general"
        LOCKDOWN = "lockdown"
        SLASHER = "slasher"
        IRON_HORSE = "iron_horse"
        SAVANT = "savant"
        THE_CLOSER = "the_closer"
        WILDCARD = "wildcard"
        ORACLE = "oracle"

    team = models.ForeignKey(
        Team, on_delete=models.DO_NOTHING, related_name="agents", db_index=False
    )
    season = models.ForeignKey(Season, on_delete=models.DO_NOTHING, related_name="agents")
    name = models.CharField(max_length=100)
    archetype = models.CharField(max_length=30, choices=Archetype)
    backstory = models.TextField(blank=True, default="", db_default="")
    attributes = DocumentField(
        default=default_attributes,
        help_text="Nine ratings from 1 to 100, within the budget of the season.",
    )
    moves = DocumentField(default=list, db_default=Value([], models.JSONField()), blank=True)
    is_active = models.BooleanField(
        "on the floor", default=True, db_default=True, help_text="Off: on the bench."
    )

    class Meta:
        db_table = "agents"
        verbose_name = "player"
        indexes = [models.Index(fields=["team"], name="idx_agents_team")]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "team"],
                name="agent_name_once_per_team",
                violation_error_message="The team has a player of this name already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="agent_name_not_empty",
                violation_error_message="A player needs a name.",
            ),
            known(
                "archetype",
                [
                    "sharpshooter",
                    "floor_general",
                    "lockdown",
                    "slasher",
                    "iron_horse",
                    "savant",
                    "the_closer",
                    "wildcard",
                    "oracle",
                ],
                name="agent_archetype_known",
                message="There is no such archetype.",
            ),
        ]

    def __str__(self):
        return named_within(self, self.name, "team")

    def clean(self):
        check_same_season(self, "team")

    def document_checks(self):
        seasons = Season.objects.filter(pk=self.season_id)
        config = seasons.values_list("config", flat=True).first() or {}
        budget = config.get("attribute_budget", ATTRIBUTE_BUDGET)
        return {"attributes": partial(check_attributes, budget=budget), "moves": check_moves}
