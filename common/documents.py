"""JSON documents that come in from outside: read strictly, so that what is stored comes back equal.

Pure Python: ``rules/`` modules build their document models on this.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from math import isfinite

# Deep enough for any sheet or choice, far below what either database or Python's parser bears.
MAX_DEPTH = 32
# A body made of nothing but mistakes should not get an answer larger than itself.
MAX_FAULTS = 20
MIN_INTEGER, MAX_INTEGER = -(2**63), 2**63 - 1

type Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a document. ``kind`` is a stable word for programs."""

    location: Location
    message: str
    kind: str


class DocumentError(ValueError):
    """A document cannot be accepted. ``faults`` says why, one entry a place."""

    def __init__(self, faults: list[Fault]):
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


class _RefusedError(ValueError):
    """Raised inside the parser's hooks, which do not know where in the document they are."""


def read_json(text: bytes) -> object:
    """The value that UTF-8 encoded JSON ``text`` spells.

    Stricter than Python's own reader: a key that stands twice in one object, NaN and Infinity
    are refused, and so is what ``check_storable`` refuses. Raises ``DocumentError``.
    """
    try:
        value = _DECODER.decode(text.decode())
    except UnicodeDecodeError as error:
        raise _malformed(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise _malformed(f"{error.msg} at line {error.lineno}, column {error.colno}") from error
    except _RefusedError as error:
        raise _malformed(str(error)) from error
    except RecursionError as error:
        raise _malformed(f"nested deeper than {MAX_DEPTH} levels") from error
    except ValueError as error:
        # Python refuses to turn thousands of digits into a number.
        raise _malformed("a number has too many digits") from error
    check_storable(value)
    return value


def write_json(value: object) -> str:
    """``value`` as JSON text that both databases give back as an equal value."""
    text = _encode(value)
    return _spell(value) if "e+" in text else text


class DocumentEncoder(json.JSONEncoder):
    """For ``JSONField(encoder=…)``, so that the ORM writes what ``write_json`` writes."""

    def encode(self, o: object) -> str:
        return write_json(o)


def _spell(value: object) -> str:
    """Write large floats out: PostgreSQL gives 1e+23 back as an integer, which is not equal."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_encode(k)}:{_spell(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_spell, value)) + "]"
    text = _encode(value)
    return f"{Decimal(text):f}.0" if isinstance(value, float) and "e+" in text else text


def check_storable(value: object) -> None:
    """Raise ``DocumentError`` where ``value`` holds what a database could not give back unchanged.

    That is: a NUL character, half a surrogate pair, an integer beyond 64 bits, a number that is
    not finite, and nesting beyond ``MAX_DEPTH`` levels. At most ``MAX_FAULTS`` are named.
    """
    # Almost every document is in order, and finding just that out takes half the time.
    if not _is_storable(value, 0):
        raise DocumentError(list(islice(_storage_faults(value, ()), MAX_FAULTS)))


def _is_storable(value: object, depth: int) -> bool:
    kind = type(value)
    if kind is dict or kind is list:
        if depth >= MAX_DEPTH or (kind is dict and any(map(_text_fault, value))):
            return False
        depth += 1
        for entry in value.values() if kind is dict else value:
            # Most entries are plain texts and small numbers: a call for each would be most of it.
            entry_kind = type(entry)
            if entry_kind is str and entry.isascii() and "\0" not in entry:
                continue
            if entry_kind is int and MIN_INTEGER <= entry <= MAX_INTEGER:
                continue
            if not _is_storable(entry, depth):
                return False
        return True
    if kind is str:
        return not _text_fault(value)
    if kind is int:
        return MIN_INTEGER <= value <= MAX_INTEGER
    return kind is not float or isfinite(value)


def _storage_faults(value: object, location: Location) -> Iterator[Fault]:
    kind = type(value)
    if kind is str:
        if message := _text_fault(value):
            yield Fault(location, message, "string_unicode")
    elif kind is int:
        if not MIN_INTEGER <= value <= MAX_INTEGER:
            yield Fault(location, "Integer should fit in 64 bits", "int_parsing_size")
    elif kind is float:
        if not isfinite(value):
            yield Fault(location, "Number should be finite", "finite_number")
    elif kind is dict or kind is list:
        if len(location) >= MAX_DEPTH:
            message = f"Nesting should be at most {MAX_DEPTH} levels deep"
            yield Fault(location, message, "too_deep")
            return
        for key, entry in value.items() if kind is dict else enumerate(value):
            if kind is dict and (message := _text_fault(key)):
                yield Fault(location, f"Key {key!a}: {message}", "string_unicode")
            yield from _storage_faults(entry, (*location, key))


def _text_fault(text: str) -> str:
    if "\0" in text:
        return "Text should not contain the NUL character"
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return "Text should not contain half a surrogate pair"
    return ""


def _malformed(reason: str) -> DocumentError:
    return DocumentError([Fault((), f"JSON is malformed: {reason}", "json_invalid")])


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        seen = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))
        raise _RefusedError(f"key {twice!a} stands twice in one object")
    return entries


def _no_constant(name: str) -> object:
    raise _RefusedError(f"{name} is not a JSON value")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_DECODER = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=_no_constant)
