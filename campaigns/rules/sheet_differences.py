"""What is not the same in two sheets, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 160
# Lists whose entries have a name, by which an entry is the same before and after.
_NAMED = ("inventory", "features")
_LABELS = {
    "armor_class": "Armour class",
    "hit_points": "Hit points",
    "ability_score_improvements_used": "Improvements used",
    "saving_throw_proficiencies": "Saving throws",
    "other_proficiencies": "Proficiencies",
    "exhaustion_level": "Exhaustion",
    "is_retired": "Retired",
    "always": "Always ready",
    "slots": "Slots used",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry: where it is, how it was and how it is; empty where there is nothing."""

    place: str
    before: str
    after: str


def differences(before: dict | None, after: dict) -> list[Difference]:
    """What changed from ``before`` to ``after``, in the order of the sheet.

    Long texts are cut. Without a sheet before, there is nothing to compare.
    """
    if before is None:
        return []
    return list(_of_mapping(before, after, ()))


def _of_mapping(before, after, path) -> Iterator[Difference]:
    keys = [*before, *(key for key in after if key not in before)]
    for key in keys:
        yield from _of_values(before.get(key), after.get(key), (*path, key))


def _of_values(before, after, path):
    if before == after or (not before and not after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_mapping(before, after, path)
    elif path[-1] in _NAMED:
        yield from _of_named(before or [], after or [], path)
    elif path[-1] == "slots":
        yield from _of_slots(before or [], after or [], path)
    elif isinstance(before or after, list):
        yield from _of_lists(before or [], after or [], path)
    elif isinstance(before or after, dict):
        yield from _of_mapping(before or {}, after or {}, path)
    else:
        yield Difference(_place(path), _text(before), _text(after))


def _of_named(before, after, path):
    """Things of the same name are compared in the order in which they stand."""
    old, new = _numbered(before), _numbered(after)
    for key in [*old, *(key for key in new if key not in old)]:
        here = (*path, key[0])
        if key not in new:
            yield Difference(_place(path), key[0], "")
        elif key not in old:
            yield Difference(_place(path), "", key[0])
        else:
            was = {name: value for name, value in old[key].items() if name != "name"}
            now = {name: value for name, value in new[key].items() if name != "name"}
            yield from _of_mapping(was, now, here)


def _numbered(entries):
    """Entries by their name and which of that name they are."""
    found = {}
    for entry in entries:
        number = 0
        while (entry["name"], number) in found:
            number += 1
        found[entry["name"], number] = entry
    return found


def _of_lists(before, after, path):
    for entry in before:
        if entry not in after:
            yield Difference(_place(path), _text(entry), "")
    for entry in after:
        if entry not in before:
            yield Difference(_place(path), "", _text(entry))
    if sorted(map(str, before)) == sorted(map(str, after)):
        yield Difference(_place(path), _text(before), _text(after))


def _of_slots(before, after, path):
    old, new = ({row["level"]: row.get("used", 0) for row in rows} for rows in (before, after))
    for level in sorted(old.keys() | new.keys()):
        was, now = old.get(level, 0), new.get(level, 0)
        if was != now:
            yield Difference(f"{_place(path)}, level {level}", str(was), str(now))


def _place(path):
    return " › ".join(_LABELS.get(key, str(key).replace("_", " ").capitalize()) for key in path)


def _text(value):
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        text = ", ".join(map(_text, value))
    else:
        text = str(value).replace("_", " ") if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
