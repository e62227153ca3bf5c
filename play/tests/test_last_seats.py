"""Many guests at once, each with a connection of their own."""

from collections import Counter

import pytest

from accounts.tests.factories import make_user
from common.tests.threads import at_once
from play.domain.errors import PlayError
from play.domain.invitations import follow_invitation, make_invitation
from play.domain.tables import present_members
from play.models import Notification
from play.tests.tables import at, make_table

pytestmark = pytest.mark.django_db(transaction=True)
GUESTS = 8


def follow_at_once(guests, token):
    """What each of ``guests`` gets who follow one link at one moment: a seat, or which error."""

    def follow(number):
        now = at(seconds=number)
        try:
            return type(follow_invitation(guests[number], token=token, now=now)).__name__
        except PlayError as error:
            return type(error).__name__

    return Counter(at_once(len(guests), follow))


def test_the_last_two_seats_are_given_to_two_of_many():
    game, (mara, *_) = make_table(3)
    invitation, token = make_invitation(mara, max_uses=5, now=at())

    given = follow_at_once([make_user() for _ in range(GUESTS)], token)

    invitation.refresh_from_db()
    assert given == {"GameMember": 2, "TableFullError": GUESTS - 2}
    assert (present_members(game).count(), invitation.uses) == (5, 2)
    assert Notification.objects.filter(recipient=mara.user).count() == 2


def test_the_last_two_uses_of_a_link_serve_two_of_many():
    game, (mara,) = make_table(1)
    invitation, token = make_invitation(mara, max_uses=2, now=at())

    given = follow_at_once([make_user() for _ in range(GUESTS)], token)

    invitation.refresh_from_db()
    assert given == {"GameMember": 2, "InvitationError": GUESTS - 2}
    assert (present_members(game).count(), invitation.uses) == (3, 2)


def test_one_guest_who_follows_a_link_many_times_has_one_seat():
    game, (mara,) = make_table(1)
    invitation, token = make_invitation(mara, now=at())

    assert follow_at_once([make_user()] * GUESTS, token) == {"GameMember": GUESTS}

    invitation.refresh_from_db()
    assert (present_members(game).count(), invitation.uses) == (2, 1)
