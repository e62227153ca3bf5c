"""A whole game as a document, and such a document as a game, with the same keys."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import DataError, IntegrityError, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import User
from common.documents import DocumentError
from play.domain.errors import ArchiveError
from play.domain.tables import SEATS
from play.models import (
    NPC,
    Act,
    Beat,
    BeatVersion,
    Challenge,
    Character,
    Comment,
    Edit,
    Event,
    Game,
    GameMember,
    GamePause,
    GameWordSeedTable,
    OracleVote,
    Proposal,
    Relationship,
    SafetyLine,
    Scene,
    ScenePresence,
    SetupAnswer,
    SetupPrompt,
    Spotlight,
    TensionVote,
    Vote,
    WordSeedTable,
    WorldEntry,
    XCard,
)
from play.rules.documents.archive import fields_of, read_archive

type Document = dict[str, Any]
# Each table with its model, and the ways that lead from a row to its game.
TABLES: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "members": (GameMember, ("game",)),
    "pauses": (GamePause, ("game",)),
    "safety_lines": (SafetyLine, ("game",)),
    "setup_prompts": (SetupPrompt, ("game",)),
    "setup_answers": (SetupAnswer, ("prompt__game",)),
    "characters": (Character, ("game",)),
    "acts": (Act, ("game",)),
    "scenes": (Scene, ("act__game",)),
    "presences": (ScenePresence, ("scene__act__game",)),
    "tension_votes": (TensionVote, ("scene__act__game",)),
    "beats": (Beat, ("scene__act__game",)),
    "events": (Event, ("beat__scene__act__game",)),
    "oracle_votes": (OracleVote, ("event__beat__scene__act__game",)),
    "x_cards": (XCard, ("beat__scene__act__game",)),
    "spotlights": (Spotlight, ("beat__scene__act__game",)),
    "challenges": (Challenge, ("beat__scene__act__game",)),
    "beat_versions": (BeatVersion, ("beat__scene__act__game",)),
    "proposals": (Proposal, ("game",)),
    "votes": (Vote, ("proposal__game",)),
    "comments": (
        Comment,
        ("beat__scene__act__game", "challenge__beat__scene__act__game", "proposal__game"),
    ),
    "npcs": (NPC, ("game",)),
    "entries": (WorldEntry, ("game",)),
    "relationships": (Relationship, ("game",)),
    "edits": (Edit, ("game",)),
}


@dataclass(frozen=True)
class Imported:
    """``known`` of the ``people`` have an account here; what the others did has nobody's name."""

    game: Game
    is_new: bool
    people: int = 0
    known: int = 0


def export_game(game: Game, *, addresses_of: Collection[UUID] | None = None) -> Document:
    """All of ``game`` that its table shares.

    Another Fireside knows people by their e-mail addresses. ``addresses_of`` names the accounts
    whose address the document may tell; without it, it tells all.
    """
    tables = {name: [_as_document(row, name) for row in _rows(name, game)] for name in TABLES}
    return {
        "version": 1,
        "kind": "fireside-game",
        "people": _people(tables, addresses_of),
        "game": _as_document(game, "game"),
        **tables,
        "word_tables": _word_tables(game),
    }


def import_game(document: object, organizer: User, *, now: datetime) -> Imported:
    """The game of ``document``, with ``organizer`` at the head of its table.

    A game that is here already stays as it is. People are known by their e-mail addresses; for
    who is not, the seat is gone and what they did stays. Raises ``ArchiveError``.
    """
    try:
        archive = read_archive(document)
    except DocumentError as error:
        raise ArchiveError(f"This is not the archive of a game: {_told(error)}") from error
    game = Game.objects.filter(pk=archive["game"]["id"]).first()
    if game:
        return Imported(game, is_new=False)
    _check_references(archive)
    accounts = _accounts(archive["people"])
    try:
        with transaction.atomic():
            game = _take_in(archive, accounts, organizer, now)
    except (DataError, IntegrityError) as error:
        raise ArchiveError(
            "The rows of this archive do not fit together, or belong to another game here."
        ) from error
    return Imported(game, is_new=True, people=len(archive["people"]), known=len(accounts))


# Out.


def _rows(table, game) -> QuerySet:
    model, ways = TABLES[table]
    of_game = Q()
    for way in ways:
        of_game |= Q(**{way: game})
    return model.objects.filter(of_game).order_by("created_at", "pk")


def _as_document(row, table):
    columns = {name: row._meta.get_field(name).attname for name in fields_of(table)}
    return {name: _plain(getattr(row, column)) for name, column in columns.items()}


def _plain(value):
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
    return value


