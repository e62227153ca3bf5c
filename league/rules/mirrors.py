"""Mirrors: what a round, a window or a governor's part in it looks like, in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

CLOSE_MARGIN = 3


@dataclass(frozen=True, slots=True)
class GameSeen:
    """A game of the round as its report needs it: names of teams and players, and points."""

    winner: str
    loser: str
    winner_score: int
    loser_score: int
    largest_lead: int
    lead_changes: int
    best_player: str
    best_points: int

    @property
    def margin(self) -> int:
        return self.winner_score - self.loser_score


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal that was decided: the rule in words, and how the votes weighed."""

    rule: str
    old_value: object
    new_value: object
    passed: bool
    weighted_yes: float
    weighted_no: float
    votes: int
    eligible: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one governor did in a window."""

    proposals: int
    voted: int
    decided: int
    with_the_result: int


def round_report(number: int, games: Sequence[GameSeen]) -> str:
    """What happened in a round, game by game, and what stood out."""
    lines = [f"Round {number}."]
    lines += [
        f"{game.winner} beat {game.loser} {game.winner_score}–{game.loser_score}"
        f"{_how(game)}; {game.best_player} scored {game.best_points}."
        for game in games
    ]
    if len(games) > 1:
        points = sum(game.winner_score + game.loser_score for game in games)
        mean = sum(game.margin for game in games) / len(games)
        lines.append(f"{points} points in {len(games)} games, decided by {mean:.1f} on average.")
    return "\n".join(lines)


def window_report(number: int, decisions: Sequence[Decision]) -> str:
    """What the governors decided in the window after round ``number``."""
    after = f"after round {number}" if number else "before the first round"
    if not decisions:
        return f"The window {after} closed without a decision."
    passed = sum(decision.passed for decision in decisions)
    lines = [f"The window {after}: {passed} of {_count(len(decisions), 'proposal')} passed."]
    return "\n".join(lines + [_decided(decision) for decision in decisions])


def private_report(number: int, part: Part) -> str:
    """What a governor is told of their own part in a window; nobody else reads it."""
    after = f"after round {number}" if number else "before the first round"
    voted = f"You voted on {part.voted} of {_count(part.decided, 'proposal')}"
    if part.voted:
        voted += f"; {part.with_the_result} went your way"
    made = f" You made {_count(part.proposals, 'proposal')}." if part.proposals else ""
    return f"The window {after}. {voted}.{made}"


def _how(game: GameSeen) -> str:
    if game.margin <= CLOSE_MARGIN:
        return " at the last shot"
    if game.lead_changes == 0:
        return " and never gave the lead away"
    return f" after {_count(game.lead_changes, 'change')} of the lead"


def _decided(decision: Decision) -> str:
    verb = "passed" if decision.passed else "failed"
    return (
        f"{decision.rule}, from {decision.old_value} to {decision.new_value}, {verb}:"
        f" {decision.weighted_yes:.2f} for it, {decision.weighted_no:.2f} against,"
        f" {decision.votes} of {_count(decision.eligible, 'governor')} voted."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
