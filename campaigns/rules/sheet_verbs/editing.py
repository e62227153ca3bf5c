"""Parts of a sheet that are written anew as a whole."""

from campaigns.rules.sheet_verbs import Changed, SheetError

# What is edited together, in words; each with the entries of the sheet that belong to it.
SECTIONS = {
    "identity": (
        "Who they are",
        ("name", "race", "subclass", "background", "alignment", "speed", "armor_class"),
    ),
    "abilities": ("Abilities", ("abilities",)),
    "training": (
        "Skills and training",
        ("saving_throw_proficiencies", "skills", "other_proficiencies", "languages"),
    ),
    "vitals": ("Hit points and dice", ("hit_points", "hit_dice", "death_saves")),
    "features": ("Features", ("features",)),
    "story": ("Story", ("appearance", "personality", "backstory", "portrait")),
    "notes": ("Notes", ("notes",)),
    "magic": ("Spellcasting", ("spellcasting",)),
}


def edit_section(sheet: dict, section: str, entries: dict) -> Changed:
    """``entries`` of ``section`` take the place of what was there; None leaves one out.

    Raises ``SheetError`` where nothing is changed. The shape is checked when the sheet is kept.
    """
    title, names = SECTIONS[section]
    if foreign := entries.keys() - set(names):
        raise TypeError(f"not in {section}: {', '.join(sorted(foreign))}")
    kept = {key: value for key, value in sheet.items() if key not in entries}
    after = kept | {key: value for key, value in entries.items() if value is not None}
    if after == sheet:
        raise SheetError("Nothing was changed.")
    return Changed(after, f"{title}: edited.")


def set_retired(sheet: dict, *, is_retired: bool) -> Changed:
    """A character leaves play, or comes back to it."""
    if sheet.get("is_retired", False) == is_retired:
        raise SheetError("That is so already.")
    words = "Retired" if is_retired else "Back in play"
    return Changed(sheet | {"is_retired": is_retired}, f"{words}.")
