"""What a name is shortened to."""


def initials(name: str) -> str:
    """One or two letters that stand for a portrait: of the first and of the last word."""
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip() or "?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()
