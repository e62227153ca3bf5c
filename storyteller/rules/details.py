"""What the value of a life event's detail must look like, by its kind."""

from datetime import date
from decimal import Decimal, InvalidOperation


def fault_in_detail(kind: str, value: str) -> str:
    """Why ``value`` cannot be a detail of that kind, or nothing. No kind is any text."""
    fits, wanted = _KINDS.get(kind, (_is_text, ""))
    return "" if fits(value) else wanted


def _is_text(value: str) -> bool:
    return True


def _is_number(value: str) -> bool:
    try:
        return Decimal(value.strip()).is_finite()
    except InvalidOperation:
        return False


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value.strip())
    except ValueError:
        return False
    return True


def _is_boolean(value: str) -> bool:
    return value.strip() in ("true", "false")


_KINDS = {
    "number": (_is_number, "Give a number, such as 12 or 3.5."),
    "date": (_is_date, "Give a date as year-month-day, such as 1961-05-30."),
    "boolean": (_is_boolean, "Give true or false."),
}
