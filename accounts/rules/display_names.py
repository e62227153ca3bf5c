"""What a person may be called."""

import unicodedata

# Zero-width joiners hold many emoji and some scripts together.
JOINERS = "\u200c\u200d"
INVISIBLE = ("Cc", "Cf", "Zl", "Zp")
WITHOUT_INK = ("Mn", "Me", "Zs")


def tidy_display_name(text: str) -> str:
    """``text`` with each run of spaces and line breaks made one space.

    Raises ``ValueError`` where a name has signs that nobody sees (they can make one name look like
    another, or turn the text around it), or nothing to see at all.
    """
    name = " ".join(text.split())
    if any(unicodedata.category(sign) in INVISIBLE and sign not in JOINERS for sign in name):
        raise ValueError("The name contains signs that cannot be seen. Please type it anew.")
    if all(unicodedata.category(sign) in WITHOUT_INK or sign in JOINERS for sign in name):
        raise ValueError("Please choose a name that can be seen.")
    return name
