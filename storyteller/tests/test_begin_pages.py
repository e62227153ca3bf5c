"""The way in, page by page."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.tests.factories import make_user
from storyteller.models import ConsentRecord, ProcessVersion, ScopeType, Storyteller
from storyteller.tests.tellers import lanes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("process")]
ORDER = ["welcome", "whose", "person", "scope", "life", "limits", "wishes"]


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    client.user = user
    return client


def step(name):
    return reverse("storyteller:begin_step", args=[name])


def answers(**changes):
    scope = ScopeType.objects.get(scope_key="whole_life")
    return {
        "welcome": {"agreed": "on"},
        "whose": {"kind": "self"},
        "person": {"preferred_name": "Ada", "birth_year": "1941"},
        "scope": {"scope": str(scope.pk)},
        "life": {"has_children": "on"},
        "limits": {
            "comfortable_discussing_loss": "on",
            "maximum_tier_comfortable": "2",
            "off_limit_topics": "The autumn of 1969\nthe autumn of 1969",
        },
        "wishes": {"preferred_input_method": "voice"},
        **changes,
    }


def send(client, pages):
    """Send page after page, as far as each leads to the next; where that ended."""
    for name, data in pages.items():
        response = client.post(step(name), data)
        if response.status_code != 302:
            break
    return response


def test_seven_pages_make_a_storyteller_with_everything(reader):
    response = send(reader, answers())
    teller = Storyteller.objects.get()
    assertRedirects(response, reverse("storyteller:storyteller", args=[teller.pk]))
    assert (str(teller), teller.user, teller.birth_year) == ("Ada", reader.user, 1941)
    assert teller.boundary.off_limit_topics == ["The autumn of 1969"]
    assert teller.boundary.comfortable_discussing_faith is False
    assert teller.preference.preferred_input_method == "voice"
    assert teller.project.profile["has_children"] is True
    assert lanes(teller) == {
        "origins": "unlocked",
        "childhood": "unlocked",
        "teen_years": "locked",
        "milestones": "locked",
        "parenthood": "unlocked",
        "caregiving_loss": "unlocked",
    }
    assert ConsentRecord.objects.get().kind == "given"


def test_what_was_typed_is_kept_sealed_and_shown_again(reader):
    pages = answers()
    send(reader, {name: pages[name] for name in ORDER[:6]})
    assertContains(reader.get(step("limits")), "The autumn of 1969")
    stored = Session.objects.get(pk=reader.session.session_key).get_decoded()
    assert "1969" not in str(stored)
    assertRedirects(
        reader.post(step("wishes"), {"go": "back"}), step("limits"), fetch_redirect_response=False
    )
    assertContains(reader.get(step("person")), 'value="Ada"')
    assert Storyteller.objects.count() == 0


def test_nobody_gets_past_a_page_that_is_not_answered(reader):
    assertRedirects(reader.get(step("limits")), step("welcome"))
    response = reader.post(step("welcome"), {})
    assertContains(response, "Nothing is asked before you agree.", status_code=422)
    assert reader.get(step("nonsense")).status_code == 404
    reader.post(step("welcome"), {"agreed": "on"})
    response = reader.post(step("whose"), {"kind": "living"})
    assertContains(response, "Ask them first", status_code=422)
    response = reader.post(step("whose"), {"kind": "memory"})
    response = reader.post(
        step("person"),
        {
            "subject_name": "Karl",
            "subject_birth_year": 1940,
            "subject_death_year": 1930,
            "preferred_name": "Ada",
            "birth_month": 2,
            "birth_day": 30,
        },
    )
    assertContains(response, "Nobody dies before they are born.", status_code=422)
    assertContains(response, "That month has the days 1 to 29.", status_code=422)
    assertContains(response, 'value="Karl"', status_code=422)


def test_scope_and_profile_may_wait_and_are_asked_again_on_the_page_of_the_story(reader):
    send(reader, answers(scope={"later": "1"}, life={"later": "1"}))
    teller = Storyteller.objects.get()
    assert set(lanes(teller).values()) == {"locked"}
    page = reader.get(reverse("storyteller:storyteller", args=[teller.pk]))
    assertContains(page, "Choose how much to tell")


def test_in_memory_of_somebody_who_has_died(reader):
    person = {"subject_name": "Karl Winter", "subject_death_year": "1999", "preferred_name": "Ada"}
    send(reader, answers(whose={"kind": "memory"}, person=person))
    project = Storyteller.objects.get().project
    assert (project.subject_kind, project.told_about, project.subject_is_living) == (
        "memory",
        "Karl Winter",
        False,
    )


def test_sent_twice_makes_one_storyteller(reader):
    pages = answers()
    send(reader, {name: pages[name] for name in ORDER[:6]})
    before = dict(reader.session)
    reader.post(step("wishes"), pages["wishes"])
    session = reader.session
    session.update(before)
    session.save()
    reader.post(step("wishes"), pages["wishes"])
    assert Storyteller.objects.count() == 1


def test_without_questions_the_last_page_says_so_and_keeps_everything(reader):
    pages = answers()

    ProcessVersion.objects.update(is_active=False)
    response = send(reader, pages)
    assertContains(response, "There are no questions yet.", status_code=409)
    assert Storyteller.objects.count() == 0
    assertContains(reader.get(step("person")), 'value="Ada"')
