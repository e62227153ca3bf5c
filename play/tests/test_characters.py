from datetime import timedelta

import pytest

from play.domain.characters import (
    change_character,
    character_of,
    create_character,
    replace_character,
    retire_character,
    return_character,
)
from play.domain.errors import NotAMemberError, NotTheAuthorError, WorldError
from play.models import Character, Notification, Spotlight
from play.tests.factories import make_beat, make_character, make_game_member, make_spotlight
from play.tests.tables import NOW, make_table, start_story

pytestmark = pytest.mark.django_db


def told(game):
    notices = Notification.objects.filter(game=game).order_by("created_at", "recipient")
    return set(notices.values_list("recipient", "text"))


def test_create_character_gives_a_player_somebody_to_play():
    game, (ines, mara, _) = make_table()
    character = create_character(
        ines,
        name=" Ash ",
        description="Tall.\r\nLean.",
        voice_notes="Low.",
        notes="A debt.",
        now=NOW,
    )
    character.refresh_from_db()
    assert character_of(ines) == character
    assert (character.name, character.description) == ("Ash", "Tall.\nLean.")
    assert (character.voice_notes, character.notes) == ("Low.", "A debt.")
    assert (character.game, character.player, character.created_at) == (game, ines.user, NOW)
    assert character_of(mara) is None


def test_create_character_tells_the_others():
    game, (ines, mara, kofi) = make_table()
    create_character(ines, name="Ash", now=NOW)
    sentence = f"{ines.user} plays Ash."
    assert told(game) == {(mara.user_id, sentence), (kofi.user_id, sentence)}


def test_second_character_is_refused():
    _, (ines, *_) = make_table()
    create_character(ines, name="Ash", now=NOW)
    with pytest.raises(WorldError, match=r"^You play Ash: a player plays one character"):
        create_character(ines, name="Bo", now=NOW)
    assert Character.objects.get().name == "Ash"


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"name": "  "}, "Give it a name."),
        ({"name": "x" * 101}, "Name: Ensure this value has at most 100 characters (it has 101)."),
        (
            {"name": "Ash", "description": "x" * 10_001},
            "This text has 10001 characters. It may have 10000.",
        ),
        (
            {"name": "Ash", "voice_notes": "x" * 10_001},
            "This text has 10001 characters. It may have 10000.",
        ),
        (
            {"name": "Ash", "notes": "x" * 10_001},
            "This text has 10001 characters. It may have 10000.",
        ),
        ({"name": "A\0sh"}, "Text should not contain the NUL character."),
    ],
)
def test_character_that_cannot_be_is_refused(texts, sentence):
    _, (ines, *_) = make_table()
    with pytest.raises(WorldError) as refusal:
        create_character(ines, **texts, now=NOW)
    assert str(refusal.value) == sentence
    assert not Character.objects.exists()


def test_longest_texts_are_kept():
    _, (ines, *_) = make_table()
    long = "x" * 10_000
    create_character(ines, name="x" * 100, description=long, voice_notes=long, notes=long, now=NOW)
    assert len(Character.objects.get().notes) == 10_000


def test_change_character_is_for_its_player_alone():
    game, (ines, mara, _) = make_table()
    ash = make_character(game=game, player=ines.user, name="Ash")
    with pytest.raises(NotTheAuthorError, match="Only the player"):
        change_character(mara, ash, seen=None, name="Asha", now=NOW)
    change_character(ines, ash, seen=None, name="Asha", now=NOW)
    ash.refresh_from_db()
    assert ash.name == "Asha"


def test_organizer_has_no_say_in_a_character():
    game, (organizer, player, _) = make_table()
    ash = make_character(game=game, player=player.user)
    for verb in (retire_character, return_character):
        with pytest.raises(NotTheAuthorError):
            verb(organizer, ash, now=NOW)


def test_member_of_another_table_is_refused():
    _, (ines, *_) = make_table()
    elsewhere, _ = make_table()
    ash = make_character(game=elsewhere, player=ines.user)
    with pytest.raises(WorldError, match="is not in this game"):
        change_character(ines, ash, seen=None, name="Asha", now=NOW)


def test_who_left_the_table_is_refused():
    game, _ = make_table()
    gone = make_game_member(game=game, left_at=NOW + timedelta(hours=1))
    with pytest.raises(NotAMemberError):
        create_character(gone, name="Ash", now=NOW)


def test_retire_character_takes_them_out_of_scene_and_spotlight():
    game, (ines, *_) = make_table()
    _, scene = start_story(game)
    ash = character_of(ines)
    later = NOW + timedelta(hours=2)
    waiting = make_spotlight(
        beat=make_beat(scene=scene), character=ash, closes_at=NOW + timedelta(hours=9)
    )
    over = make_spotlight(beat=make_beat(scene=scene), character=ash, closes_at=NOW)
    retire_character(ines, ash, now=later)
    ash.refresh_from_db()
    scene.refresh_from_db()
    assert ash.retired_at == later
    assert character_of(ines) is None
    assert list(ash.presences.values_list("left_at", flat=True)) == [later]
    assert scene.presences.filter(left_at=None).count() == 2
    assert (scene.revision, waiting.beat.revision) == (2, 0)
    waiting.beat.refresh_from_db()
    assert waiting.beat.revision == 1
    ends = dict(Spotlight.objects.values_list("pk", "answered_at"))
    assert ends == {waiting.pk: later, over.pk: None}


def test_character_retires_once():
    game, (ines, *_) = make_table()
    ash = make_character(game=game, player=ines.user, name="Ash")
    retire_character(ines, ash, now=NOW)
    with pytest.raises(WorldError, match=r"^Ash has retired already\.$"):
        retire_character(ines, ash, now=NOW)


def test_return_character_is_played_again():
    game, (ines, *_) = make_table()
    ash = make_character(game=game, player=ines.user, retired_at=NOW)
    return_character(ines, ash, now=NOW)
    assert character_of(ines) == ash


def test_character_returns_only_to_who_plays_nobody():
    game, (ines, *_) = make_table()
    ash = make_character(game=game, player=ines.user, retired_at=NOW)
    create_character(ines, name="Bo", now=NOW)
    with pytest.raises(WorldError, match=r"^You play Bo"):
        return_character(ines, ash, now=NOW)


def test_character_that_never_retired_does_not_return():
    game, (ines, *_) = make_table()
    ash = make_character(game=game, player=ines.user, name="Ash")
    with pytest.raises(WorldError, match=r"^Ash has not retired\.$"):
        return_character(ines, ash, now=NOW)


def test_replace_character_is_one_step():
    game, (ines, *_) = make_table()
    ash = make_character(game=game, player=ines.user, name="Ash")
    bo = replace_character(ines, ash, name="Bo", description="Short.", now=NOW)
    ash.refresh_from_db()
    assert (character_of(ines), bo.description, ash.retired_at) == (bo, "Short.", NOW)
    assert {text for _, text in told(game)} == {f"{ines.user} plays Bo after Ash."}


def test_replacement_that_cannot_be_leaves_everything_as_it_was():
    game, (ines, *_) = make_table()
    ash = make_character(game=game, player=ines.user)
    with pytest.raises(WorldError):
        replace_character(ines, ash, name="", now=NOW)
    assert character_of(ines) == ash
