from copy import deepcopy
from datetime import timedelta

import pytest

from play.domain.characters import change_character
from play.domain.edits import (
    SheetChangedError,
    change_sheet,
    history_of,
    history_of_game,
    last_edit,
    undo_edit,
)
from play.domain.errors import NotTheAuthorError, WorldError
from play.domain.npcs import change_npc
from play.models import Edit
from play.tests.factories import make_character, make_edit, make_npc, make_world_entry
from play.tests.tables import NOW, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def table_once(module_rows):
    game, members = make_table()
    npc = make_npc(game=game, name="Sel", description="Old.", wants="Quiet.", notes="")
    return npc, members


@pytest.fixture
def table(table_once):
    """Each test has objects of its own."""
    return deepcopy(table_once)


def changes_of(edit):
    return [
        (change["field"], change["before"], change["after"]) for change in edit.changes["changes"]
    ]


def test_change_keeps_each_text_before_and_after(table):
    npc, (ines, *_) = table
    edit = change_npc(
        ines, npc, seen=None, name="Sella", description="Old.", wants="A boat.", now=NOW
    )
    edit.refresh_from_db()
    assert changes_of(edit) == [("name", "Sel", "Sella"), ("wants", "Quiet.", "A boat.")]
    assert (edit.editor, edit.game, edit.subject, edit.created_at) == (
        ines.user,
        npc.game,
        npc,
        NOW,
    )


def test_change_that_changes_nothing_leaves_no_trace(table):
    npc, (ines, *_) = table
    assert change_npc(ines, npc, seen=None, name=" Sel ", wants="Quiet.", now=NOW) is None
    assert not Edit.objects.exists()


def test_change_that_cannot_be_leaves_no_trace(table):
    npc, (ines, *_) = table
    with pytest.raises(WorldError, match="Give it a name"):
        change_npc(ines, npc, seen=None, name="", wants="A boat.", now=NOW)
    npc.refresh_from_db()
    assert (npc.name, npc.wants, Edit.objects.count()) == ("Sel", "Quiet.", 0)


def test_unknown_text_is_a_mistake_of_the_caller(table):
    npc, (ines, *_) = table
    with pytest.raises(TypeError, match="no such text: game_id, secret"):
        change_npc(ines, npc, seen=None, secret="x", game_id="y", now=NOW)


def test_edits_of_one_moment_keep_their_order(table):
    npc, (ines, *_) = table
    seen = None
    for wants in ("One.", "Two.", "Three."):
        seen = change_npc(ines, npc, seen=seen, wants=wants, now=NOW).pk
    assert [changes_of(edit)[0][2] for edit in history_of(npc)] == ["Three.", "Two.", "One."]


def test_changes_to_different_texts_go_together(table):
    npc, (ines, mara, _) = table
    change_npc(ines, npc, seen=None, description="Very old.", now=NOW)
    # Mara's page was opened before that, and sends every field.
    edit = change_npc(
        mara, npc, seen=None, name="Sel", description="Old.", wants="A boat.", notes="", now=NOW
    )
    npc.refresh_from_db()
    assert (npc.description, npc.wants) == ("Very old.", "A boat.")
    assert changes_of(edit) == [("wants", "Quiet.", "A boat.")]


def test_changes_to_the_same_text_are_not_lost(table):
    npc, (ines, mara, _) = table
    first = change_npc(ines, npc, seen=None, description="Very old.", notes="Limps.", now=NOW)
    with pytest.raises(SheetChangedError) as refusal:
        change_npc(
            mara,
            npc,
            seen=None,
            name="Sella",
            description="Young.",
            wants="Quiet.",
            notes="",
            now=NOW,
        )
    error = refusal.value
    assert (error.taken, error.seen) == (["description"], first.pk)
    assert error.texts == {
        "name": "Sella",
        "description": "Young.",
        "wants": "Quiet.",
        "notes": "Limps.",
    }
    npc.refresh_from_db()
    assert (npc.name, npc.description) == ("Sel", "Very old.")
    change_npc(mara, npc, seen=error.seen, **error.texts, now=NOW)
    npc.refresh_from_db()
    assert (npc.name, npc.description, npc.notes) == ("Sella", "Young.", "Limps.")


def test_same_change_by_two_is_no_conflict(table):
    npc, (ines, mara, _) = table
    change_npc(ines, npc, seen=None, description="Very old.", now=NOW)
    assert change_npc(mara, npc, seen=None, description="Very old.", now=NOW) is None


