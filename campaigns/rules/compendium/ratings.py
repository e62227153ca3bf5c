"""Numbers of a stat block in words."""

_FRACTIONS = {0.125: "1/8", 0.25: "1/4", 0.5: "1/2"}


def rating_text(rating: float) -> str:
    """A challenge rating as tables write it: ``1/4`` or ``12``."""
    return _FRACTIONS.get(rating, f"{rating:g}")


def modifier(score: int) -> int:
    """The modifier of an ability score (SRD 5.1, "Ability Scores and Modifiers")."""
    return (score - 10) // 2
