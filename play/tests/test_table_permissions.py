"""What a page offers to whom, by the status of the game."""

import pytest

from play import permissions
from play.models import GameMember
from play.tests.factories import (
    make_beat,
    make_challenge,
    make_character,
    make_comment,
    make_event,
    make_proposal,
    make_safety_line,
)
from play.tests.tables import at, make_table

pytestmark = pytest.mark.django_db
STATUSES = ("setup", "active", "paused", "archived")

# By predicate: when a player may, and when only the organizer.
PLAYERS = {
    permissions.can_set_up: {"setup"},
    permissions.can_play: {"active"},
    permissions.can_describe: {"setup", "active"},
    permissions.can_talk: {"setup", "active", "paused"},
    permissions.can_pause: {"active"},
    permissions.can_resume: {"paused"},
}
ORGANIZERS = {
    permissions.can_change_settings: {"setup", "active"},
    permissions.can_invite: {"setup", "active"},
    permissions.can_organize: {"setup", "active", "paused"},
    permissions.can_delete: set(STATUSES),
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("can", [*PLAYERS, *ORGANIZERS], ids=lambda can: can.__name__)
def test_a_seat_may_what_its_owner_and_the_game_allow(can, status):
    _, (organizer, player, gone) = make_table(3, status=status)
    gone.left_at = at()
    is_time = status in (PLAYERS | ORGANIZERS)[can]
    assert [can(seat) for seat in (organizer, player, gone, None)] == [
        is_time,
        is_time and can in PLAYERS,
        False,
        False,
    ]


@pytest.mark.parametrize("status", STATUSES)
def test_a_player_leaves_and_an_organizer_does_not(status):
    _, (organizer, player) = make_table(2, status=status)
    assert not permissions.can_leave(organizer)
    assert permissions.can_leave(player) == (status != "archived")


OWN = {
    permissions.can_change_beat: lambda user: make_beat(author=user),
    permissions.can_answer_challenge: lambda user: make_challenge(beat=make_beat(author=user)),
    permissions.can_withdraw_challenge: lambda user: make_challenge(challenger=user),
    permissions.can_withdraw_proposal: lambda user: make_proposal(proposer=user),
    permissions.can_choose_reading: lambda user: make_event(
        beat=make_beat(author=user), type="oracle"
    ),
    permissions.can_change_character: lambda user: make_character(player=user),
    permissions.can_change_comment: lambda user: make_comment(author=user),
}


@pytest.mark.parametrize("can", OWN, ids=lambda can: can.__name__)
def test_what_one_wrote_is_ones_own_to_change_and_not_the_organizers(can):
    _, (organizer, author) = make_table(2)
    row = OWN[can](author.user)
    assert [can(seat, row) for seat in (organizer, author, None)] == [False, True, False]
    author.game.status = "archived"
    assert not can(author, row)


def test_a_line_is_taken_back_by_whoever_asked_and_later_by_the_organizer():
    game, (organizer, author, player) = make_table(3)
    line = make_safety_line(game=game, added_by=author.user)
    can = permissions.can_remove_safety_line
    assert [can(seat, line) for seat in (organizer, author, player, None)] == [
        False,
        True,
        False,
        False,
    ]
    GameMember.objects.filter(pk=author.pk).update(left_at=at())
    assert [can(seat, line) for seat in (organizer, player)] == [True, False]
