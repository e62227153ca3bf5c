"""A game of three against three, possession by possession: the same seed gives the same game."""

from league.rules.simulation.describe import describe
from league.rules.simulation.game import simulate_game
from league.rules.simulation.people import Player, Side
from league.rules.simulation.results import BoxLine, Game, UnplayableRulesError
from league.rules.simulation.seeds import game_seed

__all__ = [
    "BoxLine",
    "Game",
    "Player",
    "Side",
    "UnplayableRulesError",
    "describe",
    "game_seed",
    "simulate_game",
]
