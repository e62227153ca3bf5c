"""Slots, and the spells that somebody knows, prepares and keeps up (SRD 5.1, "Spellcasting")."""

from dataclasses import dataclass, field

from campaigns.rules.fifth_edition.slots import highest_slot, slots_of
from campaigns.rules.fifth_edition.spellcasting import may_learn_from, spell_limits
from campaigns.rules.sheet_verbs import Changed, SheetError

RITUAL_CASTERS = frozenset({"bard", "cleric", "druid", "wizard"})
LISTS = ("cantrips", "known", "prepared", "always")


@dataclass(frozen=True, slots=True)
class SpellFacts:
    """What the compendium says of a spell, as far as a sheet needs it."""

    key: str
    name: str
    level: int
    classes: list[str] = field(default_factory=list)
    is_concentration: bool = False
    is_ritual: bool = False


def use_slot(sheet: dict, level: int) -> Changed:
    """One slot of ``level``, from 1 to 9, is used."""
    slots = _slots(sheet, level)
    if not slots.free:
        raise SheetError(f"All slots of level {level} are used. A rest brings them back.")
    return Changed(_with_used(sheet, level, slots.used + 1), f"Used a slot of level {level}.")


def restore_slot(sheet: dict, level: int) -> Changed:
    """One used slot of ``level`` comes back."""
    slots = _slots(sheet, level)
    if not slots.used:
        raise SheetError(f"No slot of level {level} is used.")
    return Changed(_with_used(sheet, level, slots.used - 1), f"A slot of level {level} is back.")


def cast(sheet: dict, spell: SpellFacts, slot: int | None) -> Changed:
    """Cast a spell that is ready: with a slot of its level or higher, or as a cantrip.

    ``slot`` None casts a cantrip, or a ritual without a slot. Concentration moves to the spell.
    """
    casting = _casting(sheet)
    is_ritual = slot is None and bool(spell.level)
    ready = rituals_from(sheet) if is_ritual else ready_spells(sheet)
    if is_ritual and not spell.is_ritual:
        raise SheetError(f"{spell.name} takes a slot of level {spell.level} or higher.")
    if spell.key not in ready:
        raise SheetError(f"{spell.name} is not ready. {_how_ready(sheet)}")
    after, told = sheet, f"Cast {spell.name}"
    if is_ritual:
        told += " as a ritual"
    elif spell.level and slot < spell.level:
        raise SheetError(f"{spell.name} takes a slot of level {spell.level} or higher.")
    elif spell.level:
        after = use_slot(sheet, slot).sheet
        told += f" with a slot of level {slot}"
    if spell.is_concentration:
        left = casting.get("concentration")
        after = _with(after, concentration=spell.key)
        told += ", and keeps it up" + (
            f" in place of {left}" if left not in (None, spell.key) else ""
        )
    return Changed(after, f"{told}.")


def concentrate(sheet: dict, key: str | None) -> Changed:
    """Keep up the spell of that key, in place of another; None ends it."""
    before = _casting(sheet).get("concentration")
    if key == before:
        raise SheetError("That is so already.")
    words = f"Concentrates on {key}" if key else f"Let go of {before}"
    return Changed(_with(sheet, concentration=key), f"{words}.")


def learn(sheet: dict, spell: SpellFacts, *, is_always: bool = False) -> Changed:
    """A spell joins the sheet: a cantrip, a known one, or one that is always ready.

    Always ready are spells of a domain or a gift: they may be of any class and count against no
    limit. Others must be of the class, of a level that there is a slot for, and within the limit.
    """
    casting = _casting(sheet)
    if spell.key in {key for name in LISTS for key in casting.get(name, [])}:
        raise SheetError(f"{spell.name} is on the sheet already.")
    if is_always:
        return Changed(_added(sheet, "always", spell.key), f"{spell.name} is always ready.")
    _check_class_and_level(sheet, spell)
    limits, name = spell_limits(sheet), "known" if spell.level else "cantrips"
    limit = limits.known if spell.level else limits.cantrips
    if limit is None and not limits.has_spellbook:
        message = f"Your class knows its whole list: prepare {spell.name} instead."
        raise SheetError(message)
    if limit is not None and len(casting.get(name, [])) >= limit:
        raise SheetError(_full(sheet, "cantrips" if not spell.level else "spells", limit))
    words = "Wrote {} into the spellbook" if limits.has_spellbook and spell.level else "Learnt {}"
    return Changed(_added(sheet, name, spell.key), f"{words.format(spell.name)}.")


