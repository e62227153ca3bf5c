from functools import partial

from django.db import models
from django.db.models import F, Q, Value

from common.fields import DocumentField
from common.models import UUIDModel
from league.models.base import LeagueModel, at_least, known, named_within
from league.models.seasons import Season, check_same_season
from league.models.teams import Agent, Team
from league.rules.documents import (
    check_game_metadata,
    check_play_by_play,
    check_quarter_scores,
    check_ruleset,
    check_tags,
)

NOT_AGAINST_ITSELF = "A team cannot play against itself."


class GameResult(LeagueModel):
    """A game that was played, with everything needed to play it again: seed and rules."""

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="game_results", db_index=False
    )
    round_number = models.IntegerField("round")
    matchup_index = models.IntegerField("game of the round", help_text="From 0 on.")
    home_team = models.ForeignKey(
        Team, on_delete=models.DO_NOTHING, related_name="home_results", db_index=False
    )
    away_team = models.ForeignKey(Team, on_delete=models.DO_NOTHING, related_name="away_results")
    home_score = models.IntegerField()
    away_score = models.IntegerField()
    winner_team = models.ForeignKey(
        Team, on_delete=models.DO_NOTHING, related_name="won_results", verbose_name="winner"
    )
    seed = models.BigIntegerField(help_text="The same seed and rules give the same game again.")
    ruleset_snapshot = DocumentField("rules", help_text="The rules at the time of the game.")
    quarter_scores = DocumentField("score by quarter", blank=True)
    elam_target = models.IntegerField("target score", null=True, blank=True)
    elam_possessions = models.IntegerField("possessions to the target", null=True, blank=True)
    total_possessions = models.IntegerField("possessions")
    lead_changes = models.IntegerField()
    largest_lead = models.IntegerField()
    metadata = DocumentField("further statistics", null=True, blank=True)
    play_by_play = DocumentField(blank=True)

    class Meta:
        db_table = "game_results"
        indexes = [
            models.Index(fields=["season", "round_number"], name="idx_games_season_round"),
            models.Index(fields=["home_team", "away_team"], name="idx_games_teams"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "round_number", "matchup_index"],
                name="idx_games_unique",
                violation_error_message="This game of the round has a result already.",
            ),
            at_least(
                1,
                "round_number",
                name="game_result_round_from_1",
                message="Rounds count from 1.",
            ),
            at_least(
                0,
                "matchup_index",
                name="game_result_matchup_from_0",
                message="The games of a round count from 0.",
            ),
            models.CheckConstraint(
                condition=~Q(home_team=F("away_team")),
                name="game_result_home_is_not_away",
                violation_error_message=NOT_AGAINST_ITSELF,
            ),
            at_least(
                0,
                "home_score",
                "away_score",
                name="game_result_scores_not_negative",
                message="A score cannot be below 0.",
            ),
            models.CheckConstraint(
                condition=Q(winner_team=F("home_team"), home_score__gte=F("away_score"))
                | Q(winner_team=F("away_team"), away_score__gte=F("home_score")),
                name="game_result_winner_played",
                violation_error_message=(
                    "The winner is one of the two teams, and not the one with fewer points."
                ),
            ),
            at_least(
                0,
                "total_possessions",
                "lead_changes",
                "largest_lead",
                name="game_result_counts_not_negative",
                message="Possessions, changes of the lead and the largest lead are 0 or more.",
            ),
            models.CheckConstraint(
                condition=Q(elam_target=None) | Q(elam_target__gte=1),
                name="game_result_target_from_1",
                violation_error_message="A target score is 1 or more.",
            ),
            models.CheckConstraint(
                condition=Q(elam_possessions=None)
                | Q(elam_possessions__gte=0, elam_possessions__lte=F("total_possessions")),
                name="game_result_target_within_game",
                violation_error_message="The possessions to the target are some of all.",
            ),
        ]

    def __str__(self):
        place = f"Round {self.round_number}, game {self.matchup_index + 1}"
        return named_within(self, place, "home_team", "away_team")

    def clean(self):
        check_same_season(self, "home_team", "away_team")

    def document_checks(self):
        totals = {"home": self.home_score, "away": self.away_score}
        return {
            "ruleset_snapshot": check_ruleset,
            "quarter_scores": partial(check_quarter_scores, **totals),
            "metadata": check_game_metadata,
            "play_by_play": check_play_by_play,
        }


