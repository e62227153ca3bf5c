from random import Random

from league.rules.documents.ruleset import Ruleset
from league.rules.simulation.conditions import conditions_at
from league.rules.simulation.court import TENTHS, Athlete, Court
from league.rules.simulation.lineups import bring_starters_back, recover
from league.rules.simulation.people import Side
from league.rules.simulation.possession import play_possession
from league.rules.simulation.results import Game, UnplayableRulesError
from league.rules.simulation.squads import form_squads

HALF_TIME = 2
SUDDEN_DEATH_POSSESSIONS = 100
SECONDS_PER_MINUTE = 60
NOT_OF_THE_GAME = ("substitution", "plays_on")


def simulate_game(home: Side, away: Side, ruleset: Ruleset, seed: int) -> Game:
    """Play a game to its end. Raises ``UnplayableRulesError`` where these rules give it none."""
    conditions = conditions_at(home.venue, away.venue, ruleset)
    squads = form_squads(home, away, ruleset, conditions)
    chance = Random(seed).random  # noqa: S311 -- a game has to be repeatable, not secret
    return Match(Court(ruleset, conditions, *squads, chance)).play()


class Match:
    """The course of a game: quarters by the clock, a target score, sudden death."""

    def __init__(self, court: Court):
        self.court = court
        self.quarter_scores: list[dict[str, int]] = []
        self.elam_possessions: int | None = None
        self.ending = "cap"

    def play(self) -> Game:
        self._play_quarters()
        if not self._is_capped:
            self._play_to_target()
        if self.court.home.score == self.court.away.score:
            self._play_sudden_death()
        if self.ending == "cap":
            self._name_rule("safety_cap_possessions")
        return self._result()

    @property
    def _is_capped(self) -> bool:
        return self.court.number >= self.court.ruleset.safety_cap_possessions

    def _play_quarters(self) -> None:
        rules = self.court.ruleset
        for quarter in range(1, rules.elam_trigger_quarter + 1):
            if quarter > 1:
                self._break(quarter - 1)
            self.court.period = quarter
            self.court.clock = rules.quarter_minutes * SECONDS_PER_MINUTE * TENTHS
            self._play_period(rules.safety_cap_possessions)
            if self._is_capped:
                return

    def _play_period(self, last: int) -> None:
        """Until the clock or the score ends it, or possession number ``last`` was played."""
        court = self.court
        before = court.home.score, court.away.score
        while court.clock != 0 and not court.is_decided and court.number < last:
            play_possession(court)
        self.quarter_scores.append(
            {
                "quarter": court.period,
                "home": court.home.score - before[0],
                "away": court.away.score - before[1],
            }
        )

    def _break(self, quarter: int) -> None:
        court, rules = self.court, self.court.ruleset
        recover(
            court,
            rules.halftime_stamina_recovery
            if quarter == HALF_TIME
            else rules.quarter_break_stamina_recovery,
        )
        court.home.fouls = court.away.fouls = 0
        court.is_break = False
        bring_starters_back(court)

    def _play_to_target(self) -> None:
        court = self.court
        self._break(court.period)
        court.period += 1
        court.clock = None
        court.target = max(court.home.score, court.away.score) + court.ruleset.elam_margin
        started = court.number
        self._play_period(court.ruleset.safety_cap_possessions)
        self.elam_possessions = court.number - started
        if max(court.home.score, court.away.score) >= court.target:
            self.ending = "target"
            self._name_rule("elam_margin")

    def _play_sudden_death(self) -> None:
        """The next points win. No coin is tossed: rules under which nobody scores are at fault."""
        court = self.court
        court.period += 1
        court.clock = None
        court.is_sudden_death = True
        self._play_period(court.number + SUDDEN_DEATH_POSSESSIONS)
        if not court.is_decided:
            raise UnplayableRulesError("Nobody scores in sudden death")
        self.ending = "sudden_death"

    def _name_rule(self, rule: str) -> None:
        """With the play that ended the game."""
        plays = reversed(self.court.plays)
        last = next(play for play in plays if play["action"] not in NOT_OF_THE_GAME)
        last["rules"] = [*last.get("rules", ()), rule]

    def _result(self) -> Game:
        court = self.court
        athletes = court.home.athletes + court.away.athletes
        for athlete in athletes:
            athlete.line.minutes = round(athlete.time / TENTHS / SECONDS_PER_MINUTE, 2)
        lines = [athlete.line for athlete in athletes]
        return Game(
            home_score=court.home.score,
            away_score=court.away.score,
            elam_target=court.target,
            elam_possessions=self.elam_possessions,
            total_possessions=court.number,
            lead_changes=court.lead_changes,
            largest_lead=court.largest_lead,
            box_scores=lines,
            quarter_scores=self.quarter_scores,
            play_by_play={"players": [line.player_id for line in lines], "plays": court.plays},
            metadata={
                "ending": self.ending,
                "miles_travelled": court.conditions.miles,
                "stats": {athlete.line.player_id: _further(athlete) for athlete in athletes},
            },
        )


def _further(athlete: Athlete) -> dict[str, int]:
    return {
        "blocks": athlete.blocks,
        "offensive_rebounds": athlete.offensive_rebounds,
        "moves": athlete.moves,
    }
