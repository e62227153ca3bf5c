"""Dates as people remember them: a year, perhaps a month, perhaps a day."""

from calendar import month_name, monthrange

FIRST_YEAR, LAST_YEAR = 1000, 2200
FIRST_BIRTH_YEAR = 1900

type PartialDate = tuple[int | None, int | None, int | None]


def fault_in(date: PartialDate) -> str:
    """Why there is no such date, or nothing. A birthday may be known without its year."""
    year, month, day = date
    if month is not None and not 1 <= month <= 12:
        return "A month is a number from 1 to 12."
    if day is None:
        return ""
    if month is None:
        return "A day needs its month."
    # A leap year, so that 29 February stands where no year is known.
    _, last_day = monthrange(2000 if year is None else year, month)
    return "" if 1 <= day <= last_day else f"That month has the days 1 to {last_day}."


def in_words(date: PartialDate) -> str:
    """``date`` as people write it; a question mark where nothing of it is known."""
    year, month, day = date
    parts = (day, month and month_name[month], year)
    return " ".join(str(part) for part in parts if part) or "?"
