"""A season with a log of any length, and one with any number of games, written past the ORM.

The log is one that governors could have made: nothing in it is impossible.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import batched, count
from random import Random
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from tqdm import tqdm

from league.models import (
    Agent,
    BoxScore,
    GameResult,
    GovernanceEvent,
    Governor,
    League,
    ScheduledGame,
    Season,
    Team,
)
from league.rules.documents import default_attributes, default_ruleset
from league.rules.documents.ruleset import Ruleset
from league.rules.documents.season import TOKEN_TYPES
from league.rules.events import AGGREGATES
from league.rules.simulation import Game, simulate_game
from league.tests.simulated import make_side

TEAMS, GOVERNORS, PLAYERS = 8, 48, 4
PROPOSALS, VOTERS = 8, 40
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
EVENT_COLUMNS = (
    "id",
    "event_type",
    "aggregate_type",
    "aggregate_id",
    "season_id",
    "round_number",
    "governance_window_id",
    "governor_id",
    "team_id",
    "payload",
    "created_at",
)
STATISTICS = [
    each.name for each in BoxScore._meta.fields if not each.is_relation and not each.primary_key
]


def make_season(name: str) -> Season:
    league = League.objects.create(name=name)
    season = Season.objects.create(league=league, name=name)
    Team.objects.bulk_create(Team(season=season, name=f"Team {each}") for each in range(TEAMS))
    return season


def fill_log(length: int, *, seed: int) -> Season:
    """A season with about ``length`` events, its last window open with proposals to vote on."""
    season = make_season(f"{length:,} events")
    teams = list(season.teams.order_by("name"))
    governors = Governor.objects.bulk_create(
        Governor(discord_username=f"Governor {n}", season=season, team=teams[n % TEAMS])
        for n in range(GOVERNORS)
    )
    story = _Story(season, governors, Random(seed))
    rows = tqdm(story.tell(length), total=length, desc=f"{length:,} events", unit="")
    _write(GovernanceEvent._meta.db_table, EVENT_COLUMNS, rows)
    return season


@dataclass
class _Story:
    season: Season
    governors: list[Governor]
    random: Random
    margin: int = 15
    numbers: Iterator[int] = field(default_factory=count)
    tokens: Counter = field(default_factory=Counter)

    def tell(self, length: int) -> Iterator[tuple]:
        window_length = 2 + GOVERNORS * len(TOKEN_TYPES) + PROPOSALS * (VOTERS + 5)
        closed = max(0, round(length / window_length) - 1)
        for number in range(closed + 1):
            yield from self.window(number, is_last=number == closed)

    def window(self, number: int, *, is_last: bool) -> Iterator[tuple]:
        window = self.uuid()
        say = partial(self.event, number=number, window=window)
        about = {"window_id": str(window), "round_number": number}
        yield say("window.opened", window, about)
        for governor in self.governors:
            for kind in TOKEN_TYPES:
                yield say("token.regenerated", governor.pk, self.moved(governor, kind, PROPOSALS))
        proposals = [self.uuid() for _ in range(PROPOSALS)]
        for proposal in proposals:
            yield from self.proposal(proposal, say, is_last=is_last)
        if not is_last:
            resolved = [str(each) for each in proposals]
            about = {"window_id": str(window), "proposals_resolved": resolved}
            yield say("window.closed", window, about)

    def proposal(self, key: UUID, say, *, is_last: bool) -> Iterator[tuple]:
        voters = self.random.sample(self.governors, VOTERS)
        by, new = voters[0], 10 + self.random.randrange(20)
        asks = {"parameter": "elam_margin", "old_value": self.margin, "new_value": new}
        text = {"raw_text": "Another margin.", "sanitized_text": "Another margin."}
        yield say("token.spent", by.pk, self.moved(by, "propose", -1))
        submitted = {**text, "ai_interpretation": asks, "tier": 1, "token_cost": 1}
        yield say("proposal.submitted", key, submitted, by)
        yield say("proposal.confirmed", key, {}, by)
        for governor in voters:
            yield say("vote.cast", key, self.vote(), governor)
        if is_last:
            return
        tally = {"final_vote_tally": {"yes": 20, "no": 20, "eligible": GOVERNORS}}
        tally |= {"weighted_yes": 3.5, "weighted_no": 3.0, "threshold": 0.5}
        yield say("proposal.passed", key, tally)
        yield say("rule.enacted", key, {**asks, "source_proposal_id": str(key)})
        self.margin = new

    def vote(self):
        vote = self.random.choice(("yes", "no"))
        return {"vote": vote, "weight": 1 / 6, "boost_used": False}

    def moved(self, governor, kind, amount):
        """The payload. Each window gives as many as somebody could spend in it."""
        balance = self.tokens[governor.pk, kind] = self.tokens[governor.pk, kind] + amount
        payload = {"governor_id": str(governor.pk), "token_type": kind, "amount": abs(amount)}
        return {**payload, **({"new_balance": balance} if amount > 0 else {"reason": kind})}

    def event(self, kind, aggregate, payload, governor=None, *, number, window):
        return (
            self.uuid().hex,
            kind,
            AGGREGATES[kind].value,
            str(aggregate),
            self.season.pk.hex,
            number,
            window.hex,
            governor and governor.pk.hex,
            governor and governor.team_id.hex,
            json.dumps(payload),
            _stamp(BEGINNING + timedelta(seconds=next(self.numbers))),
        )

    def uuid(self):
        return UUID(int=self.random.getrandbits(128), version=4)


def fill_games(number: int, *, seed: int) -> Season:
    """A season with so many games, each with the box scores and the play by play of a real one."""
    season = make_season(f"{number:,} games")
    teams = list(season.teams.order_by("name"))
    for team in teams:
        Agent.objects.bulk_create(_players(season, team))
    players = {team.pk: list(team.agents.order_by("name")) for team in teams}
    game = simulate_game(make_side(1), make_side(2), Ruleset(), seed)
    numbers = tqdm(range(number), desc=f"{number:,} games", unit="")
    random = Random(seed)
    for some in batched(numbers, 500):
        _store([_Played(season, each, *random.sample(teams, 2), players, game) for each in some])
    return season


class _Played(NamedTuple):
    season: Season
    number: int
    home: Team
    away: Team
    players: dict[UUID, list[Agent]]
    game: Game


def _store(games: list[_Played]) -> None:
    results = [_result(each) for each in games]
    GameResult.objects.bulk_create(results)
    ScheduledGame.objects.bulk_create(_scheduled(each) for each in results)
    BoxScore.objects.bulk_create(
        line
        for played, result in zip(games, results, strict=True)
        for line in _box_scores(played, result)
    )


def _result(played):
    game, (home, away) = played.game, (played.home, played.away)
    # The same points for either, the winner in turn: only the counting of them is measured.
    winner = home if played.number % 2 else away
    points = (61, 58) if winner is home else (58, 61)
    return GameResult(
        season=played.season,
        round_number=played.number // 4 + 1,
        matchup_index=played.number % 4,
        home_team=home,
        away_team=away,
        home_score=points[0],
        away_score=points[1],
        winner_team=winner,
        seed=played.number,
        ruleset_snapshot=default_ruleset(),
        quarter_scores=game.quarter_scores,
        total_possessions=game.total_possessions,
        lead_changes=game.lead_changes,
        largest_lead=game.largest_lead,
        metadata=game.metadata,
        play_by_play=game.play_by_play,
    )


def _scheduled(result):
    return ScheduledGame(
        season_id=result.season_id,
        round_number=result.round_number,
        matchup_index=result.matchup_index,
        home_team_id=result.home_team_id,
        away_team_id=result.away_team_id,
        status=ScheduledGame.Status.PRESENTED,
        game_result=result,
    )


def _box_scores(played, result):
    players = played.players[played.home.pk] + played.players[played.away.pk]
    for player, line in zip(players, played.game.box_scores, strict=True):
        numbers = {name: getattr(line, name) for name in STATISTICS}
        yield BoxScore(game=result, agent=player, team_id=player.team_id, **numbers)


def _players(season, team):
    return [
        Agent(
            season=season,
            team=team,
            name=f"{team.name}, player {number}",
            archetype=Agent.Archetype.ORACLE,
            attributes=default_attributes(),
        )
        for number in range(PLAYERS)
    ]


def _write(table: str, columns: Iterable[str], rows: Iterable[tuple]) -> None:
    """Add ``rows`` as fast as the database can. Their references are right, and not looked up."""
    names = ", ".join(columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join("%s" for _ in columns)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)


def settle() -> None:
    """Do now what a database does on its own some minutes after such a load."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _stamp(time):
    return time.strftime("%Y-%m-%d %H:%M:%S.%f")
