from django.db import models
from django.db.models import Q

from common.fields import DocumentField
from league.models.base import LeagueModel, at_least, known
from league.models.governance import Governor
from league.models.seasons import Season
from league.models.teams import Team
from league.rules.documents import check_context_snapshot


class MirrorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of everybody, and the private ones of this person."""
        own = Q(governor__user=user) if user.is_authenticated else Q(pk=None)
        return self.filter(Q(governor=None) | own)

    def told(self, on_air):
        """Without those that would tell how games end which are still being shown."""
        if not on_air:
            return self
        of_the_floor = Q(mirror_type__in=["governance", "private"])
        return self.filter(of_the_floor | Q(round_number__lt=min(on_air)))


class Mirror(LeagueModel):
    """A text that shows the league, a team or one governor what they have been doing."""

    class MirrorType(models.TextChoices):
        SIMULATION = "simulation"
        GOVERNANCE = "governance"
        PRIVATE = "private"
        SERIES = "series"
        SEASON = "season"
        LEAGUE = "league"
        TIEBREAKER = "tiebreaker"
        OFFSEASON = "offseason"

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="mirrors", db_index=False
    )
    round_number = models.IntegerField("round", null=True, blank=True)
    mirror_type = models.CharField("type", max_length=30, choices=MirrorType)
    team = models.ForeignKey(
        Team,
        on_delete=models.DO_NOTHING,
        related_name="mirrors",
        null=True,
        blank=True,
        help_text="None for a mirror of everybody.",
    )
    governor = models.ForeignKey(
        Governor,
        on_delete=models.DO_NOTHING,
        related_name="mirrors",
        null=True,
        blank=True,
        db_index=False,
        help_text="Only for a private mirror: nobody else sees it.",
    )
    content = models.TextField()
    context_snapshot = DocumentField(
        null=True, blank=True, help_text="What the text was written from."
    )
    token_count_input = models.IntegerField("words read", null=True, blank=True)
    token_count_output = models.IntegerField("words written", null=True, blank=True)
    latency_ms = models.IntegerField("milliseconds", null=True, blank=True)

    objects = MirrorQuerySet.as_manager()

    class Meta:
        db_table = "mirrors"
        indexes = [
            models.Index(fields=["season", "mirror_type"], name="idx_mirrors_season_type"),
            models.Index(fields=["governor"], name="idx_mirrors_governor"),
        ]
        constraints = [
            known(
                "mirror_type",
                [
                    "simulation",
                    "governance",
                    "private",
                    "series",
                    "season",
                    "league",
                    "tiebreaker",
                    "offseason",
                ],
                name="mirror_type_known",
                message="There is no such type of mirror.",
            ),
            models.CheckConstraint(
                condition=Q(mirror_type="private", governor__isnull=False)
                | ~Q(mirror_type="private") & Q(governor=None),
                name="mirror_governor_if_private",
                violation_error_message="A private mirror has a governor, and no other has.",
            ),
            at_least(
                0,
                "round_number",
                name="mirror_round_from_0",
                message="Rounds count from 1; 0 is before the first.",
            ),
            at_least(
                0,
                "token_count_input",
                "token_count_output",
                "latency_ms",
                name="mirror_counts_not_negative",
                message="Counts and times are 0 or more.",
            ),
        ]

    def __str__(self):
        # No word of the text: a private one is shown to one person only.
        where = "" if self.round_number is None else f", round {self.round_number}"
        return f"{self.get_mirror_type_display()}{where}"

    def document_checks(self):
        return {"context_snapshot": check_context_snapshot}
