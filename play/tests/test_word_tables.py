import pytest

from play import reference
from play.domain import errors
from play.domain.word_tables import (
    active_tables,
    add_own_words,
    choose_word_tables,
    remove_own_word,
    tables_to_choose,
)
from play.models import WordSeedTable
from play.tests.factories import make_game, make_game_word_seed_table, make_word_seed_table
from play.tests.tables import at, make_table

pytestmark = pytest.mark.django_db


def make_pair(game=None, **fields):
    kinds = ("action", "descriptor")
    return [make_word_seed_table(game=game, type=kind, **fields) for kind in kinds]


def activate(game, tables):
    for table in tables:
        make_game_word_seed_table(game=game, word_seed_table=table)


def test_a_table_chooses_what_its_oracle_draws_from():
    game, (_, ines) = make_table(2)
    old, new = make_pair(), make_pair()
    activate(game, old)
    choose_word_tables(ines, tables=[old[0], *new], now=at())
    assert set(active_tables(game)) == {old[0], *new}
    choose_word_tables(ines, tables=[old[0], *new], now=at())
    assert set(active_tables(game)) == {old[0], *new}


@pytest.mark.parametrize("kept", [0, 1, None])
def test_the_oracle_always_has_words_of_both_types(kept):
    game, (mara,) = make_table(1)
    tables = make_pair()
    activate(game, tables)
    chosen = [] if kept is None else [tables[kept]]
    with pytest.raises(errors.WordTableError, match=r"one table of (action|descriptor)s at least"):
        choose_word_tables(mara, tables=chosen, now=at())
    assert set(active_tables(game)) == set(tables)


def test_an_empty_table_is_no_table_to_draw_from():
    _, (mara,) = make_table(1)
    with pytest.raises(errors.WordTableError):
        choose_word_tables(mara, tables=make_pair(words=[]), now=at())


def test_words_of_another_game_are_not_to_be_chosen():
    game, (mara,) = make_table(1)
    own, foreign = make_pair(game), make_pair(make_game())
    assert list(tables_to_choose(game)) == own
    with pytest.raises(errors.WordTableError, match="exists no longer"):
        choose_word_tables(mara, tables=[*own, *foreign], now=at())


def test_own_words_are_added_once_each_and_drawn_from():
    game, (mara, ines) = make_table(2)
    activate(game, make_pair())
    add_own_words(mara, kind="action", words=[" Dredge ", "dredge", "tie  up", ""], now=at())
    table = add_own_words(ines, kind="action", words=["TIE UP", "salt"], now=at())
    assert table.words == ["dredge", "tie up", "salt"]
    assert active_tables(game).get(game=game) == table


def test_own_words_do_not_keep_the_words_of_all_games_away():
    """A word written before the first draw is one more list, not the only one."""
    reference.load()
    game, (mara,) = make_table(1, status="setup")
    add_own_words(mara, kind="action", words=["dredge"], now=at())
    shared = WordSeedTable.objects.filter(game=None)
    choose_word_tables(mara, tables=shared, now=at())
    assert active_tables(game).count() == shared.count()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([" "], "These words are there already."),
        (["x" * 41], "at most 40 characters"),
        ([f"word {number}" for number in range(1001)], "at most 1000 words"),
    ],
)
def test_own_words_that_cannot_be_are_refused(words, message):
    _, (mara,) = make_table(1)
    with pytest.raises(errors.WordTableError, match=message):
        add_own_words(mara, kind="action", words=words, now=at())
    assert WordSeedTable.objects.count() == 0


def test_words_of_no_type_are_refused():
    _, (mara,) = make_table(1)
    with pytest.raises(errors.WordTableError, match="Type: "):
        add_own_words(mara, kind="noun", words=["sea"], now=at())


def test_an_own_word_is_taken_out_and_the_last_takes_its_table_along():
    game, (mara,) = make_table(1)
    activate(game, make_pair())
    add_own_words(mara, kind="action", words=["dredge", "salt"], now=at())
    remove_own_word(mara, kind="action", word="dredge")
    assert WordSeedTable.objects.get(game=game).words == ["salt"]
    remove_own_word(mara, kind="action", word="salt")
    assert WordSeedTable.objects.filter(game=game).count() == 0
    with pytest.raises(errors.WordTableError, match="not there any more"):
        remove_own_word(mara, kind="action", word="salt")


def test_the_last_word_of_the_oracle_stays():
    game, (mara,) = make_table(1)
    activate(game, [make_word_seed_table(type="descriptor")])
    add_own_words(mara, kind="action", words=["dredge"], now=at())
    with pytest.raises(errors.WordTableError, match="one table of actions at least"):
        remove_own_word(mara, kind="action", word="dredge")
    assert WordSeedTable.objects.get(game=game).words == ["dredge"]
