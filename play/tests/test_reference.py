import pytest

from play import reference
from play.models import WordSeedTable
from play.tests.factories import make_game, make_word_seed_table

pytestmark = pytest.mark.django_db

TABLES = ["Fantasy", "General", "Horror", "Noir", "Science fiction"]


def test_reference_tables_are_added_once(django_assert_num_queries):
    assert reference.load() == 10
    with django_assert_num_queries(1):
        assert reference.load() == 0

    tables = WordSeedTable.objects.filter(game=None).order_by("name", "type")
    assert [*tables.values_list("name", "type")] == [
        (name, type_) for name in TABLES for type_ in ("action", "descriptor")
    ]


def test_every_reference_table_has_words_enough_for_a_long_game():
    reference.load()

    tables = {(table.name, table.type): table.words for table in WordSeedTable.objects.all()}
    assert [key for key, words in tables.items() if len(words) < 60] == []
    for name in TABLES:
        actions, descriptors = tables[name, "action"], tables[name, "descriptor"]
        assert set(actions) & set(descriptors) == set()


def test_a_word_is_one_word():
    reference.load()

    words = [word for table in WordSeedTable.objects.all() for word in table.words]
    assert [word for word in words if not (word.isascii() and word.isalpha())] == []


def test_a_table_that_staff_edited_stays_as_it_is():
    edited = make_word_seed_table(name="NOIR", type="action", genre="crime", words=["tail"])

    assert reference.load() == 9
    edited.refresh_from_db()
    assert (edited.name, edited.genre, edited.words) == ("NOIR", "crime", ["tail"])


def test_a_table_of_one_game_is_not_taken_for_the_shared_one():
    make_word_seed_table(name="Noir", type="action", game=make_game())

    assert reference.load() == 10