def _people(tables, addresses_of):
    """Everybody who sits, wrote or did something there."""
    keys = {
        row[name]
        for table, rows in tables.items()
        for name in _naming(TABLES[table][0], User)
        for row in rows
        if row.get(name)
    }
    return [
        {
            "id": str(user.pk),
            "name": user.get_short_name(),
            "email": user.email if addresses_of is None or user.pk in addresses_of else None,
        }
        for user in User.objects.filter(pk__in=keys).order_by("pk")
    ]


def _word_tables(game):
    active = set(game.word_tables.values_list("pk", flat=True))
    tables = WordSeedTable.objects.filter(Q(game=game) | Q(pk__in=active))
    return [
        {
            **{name: _plain(getattr(table, name)) for name in ("id", "created_at")},
            **{name: getattr(table, name) for name in ("name", "genre", "type", "words")},
            "is_own": table.game_id is not None,
            "is_active": table.pk in active,
        }
        for table in tables.order_by("created_at", "pk")
    ]


def _naming(model, other) -> Iterator[str]:
    """The fields of ``model`` that name a row of ``other``."""
    for field in model._meta.concrete_fields:
        if field.is_relation and issubclass(field.related_model, other):
            yield field.name


# In.


def _told(error):
    fault = error.faults[0]
    place = ".".join(map(str, fault.location))
    return f"{place}: {fault.message}." if place else f"{fault.message}."


def _check_references(archive):
    """Raise ``ArchiveError`` where a row names one that is not in the archive."""
    keys = {model: {row["id"] for row in archive[name]} for name, (model, _) in TABLES.items()}
    for name, (model, _) in TABLES.items():
        for other, known in keys.items():
            for field in _naming(model, other):
                named = {row[field] for row in archive[name] if row[field]}
                if named - known:
                    raise ArchiveError(f"Rows of {name} name a {field} that is not there.")


def _accounts(people) -> dict[str, User]:
    """By the key in the archive, who has an account here."""
    by_email = {person["email"].lower(): person["id"] for person in people if person.get("email")}
    users = User.objects.annotate(address=Lower("email")).filter(address__in=by_email)
    return {by_email[user.address]: user for user in users}


def _take_in(archive, accounts, organizer, now):
    game = Game.objects.create(**archive["game"])
    GameMember.objects.bulk_create(_seats(game, archive["members"], accounts, organizer, now))
    for name, (model, _) in TABLES.items():
        if model is not GameMember:
            rows = [_row(model, row, game, accounts) for row in archive[name]]
            model.objects.bulk_create(rows)
    _take_in_words(game, archive["word_tables"])
    return game


def _seats(game, members, accounts, organizer, now):
    seats = [
        GameMember(**row | {"game": game, "user": accounts[row["user"]], "role": "player"})
        for row in members
        if row["user"] in accounts
    ]
    head = next((seat for seat in seats if seat.user_id == organizer.pk), None)
    if head is None:
        head = GameMember(game=game, user=organizer, created_at=now)
        seats.append(head)
    head.role, head.left_at = GameMember.Role.ORGANIZER, None
    if sum(seat.is_present for seat in seats) > SEATS:
        raise ArchiveError("More people would sit at this table than it has seats.")
    return seats


def _row(model, row, game, accounts):
    values = {model._meta.get_field(name).attname: value for name, value in row.items()}
    for name in _naming(model, User):
        account = accounts.get(row[name])
        values[f"{name}_id"] = account.pk if account else None
    for name in _naming(model, Game):
        values[f"{name}_id"] = game.pk
    if model is Event:
        _rename_readers(values["interpretations"], accounts)
    elif model is BeatVersion:
        for event in values["content"]["events"]:
            _rename_readers(event.get("interpretations"), accounts)
    return model(**values)


def _rename_readers(interpretations, accounts):
    for reading in interpretations["readings"] if interpretations else ():
        account = accounts.get(reading.get("author"))
        reading["author"] = str(account.pk) if account else None


def _take_in_words(game, tables):
    """Tables that no game owns are found by their names; what is not here becomes the game's."""
    shared = WordSeedTable.objects.filter(game=None)
    by_name = {(table.name.lower(), table.type): table for table in shared}
    for row in tables:
        is_own, is_active = row.pop("is_own"), row.pop("is_active")
        table = None if is_own else by_name.get((row["name"].lower(), row["type"]))
        if table is None:
            key = row["id"] if is_own else uuid4()
            table = WordSeedTable.objects.create(**row | {"id": key, "game": game})
        if is_active:
            GameWordSeedTable.objects.create(game=game, word_seed_table=table)
