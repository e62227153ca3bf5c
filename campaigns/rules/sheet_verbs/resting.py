"""Short and long rests (SRD 5.1, "Resting")."""

from campaigns.rules.fifth_edition.classes import class_named
from campaigns.rules.fifth_edition.hit_points import (
    ceiling,
    dice_back_after_long_rest,
    dice_left,
    healed_by_hit_die,
    hit_die,
    is_dead,
)
from campaigns.rules.sheet_verbs import Changed, SheetError
from campaigns.rules.sheet_verbs.vitals import with_hit_points, without_condition


def short_rest(sheet: dict, faces: list[int]) -> Changed:
    """Spend a hit die for each of ``faces``, as they fell; pact slots come back.

    Each heals its face and constitution, 1 at least, up to what is possible now.
    """
    if is_dead(sheet):
        raise SheetError("The dead do not rest.")
    if len(faces) > dice_left(sheet):
        raise SheetError(f"There are {dice_left(sheet)} hit dice left, not {len(faces)}.")
    if any(not 1 <= face <= hit_die(sheet) for face in faces):
        raise SheetError(f"A d{hit_die(sheet)} shows 1 to {hit_die(sheet)}.")
    points = sheet["hit_points"]
    healed = sum(healed_by_hit_die(sheet, face) for face in faces)
    current = max(points["current"], min(ceiling(sheet), points["current"] + healed))
    after = with_hit_points(sheet, current=current)
    after |= {"hit_dice": {"remaining": dice_left(sheet) - len(faces)}}
    if current and not points["current"]:
        after = without_condition(after, "unconscious") | {"death_saves": _fresh()}
    told = ["Short rest"]
    if faces:
        dice = ", ".join(map(str, faces))
        told.append(f"{len(faces)}d{hit_die(sheet)} ({dice}): {current - points['current']} healed")
    if _has_pact(sheet):
        after = _all_slots_back(after)
        told.append("pact slots back")
    return Changed(after, f"{'; '.join(told)}.")


def long_rest(sheet: dict) -> Changed:
    """All hit points and slots, half of the hit dice, one level of exhaustion less.

    Temporary hit points and concentration end. Nobody at 0 hit points gains from it.
    """
    if is_dead(sheet):
        raise SheetError("The dead do not rest.")
    if sheet["hit_points"]["current"] == 0:
        raise SheetError("A long rest takes at least 1 hit point to begin with.")
    back = min(
        sheet["level"], dice_left(sheet) + dice_back_after_long_rest(sheet["level"])
    ) - dice_left(sheet)
    after = sheet | {
        "exhaustion_level": max(0, sheet.get("exhaustion_level", 0) - 1),
        "hit_dice": {"remaining": dice_left(sheet) + back},
        "death_saves": _fresh(),
    }
    after = with_hit_points(after, current=ceiling(after), temporary=0)
    after = _all_slots_back(after)
    if after.get("spellcasting"):
        after |= {"spellcasting": after["spellcasting"] | {"concentration": None}}
    gained = after["hit_points"]["current"] - sheet["hit_points"]["current"]
    return Changed(after, f"Long rest: {gained} healed, {back} hit dice back.")


def _fresh():
    return {"successes": 0, "failures": 0}


def _has_pact(sheet):
    return (
        bool(sheet.get("spellcasting")) and class_named(sheet["character_class"]).caster == "pact"
    )


def _all_slots_back(sheet):
    if not sheet.get("spellcasting"):
        return sheet
    return sheet | {"spellcasting": sheet["spellcasting"] | {"slots": []}}
