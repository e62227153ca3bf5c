import pytest

from play.domain.errors import WorldError
from play.domain.npcs import change_npc, create_npc
from play.models import NPC, Notification
from play.tests.factories import make_act, make_beat, make_npc, make_scene
from play.tests.tables import NOW, make_table, start_story

pytestmark = pytest.mark.django_db


def test_create_npc_belongs_to_nobody_and_is_told_to_the_others():
    game, (ines, mara, _) = make_table()
    npc = create_npc(
        ines, name="Sel", description="A ferryman.", wants="Quiet.", notes="Limps.", now=NOW
    )
    npc.refresh_from_db()
    assert (npc.game, npc.created_by, npc.introduced_in) == (game, ines.user, None)
    assert (npc.name, npc.description, npc.wants, npc.notes) == (
        "Sel",
        "A ferryman.",
        "Quiet.",
        "Limps.",
    )
    notice = Notification.objects.get(recipient=mara.user)
    assert (notice.kind, notice.text, notice.beat) == (
        "world_changed",
        f"{ines.user} added Sel to the world.",
        None,
    )


def test_create_npc_from_a_beat_is_one_step():
    game, (ines, mara, _) = make_table()
    _, scene = start_story(game)
    beat = make_beat(scene=scene)
    npc = create_npc(ines, name="Sel", introduced_in=beat, now=NOW)
    scene.refresh_from_db()
    assert npc.introduced_in == beat
    assert list(beat.introduced_npcs.all()) == [npc]
    assert scene.revision == 1
    assert Notification.objects.get(recipient=mara.user).beat == beat


def test_beat_of_another_game_introduces_nobody():
    _, (ines, *_) = make_table()
    elsewhere, _ = make_table()
    beat = make_beat(scene=make_scene(act=make_act(game=elsewhere)))
    with pytest.raises(WorldError, match="not in this game"):
        create_npc(ines, name="Sel", introduced_in=beat, now=NOW)
    assert not NPC.objects.exists()


def test_rejected_beat_introduces_nobody():
    game, (ines, *_) = make_table()
    _, scene = start_story(game)
    with pytest.raises(WorldError, match="never happened"):
        create_npc(
            ines, name="Sel", introduced_in=make_beat(scene=scene, status="rejected"), now=NOW
        )


def test_same_form_sent_twice_adds_one_npc():
    _, (ines, mara, _) = make_table()
    create_npc(ines, name="Sel", now=NOW)
    with pytest.raises(WorldError, match=r"^There is a sel in this world already\.$"):
        create_npc(mara, name="sel", now=NOW)
    assert NPC.objects.count() == 1


def test_another_game_may_have_an_npc_of_the_same_name():
    _, (ines, *_) = make_table()
    make_npc(name="Sel")
    assert create_npc(ines, name="Sel", now=NOW).name == "Sel"


@pytest.mark.parametrize(
    ("texts", "start"),
    [
        ({"name": ""}, "Give it a name."),
        ({"name": "x" * 101}, "Name: Ensure this value has at most 100"),
        ({"wants": "x" * 501}, "Wants: Ensure this value has at most 500"),
        ({"description": "x" * 10_001}, "This text has 10001 characters."),
        ({"notes": "x" * 10_001}, "This text has 10001 characters."),
    ],
)
def test_npc_that_cannot_be_is_refused(texts, start):
    _, (ines, *_) = make_table()
    with pytest.raises(WorldError) as refusal:
        create_npc(ines, **{"name": "Sel", **texts}, now=NOW)
    assert str(refusal.value).startswith(start)


def test_anybody_at_the_table_changes_an_npc():
    game, (ines, mara, _) = make_table()
    npc = create_npc(ines, name="Sel", now=NOW)
    edit = change_npc(mara, npc, seen=None, wants="A boat.", now=NOW)
    npc.refresh_from_db()
    assert (npc.wants, edit.editor, edit.npc) == ("A boat.", mara.user, npc)
    assert game.npcs.get() == npc


def test_npc_does_not_take_the_name_of_another():
    game, (ines, *_) = make_table()
    make_npc(game=game, name="Sel")
    other = make_npc(game=game, name="Tam")
    with pytest.raises(WorldError, match="There is a Sel"):
        change_npc(ines, other, seen=None, name="Sel", now=NOW)


def test_npc_may_change_the_case_of_its_name():
    game, (ines, *_) = make_table()
    npc = make_npc(game=game, name="sel")
    change_npc(ines, npc, seen=None, name="Sel", now=NOW)
    npc.refresh_from_db()
    assert npc.name == "Sel"
