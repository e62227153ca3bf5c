"""The pages of a story: who may open and send what, what they show, and what they cost."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_user
from common.tests.logs import unlogged
from storyteller.domain.consent import withdraw_consent
from storyteller.domain.helpers import invite_helper
from storyteller.models import (
    FamilyMemory,
    Storyteller,
    StorytellerHelper,
    StorytellerInvitation,
)
from storyteller.tests.factories import (
    make_family_memory,
    make_storyteller,
    make_storyteller_invitation,
    make_storyteller_progress,
    make_storyteller_project,
    make_upload,
)
from storyteller.tests.tellers import (
    NOW,
    add_helper,
    lane,
    make_teller,
    someone_refused,
    statuses,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def begun(process_of_module):
    return make_teller(profile={"has_children": True}).pk


def url(name, *args):
    return reverse(f"storyteller:{name}", args=args)


def open_as(client, user, where):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(where)


# By page: what keeper, family and editor get. Everybody else gets 404, and a guest the sign-in.
PAGES = {
    "storyteller": (200, 200, 200),
    "settings": (200, 403, 403),
    "person": (200, 403, 403),
    "subject": (200, 403, 403),
    "remembered": (200, 403, 403),
    "scope": (200, 403, 403),
    "profile": (200, 403, 403),
    "facts": (200, 403, 403),
    "preferences": (200, 403, 403),
    "introduction": (200, 403, 403),
    "boundaries": (200, 403, 403),
    "consent": (200, 404, 404),
    "helpers": (200, 403, 403),
    "memories": (200, 200, 403),
}


def pages_of(teller, place, *, opens):
    """What each page answers to the keeper (0), family (1) or an editor (2), if it opens or not."""
    return {
        url(page, teller.pk): answers[place]
        for page, answers in PAGES.items()
        if (answers[place] == 200) is opens
    }


def test_everybody_opens_the_pages_of_their_role(client, teller):
    for place, user in enumerate((teller.user, add_helper(teller), add_helper(teller, "editor"))):
        expected = pages_of(teller, place, opens=True)
        assert statuses(client, user, "get", expected) == expected
    assert open_as(client, teller.user, url("home")).status_code == 200


def test_everybody_else_is_refused(client, teller, undrawn_pages):
    for place, user in ((1, add_helper(teller)), (2, add_helper(teller, "editor"))):
        expected = pages_of(teller, place, opens=False)
        assert statuses(client, user, "get", expected) == expected
    every = [url(page, teller.pk) for page in PAGES]
    refused = someone_refused(teller)
    assert statuses(client, refused, "get", every) == dict.fromkeys(every, 404)
    client.logout()
    for where in every:
        assert client.get(where).url.startswith(reverse("account_login")), where
    assert client.get(url("home")).status_code == 302
    assert client.get(url("begin")).status_code == 302


def sent(teller):
    """What can be sent, with rows of its own each time, and what family and editor get for it."""
    section = lane(teller, "childhood").process_section.pk
    invitation = make_storyteller_invitation(storyteller=teller)
    helper = StorytellerHelper.objects.create(storyteller=teller, user=make_user(), role="family")
    memory = make_family_memory(storyteller=teller)
    none, family = (403, 403), (302, 403)
    return [
        (url("open_lane", teller.pk, section), {}, none),
        (url("skip_lane", teller.pk, section), {}, none),
        (url("reopen_lane", teller.pk, section), {}, none),
        (url("add_off_limits", teller.pk), {"topic": "Zeca"}, none),
        (url("remove_off_limits", teller.pk), {"topic": "Zeca"}, none),
        (url("profile", teller.pk), {}, none),
        (url("change_role", teller.pk, helper.pk), {"role": "editor"}, none),
        (url("remove_helper", teller.pk, helper.pk), {}, none),
        (url("revoke_invitation", teller.pk, invitation.pk), {}, none),
        (url("memories", teller.pk), {"title": "The boat", "text": "Red."}, family),
        (url("approve_memory", teller.pk, memory.pk), {}, none),
        (url("give_consent", teller.pk), {"agreed": "on"}, (404, 404)),
        (url("restore", teller.pk), {}, (404, 404)),
    ]


@unlogged()
def test_everybody_may_send_what_their_role_allows(client, teller, undrawn_pages):
    family, editor = add_helper(teller), add_helper(teller, "editor")
    client.force_login(teller.user)
    for where, data, _ in sent(teller):
        assert (where, client.post(where, data).status_code) == (where, 302)
        assert client.get(where).status_code in (405, 200)
    asked = [(where, data, *by_role, 404) for where, data, by_role in sent(teller)]
    for place, user in enumerate((family, editor, someone_refused(teller))):
        client.force_login(user)
        found = [client.post(where, data).status_code for where, data, *_ in asked]
        assert found == [each[2 + place] for each in asked]
    client.force_login(teller.user)
    withdrawn = client.post(url("withdraw_consent", teller.pk))
    assertRedirects(withdrawn, url("consent", teller.pk), fetch_redirect_response=False)


def test_rows_of_another_story_are_not_there(client, teller):
    other = make_teller(name="Eve")
    client.force_login(teller.user)
    helper = StorytellerHelper.objects.get(user=add_helper(other))
    memory = make_family_memory(storyteller=other)
    invitation = make_storyteller_invitation(storyteller=other)
    for where in (
        url("remove_helper", teller.pk, helper.pk),
        url("approve_memory", teller.pk, memory.pk),
        url("take_back_memory", teller.pk, memory.pk),
        url("revoke_invitation", teller.pk, invitation.pk),
        url("open_lane", teller.pk, teller.pk),
    ):
        assert client.post(where).status_code == 404


def test_withdrawn_consent_hides_everything_and_its_keeper_can_bring_it_back(client, teller):
    helper, consent = add_helper(teller), url("consent", teller.pk)
    withdraw_consent(teller, user=teller.user, now=NOW)
    every = [url(page, teller.pk) for page in PAGES]
    assert statuses(client, helper, "get", every) == dict.fromkeys(every, 404)
    every.remove(consent)
    client.force_login(teller.user)
    assert {where: client.get(where).url for where in every} == dict.fromkeys(every, consent)
    assert client.get(consent).status_code == 200
    hidden = client.get(url("home"))
    assertNotContains(hidden, url("storyteller", teller.pk) + '"')
    assertContains(hidden, "Bring it back")
    answer = client.get(url("settings", teller.pk), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == url("consent", teller.pk)
    too_late = client.post(url("restore", teller.pk))
    assertContains(too_late, "The time in which this could be undone is over.", status_code=409)
    Storyteller.objects.update(deleted_at=teller.created_at.now(teller.created_at.tzinfo))
    assertContains(client.get(url("consent", teller.pk)), "Agree again, and bring it back")
    assertRedirects(client.post(url("restore", teller.pk)), url("storyteller", teller.pk))


def test_story_without_consent_asks_its_keeper_for_it(client, process):
    bare = make_storyteller()
    client.force_login(bare.user)
    assertRedirects(client.get(url("storyteller", bare.pk)), url("consent", bare.pk))
    refused = client.post(url("give_consent", bare.pk), {})
    assertContains(refused, "Nothing is asked before you agree.", status_code=422)
    client.post(url("give_consent", bare.pk), {"agreed": "on"})
    assertContains(client.get(url("storyteller", bare.pk)), "Read how this works")
    assertRedirects(client.post(url("introduction", bare.pk)), url("storyteller", bare.pk))
    assertContains(client.get(url("storyteller", bare.pk)), "Say whose life is told")


def test_keeper_changes_everything_that_was_said(client, teller):
    client.force_login(teller.user)
    changed = {"preferred_name": "Linda", "birth_year": "1941", "birth_month": "2"}
    assertRedirects(client.post(url("person", teller.pk), changed), url("settings", teller.pk))
    remembers = client.post(url("subject", teller.pk), {"kind": "memory"})
    assertContains(remembers, "In memory of whom?")
    client.post(
        url("remembered", teller.pk), {"subject_name": "Karl", **changed, "birth_month": ""}
    )
    teller = Storyteller.objects.get()
    assert (str(teller), teller.birth_month, teller.project.told_about) == ("Linda", None, "Karl")
    client.post(url("subject", teller.pk), {"kind": "living", "they_agreed": "on"})
    project = Storyteller.objects.get().project
    assert (project.subject_kind, project.subject_name) == ("living", "")
    client.post(url("preferences", teller.pk), {"desired_book_tone": "literary"})
    assert Storyteller.objects.get().preference.desired_book_tone == "literary"
    refused = client.post(url("person", teller.pk), {"preferred_name": "", "first_name": "Lin"})
    assertContains(refused, 'value="Lin"', status_code=422)
    client.post(
        url("boundaries", teller.pk),
        {"maximum_tier_comfortable": "1", "comfortable_discussing_faith": "on"},
    )
    assert lane(teller, "caregiving_loss").status == "locked"
    wrong = client.post(url("boundaries", teller.pk), {"maximum_tier_comfortable": "7"})
    assert wrong.status_code == 422
    assertContains(client.post(url("add_off_limits", teller.pk), {}), "required", status_code=422)


def test_facts_that_the_scope_asks_for_are_kept_and_what_is_empty_is_not(client, teller):
    client.force_login(teller.user)
    overview = url("storyteller", teller.pk)
    assertContains(client.get(overview), "First a few years and places")
    facts = {"birth_year": "1941", "moves": "", "nonsense": "x"}
    assertRedirects(client.post(url("facts", teller.pk), facts), overview)
    assertNotContains(client.get(overview), "First a few years and places")
    assertContains(client.get(url("facts", teller.pk)), 'value="1941"')
    found = Storyteller.objects.get()
    assert (found.project.context, found.progress.current_phase) == (
        {"birth_year": "1941"},
        "section_selection",
    )
    client.post(url("facts", teller.pk), {"birth_year": ""})
    assert Storyteller.objects.get().project.context == {}


def test_htmx_gets_the_part_that_changed(client, teller):
    client.force_login(teller.user)
    htmx = {"HX-Request": "true"}
    section = lane(teller, "milestones").process_section.pk
    lanes = client.post(url("open_lane", teller.pk, section), headers=htmx)
    assertContains(lanes, 'id="lanes"')
    assertNotContains(lanes, "<html")
    assert lane(teller, "milestones").status == "unlocked"
    topics = client.post(url("add_off_limits", teller.pk), {"topic": "Zeca"}, headers=htmx)
    assertContains(topics, "Zeca")
    assertNotContains(topics, "<html")
    again = client.post(url("remove_off_limits", teller.pk), {"topic": "Zeca"}, headers=htmx)
    assertContains(again, "Nothing is on the list.")


def test_link_is_shown_once_and_a_guest_lands_in_the_story_after_signing_up(client, teller):
    client.force_login(teller.user)
    made = client.post(url("helpers", teller.pk), {"role": "family", "max_uses": 1, "days": 3})
    link = made.context["link"]
    assertContains(made, link, status_code=201)
    assertNotContains(client.get(url("helpers", teller.pk)), link)
    assert client.post(url("helpers", teller.pk), {"role": "boss"}).status_code == 422
    client.logout()
    door = client.get(link)
    assertContains(door, "Help to tell Ada’s story")
    answer = client.post(link, {"by": "signup"})
    assert answer.url.startswith(reverse("account_signup"))
    guest = make_user()
    # Signing up keeps what the session holds.
    client.force_login(guest)
    assertRedirects(client.get(link), url("storyteller", teller.pk))
    assert StorytellerHelper.objects.get().user == guest
    # Used up, yet the door stays open for who came in by it.
    assertRedirects(client.get(link), url("storyteller", teller.pk))
    stranger = make_user()
    client.force_login(stranger)
    assertContains(client.get(link), "used as often", status_code=410)


def test_keeper_who_follows_their_own_link_is_told_so(client, teller):
    _, token = invite_helper(teller, user=teller.user, role="editor", now=NOW, days=60)
    StorytellerInvitation.objects.update(expires_at="2099-01-01T00:00Z")
    client.force_login(teller.user)
    where = url("follow_invitation", token)
    assertContains(client.get(where), "Help as")
    answer = client.post(where)
    assertRedirects(answer, url("home"))
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == ["This is your own story: you can do everything in it already."]


def test_family_adds_a_memory_and_sees_only_their_own(client, teller):
    helper = add_helper(teller)
    make_family_memory(storyteller=teller, title="Somebody else’s")
    client.force_login(helper)
    page = client.post(
        url("memories", teller.pk), {"title": "The boat", "text": "Red."}, follow=True
    )
    assertContains(page, "Thank you. It waits for approval now.")
    assertNotContains(page, "Somebody else’s")
    refused = client.post(url("memories", teller.pk), {"title": "The boat", "day": "3"})
    assertContains(refused, "A day needs its month.", status_code=422)
    own = FamilyMemory.objects.get(told_by=helper)
    client.force_login(teller.user)
    page = client.post(url("approve_memory", teller.pk, own.pk), follow=True)
    assertContains(page, "“The boat” is in the story now.")
    client.force_login(helper)
    page = client.post(url("take_back_memory", teller.pk, own.pk), follow=True)
    assertContains(page, "This memory was decided on already.")
    client.force_login(teller.user)
    assert client.post(url("take_back_memory", teller.pk, own.pk)).status_code == 403


def test_helper_sees_no_word_of_what_was_set(client, teller):
    client.force_login(teller.user)
    client.post(url("add_off_limits", teller.pk), {"topic": "Zeca"})
    section = lane(teller, "childhood").process_section.pk
    client.post(url("skip_lane", teller.pk, section), {"reason": "A secret reason"})
    for role in ("family", "editor"):
        page = open_as(client, add_helper(teller, role), url("storyteller", teller.pk))
        for secret in ("Zeca", "A secret reason", "Open it now"):
            assertNotContains(page, secret)


def queries_of(client, pages):
    found = {}
    for page, where in pages.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        found[page] = len(queries)
    return found


def test_pages_take_the_same_queries_with_one_row_and_with_three(client, teller):
    user = teller.user
    client.force_login(user)
    names = ("storyteller", "helpers", "memories", "boundaries")
    pages = {"home": url("home")} | {name: url(name, teller.pk) for name in names}

    def more(rows):
        for _ in range(rows):
            add_helper(teller)
            make_storyteller_invitation(storyteller=teller)
            make_family_memory(storyteller=teller, told_by=user)
            make_upload(storyteller=teller, is_approved=False)
            other = make_storyteller(user=user)
            make_storyteller_project(storyteller=other)
            make_storyteller_progress(storyteller=other)
            make_storyteller(user=user, deleted_at=NOW, is_active=False)

    more(1)
    queries_of(client, pages)
    expected = {"home": 5, "storyteller": 12, "helpers": 6, "memories": 5, "boundaries": 5}
    assert queries_of(client, pages) == expected
    more(2)
    assert queries_of(client, pages) == expected
