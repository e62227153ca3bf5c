"""The parts of a campaign's documents that are changed one by one: where they stand, what tells
them apart, and what else has to follow when one of them goes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

MARK_LENGTH = 12

type Document = dict
type Element = dict


@dataclass(frozen=True)
class Kind:
    """``path`` leads to the list in the document ``column``; ``told_by`` names what tells apart."""

    name: str
    word: str
    column: str
    path: tuple[str, ...]
    told_by: tuple[str, ...]

    def elements_of(self, document: Document | None) -> list[Element]:
        for step in self.path[:-1]:
            document = (document or {}).get(step)
        return (document or {}).get(self.path[-1], [])

    def with_elements(self, document: Document | None, elements: list[Element]) -> Document:
        """A new document in which the list is ``elements``; ``document`` stays as it is."""
        return _replaced(document or {"version": 1}, self.path, elements)

    def mark(self, element: Element) -> str:
        """A short name for ``element`` in an address: the same until it is renamed."""
        return _digest([element.get(name, "") for name in self.told_by])[:MARK_LENGTH]


SESSION = Kind("session", "session", "data", ("sessions",), ("number",))
QUEST = Kind("quest", "quest", "data", ("quests",), ("name",))
PLACE = Kind("place", "place", "data", ("locations",), ("name",))
FACTION = Kind("faction", "faction", "data", ("world_state", "factions"), ("name",))
EVENT = Kind("event", "event", "data", ("events",), ("title", "when", "description"))
PICTURE = Kind("picture", "picture", "world_art", ("pictures",), ("source", "title"))
KINDS = (SESSION, QUEST, PLACE, FACTION, EVENT, PICTURE)


def fingerprint(element: object) -> str:
    """What tells a form whether the element is still what it was when the form was opened."""
    return _digest(element)


def found(kind: Kind, document: Document | None, mark: str) -> Element | None:
    """The first element of ``kind`` in ``document`` that ``mark`` names."""
    elements = kind.elements_of(document)
    return next((element for element in elements if kind.mark(element) == mark), None)


def added(kind: Kind, document: Document | None, element: Element) -> Document:
    return kind.with_elements(document, [*kind.elements_of(document), element])


def changed(kind: Kind, document: Document, mark: str, element: Element) -> Document:
    """``document`` with ``element`` in the place of the one that ``mark`` names."""
    return _following(
        kind, document, kind.with_elements(document, list(_swapped(kind, document, mark, element)))
    )


def removed(kind: Kind, document: Document, mark: str) -> Document:
    """``document`` without the element that ``mark`` names."""
    return _following(
        kind, document, kind.with_elements(document, list(_swapped(kind, document, mark, None)))
    )


def next_number(sessions: Iterable[Element]) -> int:
    """What the session after ``sessions`` is called."""
    return max((session["number"] for session in sessions), default=0) + 1


def _swapped(kind, document, mark, element) -> Iterator[Element]:
    is_done = False
    for each in kind.elements_of(document):
        if is_done or kind.mark(each) != mark:
            yield each
            continue
        is_done = True
        if element is not None:
            yield element


def _following(kind, before, after):
    """Where the party is follows a place that is renamed; a session that goes is active no more."""
    if kind is SESSION:
        numbers = {session["number"] for session in SESSION.elements_of(after)}
        if after.get("active_session") not in numbers:
            after.pop("active_session", None)
    if kind is PLACE and before.get("current_location"):
        _follow_the_party(before, after)
    return after


def _follow_the_party(before, after):
    here = before["current_location"]
    names = [place["name"] for place in PLACE.elements_of(before)]
    if here in names and here not in {place["name"] for place in PLACE.elements_of(after)}:
        places = PLACE.elements_of(after)
        is_renamed = len(places) == len(names)
        after["current_location"] = places[names.index(here)]["name"] if is_renamed else ""


def _replaced(document: Document, path: tuple[str, ...], value: object) -> Document:
    first, *rest = path
    inner = _replaced(document.get(first) or {}, tuple(rest), value) if rest else value
    return {**document, first: inner}


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
