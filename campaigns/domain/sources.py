"""Whose work the compendium is made of, from what each row says of itself."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.fields.json import KT

from campaigns.models import Monster, Spell

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/legalcode",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
    "MIT": "https://opensource.org/license/mit",
    "OGL-1.0a": "https://opengamingfoundation.org/ogl.html",
}
_ENTRIES = ("title", "author", "licence", "url", "collection")


@dataclass(frozen=True, slots=True)
class Work:
    """A source, under one licence, by one way; and how much of it is here."""

    title: str
    author: str
    licence: str
    url: str
    collections: tuple[str, ...]
    spells: int
    monsters: int

    @property
    def licence_address(self) -> str:
        return LICENCES.get(self.licence, "")


def works() -> list[Work]:
    """All sources of spells and monsters, by title. Two queries, however many rows there are."""
    found: dict[tuple, dict] = {}
    for kind, rows in (("spells", _spells()), ("monsters", _monsters())):
        for row in rows:
            title = row["title"] or "Fireside"
            work = (title, row["author"] or "", row["licence"] or "", row["url"] or "")
            entry = found.setdefault(work, {"collections": set(), "spells": 0, "monsters": 0})
            entry[kind] += row["count"]
            if row["collection"]:
                entry["collections"].add(row["collection"])
    return [
        Work(*work, tuple(sorted(entry["collections"])), entry["spells"], entry["monsters"])
        for work, entry in sorted(found.items())
    ]


def _spells():
    return _counted(Spell, "data__source__")


def _monsters():
    return _counted(Monster, "source__")


def _counted(model, path):
    columns = {name: KT(f"{path}{name}") for name in _ENTRIES}
    return (
        model.objects.annotate(**columns).values(*_ENTRIES).annotate(count=Count("pk")).order_by()
    )
