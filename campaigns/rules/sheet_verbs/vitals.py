"""Hit points, conditions, exhaustion and death saves.

SRD 5.1, "Damage and Healing", "Dropping to 0 Hit Points", "Temporary Hit Points", "Conditions".
"""

from campaigns.rules.fifth_edition.conditions import CONDITIONS
from campaigns.rules.fifth_edition.hit_points import (
    DEADLY_AT,
    SAVES_THAT_DECIDE,
    ceiling,
    concentration_dc,
    death_save,
    is_dead,
    is_dying,
    kills_outright,
)
from campaigns.rules.sheet_verbs import Changed, SheetError

MOST_AT_ONCE = 10_000
_NO_SAVES = {"successes": 0, "failures": 0}


def take_damage(sheet: dict, amount: int, *, is_critical: bool = False) -> Changed:
    """Temporary hit points go first. At 0 the character falls unconscious, or dies outright.

    Damage at 0 is a failed death save, two from a critical hit. ``amount`` is from 1 to 10,000.
    """
    _check_amount(amount)
    if is_dead(sheet):
        raise SheetError("The dead take no more damage.")
    points = sheet["hit_points"]
    shielded = min(points.get("temporary", 0), amount)
    rest = amount - shielded
    current = max(0, points["current"] - rest)
    hurt = with_hit_points(sheet, current=current, temporary=points.get("temporary", 0) - shielded)
    told = [f"Took {amount} damage" + (f", {shielded} of it temporary" if shielded else "")]
    if rest and current == 0:
        hurt, more = _fall(hurt, sheet, rest - points["current"], is_critical=is_critical)
        return Changed(hurt, ". ".join([*told, more]) + ".")
    if rest and (kept := concentration_of(sheet)):
        told.append(f"Constitution save against {concentration_dc(amount)} to keep up {kept}")
    return Changed(hurt, ". ".join(told) + ".")


def _fall(hurt, before, left_over, *, is_critical):
    """What happens at 0 hit points, and to somebody who is hit there."""
    maximum = before["hit_points"]["maximum"]
    saves = _NO_SAVES | before.get("death_saves", {})
    if kills_outright(left_over, maximum):
        fallen = _without_concentration(hurt) | {
            "death_saves": saves | {"failures": SAVES_THAT_DECIDE}
        }
        return fallen, f"{left_over} more than it took: dead at once"
    if before["hit_points"]["current"]:
        fallen = _without_concentration(with_condition(hurt, "unconscious"))
        return fallen | {"death_saves": dict(_NO_SAVES)}, "Down at 0 hit points, unconscious"
    failed = min(SAVES_THAT_DECIDE, saves["failures"] + (2 if is_critical else 1))
    hurt |= {"death_saves": {"successes": 0, "failures": failed}}
    words = "dead" if failed == SAVES_THAT_DECIDE else f"{failed} death saves failed"
    return hurt, words.capitalize()


def heal(sheet: dict, amount: int) -> Changed:
    """Hit points come back, up to what is possible now. Whoever was down is up again."""
    _check_amount(amount)
    if is_dead(sheet):
        message = "Healing does not bring back the dead. Clear the death saves if something did."
        raise SheetError(message)
    points = sheet["hit_points"]
    current = min(max(points["current"], ceiling(sheet)), points["current"] + amount)
    if current == points["current"]:
        raise SheetError("There is nothing to heal: all hit points are there.")
    return Changed(
        _up(with_hit_points(sheet, current=current)),
        f"Healed {current - points['current']} hit points.",
    )


def set_temporary(sheet: dict, amount: int) -> Changed:
    """Temporary hit points do not add up: the new ones stand in place of the old. 0 ends them."""
    if not 0 <= amount <= MOST_AT_ONCE:
        raise SheetError(f"Give a number from 0 to {MOST_AT_ONCE}.")
    words = f"{amount} temporary hit points" if amount else "No temporary hit points any more"
    return Changed(with_hit_points(sheet, temporary=amount), f"{words}.")


