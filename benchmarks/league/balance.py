"""Is the simulation fair? ``python -m benchmarks.league.balance`` prints what is measured."""

import argparse
import json
from collections import Counter
from itertools import combinations, cycle
from statistics import median
from time import process_time

from tqdm import tqdm

from league.rules.archetypes import ARCHETYPES
from league.rules.documents.ruleset import Ruleset
from league.rules.simulation import Game, simulate_game
from league.tests.simulated import make_side, make_side_of

RULES = Ruleset()


def play_equals(games: int) -> list[Game]:
    home, away = make_side(1), make_side(2)
    seeds = tqdm(range(games), desc="Equal teams", unit=" games")
    return [simulate_game(home, away, RULES, seed) for seed in seeds]


def play_archetypes(games: int) -> dict[str, float]:
    """The share of its games that the team of each archetype wins, against all others."""
    wins: Counter[str] = Counter()
    pairs = list(combinations(ARCHETYPES, 2))
    for one, other in tqdm(pairs, desc="Archetypes", unit=" pairs"):
        wins += _meet(one, other, games)
    played = games * (len(ARCHETYPES) - 1)
    return {key: wins[key] / played for key in ARCHETYPES}


def _meet(one: str, other: str, games: int) -> Counter[str]:
    """Both are at home equally often."""
    sides = {one: make_side_of(one, team=1), other: make_side_of(other, team=2)}
    wins: Counter[str] = Counter()
    homes = cycle(((one, other), (other, one)))
    for seed, (home, away) in zip(range(games), homes, strict=False):
        game = simulate_game(sides[home], sides[away], RULES, seed)
        wins[home if game.home_won else away] += 1
    return wins


def play_field(games: int) -> dict[str, float]:
    """As above, against a team of four other archetypes, a different one each game."""
    shares = {}
    for key in tqdm(ARCHETYPES, desc="Mixed field", unit=" archetypes"):
        side, wins = make_side_of(key, team=1), 0
        others = cycle(combinations([each for each in ARCHETYPES if each != key], 4))
        for seed, rivals in zip(range(games), others, strict=False):
            rival = make_side_of(*rivals, team=2)
            is_home = seed % 2 == 0
            home, away = (side, rival) if is_home else (rival, side)
            wins += simulate_game(home, away, RULES, seed).home_won == is_home
        shares[key] = wins / games
    return shares


def facts_of(games: list[Game]) -> dict[str, str]:
    totals = [game.home_score + game.away_score for game in games]
    logs = [len(json.dumps(game.play_by_play)) for game in games]
    wins = sum(game.home_won for game in games)
    return {
        "home wins": f"{wins / len(games):.1%}",
        "points of both, median": f"{median(totals):.0f}",
        "possessions, median": f"{median(game.total_possessions for game in games):.0f}",
        "of them towards the target": f"{median(game.elam_possessions or 0 for game in games):.0f}",
        "lead changes, median": f"{median(game.lead_changes for game in games):.0f}",
        "largest lead, median": f"{median(game.largest_lead for game in games):.0f}",
        "log, median and largest": f"{median(logs) / 1000:.1f} and {max(logs) / 1000:.1f} KB",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", type=int, default=2_000, help="of equal teams")
    parser.add_argument("--meetings", type=int, default=100, help="of each two archetypes")
    options = parser.parse_args()
    started = process_time()
    games = play_equals(options.games)
    spent = process_time() - started
    field = play_field(8 * options.meetings)
    for name, value in facts_of(games).items():
        print(f"{name:28} {value}")
    print(f"{'CPU time of a game':28} {spent / len(games) * 1_000:.2f} ms")
    print(f"\n{'games won by a team of':28} {'against each other':>18} {'mixed field':>12}")
    for key, share in play_archetypes(options.meetings).items():
        print(f"{ARCHETYPES[key].name:28} {share:18.1%} {field[key]:12.1%}")


if __name__ == "__main__":
    main()
