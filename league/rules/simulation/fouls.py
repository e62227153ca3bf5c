from dataclasses import dataclass

from league.rules.documents.ruleset import PARAMETERS
from league.rules.simulation.court import Athlete, Court

IN_THE_BONUS = 2
USUAL_VALUE = PARAMETERS["free_throw_value"].default


def commit_foul(court: Court, fouler: Athlete) -> None:
    """Count it. Who has too many leaves when the play is over."""
    fouler.line.fouls += 1
    court.defense.fouls += 1
    if fouler.line.fouls == court.ruleset.personal_foul_limit:
        court.leaving.append((court.defense, fouler, "fouled_out"))


def bonus_rule(court: Court, fouler: Athlete) -> str | None:
    """The rule by which a foul away from a shot costs free throws, if there is one.

    Who has too many fouls and stays for want of a substitute pays with each further one.
    """
    if fouler.line.fouls > court.ruleset.personal_foul_limit:
        return "personal_foul_limit"
    if court.defense.fouls >= court.ruleset.team_foul_bonus_threshold:
        return "team_foul_bonus_threshold"
    return None


@dataclass(frozen=True, slots=True)
class FreeThrows:
    attempted: int
    made: int
    is_rebound: bool  # the last one missed, so that the ball is in the air


def shoot_free_throws(court: Court, shooter: Athlete, awarded: int) -> FreeThrows:
    """A game that is decided stops at once."""
    chance = shooter.ratings.free_throw * (0.85 + 0.15 * shooter.stamina)
    if court.target is not None:
        chance += shooter.ratings.nerve
    attempted = made = 0
    is_good = True
    while attempted < awarded and not court.is_decided:
        attempted += 1
        is_good = court.chance() < chance
        if is_good:
            made += 1
            court.score(shooter, court.ruleset.free_throw_value)
    shooter.line.free_throws_attempted += attempted
    shooter.line.free_throws_made += made
    return FreeThrows(attempted, made, not is_good)


def note_free_throws(court: Court, throws: FreeThrows, details: dict, rules: list[str]) -> None:
    details["free_throws"], details["free_throws_made"] = throws.attempted, throws.made
    points = throws.made * court.ruleset.free_throw_value
    details["points"] = details.get("points", 0) + points
    if throws.made and court.ruleset.free_throw_value != USUAL_VALUE:
        rules.append("free_throw_value")
