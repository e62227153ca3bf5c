import pytest

from accounts.tests.factories import make_user
from play import reference
from play.domain import errors
from play.domain.games import (
    archive_game,
    become_organizer,
    begin_play,
    change_pitch,
    change_settings,
    change_world_document,
    create_game,
    delete_game,
    hand_over,
)
from play.domain.word_tables import active_tables
from play.models import Edit, Game, GameMember, Notification
from play.rules.documents import default_game_settings
from play.rules.setup_prompts import PROMPTS
from play.tests.factories import (
    make_act,
    make_beat,
    make_challenge,
    make_game_pause,
    make_proposal,
    make_scene,
    make_spotlight,
)
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db


def create(user=None, **fields):
    return create_game(user or make_user(), **{"name": "Low Water", "now": at()} | fields)


def test_a_game_begins_in_setup_with_its_organizer():
    user = make_user()
    game = create(user, name="  Low Water ", pitch=" The sea went out. ")
    assert (game.name, game.pitch, game.status) == ("Low Water", "The sea went out.", "setup")
    assert [(each.user, each.role) for each in game.members.all()] == [(user, "organizer")]


def test_a_game_begins_with_its_prompts_the_first_of_them_active():
    prompts = create().setup_prompts.order_by("order")
    assert [(each.topic, each.question) for each in prompts] == [
        (each.topic, each.question) for each in PROMPTS
    ]
    assert [each.status for each in prompts] == ["active"] + ["pending"] * 7


def test_a_game_begins_with_general_words():
    reference.load()
    assert [(each.genre, each.type) for each in active_tables(create())] == [
        ("general", "action"),
        ("general", "descriptor"),
    ]


def test_a_game_keeps_the_settings_that_differ():
    assert create(settings={"silence_hours": 24}).settings == default_game_settings() | {
        "silence_hours": 24
    }


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "  "}, "Name: "),
        ({"name": "x" * 5_000}, "Name: "),
        ({"pitch": "x" * 2_001}, "This text has 2001 characters. It may have 2000."),
        ({"settings": {"silence_hours": 0}}, "Settings: "),
        ({"settings": {"shoe_size": 42}}, "Settings: "),
    ],
)
def test_a_game_that_cannot_be_so_is_not_made(fields, message):
    with pytest.raises(errors.GameError, match=message):
        create(**fields)
    assert Game.objects.count() == 0


def test_the_organizer_changes_settings_and_the_change_is_kept():
    game, (mara, _) = make_table(2)
    change_settings(mara, changes={"silence_hours": 24, "twists": True}, now=at(minutes=1))
    game.refresh_from_db()
    assert game.settings == default_game_settings() | {"silence_hours": 24}
    edit = Edit.objects.get(game=game)
    assert edit.editor == mara.user
    assert edit.changes["changes"] == [{"field": "silence_hours", "before": "12", "after": "24"}]


def test_settings_are_not_a_players_to_change():
    game, (_, ines) = make_table(2)
    with pytest.raises(errors.NotTheOrganizerError):
        change_settings(ines, changes={"silence_hours": 24}, now=at(minutes=1))
    game.refresh_from_db()
    assert game.settings == default_game_settings()


def test_settings_out_of_bounds_change_nothing():
    game, (mara,) = make_table(1)
    with pytest.raises(errors.GameError):
        change_settings(mara, changes={"silence_hours": 169}, now=at(minutes=1))
    game.refresh_from_db()
    assert game.settings == default_game_settings()


def test_any_player_says_better_what_the_story_is_about():
    game, (_, ines) = make_table(2, name="Old", pitch="")
    change_pitch(ines, name="New ", pitch="About salt.", now=at(minutes=1))
    game.refresh_from_db()
    assert (game.name, game.pitch) == ("New", "About salt.")
    assert Edit.objects.get().changes["changes"] == [
        {"field": "name", "before": "Old", "after": "New"},
        {"field": "pitch", "before": "", "after": "About salt."},
    ]


def test_what_does_not_change_is_no_edit():
    _, (mara,) = make_table(1, name="Same", pitch="")
    change_pitch(mara, name="Same", pitch="", now=at(minutes=1))
    assert Edit.objects.count() == 0


def test_a_world_document_is_not_written_over_by_one_who_saw_an_older_one():
    game, (mara, ines) = make_table(2, world_document="Salt.")
    change_world_document(mara, text="Salt\r\nand tar.", was="Salt.", now=at(minutes=1))
    with pytest.raises(errors.GameError, match="Somebody changed this text"):
        change_world_document(ines, text="Fog.", was="Salt.", now=at(minutes=2))
    change_world_document(ines, text="Fog.", was="Salt\nand tar.", now=at(minutes=3))
    game.refresh_from_db()
    assert game.world_document == "Fog."


@pytest.mark.parametrize("change", [change_pitch, change_world_document])
def test_what_the_table_votes_on_stays_as_it_is(change):
    game, (mara, _) = make_table(2, status="setup")
    make_proposal(game=game, kind="start", proposer=mara.user)
    texts = {"name": "N", "pitch": "P"} if change is change_pitch else {"text": "W"}
    with pytest.raises(errors.SetupError, match="voting on the start"):
        change(mara, **texts, now=at(minutes=1))