def add_condition(sheet: dict, condition: str) -> Changed:
    """One of the fourteen conditions sets in. What incapacitates ends concentration."""
    if condition not in CONDITIONS:
        raise SheetError("Choose one of the fourteen conditions.")
    if condition in sheet.get("conditions", []):
        raise SheetError(f"Already {condition}.")
    after = with_condition(sheet, condition)
    if condition in ("incapacitated", "paralyzed", "petrified", "stunned", "unconscious"):
        after = _without_concentration(after)
    return Changed(after, f"{condition.capitalize()}.")


def remove_condition(sheet: dict, condition: str) -> Changed:
    if condition not in sheet.get("conditions", []):
        raise SheetError(f"Not {condition} any more.")
    return Changed(without_condition(sheet, condition), f"No longer {condition}.")


def set_exhaustion(sheet: dict, level: int) -> Changed:
    """Exhaustion from 0 to 6; four levels halve the maximum, six are death."""
    if not 0 <= level <= DEADLY_AT:
        raise SheetError("Exhaustion goes from 0 to 6.")
    after = sheet | {"exhaustion_level": level}
    points = sheet["hit_points"]
    after = with_hit_points(after, current=min(points["current"], ceiling(after)))
    if level == DEADLY_AT:
        after = _without_concentration(with_hit_points(after, current=0))
    words = "Dead of exhaustion" if level == DEADLY_AT else f"Exhaustion {level}"
    return Changed(after, f"{words}.")


def roll_death_save(sheet: dict, face: int) -> Changed:
    """A d20 at 0 hit points: 10 or more succeeds, 1 fails twice, 20 wakes with 1 hit point."""
    if not 1 <= face <= 20:
        raise SheetError("A d20 shows 1 to 20.")
    if not is_dying(sheet):
        raise SheetError("A death save is for somebody at 0 hit points who is not stable.")
    if face == 20:
        return Changed(
            _up(with_hit_points(sheet, current=1)), "Death save 20: up with 1 hit point."
        )
    successes, failures = death_save(face)
    saves = _NO_SAVES | sheet.get("death_saves", {})
    saves = {
        "successes": min(SAVES_THAT_DECIDE, saves["successes"] + successes),
        "failures": min(SAVES_THAT_DECIDE, saves["failures"] + failures),
    }
    words = "succeeded" if successes else ("failed twice" if failures == 2 else "failed")
    end = ""
    if saves["failures"] == SAVES_THAT_DECIDE:
        end = " Dead."
    elif saves["successes"] == SAVES_THAT_DECIDE:
        end = " Stable."
    return Changed(sheet | {"death_saves": saves}, f"Death save {face}: {words}.{end}")


def set_inspiration(sheet: dict, *, has_it: bool) -> Changed:
    """Somebody has inspiration or has not (SRD 5.1, "Inspiration")."""
    words = "Inspired" if has_it else "Inspiration spent"
    return Changed(sheet | {"inspiration": has_it}, f"{words}.")


def with_hit_points(sheet: dict, **points: int) -> dict:
    return sheet | {"hit_points": sheet["hit_points"] | points}


def with_condition(sheet: dict, condition: str) -> dict:
    return sheet | {"conditions": [*without_condition(sheet, condition)["conditions"], condition]}


def without_condition(sheet: dict, condition: str) -> dict:
    left = [each for each in sheet.get("conditions", []) if each != condition]
    return sheet | {"conditions": left}


def concentration_of(sheet: dict) -> str | None:
    """The key of the spell that is being kept up."""
    return (sheet.get("spellcasting") or {}).get("concentration")


def _up(sheet):
    """Conscious, with no death saves."""
    return without_condition(sheet, "unconscious") | {"death_saves": dict(_NO_SAVES)}


def _without_concentration(sheet):
    if not concentration_of(sheet):
        return sheet
    return sheet | {"spellcasting": sheet["spellcasting"] | {"concentration": None}}


def _check_amount(amount):
    if not 1 <= amount <= MOST_AT_ONCE:
        raise SheetError(f"Give a number from 1 to {MOST_AT_ONCE}.")
