"""Text that people typed, as it is kept."""

import unicodedata

MAX_LENGTH = 500
# Control, format (also those that turn the direction of text), private and unassigned characters.
_INVISIBLE = {"Cc", "Cf", "Co", "Cn", "Cs"}


def sanitize(text: str) -> str:
    """``text`` on one line, without invisible characters, cut to 500 characters."""
    visible = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    return " ".join("".join(visible).split())[:MAX_LENGTH].rstrip()
