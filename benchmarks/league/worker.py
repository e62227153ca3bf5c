"""One database, measured from a process of its own: told what to do on stdin, a line at a time.

``python -m benchmarks.league.worker`` takes its database from the environment, as the site does.
"""

from collections.abc import Callable
from random import Random
from time import perf_counter

import django

django.setup()

from tqdm import tqdm  # noqa: E402 -- models need Django to be set up

from benchmarks.league import fill  # noqa: E402 -- likewise
from benchmarks.process import obey  # noqa: E402 -- likewise
from league.domain.statistics import CATEGORIES, leaders, season_totals  # noqa: E402 -- likewise
from league.models import Governor, Proposal, Season  # noqa: E402 -- likewise
from league.repository import (  # noqa: E402 -- likewise
    NewEvent,
    append_event,
    differences,
    get_current_ruleset,
    get_proposal,
    get_standings,
    get_token_balance,
    get_vote_tally,
    rebuild,
)
from league.rules.events import EventType  # noqa: E402 -- likewise

SAMPLE = 1000


class Worker:
    def __init__(self):
        self.random = Random(1)

    def fill(self, *, events: int, games: int, seed: int) -> dict[str, float]:
        """Fill the database; says how many events a second the tables were made from."""
        self.season = fill.fill_log(events, seed=seed)
        fill.settle()
        rates = {"empty": self.events_a_second(rebuild)}
        fill.settle()
        rates["right"] = self.events_a_second(differences)
        self.games = fill.fill_games(games, seed=seed) if games else None
        fill.settle()
        self.learn()
        return rates

    def events_a_second(self, work: Callable) -> float:
        total = self.season.governance_events.count()
        start = perf_counter()
        work(self.season.pk, lambda events: tqdm(events, total=total, desc=work.__name__, unit=""))
        return total / (perf_counter() - start)

    def learn(self) -> None:
        """What may be asked for, found out before anything is measured."""
        proposals = Proposal.objects.filter(season=self.season)
        self.open = list(proposals.filter(status="confirmed").values_list("pk", flat=True))
        every = list(proposals.values_list("pk", flat=True))
        self.some = self.random.sample(every, min(SAMPLE, len(every)))
        self.governors = list(Governor.objects.filter(season=self.season))

    def measure(self, *, what: str, times: int) -> list[float]:
        """How many milliseconds each call took."""
        ask = getattr(self, f"ask_{what}")
        found = []
        for _ in range(times):
            start = perf_counter()
            ask()
            found.append((perf_counter() - start) * 1000)
        return found

    def ask_append(self) -> None:
        governor, proposal = self.random.choice(self.governors), self.random.choice(self.open)
        event = NewEvent(
            EventType.VOTE_CAST,
            str(proposal),
            {"vote": "yes", "weight": 1 / 6, "boost_used": False},
            governor_id=governor.pk,
            team_id=governor.team_id,
        )
        append_event(self.season.pk, event)

    def ask_balance(self) -> None:
        get_token_balance(self.random.choice(self.governors).pk)

    def ask_proposal(self) -> None:
        get_proposal(self.random.choice(self.some))

    def ask_tally(self) -> None:
        get_vote_tally(self.random.choice(self.open))

    def ask_ruleset(self) -> None:
        get_current_ruleset(self.season.pk)

    def ask_standings(self) -> None:
        get_standings(self.games.pk)

    def ask_leaders(self) -> None:
        leaders(season_totals(self.games.pk), CATEGORIES["points"])

    def check(self) -> list[str]:
        """What the tables and the log do not agree on after all that was measured."""
        return [str(each) for season in Season.objects.all() for each in differences(season.pk)]


def main() -> None:
    obey(Worker())


if __name__ == "__main__":
    main()
