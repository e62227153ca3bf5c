from copy import deepcopy

import pytest

from play.domain.edits import history_of_game
from play.domain.errors import WorldError
from play.domain.relationships import (
    change_relationship,
    delete_relationship,
    in_words,
    relate,
    relationships_of,
)
from play.models import Notification, Relationship
from play.tests.factories import make_character, make_npc, make_relationship, make_world_entry
from play.tests.tables import LATER, NOW, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world_once(module_rows):
    game, members = make_table()
    ash = make_character(game=game, player=members[0].user, name="Ash")
    sel = make_npc(game=game, name="Sel")
    mill = make_world_entry(game=game, name="The mill")
    return game, members, ash, sel, mill


@pytest.fixture
def world(world_once):
    """Each test has objects of its own."""
    return deepcopy(world_once)


def noted(game):
    return [
        (edit.changes["changes"][0]["before"], edit.changes["changes"][0]["after"])
        for edit in history_of_game(game)
    ]


def test_relate_joins_any_two_of_the_world(world):
    game, (ines, mara, _), ash, sel, mill = world
    relate(ines, ash, sel, label="owes money to", now=NOW)
    relate(mara, mill, ash, label="belongs to", now=LATER)
    first, second = relationships_of(game)
    assert (in_words(first), in_words(second)) == (
        "Ash owes money to Sel",
        "The mill belongs to Ash",
    )
    assert (first.source, first.target, first.created_by) == (ash, sel, ines.user)


def test_relate_is_told_to_the_others_and_kept_in_the_history(world):
    game, (ines, mara, _), ash, sel, _ = world
    relate(ines, ash, sel, label="owes money to", now=NOW)
    assert Notification.objects.get(recipient=mara.user).text == (
        f"{ines.user} noted: Ash owes money to Sel."
    )
    assert noted(game) == [("", "Ash owes money to Sel")]


def test_same_relationship_twice_is_refused(world):
    _, (ines, mara, _), ash, sel, _ = world
    relate(ines, ash, sel, label="owes money to", now=NOW)
    with pytest.raises(WorldError, match=r"^This relationship is known already\.$"):
        relate(mara, ash, sel, label=" Owes MONEY to ", now=NOW)
    assert Relationship.objects.count() == 1


def test_two_may_be_several_things_to_each_other(world):
    game, (ines, *_), ash, sel, _ = world
    relate(ines, ash, sel, label="owes money to", now=NOW)
    relate(ines, ash, sel, label="is afraid of", now=NOW)
    relate(ines, sel, ash, label="owes money to", now=NOW)
    assert relationships_of(game).count() == 3


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        (" ", "Say what the relationship is."),
        ("x" * 101, "Label: Ensure this value has at most 100 characters (it has 101)."),
        ("a\0b", "Text should not contain the NUL character."),
    ],
)
def test_relationship_without_a_proper_label_is_refused(world, label, sentence):
    _, (ines, *_), ash, sel, _ = world
    with pytest.raises(WorldError) as refusal:
        relate(ines, ash, sel, label=label, now=NOW)
    assert str(refusal.value) == sentence


def test_nobody_has_a_relationship_with_themselves(world):
    _, (ines, *_), ash, _, _ = world
    with pytest.raises(WorldError, match=r"^Nobody has a relationship with themselves\.$"):
        relate(ines, ash, ash, label="is", now=NOW)


def test_world_of_another_game_is_refused(world):
    _, (ines, *_), ash, _, _ = world
    stranger = make_npc(name="Stranger")
    for source, target in ((ash, stranger), (stranger, ash)):
        with pytest.raises(WorldError, match=r"^Stranger is not in this game\.$"):
            relate(ines, source, target, label="knows", now=NOW)


def test_change_relationship_finds_other_words(world):
    game, (ines, mara, _), ash, sel, _ = world
    known = relate(ines, ash, sel, label="owes money to", now=NOW)
    change_relationship(mara, known, label="has paid", now=LATER)
    assert [in_words(each) for each in relationships_of(game)] == ["Ash has paid Sel"]
    assert noted(game)[0] == ("Ash owes money to Sel", "Ash has paid Sel")


def test_change_relationship_joins_others(world):
    game, (ines, *_), ash, sel, mill = world
    known = relate(ines, ash, sel, label="owns", now=NOW)
    change_relationship(ines, known, source=sel, target=mill, label="owns", now=NOW)
    known.refresh_from_db()
    assert in_words(relationships_of(game).get()) == "Sel owns The mill"
    assert (known.source_character, known.target_npc) == (None, None)


def test_change_to_what_is_known_already_is_refused(world):
    _, (ines, *_), ash, sel, _ = world
    relate(ines, ash, sel, label="owes money to", now=NOW)
    other = relate(ines, ash, sel, label="is afraid of", now=NOW)
    with pytest.raises(WorldError, match="known already"):
        change_relationship(ines, other, label="owes money to", now=NOW)
    other.refresh_from_db()
    assert other.label == "is afraid of"


def test_change_to_the_same_leaves_no_trace(world):
    game, (ines, *_), ash, sel, _ = world
    known = relate(ines, ash, sel, label="knows", now=NOW)
    change_relationship(ines, known, label=" knows", now=NOW)
    assert noted(game) == [("", "Ash knows Sel")]


def test_delete_relationship_stays_in_the_history(world):
    game, (ines, mara, _), ash, sel, _ = world
    known = relate(ines, ash, sel, label="knows", now=NOW)
    delete_relationship(mara, known, now=NOW)
    assert not relationships_of(game).exists()
    assert ("Ash knows Sel", "") in noted(game)


def test_relationship_that_is_gone_is_neither_changed_nor_deleted(world):
    _, (ines, mara, _), ash, sel, _ = world
    known = relate(ines, ash, sel, label="knows", now=NOW)
    Relationship.objects.all().delete()
    with pytest.raises(WorldError, match="has taken this relationship away"):
        delete_relationship(mara, known, now=NOW)
    with pytest.raises(WorldError, match="has taken this relationship away"):
        change_relationship(mara, known, label="knew", now=NOW)


def test_relationship_of_another_game_is_not_deleted(world):
    _, (ines, *_), *_ = world
    elsewhere = make_relationship()
    with pytest.raises(WorldError):
        delete_relationship(ines, elsewhere, now=NOW)
    assert Relationship.objects.get() == elsewhere


def test_relationships_of_a_sheet_go_in_both_directions(world):
    _, (ines, *_), ash, sel, mill = world
    there = relate(ines, ash, sel, label="knows", now=NOW)
    back = relate(ines, mill, ash, label="feeds", now=NOW)
    relate(ines, sel, mill, label="guards", now=NOW)
    assert set(relationships_of(ash)) == {there, back}


def test_relationships_come_with_their_ends(world, django_assert_num_queries):
    game, (ines, *_), ash, sel, mill = world
    for source, target in ((ash, sel), (sel, mill), (mill, ash)):
        relate(ines, source, target, label="knows", now=NOW)
    with django_assert_num_queries(1):
        assert len({in_words(each) for each in relationships_of(game)}) == 3