def forget(sheet: dict, key: str, *, name: str = "") -> Changed:
    """A spell leaves every list of the sheet."""
    casting = _casting(sheet)
    kept = {each: [k for k in casting.get(each, []) if k != key] for each in LISTS}
    if all(kept[each] == casting.get(each, []) for each in LISTS):
        raise SheetError("That spell is not on the sheet.")
    concentration = casting.get("concentration")
    return Changed(
        _with(sheet, **kept, concentration=None if concentration == key else concentration),
        f"Forgot {name or key}.",
    )


def prepare(sheet: dict, spell: SpellFacts) -> Changed:
    """A spell is ready until it is taken off again; a wizard's must be in the spellbook."""
    casting, limits = _casting(sheet), spell_limits(sheet)
    if limits.prepared is None:
        raise SheetError("Your class does not prepare spells: all that it knows are ready.")
    if spell.key in (*casting.get("prepared", []), *casting.get("always", [])):
        raise SheetError(f"{spell.name} is ready already.")
    if not spell.level:
        raise SheetError("Cantrips are always ready; nobody prepares them.")
    if limits.has_spellbook and spell.key not in casting.get("known", []):
        raise SheetError(f"{spell.name} is not in the spellbook. Write it there first.")
    _check_class_and_level(sheet, spell)
    if len(casting.get("prepared", [])) >= limits.prepared:
        raise SheetError(
            f"{limits.prepared} spells can be prepared: the level and the ability decide."
            " Take one off first."
        )
    return Changed(_added(sheet, "prepared", spell.key), f"Prepared {spell.name}.")


def unprepare(sheet: dict, key: str, *, name: str = "") -> Changed:
    prepared = _casting(sheet).get("prepared", [])
    if key not in prepared:
        raise SheetError("That spell is not prepared.")
    left = [each for each in prepared if each != key]
    return Changed(_with(sheet, prepared=left), f"No longer prepared: {name or key}.")


def ready_spells(sheet: dict) -> set[str]:
    """The keys of all that can be cast now, slots aside."""
    casting = sheet.get("spellcasting") or {}
    prepares = spell_limits(sheet).prepared is not None
    names = ("cantrips", "prepared" if prepares else "known", "always")
    return {key for name in names for key in casting.get(name, [])}


def rituals_from(sheet: dict) -> set[str]:
    """The keys from which rituals are cast: what is ready, and a wizard's whole spellbook.

    Empty for a class that casts no rituals (SRD 5.1, "Ritual Casting" of each class).
    """
    if sheet["character_class"] not in RITUAL_CASTERS:
        return set()
    book = (sheet.get("spellcasting") or {}).get("known", [])
    return ready_spells(sheet) | (set(book) if spell_limits(sheet).has_spellbook else set())


def _check_class_and_level(sheet, spell):
    if not may_learn_from(sheet, spell.classes):
        lists = ", ".join(spell.classes) or "no class"
        kind = sheet["character_class"]
        raise SheetError(
            f"{spell.name} is on the list of {lists}, not of the {kind}."
            " A gift or a domain can make it always ready."
        )
    if spell.level > (highest := highest_slot(sheet)):
        raise SheetError(f"{spell.name} is of level {spell.level}; your slots go up to {highest}.")


def _full(sheet, what, limit):
    kind, level = sheet["character_class"], sheet["level"]
    return f"A {kind} of level {level} knows {limit} {what}. Forget one first."


def _how_ready(sheet):
    if spell_limits(sheet).prepared is None:
        return "Learn it first."
    return "Prepare it first."


def _slots(sheet, level):
    _casting(sheet)
    for slots in slots_of(sheet):
        if slots.level == level:
            return slots
    raise SheetError(f"There are no slots of level {level}.")


def _casting(sheet):
    if not sheet.get("spellcasting"):
        raise SheetError("This character does not cast spells.")
    return sheet["spellcasting"]


def _with(sheet, **entries):
    return sheet | {"spellcasting": sheet["spellcasting"] | entries}


def _added(sheet, name, key):
    return _with(sheet, **{name: [*sheet["spellcasting"].get(name, []), key]})


def _with_used(sheet, level, used):
    rows = {slots.level: slots.used for slots in slots_of(sheet)} | {level: used}
    return _with(
        sheet,
        slots=[{"level": each, "used": count} for each, count in sorted(rows.items()) if count],
    )
