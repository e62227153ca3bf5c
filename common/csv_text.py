"""CSV as people exchange it: with the marks of spreadsheets, and safe to open in one."""

import csv
import io
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

MAX_BYTES = 1_000_000
MAX_LINES = 2_000
BYTE_ORDER_MARK = "\ufeff"

# A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def escape(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescape(text: str) -> str:
    """What ``escape`` made ``text`` from."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def decode(content: bytes) -> str:
    """The text of a file. Raises ``ValidationError`` where it is no UTF-8 text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 (byte {error.start}). Save it as “CSV UTF-8”."
        raise ValidationError(message) from error
    if "\0" in text:
        raise ValidationError("The file holds a NUL character: it is not a CSV file.")
    return text.replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it begins in the file, and its cells as they stand there."""

    number: int
    cells: list[str]


def read(text: str) -> tuple[list[str], list[Row]]:
    """The first row of ``text``, which names the columns, and the others that hold anything.

    Raises ``ValidationError`` where ``text`` is no table.
    """
    heading = text.lstrip("\n").partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, number = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, [unescape(cell.strip()) for cell in cells]))
            number = reader.line_num + 1
    except csv.Error as error:
        raise ValidationError(f"Line {reader.line_num}: {error}.") from error
    if not rows:
        raise ValidationError("The file is empty.")
    if len(rows) - 1 > MAX_LINES:
        raise ValidationError(f"At most {MAX_LINES} lines at once: cut the file in parts.")
    return [cell.strip() for cell in rows[0].cells], rows[1:]
