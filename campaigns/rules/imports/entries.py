"""Reading one entry of somebody else's file: what is there is of the right kind, or is named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_KINDS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


class EntryError(ValueError):
    """An entry cannot be read. The text says where and why."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where entries come from, as each row will say."""

    title: str
    licence: str
    url: str = ""
    author: str = ""
    ruleset: str = "homebrew"
    collection: str = ""

    def source(self, key: str) -> dict:
        """The ``source`` of a document, without what is empty."""
        entries = {
            "title": self.title,
            "author": self.author,
            "licence": self.licence,
            "url": self.url,
            "key": key,
            "collection": self.collection,
        }
        return {name: value for name, value in entries.items() if value}


@dataclass(frozen=True, slots=True)
class Entry:
    """An object of a file, and where in it the object stands."""

    values: dict
    place: str = ""
    read: set = field(default_factory=set)

    def get(self, key: str, kind: type) -> Any:
        """The value under ``key``. Raises ``EntryError`` if it is missing or of another kind."""
        value = self.optional(key, kind)
        if value is None:
            raise EntryError(f"{self._at(key)} is missing")
        return value

    def optional(self, key: str, kind: type) -> Any:
        """The value under ``key``, or None where there is none."""
        self.read.add(key)
        value = self.values.get(key)
        if value is None:
            return None
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise EntryError(f"{self._at(key)} should be {_KINDS[kind]}")
        return value

    def text(self, key: str) -> str:
        """The text under ``key``, trimmed; empty where there is none."""
        return (self.optional(key, str) or "").strip()

    def child(self, key: str) -> "Entry":
        return Entry(self.get(key, dict), self._at(key))

    def children(self, key: str) -> Iterator["Entry"]:
        """The objects in the list under ``key``; none where there is no list."""
        for number, value in enumerate(self.optional(key, list) or []):
            place = f"{self._at(key)}.{number}"
            if type(value) is not dict:
                raise EntryError(f"{place} should be an object")
            yield Entry(value, place)

    def texts(self, key: str) -> list[str]:
        """The texts in the list under ``key``; a single text counts as a list of one."""
        if isinstance(self.values.get(key), str):
            return [self.text(key)]
        values = self.optional(key, list) or []
        for number, value in enumerate(values):
            if type(value) is not str:
                raise EntryError(f"{self._at(key)}.{number} should be a text")
        return values

    def skip(self, *keys: str) -> None:
        """These say nothing that is not said elsewhere, or nothing that is kept."""
        self.read.update(keys)

    @property
    def unread(self) -> set[str]:
        """The keys that nobody asked for."""
        return self.values.keys() - self.read

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key


def one_of(value: str, known: Iterable[str], what: str) -> str:
    """``value``, if it is ``known``. Raises ``EntryError`` otherwise."""
    if value not in known:
        raise EntryError(f"{what} “{value}” is not known")
    return value


def filled(**entries: Any) -> dict:
    """The entries that say something: no None, no empty text, list or object, and no False."""
    return {
        key: value
        for key, value in entries.items()
        if value or (value == 0 and type(value) is not bool)
    }