class BoxScore(UUIDModel):
    """What one player did in one game."""

    game = models.ForeignKey(
        GameResult, on_delete=models.DO_NOTHING, related_name="box_scores", db_index=False
    )
    agent = models.ForeignKey(
        Agent,
        on_delete=models.DO_NOTHING,
        related_name="box_scores",
        db_index=False,
        verbose_name="player",
    )
    team = models.ForeignKey(Team, on_delete=models.DO_NOTHING, related_name="box_scores")
    minutes = models.FloatField()
    points = models.IntegerField()
    field_goals_made = models.IntegerField()
    field_goals_attempted = models.IntegerField()
    three_pointers_made = models.IntegerField()
    three_pointers_attempted = models.IntegerField()
    free_throws_made = models.IntegerField()
    free_throws_attempted = models.IntegerField()
    rebounds = models.IntegerField()
    assists = models.IntegerField()
    steals = models.IntegerField()
    turnovers = models.IntegerField()
    fouls = models.IntegerField()
    plus_minus = models.IntegerField(
        help_text="Points of the team less those against it, while the player was on the floor."
    )

    class Meta:
        db_table = "box_scores"
        indexes = [
            models.Index(fields=["game"], name="idx_box_scores_game"),
            models.Index(fields=["agent"], name="idx_box_scores_agent"),
            # What a player did over a season is added up from here, without a look at the rows.
            models.Index(
                fields=[
                    "agent",
                    "minutes",
                    "points",
                    "field_goals_made",
                    "field_goals_attempted",
                    "three_pointers_made",
                    "three_pointers_attempted",
                    "free_throws_made",
                    "free_throws_attempted",
                    "rebounds",
                    "assists",
                    "steals",
                    "turnovers",
                    "fouls",
                    "plus_minus",
                    "game",
                ],
                name="idx_box_scores_totals",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["game", "agent"],
                name="box_score_once_per_game",
                violation_error_message="The player has a box score of this game already.",
            ),
            at_least(
                0,
                "minutes",
                "points",
                "field_goals_made",
                "three_pointers_made",
                "free_throws_made",
                "rebounds",
                "assists",
                "steals",
                "turnovers",
                "fouls",
                name="box_score_not_negative",
                message="Only plus/minus can be below 0.",
            ),
            models.CheckConstraint(
                condition=Q(
                    field_goals_made__lte=F("field_goals_attempted"),
                    three_pointers_made__lte=F("three_pointers_attempted"),
                    free_throws_made__lte=F("free_throws_attempted"),
                ),
                name="box_score_made_of_attempted",
                violation_error_message="Nobody makes more shots than they try.",
            ),
            models.CheckConstraint(
                condition=Q(
                    three_pointers_made__lte=F("field_goals_made"),
                    three_pointers_attempted__lte=F("field_goals_attempted"),
                ),
                name="box_score_threes_are_field_goals",
                violation_error_message="Three-pointers count among the field goals.",
            ),
        ]

    def __str__(self):
        return named_within(self, f"{self.points} points, {self.rebounds} rebounds", "agent")


class Commentary(LeagueModel):
    """What is said about one possession of a game."""

    class Energy(models.TextChoices):
        LOW = "low"
        MEDIUM = "medium"
        HIGH = "high"
        PEAK = "peak"

    game = models.ForeignKey(
        GameResult, on_delete=models.DO_NOTHING, related_name="commentary", db_index=False
    )
    possession_index = models.IntegerField("possession", help_text="From 0 on.")
    quarter = models.IntegerField()
    commentary_text = models.TextField("text")
    energy = models.CharField(max_length=10, choices=Energy)
    tags = DocumentField(
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        help_text='A list of words: ["comeback", "three"].',
    )

    class Meta:
        db_table = "commentary"
        verbose_name_plural = "commentary"
        indexes = [models.Index(fields=["game"], name="idx_commentary_game")]
        constraints = [
            models.UniqueConstraint(
                fields=["game", "possession_index"],
                name="idx_commentary_unique",
                violation_error_message="There is a commentary on this possession already.",
            ),
            known(
                "energy",
                ["low", "medium", "high", "peak"],
                name="commentary_energy_known",
                message="Energy is low, medium, high or peak.",
            ),
            at_least(
                0,
                "possession_index",
                name="commentary_possession_from_0",
                message="Possessions count from 0.",
            ),
            at_least(
                1, "quarter", name="commentary_quarter_from_1", message="Quarters count from 1."
            ),
        ]

    def __str__(self):
        return f"Possession {self.possession_index}: {self.commentary_text[:60]}"

    def document_checks(self):
        return {"tags": check_tags}


