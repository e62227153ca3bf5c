"""Consent, helpers and what family remembers."""

from datetime import timedelta

import pytest

from accounts.tests.factories import make_user
from storyteller.domain.consent import erased_from, give_consent, restore, withdraw_consent
from storyteller.domain.errors import (
    ConsentRequiredError,
    HelperError,
    InvitationError,
    MemoryDecidedError,
    RestoreTooLateError,
)
from storyteller.domain.helpers import (
    change_role,
    find_invitation,
    follow_invitation,
    helper_of,
    invite_helper,
    remove_helper,
    revoke_invitation,
)
from storyteller.domain.memories import (
    add_memory,
    approve_memory,
    decline_memory,
    withdraw_memory,
)
from storyteller.domain.waiting import waiting_for
from storyteller.models import (
    ConsentRecord,
    FamilyMemory,
    LifeEvent,
    Storyteller,
    StorytellerSession,
)
from storyteller.tests.factories import (
    make_family_memory,
    make_storyteller,
    make_storyteller_session,
    make_upload,
)
from storyteller.tests.tellers import NOW, add_helper, at, make_process, make_teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def teller():
    return make_storyteller(consent_given=True, consent_date=NOW)


def invite(teller, **options):
    options = {"role": "family", "now": NOW, **options}
    return invite_helper(teller, user=teller.user, **options)


def refusal(verb, *args, **kwargs):
    with pytest.raises((InvitationError, HelperError)) as found:
        verb(*args, **kwargs)
    return str(found.value)


def test_withdrawing_hides_everything_and_stops_sessions_and_restoring_brings_it_back(teller):
    helper = add_helper(teller)
    states = [("in_progress", NOW), ("scheduled", None), ("paused", NOW), ("completed", NOW)]
    for status, started_at in states:
        ended = started_at if status == "completed" else None
        make_storyteller_session(
            storyteller=teller, status=status, started_at=started_at, ended_at=ended
        )
    for _ in range(2):
        withdraw_consent(teller, user=teller.user, now=at(days=1))
    row = Storyteller.objects.get()
    assert (row.consent_given, row.is_active, row.deleted_at) == (False, False, at(days=1))
    assert [list(Storyteller.objects.visible_to(user)) for user in (teller.user, helper)] == [
        [],
        [],
    ]
    assert list(Storyteller.objects.withdrawn_by(teller.user)) == [row]
    found = StorytellerSession.objects.values_list("status", "ended_at")
    assert sorted(found, key=str) == [
        ("cancelled", None),
        ("cancelled", at(days=1)),
        ("cancelled", at(days=1)),
        ("completed", NOW),
    ]
    restore(row, user=teller.user, now=at(days=30, hours=23))
    row.refresh_from_db()
    assert (row.consent_given, row.is_active, row.deleted_at) == (True, True, None)
    assert list(Storyteller.objects.visible_to(helper)) == [row]
    kinds = ConsentRecord.objects.order_by("made_at").values_list("kind", flat=True)
    assert list(kinds) == ["withdrawn", "restored"]


def test_after_thirty_days_nothing_is_restored(teller):
    withdraw_consent(teller, user=teller.user, now=NOW)
    teller.refresh_from_db()
    assert erased_from(teller) == NOW + timedelta(days=30)
    with pytest.raises(RestoreTooLateError):
        restore(teller, user=teller.user, now=at(days=30))


def test_consent_is_given_once_and_restoring_what_is_there_changes_nothing():
    teller = make_storyteller()
    for hours in (0, 1):
        give_consent(teller, user=teller.user, now=at(hours=hours))
    teller.refresh_from_db()
    assert (teller.consent_given, teller.consent_date) == (True, NOW)
    restore(teller, user=teller.user, now=NOW)
    assert ConsentRecord.objects.count() == 1


def test_link_lets_in_as_often_as_it_says_and_not_the_keeper(teller):
    invitation, token = invite(teller, role="editor", max_uses=2)
    assert find_invitation(token=token, now=NOW) == invitation
    assert invitation.token_hash != token
    first = make_user()
    helper = follow_invitation(first, token=token, now=NOW)
    assert (helper.role, helper_of(first, teller)) == ("editor", helper)
    assert follow_invitation(first, token=token, now=NOW) == helper
    assert refusal(follow_invitation, teller.user, token=token, now=NOW) == (
        "This is your own story: you can do everything in it already."
    )
    follow_invitation(make_user(), token=token, now=NOW)
    assert refusal(follow_invitation, make_user(), token=token, now=NOW) == (
        "This link was used as often as it may be. Ask for a new one."
    )
    assert follow_invitation(first, token=token, now=at(days=90)) == helper


