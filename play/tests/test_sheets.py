"""Which verbs of the world a game allows at which point, and to whom."""

import pytest

from play.domain.characters import (
    change_character,
    create_character,
    replace_character,
    retire_character,
    return_character,
)
from play.domain.edits import undo_edit
from play.domain.entries import change_entry, create_entry
from play.domain.errors import (
    GameArchivedError,
    GameNotBegunError,
    GamePausedError,
    NotAMemberError,
)
from play.domain.npcs import change_npc, create_npc
from play.domain.relationships import change_relationship, delete_relationship, relate
from play.domain.sheets import may_change
from play.models import Character, Edit, Relationship
from play.tests.factories import (
    CHANGES,
    make_character,
    make_edit,
    make_game_member,
    make_npc,
    make_relationship,
    make_world_entry,
)
from play.tests.tables import LATER, NOW, make_table

pytestmark = pytest.mark.django_db


def _character(member, **fields):
    return make_character(game=member.game, player=member.user, **fields)


def _undo(member, subject, sheet):
    edit = make_edit(game=member.game, changes=CHANGES, **{subject: sheet})
    undo_edit(member, edit, now=NOW)


def _relationship(member):
    return make_relationship(game=member.game)


OF_CHARACTERS = {
    "create": lambda m: create_character(m, name="Ash", now=NOW),
    "change": lambda m: change_character(m, _character(m), seen=None, name="Asha", now=NOW),
    "retire": lambda m: retire_character(m, _character(m), now=NOW),
    "return": lambda m: return_character(m, _character(m, retired_at=NOW), now=NOW),
    "replace": lambda m: replace_character(m, _character(m), name="Bo", now=NOW),
    "undo": lambda m: _undo(m, "character", _character(m, name="Asha")),
}
OF_THE_WORLD = {
    "create_npc": lambda m: create_npc(m, name="Sel", now=NOW),
    "change_npc": lambda m: change_npc(m, make_npc(game=m.game), seen=None, name="S", now=NOW),
    "undo_npc": lambda m: _undo(m, "npc", make_npc(game=m.game, name="Asha")),
    "create_entry": lambda m: create_entry(m, name="The mill", now=NOW),
    "change_entry": lambda m: change_entry(
        m, make_world_entry(game=m.game), seen=None, name="Mill", now=NOW
    ),
    "undo_entry": lambda m: _undo(m, "world_entry", make_world_entry(game=m.game, name="Asha")),
    "relate": lambda m: relate(
        m, make_npc(game=m.game), make_npc(game=m.game), label="knows", now=NOW
    ),
    "change_relationship": lambda m: change_relationship(
        m, _relationship(m), label="knew", now=NOW
    ),
    "delete_relationship": lambda m: delete_relationship(m, _relationship(m), now=NOW),
}
VERBS = OF_CHARACTERS | OF_THE_WORLD


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("status", "refusal"), [("paused", GamePausedError), ("archived", GameArchivedError)]
)
def test_world_of_a_game_that_rests_or_is_over_does_not_change(verb, status, refusal):
    game, (ines, *_) = make_table(status=status)
    with pytest.raises(refusal):
        VERBS[verb](ines)
    assert not Edit.objects.filter(game=game).exclude(changes=CHANGES).exists()


@pytest.mark.parametrize("verb", VERBS)
def test_world_of_an_active_game_changes(verb):
    _, (ines, *_) = make_table()
    VERBS[verb](ines)


@pytest.mark.parametrize("verb", OF_CHARACTERS)
def test_characters_are_made_while_the_table_sets_its_game_up(verb):
    _, (ines, *_) = make_table(status="setup")
    VERBS[verb](ines)


@pytest.mark.parametrize("verb", OF_THE_WORLD)
def test_world_begins_with_the_story(verb):
    _, (ines, *_) = make_table(status="setup")
    with pytest.raises(GameNotBegunError):
        VERBS[verb](ines)


@pytest.mark.parametrize("verb", VERBS)
def test_who_left_changes_nothing(verb):
    game, _ = make_table()
    gone = make_game_member(game=game, left_at=LATER)
    with pytest.raises(NotAMemberError):
        VERBS[verb](gone)


def test_may_change_tells_who():
    game, (ines, mara, _) = make_table()
    gone = make_game_member(game=game, left_at=LATER)
    elsewhere = make_game_member()
    ash, sel = make_character(game=game, player=ines.user), make_npc(game=game)
    people = [ines, mara, gone, elsewhere, None]
    assert [may_change(person, ash) for person in people] == [True, False, False, False, False]
    assert [may_change(person, sel) for person in people] == [True, True, False, False, False]


def test_character_whose_account_is_gone_is_nobodys():
    game, (ines, *_) = make_table()
    ash = make_character(game=game, player=None)
    assert not may_change(ines, ash)
    assert Character.objects.get() == ash
    assert not Relationship.objects.exists()
