from hashlib import sha256

import pytest

from accounts.tests.factories import make_user
from play.domain import errors
from play.domain.invitations import (
    find_invitation,
    follow_invitation,
    make_invitation,
    revoke_invitation,
)
from play.domain.members import leave_game, remove_member
from play.domain.tables import present_members
from play.models import GameMember, Invitation, Notification
from play.tests.factories import make_game_member
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db


def invite(organizer, **fields):
    return make_invitation(organizer, **{"now": at()} | fields)


def test_only_the_hash_of_a_token_is_kept():
    _, (mara,) = make_table(1)
    invitation, token = invite(mara)
    assert len(token) >= 43
    assert invitation.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(list(Invitation.objects.values()))
    assert invite(mara)[1] != token


def test_an_invitation_serves_for_the_free_seats_and_a_week():
    _, (mara, _) = make_table(2)
    invitation, _ = invite(mara)
    assert (invitation.max_uses, invitation.expires_at) == (3, at(days=7))
    invitation, _ = invite(mara, days=30, max_uses=1)
    assert (invitation.max_uses, invitation.expires_at) == (1, at(days=30))


@pytest.mark.parametrize("fields", [{"days": 0}, {"days": 31}, {"max_uses": -1}, {"max_uses": 6}])
def test_an_invitation_out_of_bounds_is_refused(fields):
    _, (mara,) = make_table(1)
    with pytest.raises(errors.InvitationError):
        invite(mara, **fields)


def test_players_do_not_invite():
    _, (_, ines) = make_table(2)
    with pytest.raises(errors.NotTheOrganizerError):
        invite(ines)


def test_nobody_is_invited_to_a_full_table():
    _, (mara, *_) = make_table(5)
    with pytest.raises(errors.TableFullError):
        invite(mara)


@pytest.mark.parametrize("status", ["setup", "active"])
def test_a_guest_who_follows_a_link_has_a_seat(status):
    game, (mara,) = make_table(1, status=status, name="Low Water")
    _, scene = start_story(game)
    invitation, token = invite(mara)
    guest = make_user()
    member = follow_invitation(guest, token=token, now=at(days=1))
    invitation.refresh_from_db()
    scene.refresh_from_db()
    assert (member.user, member.role, member.invitation) == (guest, "player", invitation)
    assert (invitation.uses, scene.revision) == (1, 1)
    notice = Notification.objects.get()
    assert (notice.recipient, notice.kind) == (mara.user, "member_joined")
    assert notice.text == f"{guest} sits at the table of “Low Water”."


def test_following_a_link_twice_takes_one_seat_and_one_use():
    game, (mara,) = make_table(1)
    invitation, token = invite(mara)
    guest = make_user()
    first = follow_invitation(guest, token=token, now=at())
    assert follow_invitation(guest, token=token, now=at(days=40)) == first
    assert follow_invitation(mara.user, token=token, now=at()) == mara
    invitation.refresh_from_db()
    assert (invitation.uses, present_members(game).count()) == (1, 2)


def test_one_who_left_comes_back_by_a_link_to_the_seat_they_had():
    game, (mara, ines) = make_table(2)
    leave_game(ines, now=at())
    invitation, token = invite(mara)
    back = follow_invitation(ines.user, token=token, now=at(hours=1))
    assert (back.pk, back.left_at, back.invitation) == (ines.pk, None, invitation)
    assert GameMember.objects.filter(game=game).count() == 2


def test_one_who_was_removed_does_not_come_back_by_the_old_link():
    _, (mara, ines) = make_table(2)
    _, token = invite(mara)
    remove_member(mara, who=ines, now=at())
    with pytest.raises(errors.InvitationError, match="taken back"):
        follow_invitation(ines.user, token=token, now=at(hours=1))


def test_a_link_that_leads_nowhere_says_why():
    _, (mara,) = make_table(1)
    invitation, token = invite(mara, max_uses=1)
    revoked, revoked_token = invite(mara)
    revoke_invitation(mara, invitation=revoked, now=at())
    assert why(token, at(days=7)) == "This link has run out. Ask for a new one."
    follow_invitation(make_user(), token=token, now=at())
    assert why(token) == "This link was used as often as it may be. Ask for a new one."
    assert why(revoked_token) == "This link was taken back. Ask for a new one."
    assert why("no-such-token") == "This link leads to no table. Ask for a new one."
    assert why(invitation.token_hash) == "This link leads to no table. Ask for a new one."


def why(token, now=None):
    """Why nobody can follow a link, and nobody reads where it led."""
    with pytest.raises(errors.InvitationError) as followed:
        follow_invitation(make_user(), token=token, now=now or at())
    with pytest.raises(errors.InvitationError) as found:
        find_invitation(token=token, now=now or at())
    assert str(found.value) == str(followed.value)
    return str(found.value)


def test_a_guest_reads_where_a_link_leads(django_assert_num_queries):
    game, (mara,) = make_table(1)
    _, token = invite(mara)
    with django_assert_num_queries(1):
        assert find_invitation(token=token, now=at()).game == game


def test_a_full_table_takes_nobody_and_the_link_is_not_used_up():
    game, (mara,) = make_table(1)
    invitation, token = invite(mara, max_uses=5)
    for _ in range(4):
        make_game_member(game=game)
    with pytest.raises(errors.TableFullError):
        follow_invitation(make_user(), token=token, now=at())
    invitation.refresh_from_db()
    assert (invitation.uses, present_members(game).count()) == (0, 5)


@pytest.mark.parametrize(
    ("status", "error"),
    [("paused", errors.GamePausedError), ("archived", errors.GameArchivedError)],
)
def test_a_link_does_not_lead_to_a_table_where_nobody_plays(status, error):
    game, (mara,) = make_table(1)
    _, token = invite(mara)
    game.status = status
    game.save()
    with pytest.raises(error):
        follow_invitation(make_user(), token=token, now=at())


def test_a_link_is_taken_back_by_the_organizer_of_its_game_alone():
    _, (mara, ines) = make_table(2)
    _, (stranger,) = make_table(1)
    invitation, _ = invite(mara)
    with pytest.raises(errors.NotTheOrganizerError):
        revoke_invitation(ines, invitation=invitation, now=at())
    revoke_invitation(stranger, invitation=invitation, now=at())
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
    revoke_invitation(mara, invitation=invitation, now=at())
    revoke_invitation(mara, invitation=invitation, now=at(hours=1))
    invitation.refresh_from_db()
    assert invitation.revoked_at == at()
