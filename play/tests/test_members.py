import pytest

from play.domain import errors
from play.domain.games import hand_over
from play.domain.members import leave_game, remove_member, take_back
from play.domain.pauses import pause_game, resume_game
from play.domain.tables import member_of, present_members
from play.models import Game, GameMember, Notification
from play.tests.factories import (
    make_act,
    make_beat,
    make_character,
    make_game_member,
    make_invitation,
    make_proposal,
    make_vote,
)
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db


def leave(member, **delay):
    """As if ``member`` had left at some time."""
    GameMember.objects.filter(pk=member.pk).update(left_at=at(**delay))


def test_one_who_leaves_keeps_what_they_wrote_and_may_read_it():
    game, (mara, ines) = make_table(2)
    _, scene = start_story(game)
    beat = make_beat(scene=scene, author=ines.user)
    leave_game(ines, now=at())
    scene.refresh_from_db()
    beat.refresh_from_db()
    assert member_of(ines.user, game) is None
    assert (beat.author, scene.revision) == (ines.user, 1)
    assert list(Game.objects.visible_to(ines.user)) == [game]
    notice = Notification.objects.get()
    assert (notice.recipient, notice.kind) == (mara.user, "member_left")


def test_nobody_leaves_twice():
    _, (_, ines) = make_table(2)
    leave_game(ines, now=at())
    with pytest.raises(errors.NotAMemberError):
        leave_game(ines, now=at(hours=1))
    ines.refresh_from_db()
    assert ines.left_at == at()


def test_an_organizer_hands_over_before_leaving():
    game, (mara, ines) = make_table(2)
    with pytest.raises(errors.SeatError, match="Hand the game to somebody else"):
        leave_game(mara, now=at())
    hand_over(mara, to=ines, now=at())
    leave_game(mara, now=at(hours=1))
    assert list(present_members(game)) == [ines]


@pytest.mark.parametrize("goes", ["leaves", "removed"])
def test_a_vote_does_not_wait_for_one_who_is_gone(goes):
    game, (mara, ines, kofi, ruth) = make_table(4, status="setup")
    proposal = make_proposal(game=game, kind="start", proposer=mara.user, closes_at=at(days=9))
    make_vote(proposal=proposal, voter=ines.user, choice="yes")
    make_vote(proposal=proposal, voter=kofi.user, choice="no")
    if goes == "leaves":
        leave_game(ruth, now=at())
    else:
        remove_member(mara, who=ruth, now=at())
    proposal.refresh_from_db()
    game.refresh_from_db()
    assert (proposal.status, proposal.closed_at, game.status) == ("passed", at(), "active")


def test_a_game_that_rests_decides_without_those_who_left_when_it_wakes():
    game, (mara, ines, _, ruth) = make_table(4)
    act = make_act(game=game, status="proposed")
    proposal = make_proposal(
        game=game, kind="act", act=act, proposer=mara.user, closes_at=at(days=9)
    )
    make_vote(proposal=proposal, voter=ines.user, choice="yes")
    pause_game(mara, reason="Exams", now=at())
    leave_game(ruth, now=at(hours=1))
    assert status_of(proposal) == "open"
    resume_game(mara, now=at(hours=2))
    assert status_of(proposal) == "passed"


def status_of(proposal):
    proposal.refresh_from_db()
    return proposal.status


def test_a_vote_goes_on_where_the_others_have_not_decided():
    game, (mara, ines, kofi) = make_table(3, status="setup")
    proposal = make_proposal(game=game, kind="start", proposer=mara.user, closes_at=at(days=9))
    make_vote(proposal=proposal, voter=kofi.user, choice="yes")
    leave(kofi)
    make_game_member(game=game)
    leave_game(ines, now=at(hours=1))
    assert status_of(proposal) == "open"


def test_the_organizer_removes_a_member_and_takes_back_the_links_they_may_know():
    game, (mara, ines, kofi) = make_table(3)
    invitation, other = make_invitation(game=game), make_invitation()
    remove_member(mara, who=ines, now=at())
    invitation.refresh_from_db()
    other.refresh_from_db()
    assert list(present_members(game)) == [mara, kofi]
    assert (invitation.revoked_at, other.revoked_at) == (at(), None)
    assert [each.recipient for each in Notification.objects.all()] == [kofi.user]


def test_nobody_but_the_organizer_removes():
    game, (mara, ines, kofi) = make_table(3)
    for who in (mara, kofi, ines):
        with pytest.raises(errors.NotTheOrganizerError):
            remove_member(ines, who=who, now=at())
    assert present_members(game).count() == 3


def test_only_another_who_sits_there_is_removed():
    _, (mara, ines) = make_table(2)
    leave(ines)
    _, (stranger,) = make_table(1)
    for who in (mara, ines, stranger):
        with pytest.raises(errors.SeatError):
            remove_member(mara, who=who, now=at(hours=1))
    stranger.refresh_from_db()
    assert stranger.is_present


def test_one_who_left_is_taken_back_to_what_they_had():
    game, (mara, ines) = make_table(2)
    character = make_character(game=game, player=ines.user)
    GameMember.objects.filter(pk=ines.pk).update(mail="off")
    leave_game(ines, now=at())
    back = take_back(mara, who=ines, now=at(hours=1))
    assert (back.pk, back.is_present, back.role, back.mail) == (ines.pk, True, "player", "off")
    assert character.player == back.user
    assert Notification.objects.get(kind="member_joined").recipient == mara.user


def test_nobody_is_taken_back_to_a_table_that_is_full():
    game, (mara, ines) = make_table(2)
    leave(ines)
    for _ in range(4):
        make_game_member(game=game)
    with pytest.raises(errors.TableFullError):
        take_back(mara, who=ines, now=at(hours=1))


def test_nobody_is_taken_back_who_never_left():
    _, (mara, ines) = make_table(2)
    with pytest.raises(errors.SeatError):
        take_back(mara, who=ines, now=at())
