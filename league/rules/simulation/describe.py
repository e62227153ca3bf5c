"""Plays in words."""

from collections.abc import Mapping, Sequence
from typing import Any

PLACES = {"rim": "at the rim", "mid": "from mid-range", "three": "from three"}
SHOTS = {
    "made": "{player} scores {place}",
    "missed": "{player} misses {place}",
    "blocked": "{defender} blocks {player} {place}",
    "fouled": "{defender} fouls {player} {place}",
}
OTHERS = {
    ("foul", "ball_kept"): "{defender} fouls {player}, who keeps the ball",
    ("foul", "free_throws"): "{defender} fouls {player}, and it costs free throws",
    ("turnover", "stolen"): "{defender} steals the ball from {player}",
    ("turnover", "lost"): "{player} loses the ball",
    ("violation", "travel"): "{player} travels",
    ("violation", "double_dribble"): "{player} dribbles a second time",
    ("violation", "shot_clock"): "{player} still has the ball when the shot clock runs out",
    ("violation", "passes"): "{player} has no time for all the passes that the rules ask for",
    ("substitution", "tired"): "{player} comes in for {out}, who is tired",
    ("substitution", "rested"): "{player} is rested and takes over from {out}",
    ("substitution", "fouled_out"): "{player} comes in for {out}, who has fouled out",
    ("substitution", "injured"): "{player} comes in for {out}, who is hurt",
    ("plays_on", "fouled_out"): "{player} has too many fouls and stays, as nobody can come in",
    ("plays_on", "injured"): "{player} is hurt and plays on, as nobody can come in",
}


def describe(play: Mapping[str, Any], names: Sequence[str]) -> str:
    """A play as English sentences. ``names`` are in the order of the document's players."""
    action, result = play["action"], play["result"]
    words = {
        role: names[play[role]] for role in ("player", "defender", "out", "rebound") if role in play
    }
    if action in PLACES:
        text = SHOTS[result].format(**words, place=PLACES[action])
    else:
        text = OTHERS[action, result].format(**words)
    if "assist" in play:
        text += f", set up by {names[play['assist']]}"
    if "free_throws" in play:
        text += _free_throws(play)
    if "rebound" in play:
        text += "; the rebound is {rebound}’s".format(**words)
    return f"{text}.{_moves(play, names)}"


def _free_throws(play: Mapping[str, Any]) -> str:
    made, thrown = play["free_throws_made"], play["free_throws"]
    if play["result"] == "made":
        return f", is fouled and {'makes' if made else 'misses'} the free throw"
    return f": {made} of {thrown}"


def _moves(play: Mapping[str, Any], names: Sequence[str]) -> str:
    return "".join(
        f" {move['name']} of {names[move['player']]}"
        + (" does not come off." if move.get("went_wrong") else ".")
        for move in play.get("moves", ())
    )