def test_link_that_ran_out_was_taken_back_or_never_was_says_so(teller):
    _, token = invite(teller, days=1)
    assert refusal(find_invitation, token=token, now=at(days=1)).startswith("This link has run out")
    invitation, token = invite(teller)
    revoke_invitation(invitation, now=NOW)
    assert refusal(find_invitation, token=token, now=NOW).startswith("This link was taken back")
    assert refusal(find_invitation, token="nonsense", now=NOW).startswith("This link leads to no")
    for wrong in ({"days": 61}, {"days": 0}, {"max_uses": 21}):
        assert refusal(invite, teller, **wrong) == (
            "A link lasts from 1 to 60 days and serves up to 20 people."
        )
    _, token = invite(teller)
    withdraw_consent(teller, user=teller.user, now=NOW)
    assert refusal(find_invitation, token=token, now=NOW).startswith("This link leads to no")
    teller.refresh_from_db()
    with pytest.raises(ConsentRequiredError):
        invite(teller)


def test_removed_helper_sees_nothing_and_comes_back_only_by_a_new_link(teller):
    _, token = invite(teller, max_uses=5)
    user = make_user()
    helper = follow_invitation(user, token=token, now=NOW)
    change_role(helper, role="editor")
    assert helper_of(user, teller).role == "editor"
    remove_helper(helper, now=at(days=1))
    assert list(Storyteller.objects.visible_to(user)) == []
    assert refusal(change_role, helper, role="family") == (
        "This person does not help any more. Invite them again."
    )
    assert refusal(follow_invitation, user, token=token, now=NOW).startswith("This link was taken")
    _, token = invite(teller)
    assert follow_invitation(user, token=token, now=NOW) != helper
    assert teller.helpers.count() == 2


def test_memory_becomes_a_life_event_with_its_date_and_teller(teller):
    user = add_helper(teller)
    memory = add_memory(teller, user=user, title="The boat", text="It was red.", now=NOW, year=1971)
    assert list(LifeEvent.objects.all()) == []
    event = approve_memory(memory, now=NOW)
    assert approve_memory(memory, now=NOW) == event
    assert (event.event_name, event.description, event.timespans.get().start) == (
        "The boat",
        f"It was red.\n\nTold by {user}.",
        (1971, None, None),
    )
    with pytest.raises(MemoryDecidedError):
        decline_memory(memory, now=NOW)
    with pytest.raises(MemoryDecidedError):
        withdraw_memory(memory)


def test_memory_is_declined_once_and_can_be_taken_back_before(teller):
    memory = make_family_memory(storyteller=teller)
    for _ in range(2):
        decline_memory(memory, now=NOW)
    with pytest.raises(MemoryDecidedError):
        approve_memory(memory, now=NOW)
    withdraw_memory(make_family_memory(storyteller=teller))
    assert FamilyMemory.objects.get().status == "declined"
    with pytest.raises(ConsentRequiredError):
        add_memory(make_storyteller(), user=teller.user, title="A", text="B", now=NOW)


def test_what_waits_for_a_keeper_takes_two_queries(django_assert_num_queries):
    make_process()
    user = make_user()
    with django_assert_num_queries(2):
        assert list(waiting_for(user)) == []
    teller = make_teller(user=user)
    for _ in range(2):
        make_family_memory(storyteller=teller)
    make_upload(storyteller=teller, is_approved=False)
    other = make_teller(user=user, name="Karl", scope=None)
    make_family_memory(storyteller=other)
    helped = make_teller(name="Eve")
    add_helper(helped, user=user)
    make_family_memory(storyteller=helped)
    with django_assert_num_queries(2):
        found = list(waiting_for(user))
    assert sorted(item.text for item in found) == [
        "2 memories wait for your approval: Ada",
        "A memory waits for your approval: Karl",
        "An upload waits for your approval: Ada",
        "The next question of Ada’s story",
    ]