class ScheduledGame(LeagueModel):
    """A game as it is planned, and what became of it."""

    class Phase(models.TextChoices):
        REGULAR = "regular"
        TIEBREAKER = "tiebreaker"
        QUARTERFINAL = "quarterfinal"
        SEMIFINAL = "semifinal"
        FINAL = "final"

    class Status(models.TextChoices):
        SCHEDULED = "scheduled"
        SIMULATED = "simulated"
        PRESENTED = "presented"

    season = models.ForeignKey(
        Season, on_delete=models.DO_NOTHING, related_name="schedule", db_index=False
    )
    round_number = models.IntegerField("round")
    matchup_index = models.IntegerField("game of the round", help_text="From 0 on.")
    home_team = models.ForeignKey(Team, on_delete=models.DO_NOTHING, related_name="home_schedule")
    away_team = models.ForeignKey(Team, on_delete=models.DO_NOTHING, related_name="away_schedule")
    phase = models.CharField(
        max_length=20, choices=Phase, default=Phase.REGULAR, db_default=Phase.REGULAR
    )
    series_id = models.UUIDField(
        "series",
        null=True,
        blank=True,
        help_text="The same for all games of a playoff series.",
    )
    status = models.CharField(
        max_length=20, choices=Status, default=Status.SCHEDULED, db_default=Status.SCHEDULED
    )
    game_result = models.OneToOneField(
        GameResult,
        on_delete=models.DO_NOTHING,
        related_name="scheduled_game",
        null=True,
        blank=True,
        verbose_name="result",
    )

    class Meta:
        db_table = "schedule"
        indexes = [
            models.Index(fields=["season", "round_number"], name="idx_schedule_season_round")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "round_number", "matchup_index"],
                name="idx_schedule_unique",
                violation_error_message="This game of the round is planned already.",
            ),
            at_least(
                1,
                "round_number",
                name="scheduled_game_round_from_1",
                message="Rounds count from 1.",
            ),
            at_least(
                0,
                "matchup_index",
                name="scheduled_game_matchup_from_0",
                message="The games of a round count from 0.",
            ),
            models.CheckConstraint(
                condition=~Q(home_team=F("away_team")),
                name="scheduled_game_home_is_not_away",
                violation_error_message=NOT_AGAINST_ITSELF,
            ),
            known(
                "phase",
                ["regular", "tiebreaker", "quarterfinal", "semifinal", "final"],
                name="scheduled_game_phase_known",
                message="A game is a regular one, a tiebreaker or of the playoffs.",
            ),
            known(
                "status",
                ["scheduled", "simulated", "presented"],
                name="scheduled_game_status_known",
                message="A game is scheduled, simulated or presented.",
            ),
            models.CheckConstraint(
                condition=Q(series_id=None) | ~Q(phase__in=["regular", "tiebreaker"]),
                name="scheduled_game_series_in_playoffs",
                violation_error_message="Only playoff games belong to a series.",
            ),
            models.CheckConstraint(
                condition=(~Q(status="scheduled") | Q(game_result=None))
                & (~Q(status__in=["simulated", "presented"]) | Q(game_result__isnull=False)),
                name="scheduled_game_result_when_played",
                violation_error_message="A game has a result once it was played, not before.",
            ),
        ]

    def __str__(self):
        place = f"Round {self.round_number}, game {self.matchup_index + 1}"
        return named_within(self, place, "home_team", "away_team")

    def clean(self):
        check_same_season(self, "home_team", "away_team", "game_result")
