"""What can happen to a sheet: each function takes one and returns a new one and a summary.

None changes the sheet that it was given. What the rules refuse is a ``SheetError``.
"""

from dataclasses import dataclass

from campaigns.rules.sheet_verbs.errors import SheetError

__all__ = ["Changed", "SheetError"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A sheet after something happened, and what happened, in a sentence."""

    sheet: dict
    summary: str
