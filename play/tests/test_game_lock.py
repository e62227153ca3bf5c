"""The seats of a table, who may see it, and the lock under every verb."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.tests.factories import make_user
from play.domain import errors
from play.domain.tables import (
    game_lock,
    member_of,
    present_members,
    require_organizer,
    require_present,
    require_status,
    seat_lock,
    seat_of,
    touch_scene,
    touch_scenes,
)
from play.models import NPC, Act, Beat, Event, Game, GameMember, Scene, WordSeedTable
from play.rules.setup_prompts import SETUP_PROMPT
from play.rules.states import GAME, StateChangeError
from play.tests.factories import (
    make_act,
    make_beat,
    make_event,
    make_game,
    make_npc,
    make_scene,
    make_word_seed_table,
)
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db


def test_members_are_those_who_sit_there_now():
    game, (mara, ines, kofi) = make_table(3)
    GameMember.objects.filter(pk=ines.pk).update(left_at=at(minutes=1))
    assert list(present_members(game)) == [mara, kofi]
    assert member_of(mara.user, game) == mara
    assert member_of(ines.user, game) is None
    assert member_of(make_user(), game) is None
    assert member_of(AnonymousUser(), game) is None


def test_a_seat_is_asked_for_its_game_without_a_query(django_assert_num_queries):
    game, (mara, *_) = make_table(1)
    with django_assert_num_queries(1):
        member = member_of(mara.user, game)
        assert (member.game, member.user) == (game, mara.user)


def test_require_present_reads_the_seat_again():
    _, (_, ines) = make_table(2)
    GameMember.objects.filter(pk=ines.pk).update(left_at=at(minutes=1))
    with pytest.raises(errors.NotAMemberError):
        require_present(ines)


def test_require_organizer_refuses_a_player():
    _, (mara, ines) = make_table(2)
    require_organizer(mara)
    with pytest.raises(errors.NotTheOrganizerError):
        require_organizer(ines)


@pytest.mark.parametrize(
    ("status", "wanted", "error"),
    [
        ("setup", ["active"], errors.GameNotBegunError),
        ("active", ["setup"], errors.GameBegunError),
        ("active", ["paused"], errors.GameActiveError),
        ("paused", ["setup", "active"], errors.GamePausedError),
        ("archived", ["setup", "active", "paused"], errors.GameArchivedError),
    ],
)
def test_a_status_is_refused_by_its_name(status, wanted, error):
    game = make_game(status=status)
    with pytest.raises(error):
        require_status(game, *wanted)
    require_status(game, *wanted, status)


def test_game_lock_has_the_game_as_it_is_and_may_be_taken_within_itself():
    game = make_game(name="Before")
    Game.objects.filter(pk=game.pk).update(name="After")
    with game_lock(game.pk) as outer, game_lock(game.pk) as inner:
        assert (outer.name, inner.name) == ("After", "After")


def test_game_lock_refuses_a_game_that_is_gone():
    game = make_game()
    Game.objects.all().delete()
    with pytest.raises(errors.NotAMemberError, match="exists no longer"), game_lock(game.pk):
        pass


def rename_and_fail(member):
    with seat_lock(member, "active") as game:
        Game.objects.filter(pk=game.pk).update(name="Half done")
        raise errors.GameError


def test_seat_lock_undoes_what_an_error_interrupts():
    game, (mara, *_) = make_table(1, name="Low Water")
    with pytest.raises(errors.GameError):
        rename_and_fail(mara)
    game.refresh_from_db()
    assert game.name == "Low Water"


def test_touching_a_scene_moves_its_revision_on():
    game, _ = make_table(1)
    _, scene = start_story(game)
    before = make_scene(act=scene.act)
    touch_scene(scene)
    touch_scenes(game)
    scene.refresh_from_db()
    before.refresh_from_db()
    assert (scene.revision, before.revision) == (2, 0)


# Who sees what.


def rows_of_a_story(game):
    _, scene = start_story(game)
    beat = make_beat(scene=scene)
    return [game, scene.act, scene, beat, make_event(beat=beat), make_npc(game=game)]


def seen_by(user):
    return [
        row
        for model in (Game, Act, Scene, Beat, Event, NPC)
        for row in model.objects.visible_to(user)
    ]


def test_a_member_sees_the_whole_of_their_games_and_nothing_of_others():
    game, (mara, *_) = make_table(2)
    rows = rows_of_a_story(game)
    other, (stranger,) = make_table(1)
    assert seen_by(mara.user) == rows
    assert seen_by(stranger.user) == [other]
    assert seen_by(AnonymousUser()) == []
    assert seen_by(make_user(is_staff=True)) == []


def test_one_who_left_still_reads_what_was_there_and_nothing_since():
    game, (mara, ines) = make_table(2)
    rows = rows_of_a_story(game)
    GameMember.objects.filter(pk=ines.pk).update(left_at=timezone.now())
    later = make_act(game=game, created_at=at(hours=1))
    make_beat(scene=make_scene(act=later, created_at=at(hours=1)), created_at=at(hours=1))
    assert seen_by(ines.user) == rows
    assert len(seen_by(mara.user)) == len(rows) + 3
    # The same, for whom the seat is known.
    acts, seat = Act.objects.filter(game=game).order_by("created_at"), seat_of(ines.user, game)
    assert list(acts.seen_from(seat)) == [act for act in acts if seat.sees(act)] == rows[1:2]
    assert list(acts.seen_from(mara)) == [act for act in acts if mara.sees(act)] == [rows[1], later]


def test_played_games_are_those_where_one_sits():
    game, (_, ines) = make_table(2)
    assert list(Game.objects.played_by(ines.user)) == [game]
    GameMember.objects.filter(pk=ines.pk).update(left_at=timezone.now())
    assert list(Game.objects.played_by(ines.user)) == []


def test_word_tables_of_everybody_are_seen_and_those_of_another_game_are_not():
    game, (mara, *_) = make_table(1)
    shared, own = make_word_seed_table(), make_word_seed_table(game=game)
    make_word_seed_table(game=make_game())
    assert set(WordSeedTable.objects.visible_to(mara.user)) == {shared, own}


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_visible_takes_one_query(rows, django_assert_num_queries):
    game, (mara, *_) = make_table(1)
    _, scene = start_story(game)
    for _ in range(rows):
        make_beat(scene=scene)
    with django_assert_num_queries(1):
        assert len(scene.beats.visible_to(mara.user)) == rows


# State graphs, over all transitions.


ALLOWED = {
    ("setup", "active"),
    ("setup", "archived"),
    ("active", "paused"),
    ("active", "archived"),
    ("paused", "active"),
    ("paused", "archived"),
}


@pytest.mark.parametrize("old", Game.Status.values)
@pytest.mark.parametrize("new", Game.Status.values)
def test_a_game_moves_along_its_graph(old, new):
    assert GAME.allows(old, new) == ((old, new) in ALLOWED)
    if (old, new) not in ALLOWED:
        with pytest.raises(StateChangeError):
            GAME.check(old, new)


PROMPT_ALLOWED = {
    ("pending", "active"),
    ("pending", "complete"),
    ("pending", "skipped"),
    ("active", "pending"),
    ("active", "complete"),
    ("active", "skipped"),
    ("complete", "active"),
    ("skipped", "active"),
}
PROMPT_STATUSES = ["pending", "active", "skipped", "complete"]


@pytest.mark.parametrize("old", PROMPT_STATUSES)
@pytest.mark.parametrize("new", PROMPT_STATUSES)
def test_a_prompt_moves_along_its_graph(old, new):
    assert SETUP_PROMPT.allows(old, new) == ((old, new) in PROMPT_ALLOWED)
