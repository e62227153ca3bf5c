"""Backgrounds and the two skills that each brings (SRD 5.1, "Backgrounds").

The SRD describes the acolyte and lets tables make their own; the others here are such.
"""

BACKGROUNDS = {
    "acolyte": ("insight", "religion"),
    "criminal": ("deception", "stealth"),
    "folk hero": ("animal_handling", "survival"),
    "noble": ("history", "persuasion"),
    "sage": ("arcana", "history"),
    "soldier": ("athletics", "intimidation"),
}


def background_skills(name: str) -> tuple[str, ...]:
    """The skills of a background without regard to case; none for one that is the player's own."""
    return BACKGROUNDS.get(name.strip().casefold(), ())
