"""The words that a game's oracle draws from. There is always one of each type to draw."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from play.domain.errors import WordTableError, refused_as
from play.domain.tables import ACTIVE, SETUP, seat_lock
from play.models import Game, GameMember, GameWordSeedTable, WordSeedTable

OWN_NAME, OWN_GENRE = "Words of our own", "own"


def active_tables(game: Game) -> QuerySet[WordSeedTable]:
    return WordSeedTable.objects.filter(game_links__game=game).order_by("genre", "name", "type")


def tables_to_choose(game: Game) -> QuerySet[WordSeedTable]:
    """Those of every game, and the game's own."""
    tables = WordSeedTable.objects.filter(game=None) | WordSeedTable.objects.filter(game=game)
    return tables.order_by("genre", "name", "type")


def choose_word_tables(
    member: GameMember, *, tables: Iterable[WordSeedTable], now: datetime
) -> None:
    """Draw from ``tables`` and no others, from now on. Raises ``WordTableError``."""
    with seat_lock(member, SETUP, ACTIVE) as game:
        wanted = {table.pk for table in tables}
        chosen = set(tables_to_choose(game).filter(pk__in=wanted))
        if len(chosen) < len(wanted):
            raise WordTableError("One of these tables exists no longer. Choose again.")
        links = GameWordSeedTable.objects.filter(game=game)
        active = set(links.values_list("word_seed_table", flat=True))
        links.exclude(word_seed_table__in=wanted).delete()
        _activate(game, [table for table in chosen if table.pk not in active], now)
        _require_words(game)


def add_own_words(
    member: GameMember, *, kind: str, words: Iterable[str], now: datetime
) -> WordSeedTable:
    """Add ``words`` to the game's own actions or descriptors, once each, and draw from them.

    Raises ``WordTableError``.
    """
    with seat_lock(member, SETUP, ACTIVE) as game:
        table = _own_table(game, kind) or WordSeedTable(
            game=game, name=OWN_NAME, genre=OWN_GENRE, type=kind, created_at=now
        )
        new = {" ".join(word.lower().split()): None for word in words}
        new = [word for word in new if word and word not in table.words]
        if not new:
            raise WordTableError("These words are there already.")
        is_new = not table.words
        table.words = [*table.words, *new]
        with refused_as(WordTableError):
            table.full_clean()
        table.save()
        if is_new:
            _activate(game, [table], now)
        return table


def remove_own_word(member: GameMember, *, kind: str, word: str) -> None:
    """Take ``word`` out of the game's own. Raises ``WordTableError`` if none is left to draw."""
    with seat_lock(member, SETUP, ACTIVE) as game:
        table = _own_table(game, kind)
        if table is None or word not in table.words:
            raise WordTableError("This word is not there any more.")
        table.words = [each for each in table.words if each != word]
        if table.words:
            table.save()
        else:
            table.delete()
        _require_words(game)


def _own_table(game, kind):
    return WordSeedTable.objects.filter(game=game, type=kind).order_by("created_at", "pk").first()


def _activate(game, tables, now):
    GameWordSeedTable.objects.bulk_create(
        GameWordSeedTable(game=game, word_seed_table=table, created_at=now) for table in tables
    )


def _require_words(game):
    has_words = {table.type for table in active_tables(game) if table.words}
    for kind in WordSeedTable.Type:
        if kind not in has_words:
            raise WordTableError(f"Leave the oracle one table of {kind.label.lower()}s at least.")