# The start.


def test_play_begins_with_what_was_settled_and_skips_the_rest():
    game = create()
    prompts = list(game.setup_prompts.order_by("order"))
    for prompt, outcome in ((prompts[1], "Dark."), (prompts[0], "A sea story.")):
        prompt.status, prompt.outcome = "complete", outcome
        prompt.save()
    begin_play(game, now=at(minutes=1))
    game.refresh_from_db()
    assert game.status == "active"
    assert game.world_document == "## Genre\n\nA sea story.\n\n## Tone\n\nDark."
    statuses = game.setup_prompts.order_by("order").values_list("status", flat=True)
    assert list(statuses) == ["complete"] * 2 + ["skipped"] * 6


def test_play_begins_with_the_world_that_somebody_wrote():
    game = create()
    game.world_document = "Fog."
    begin_play(game, now=at(minutes=1))
    game.refresh_from_db()
    assert game.world_document == "Fog."


def test_play_begins_once():
    game, _ = make_table(1, status="active")
    with pytest.raises(errors.GameBegunError):
        begin_play(game, now=at(minutes=1))


# The end.


@pytest.mark.parametrize("status", ["setup", "active", "paused"])
def test_the_organizer_archives_a_game_and_the_others_hear_of_it(status):
    game, (mara, ines) = make_table(2, status=status)
    archive_game(mara, now=at(minutes=1))
    game.refresh_from_db()
    assert game.status == "archived"
    assert [each.recipient for each in Notification.objects.all()] == [ines.user]


def test_nothing_of_an_archived_game_waits_for_anybody():
    game, (mara, *_) = make_table(2, status="paused")
    make_game_pause(game=game, ended_at=None)
    act, scene = start_story(game)
    proposed = make_scene(act=act, status="proposed")
    make_act(game=game, status="proposed")
    major = make_beat(scene=scene, status="proposed", significance="major")
    argued = make_beat(scene=scene, status="challenged")
    make_challenge(beat=argued, status="open")
    turn = make_spotlight(beat=argued)
    for fields in ({"kind": "beat", "beat": major}, {"kind": "scene", "scene": proposed}):
        make_proposal(game=game, **fields)

    archive_game(mara, now=at(hours=1))

    assert [each.status for each in game.proposals.all()] == ["withdrawn"] * 2
    assert {each.status for each in (refreshed(major), refreshed(proposed))} == {
        "rejected",
        "declined",
    }
    assert refreshed(argued).status == "canon"
    assert argued.challenges.get().status == "withdrawn"
    assert refreshed(turn).answered_at == at(hours=1)
    assert game.acts.get(number=None).status == "declined"
    assert game.pauses.get().ended_at == at(hours=1)
    assert refreshed(scene).revision == 1


def refreshed(row):
    row.refresh_from_db()
    return row


def test_a_player_does_not_archive():
    _, (_, ines) = make_table(2)
    with pytest.raises(errors.NotTheOrganizerError):
        archive_game(ines, now=at(minutes=1))


# Who organizes.


def test_a_game_is_handed_over():
    game, (mara, ines, kofi) = make_table(3)
    hand_over(mara, to=ines, now=at(minutes=1))
    assert roles(game) == ["player", "organizer", "player"]
    told = Notification.objects.order_by("recipient__email")
    assert {each.recipient for each in told} == {ines.user, kofi.user}


def roles(game):
    return list(game.members.order_by("created_at").values_list("role", flat=True))


def test_a_game_is_not_handed_to_one_who_left_or_to_oneself_or_to_a_stranger():
    game, (mara, ines) = make_table(2)
    GameMember.objects.filter(pk=ines.pk).update(left_at=at(minutes=1))
    _, (stranger,) = make_table(1)
    for nobody in (mara, ines, stranger):
        with pytest.raises(errors.SeatError):
            hand_over(mara, to=nobody, now=at(minutes=2))
    assert roles(game) == ["organizer", "player"]


def test_anyone_takes_over_a_game_whose_organizer_is_gone():
    game, (mara, ines) = make_table(2)
    with pytest.raises(errors.SeatError, match="has an organizer"):
        become_organizer(ines, now=at(minutes=1))
    mara.user.delete()
    become_organizer(ines, now=at(minutes=2))
    assert roles(game) == ["organizer"]


def test_a_game_is_deleted_by_its_name():
    _, (mara,) = make_table(1, name="Low Water")
    with pytest.raises(errors.GameError, match="as it is"):
        delete_game(mara, name="High Water")
    delete_game(mara, name="Low Water")
    assert Game.objects.count() == 0


def test_a_story_of_several_is_not_one_persons_to_delete():
    _, (mara, _) = make_table(2, name="Low Water")
    with pytest.raises(errors.GameError, match="belongs to everybody"):
        delete_game(mara, name="Low Water")


def test_a_game_in_setup_is_deleted_whoever_sits_there():
    _, (mara, ines) = make_table(2, status="setup", name="Low Water")
    with pytest.raises(errors.NotTheOrganizerError):
        delete_game(ines, name="Low Water")
    delete_game(mara, name="Low Water")
    assert Game.objects.count() == 0
