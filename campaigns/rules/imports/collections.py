"""Which collection a file comes from, what it says of its sources, and its entries as our rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from campaigns.rules.imports import (
    five_e_bits_monsters,
    five_e_bits_spells,
    open5e_v1_spells,
    open5e_v2_spells,
)
from campaigns.rules.imports.entries import Entry, EntryError, Provenance

FIVE_E_BITS, OPEN5E = "5e-bits", "open5e"
FORMATS = (FIVE_E_BITS, OPEN5E)

_SRD_5_1 = Provenance(
    title="System Reference Document 5.1",
    author="Wizards of the Coast LLC",
    licence="CC-BY-4.0",
    url="https://dnd.wizards.com/resources/systems-reference-document",
    ruleset="2014",
)
_SRD_5_2 = replace(_SRD_5_1, title="System Reference Document 5.2", ruleset="2024")
# What the collections call the two documents.
_KNOWN = {"wotc-srd": _SRD_5_1, "srd": _SRD_5_1, "srd-2014": _SRD_5_1, "srd-2024": _SRD_5_2}
_LICENCES = {"cc-by-40": "CC-BY-4.0", "ogl-10a": "OGL-1.0a", "cc0": "CC0-1.0", "cc-0": "CC0-1.0"}


class FormatError(ValueError):
    """Nothing in the file can be imported. The text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a file: the columns, or why there are none.

    ``place`` says where it stands (``#12 fireball``), ``ignored`` which of its keys were not read.
    """

    place: str
    fields: dict | None = None
    reason: str = ""
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who imports says of the source, where the file does not."""

    title: str = ""
    licence: str = ""
    url: str = ""
    author: str = ""
    ruleset: str = ""


def detect(values: list) -> str:
    """The format of the objects of a file. Raises ``FormatError`` if it is none that is known."""
    first = next((value for value in values if isinstance(value, dict)), None)
    if first is None:
        raise FormatError("The file has no list of objects.")
    if "index" in first and "url" in first:
        return FIVE_E_BITS
    if "fields" in first or "slug" in first or "key" in first:
        return OPEN5E
    raise FormatError(
        "This is neither a list of the 5e-bits database nor a fixture or an answer of Open5e."
    )


def entries_of(value: object) -> list:
    """The objects of a file: the list that it is, or the ``results`` of an answer.

    Raises ``FormatError`` for anything else, and for an answer of which there are further pages.
    """
    if isinstance(value, dict) and isinstance(value.get("results"), list):
        if value.get("next"):
            total, got = value.get("count", "more"), len(value["results"])
            message = f"This is one page of several ({got} of {total}). Ask for all: ?limit=5000."
            raise FormatError(message)
        return value["results"]
    if isinstance(value, list):
        return value
    raise FormatError("The file should be a list of objects.")


def spell_rows(values: list, file_format: str, given: Given, prefix: str = "") -> Iterator[Row]:
    """The spells among ``values``, each as a row. Records of other kinds help to read them."""
    read = _five_e_bits(values, given, five_e_bits_spells.spell_fields)
    if file_format == OPEN5E:
        read = _open5e(values, given)
    return _prefixed(read, prefix)


def monster_rows(values: list, file_format: str, given: Given, prefix: str = "") -> Iterator[Row]:
    """The monsters among ``values``, each as a row. Raises ``FormatError`` for Open5e's."""
    if file_format != FIVE_E_BITS:
        raise FormatError("Monsters are imported from the 5e-bits database.")
    return _prefixed(_five_e_bits(values, given, five_e_bits_monsters.monster_fields), prefix)


def _prefixed(rows: Iterable[Row], prefix: str) -> Iterator[Row]:
    for row in rows:
        if prefix and row.fields:
            row = replace(row, fields=row.fields | {"id": prefix + row.fields["id"]})  # noqa: PLW2901
        yield row


def _five_e_bits(values, given, convert):
    for number, value in enumerate(values, 1):
        place = _place(number, value, "index")
        if not isinstance(value, dict):
            yield Row(place, reason="this should be an object")
            continue
        ruleset = five_e_bits_spells.ruleset_of(str(value.get("url", "")))
        known = _SRD_5_2 if ruleset == "2024" else _SRD_5_1
        origin = _given(replace(known, collection="5e-bits"), given)
        entry = Entry(value)
        yield _row(place, entry, lambda entry, origin=origin: convert(entry, origin))


def _open5e(values, given):
    documents, options = _records(values)
    for number, value in enumerate(values, 1):
        place = _place(number, value, "pk", "key", "slug")
        if not isinstance(value, dict):
            yield Row(place, reason="this should be an object")
            continue
        model = str(value.get("model", "")).rpartition(".")[2]
        if model in ("document", "spellcastingoption"):
            continue
        if model not in ("spell", ""):
            yield Row(place, reason=f"a record of {model} is not a spell")
            continue
        fields = value["fields"] if isinstance(value.get("fields"), dict) else value
        yield _row(place, Entry(fields), _open5e_reader(value, documents, options, given))


def _open5e_reader(value, documents, options, given):
    def convert(entry):
        is_first = "requires_concentration" in entry.values
        key = value.get("pk") or value.get("key") or value.get("slug")
        if not isinstance(key, str):
            raise EntryError("pk is missing")
        origin = _origin(entry, documents, given, "Open5e v1" if is_first else "Open5e v2")
        if is_first:
            return open5e_v1_spells.spell_fields(entry, key, origin)
        own = entry.children("casting_options") if "casting_options" in entry.values else ()
        cast = [*own, *options.get(key, ())]
        return open5e_v2_spells.spell_fields(entry, key, origin, cast)

    return convert


def _records(values):
    """The documents by key and the casting options by spell that stand among ``values``."""
    documents, options = {}, {}
    for value in values:
        fields = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(fields, dict):
            continue
        model = str(value.get("model", "")).rpartition(".")[2]
        if model == "document":
            documents[str(value.get("pk"))] = fields
        elif model == "spellcastingoption":
            options.setdefault(fields.get("parent"), []).append(Entry(fields, "casting option"))
    return documents, options


def _origin(entry, documents, given, collection):
    """Who wrote the entry and under which licence; ``given`` goes before what the file says.

    Raises ``EntryError`` where neither says it.
    """
    document = entry.values.get("document")
    if isinstance(document, dict):
        documents = documents | {str(document.get("key")): _of_the_api(document)}
        document = document.get("key")
    document = str(entry.values.get("document__slug") or document or "")
    document = document.rstrip("/").rpartition("/")[2]
    known = _KNOWN.get(document) or _described(documents.get(document), entry)
    origin = _given(replace(known, collection=collection), given)
    if not origin.title or not origin.licence:
        message = f"the file does not say where “{document}” comes from and under which licence"
        raise EntryError(f"{message}: give --source and --licence")
    return origin


def _described(document, entry):
    """What the file itself says of a document that is not one of the SRDs."""
    title, licence = (
        entry.values.get(f"document__{key}") or "" for key in ("title", "license_url")
    )
    if document is None:
        return Provenance(str(title or "")[:100], str(licence or "")[:100])
    licences = [_LICENCES.get(key, key) for key in document.get("licenses") or []]
    ruleset = {"5e-2014": "2014", "5e-2024": "2024"}.get(document.get("gamesystem"), "homebrew")
    return Provenance(
        title=str(document.get("name") or "")[:100],
        licence=" or ".join(map(str, licences))[:100],
        url=_address(document.get("permalink")),
        author=str(document.get("author") or document.get("publisher") or "")[:100],
        ruleset=ruleset,
    )


def _of_the_api(document):
    """A document inside an answer, as a fixture would have it."""
    system, publisher = document.get("gamesystem"), document.get("publisher")
    return document | {
        "gamesystem": system.get("key") if isinstance(system, dict) else system,
        "author": publisher.get("name") if isinstance(publisher, dict) else publisher,
        "name": document.get("name") or document.get("display_name"),
    }


def _address(value):
    return value if isinstance(value, str) and value.startswith("https://") else ""


def _given(origin, given):
    said = {"title": given.title, "licence": given.licence, "url": given.url}
    said |= {"author": given.author, "ruleset": given.ruleset}
    changed = {name: value for name, value in said.items() if value}
    if given.title and given.title != origin.title:
        # Another source: what was known of the usual one is not true of it.
        origin = Provenance("", "", ruleset=origin.ruleset, collection=origin.collection)
    return replace(origin, **changed)


def _row(place, entry, convert):
    try:
        fields = convert(entry)
    except EntryError as error:
        return Row(place, reason=str(error))
    return Row(place, fields, ignored=frozenset(entry.unread))


def _place(number, value, *keys):
    name = ""
    if isinstance(value, dict):
        name = next((value[key] for key in keys if isinstance(value.get(key), str)), "")
    return f"#{number} {name}".rstrip()