def test_several_edits_since_one_looked_are_all_others(table):
    npc, (ines, mara, _) = table
    seen = change_npc(ines, npc, seen=None, notes="A.", now=NOW).pk
    second = change_npc(ines, npc, seen=seen, wants="B.", now=NOW).pk
    change_npc(ines, npc, seen=second, wants="C.", notes="D.", now=NOW)
    change_npc(mara, npc, seen=seen, name="Sella", wants="Quiet.", notes="A.", now=NOW)
    npc.refresh_from_db()
    assert (npc.name, npc.wants, npc.notes) == ("Sella", "C.", "D.")


def test_edit_of_another_sheet_is_nothing_one_saw(table):
    npc, (ines, *_) = table
    other = make_edit(game=npc.game, npc=make_npc(game=npc.game))
    with pytest.raises(WorldError, match="no such change"):
        change_npc(ines, npc, seen=other.pk, wants="A boat.", now=NOW)


def test_undo_puts_back_what_was_there_and_is_itself_an_edit(table):
    npc, (ines, mara, _) = table
    edit = change_npc(ines, npc, seen=None, name="Sella", wants="A boat.", now=NOW)
    undone = undo_edit(mara, edit, now=NOW + timedelta(hours=1))
    npc.refresh_from_db()
    assert (npc.name, npc.wants) == ("Sel", "Quiet.")
    assert changes_of(undone) == [("name", "Sella", "Sel"), ("wants", "A boat.", "Quiet.")]
    assert (undone.editor, list(history_of(npc))) == (mara.user, [undone, edit])


def test_undo_of_an_undo_does_it_again(table):
    npc, (ines, *_) = table
    edit = change_npc(ines, npc, seen=None, name="Sella", now=NOW)
    undo_edit(ines, undo_edit(ines, edit, now=NOW), now=NOW)
    npc.refresh_from_db()
    assert npc.name == "Sella"


def test_only_the_last_change_is_undone(table):
    npc, (ines, mara, _) = table
    first = change_npc(ines, npc, seen=None, name="Sella", now=NOW)
    second = change_npc(mara, npc, seen=first.pk, notes="Limps.", now=NOW)
    with pytest.raises(WorldError, match="Only the last change"):
        undo_edit(ines, first, now=NOW)
    assert last_edit(npc) == second


def test_undo_sent_twice_happens_once(table):
    npc, (ines, *_) = table
    edit = change_npc(ines, npc, seen=None, name="Sella", now=NOW)
    undo_edit(ines, edit, now=NOW)
    with pytest.raises(WorldError, match="Only the last change"):
        undo_edit(ines, edit, now=NOW)
    npc.refresh_from_db()
    assert npc.name == "Sel"


def test_undo_does_not_overwrite_what_staff_have_changed(table):
    npc, (ines, *_) = table
    edit = change_npc(ines, npc, seen=None, name="Sella", now=NOW)
    npc.name = "Selma"
    npc.save()
    with pytest.raises(WorldError, match="not as this change left it"):
        undo_edit(ines, edit, now=NOW)


def test_undo_does_not_bring_back_a_name_that_is_taken(table):
    npc, (ines, *_) = table
    edit = change_npc(ines, npc, seen=None, name="Sella", now=NOW)
    make_npc(game=npc.game, name="Sel")
    with pytest.raises(WorldError, match="There is a Sel"):
        undo_edit(ines, edit, now=NOW)


def test_character_is_undone_by_its_player_only():
    game, (ines, mara, _) = make_table()
    ash = make_character(game=game, player=ines.user, name="Ash")
    edit = change_character(ines, ash, seen=None, name="Asha", now=NOW)
    with pytest.raises(NotTheAuthorError):
        undo_edit(mara, edit, now=NOW)
    undo_edit(ines, edit, now=NOW)
    ash.refresh_from_db()
    assert ash.name == "Ash"


def test_change_of_the_game_itself_is_not_undone_here():
    game, (ines, *_) = make_table()
    with pytest.raises(WorldError, match="not in a sheet"):
        undo_edit(ines, make_edit(game=game), now=NOW)


def test_history_has_each_sheet_by_itself_and_the_game_all():
    game, (ines, *_) = make_table()
    sheets = [
        make_character(game=game, player=ines.user),
        make_npc(game=game),
        make_world_entry(game=game),
    ]
    edits = [
        change_sheet(ines, sheet, seen=None, name=f"Name {hours}", now=NOW + timedelta(hours=hours))
        for hours, sheet in enumerate(sheets)
    ]
    make_edit()
    assert [list(history_of(sheet)) for sheet in sheets] == [[edit] for edit in edits]
    assert list(history_of_game(game)) == edits[::-1]


def test_overlong_text_of_staff_is_refused_in_words(table):
    npc, (ines, *_) = table
    npc.description = "x" * 20_001
    npc.save()
    with pytest.raises(WorldError, match="at most 20000 characters"):
        change_npc(ines, npc, seen=None, description="Short.", now=NOW)
