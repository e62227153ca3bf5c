"""The copy of a whole story: what a ZIP file of one may hold, and the shape of its documents.

``manifest.json`` names everything else, each with its size and SHA-256. ``data/<table>.json`` is a
list of rows, ``media/…`` a file of one row. Whatever else is in such a file is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationError,
    create_model,
)

from common.documents import MAX_FAULTS, DocumentError, Fault

KIND, VERSION = "fireside-storyteller", 1
MANIFEST, README = "manifest.json", "README.txt"
MB = 1_000_000
# More than any life fills, and little enough for a small server.
MAX_ENTRIES, MAX_BYTES = 20_000, 4_000 * MB
MAX_DOCUMENT, MAX_DOCUMENTS = 40 * MB, 100 * MB
# Text packs ten to one, perhaps thirty; what packs better than this was made to do so.
MAX_RATIO, RATIO_FROM = 200, MB
_NAME = re.compile(r"(data/[a-z_]{1,63}\.json|media/[a-z0-9_-]+(/[a-z0-9_-]+)+(\.[a-z0-9]{1,8})?)")


@dataclass(frozen=True)
class Entry:
    """What the index of a ZIP file says of one thing in it."""

    name: str
    size: int
    packed: int
    is_plain: bool = True


@dataclass(frozen=True)
class Column:
    """A column as a document holds it. ``kind`` is a key of ``_TYPES``."""

    name: str
    kind: str
    is_null: bool = False
    max_length: int | None = None


class File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Field(max_length=300)]
    bytes: Annotated[int, Field(ge=0, le=MAX_BYTES)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a copy holds."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["fireside-storyteller"]
    version: Literal[1]
    made_at: AwareDatetime
    storyteller: UUID
    name: Annotated[str, Field(max_length=300)]
    rows: dict[str, Annotated[StrictInt, Field(ge=0)]]
    files: Annotated[list[File], Field(max_length=MAX_ENTRIES)]


def check_entries(entries: Sequence[Entry]) -> None:
    """Hold the index of a ZIP file against the limits, before anything of it is unpacked.

    Raises ``DocumentError``, which names the entry.
    """
    if len(entries) > MAX_ENTRIES:
        raise refused("", f"There are more than {MAX_ENTRIES} files in it.")
    seen = set()
    for entry in entries:
        if fault := _fault_of(entry):
            raise refused(entry.name, fault)
        if entry.name in seen:
            raise refused(entry.name, "It stands there twice.")
        seen.add(entry.name)
    if sum(entry.size for entry in entries) > MAX_BYTES:
        raise refused("", f"Unpacked, it would be larger than {MAX_BYTES // MB} MB.")
    documents = (entry.size for entry in entries if not entry.name.startswith("media/"))
    if sum(documents) > MAX_DOCUMENTS:
        raise refused("", f"Its documents are larger than {MAX_DOCUMENTS // MB} MB.")
    if MANIFEST not in seen:
        raise refused(MANIFEST, "It is not there.")


def _fault_of(entry):
    if not entry.is_plain:
        return "It is not a plain file: it is locked, or leads elsewhere."
    if entry.name not in (MANIFEST, README) and not _NAME.fullmatch(entry.name):
        return "A copy of a story holds no such file."
    if not entry.name.startswith("media/") and entry.size > MAX_DOCUMENT:
        return f"It is larger than {MAX_DOCUMENT // MB} MB."
    if entry.size > RATIO_FROM and entry.size > MAX_RATIO * max(entry.packed, 1):
        return "It is packed more tightly than any text."
    return ""


def check_files(manifest: Manifest, entries: Iterable[Entry]) -> None:
    """What is there and what the manifest names must be the same."""
    named = {file.name: file.bytes for file in manifest.files}
    if len(named) != len(manifest.files):
        raise refused(MANIFEST, "It names a file twice.")
    there = {e.name: e.size for e in entries if e.name not in (MANIFEST, README)}
    for name in sorted(named.keys() | there.keys()):
        if name not in named:
            raise refused(name, "The manifest does not name it.")
        if name not in there:
            raise refused(name, "The manifest names it, but it is not there.")
        if named[name] != there[name]:
            raise refused(name, "It is not as large as the manifest says.")


def read_manifest(value: object) -> Manifest:
    """Raises ``DocumentError``."""
    return _checked(TypeAdapter(Manifest), value, MANIFEST)


def read_rows(table: str, columns: Sequence[Column], value: object) -> list[dict[str, Any]]:
    """The rows of ``table``, each column of the kind that it should be.

    Raises ``DocumentError``, which names file, row and column.
    """
    rows = _checked(_rows_of(table, tuple(columns)), value, f"data/{table}.json")
    return [row.model_dump(by_alias=True) for row in rows]


def refused(place: str, message: str) -> DocumentError:
    return DocumentError([Fault((place,) if place else (), message, "archive")])


def describe(error: DocumentError) -> str:
    """The first faults in a sentence each, with their places."""
    return " ".join(
        f"{' › '.join(map(str, fault.location)) or 'The file'}: {fault.message}"
        for fault in error.faults[:3]
    )


def replace_keys(value: Any, keys: Mapping[str, str]) -> Any:
    """``value`` with every text that is one of ``keys`` replaced, however deep it lies."""
    if isinstance(value, str):
        return keys.get(value, value)
    if isinstance(value, list):
        return [replace_keys(item, keys) for item in value]
    if isinstance(value, dict):
        return {key: replace_keys(item, keys) for key, item in value.items()}
    return value


def _text(value):
    if not isinstance(value, str):
        raise ValueError("Give a text")
    return value


class Private(BaseModel):
    """A text that is sealed where it is stored."""

    model_config = ConfigDict(extra="forbid", strict=True)

    private: str


_Time = Annotated[AwareDatetime, BeforeValidator(_text)]
_TYPES: dict[str, Any] = {
    "text": StrictStr,
    "sealable": StrictStr | Private,
    "whole": StrictInt,
    "decimal": Annotated[StrictStr, Field(pattern=r"^-?\d{1,18}(\.\d{1,9})?$")],
    "switch": StrictBool,
    "time": _Time,
    "date": Annotated[StrictStr, Field(pattern=r"^\d{4}-\d\d-\d\d$")],
    "key": Annotated[UUID, BeforeValidator(_text)],
    "keys": list[Annotated[UUID, BeforeValidator(_text)]],
    "texts": list[StrictStr],
    "document": dict[str, Any] | list[Any],
    "shared": Annotated[list[StrictStr], Field(min_length=1, max_length=4)],
    "person": StrictStr,
    "file": Annotated[StrictStr, Field(pattern=r"^media/")],
}


@cache
def _rows_of(table, columns):
    fields = {}
    for column in columns:
        kind = _TYPES[column.kind]
        if column.max_length and column.kind in ("text", "person"):
            kind = Annotated[kind, Field(max_length=column.max_length)]
        # A leading "column_" keeps names such as ``copy`` from those that pydantic has itself.
        wanted = kind | None if column.is_null else kind
        fields[f"column_{column.name}"] = (wanted, Field(alias=column.name))
    config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    return TypeAdapter(list[create_model(table, __config__=config, **fields)])


def _checked(adapter, value, place):
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        faults = [
            Fault((place, *fault["loc"]), fault["msg"], fault["type"])
            for fault in error.errors(include_url=False, include_input=False)[:MAX_FAULTS]
        ]
        raise DocumentError(faults) from error
