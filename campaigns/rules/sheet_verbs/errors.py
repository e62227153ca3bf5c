class SheetError(ValueError):
    """The rules do not allow it. The text is for the player, and says what would be right."""
