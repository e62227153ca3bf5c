"""The pages of telling: who may open which, what they keep, and how often they ask the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from storyteller.domain import answers, sessions
from storyteller.models import (
    LifeEvent,
    PromptAnswer,
    SessionArtifact,
    SessionInteraction,
    StorytellerSession,
)
from storyteller.tests import factories as make
from storyteller.tests.tellers import add_helper, make_teller, someone_refused, statuses
from storyteller.tests.test_capture import LONG, change_prompt, give, make_pack, prompt

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def keeper(client, teller):
    client.force_login(teller.user)
    return teller.user


def url(name, *args, **query):
    return reverse(f"storyteller:{name}", args=args, query=query)


def question_url(teller, key, **query):
    return url("question", teller.pk, prompt(teller, key).pk, **query)


def told(row, text, **fields):
    return {"mark": row.version, "tier": row.sensitivity_tier, "text": text, **fields}


def open_row(teller, key):
    return answers.open_answer(teller, prompt(teller, key), now=NOW)


def pages_of(teller, row, piece):
    """The pages that are read, those that lead on to a question, and what is only posted to."""
    asked, session = row.section_prompt.pk, row.session
    of_asked = ("question", "hard", "take_answer_back")
    read = [
        *(url(name, teller.pk) for name in ("answers", "sessions", "plan_session", "artifacts")),
        *(url(name, teller.pk, asked) for name in of_asked),
        url("session", teller.pk, session.pk),
        url("finish_session", teller.pk, session.pk),
    ]
    lead_on = [url("answer", teller.pk), url("finish_today", teller.pk)]
    lead_on.append(url("answer_section", teller.pk, row.section_prompt.section_id))
    lead_on.append(url("deeper", teller.pk, asked))
    posted = [
        *(url(name, teller.pk, asked) for name in ("agree_question", "ask_again", "keep_answer")),
        *(url(f"{name}_session", teller.pk, session.pk) for name in ("pause", "start", "note")),
        url("approve_pieces", teller.pk, session.pk),
        url("strike_out", teller.pk, row.interaction_id),
        *(url(name, teller.pk, piece.pk) for name in ("approve_piece", "reject_piece")),
        url("cancel_session", teller.pk, session.pk),
    ]
    return read, lead_on, posted


def test_keeper_opens_every_page(client, teller):
    row = give(teller, "childhood_0", LONG, now=NOW)
    read, lead_on, posted = pages_of(teller, row, SessionArtifact.objects.get())
    found = statuses(client, teller.user, "get", [*read, *lead_on, *posted])
    expected = dict.fromkeys(read, 200) | dict.fromkeys(lead_on, 302) | dict.fromkeys(posted, 405)
    assert found == expected
    answers_ = statuses(client, teller.user, "post", posted)
    assert [*answers_.values()] == [302, 302, 422, 302, 302, 422, 302, 302, 302, 302, 302]


def test_everybody_else_is_refused(client, teller, undrawn_pages):
    row = give(teller, "childhood_0", LONG, now=NOW)
    session, piece = row.session, SessionArtifact.objects.get()
    read, lead_on, posted = pages_of(teller, row, piece)
    for user, status in (
        (None, 302),
        (someone_refused(teller), 404),
        (add_helper(teller), 403),
        (add_helper(teller, "editor"), 403),
    ):
        opened = [*read, *lead_on]
        assert statuses(client, user, "get", opened) == dict.fromkeys(opened, status)
        # A draft that cannot be read is refused for that: this one can be.
        sent = {"mark": 1, "tier": 1, "text": "x"}
        assert statuses(client, user, "post", posted, sent) == dict.fromkeys(posted, status)
    other = make_teller(name="Bo")
    client.force_login(other.user)
    for name, key in (("session", session.pk), ("finish_session", session.pk)):
        assert client.get(url(name, other.pk, key)).status_code == 404
    for name, key in (("approve_piece", piece.pk), ("strike_out", row.interaction_id)):
        assert client.post(url(name, other.pk, key)).status_code == 404


def test_draft_is_kept_in_three_queries(client, teller, keeper, django_assert_num_queries):
    row = open_row(teller, "origins_0")
    address = url("keep_answer", teller.pk, row.section_prompt_id)
    for mark, text in enumerate(("On", "On deck", "On deck, at six"), 1):
        sent = {"mark": mark, "tier": 1, "text": text}
        with django_assert_num_queries(3):  # session, user, the answer
            response = client.post(address, sent, headers={"X-Autosave": "1"})
        words = len(text.split())
        said = f"Saved. {words} word{'s' if words > 1 else ''}."
        assert (response.status_code, response.json()) == (200, {"mark": mark + 1, "said": said})
    late = client.post(address, {"mark": 1, "tier": 1, "text": "Other"})
    assert (late.status_code, "another window" in late.json()["said"]) == (409, True)
    same = client.post(address, {"mark": 1, "tier": 1, "text": "On deck, at six"})
    assert (same.status_code, same.json()["mark"]) == (200, 4)
    assert client.post(address, {"mark": 4, "tier": 9, "text": "x"}).status_code == 422
    long = client.post(address, {"mark": 4, "tier": 1, "text": "x" * 50_001})
    assert (long.status_code, "Not saved" in long.json()["said"]) == (422, True)
    row.refresh_from_db()
    assert (row.text, row.status, row.version) == ("On deck, at six", "draft", 4)


def test_two_windows_keep_both_texts_and_ask(client, teller, keeper):
    row = open_row(teller, "origins_0")
    address = question_url(teller, "origins_0")
    assertContains(client.get(address), 'data-autosave="')
    draft = {"mark": 1, "tier": 1, "text": "First window"}
    client.post(url("keep_answer", teller.pk, row.section_prompt_id), draft)
    page = client.post(address, told(row, "Second window"))
    assertContains(page, "What stands there now", status_code=409)
    assertContains(page, "First window", status_code=409)
    assert page.context["form"]["text"].value() == "Second window"
    row.refresh_from_db()
    assert client.post(address, told(row, "Both")).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.status) == ("Both", "answered")


def test_answer_leads_to_the_next_question_and_makes_a_moment(client, teller, keeper):
    start = client.get(url("answer", teller.pk))
    assertRedirects(start, question_url(teller, "origins_0"))
    row = PromptAnswer.objects.get()
    address = question_url(teller, "origins_0")
    empty = client.post(address, told(row, " ", event_title="The boat"))
    assertContains(empty, "There is nothing to keep yet", status_code=422)
    nameless = client.post(address, told(row, "x", event_year="1961"))
    assertContains(nameless, "Give the moment a name", status_code=422)
    sent = told(row, "One\r\n\r\ntwo", event_title="The boat", event_year="1961")
    page = client.post(address, sent, follow=True)
    assert page.redirect_chain[-1][0] == question_url(
        teller, "origins_1", kept=row.section_prompt_id
    )
    assertContains(page, "Kept: “One")
    row.refresh_from_db()
    [event] = LifeEvent.objects.all()
    span = event.timespans.get()
    assert (row.text, row.life_event, row.interaction.life_event) == ("One\n\ntwo", event, event)
    assert (event.event_name, span.start_year, span.start_approximate) == ("The boat", 1961, True)
    assert row.session.session_life_events.get().prompts_completed == 1
    # The moment may be taken away from the answer again; it stays where it is.
    client.post(address, told(row, row.text, event=""))
    row.refresh_from_db()
    assert (row.life_event, LifeEvent.objects.count()) == (None, 1)


def test_buttons_beside_save_keep_what_was_typed(client, teller, keeper):
    asked = prompt(teller, "origins_0")
    goes = {
        "skip": (question_url(teller, "origins_1"), "skipped"),
        "later": (question_url(teller, "origins_1"), "draft"),
        "hard": (url("hard", teller.pk, asked.pk), "draft"),
        "upload": (url("uploads", teller.pk, answer=asked.pk), "draft"),
        "finish": (url("finish_today", teller.pk), "draft"),
    }
    address = question_url(teller, "origins_0")
    for number, (then, (where, status)) in enumerate(goes.items()):
        row = answers.agree_to_question(teller, asked, now=NOW)
        response = client.post(address, told(row, f"Half a word {number}", then=then))
        row.refresh_from_db()
        assert (then, row.text, row.status) == (then, f"Half a word {number}", status)
        if then == "skip":
            assertContains(client.get(url("answers", teller.pk, show="skipped")), "Answer it")
        if then in ("skip", "later"):
            response = client.get(response.url)
        assertRedirects(response, where, fetch_redirect_response=False)


def test_tender_question_asks_leave_first(client, teller, keeper):
    change_prompt(
        "origins_0",
        is_sensitive=True,
        prompt_text="Whom did you lose?",
        condition_type="profile_boundary",
        condition_value={"topics": ["loss"]},
    )
    change_prompt("origins_1", sensitivity_tier=2, prompt_text="And then?")
    address = question_url(teller, "origins_0")
    leave = url("agree_question", teller.pk, prompt(teller, "origins_0").pk)
    page = client.get(address)
    assertContains(page, "losing somebody")
    assertNotContains(page, "Whom did you lose?")
    # Nothing can be answered past the warning.
    client.post(address, {"mark": 1, "tier": 1, "text": "x"})
    assert not PromptAnswer.objects.exists()
    assertContains(client.post(leave, {}, follow=True), "Choose one of the four.")
    client.post(leave, {"choice": "yes"})
    assertContains(client.get(address), "Whom did you lose?")
    gentler = client.post(leave, {"choice": "gentler"})
    assertRedirects(client.get(gentler.url), question_url(teller, "origins_2"))
    assertContains(client.get(address), "may touch something tender")
    later = client.post(leave, {"choice": "later"})
    assertRedirects(client.get(later.url), question_url(teller, "origins_1"))
    never = client.post(leave, {"choice": "never"}, follow=True)
    assertContains(never, "nor anything else about this: losing somebody")
    teller.boundary.refresh_from_db()
    assert not teller.boundary.comfortable_discussing_loss
    assertContains(client.get(address, follow=True), "This is a subject to stay away from.")
    assertContains(client.get(url("answers", teller.pk, show="declined")), "Whom did you lose?")
    client.post(url("ask_again", teller.pk, prompt(teller, "origins_0").pk))
    assert PromptAnswer.objects.get(section_prompt=prompt(teller, "origins_0")).status == "skipped"
    assertContains(client.get(question_url(teller, "teen_years_0"), follow=True), "is not open")


def test_what_was_typed_outlives_a_question_that_was_closed(client, teller, keeper):
    row = open_row(teller, "origins_0")
    change_prompt("origins_0", sensitivity_tier=3)
    page = client.post(question_url(teller, "origins_0"), told(row, "Half"), follow=True)
    assertContains(page, "This question is not asked. This is more private")
    assertContains(page, "What you typed is kept")
    row.refresh_from_db()
    assert (row.text, row.status) == ("Half", "draft")


def test_memory_is_told_closer_after_a_yes(client, teller, keeper):
    make_pack()
    row = give(teller, "origins_0", "With Rui.", now=NOW)
    address = url("deeper", teller.pk, row.section_prompt_id)
    kept = {"kept": row.section_prompt_id}
    assertContains(client.get(question_url(teller, "origins_1", **kept)), "Stay longer with it")
    assertContains(client.get(address), "Would you like to stay")
    assertRedirects(client.post(address, {"choice": "yes"}), address)
    assertContains(client.get(address), "Tell of the scene.")
    fields = {"number": 1, "had": 9}
    assert client.post(address, told(row, " ", **fields)).status_code == 422
    late = client.post(address, told(row, "Else", **fields) | {"mark": 99})
    assertContains(late, "What stands there now", status_code=409)
    sent = told(row, "With Rui. On the quay.", **fields)
    assertRedirects(client.post(address, sent), address)
    assertContains(client.get(address), "Tell of the people.")
    row.refresh_from_db()
    enough = client.post(address, told(row, row.text, number=2, had=len(row.text), then="enough"))
    assertRedirects(client.get(enough.url), question_url(teller, "origins_1"))
    row.refresh_from_db()
    hard = told(row, row.text, number=3, had=len(row.text), then="hard")
    assertRedirects(client.post(address, hard), url("hard", teller.pk, row.section_prompt_id))
    client.post(address, {"choice": "never"})
    assertNotContains(client.get(question_url(teller, "origins_1", **kept)), "Stay longer with it")
    client.post(address, {"choice": "always"})
    other = open_row(teller, "origins_1")
    straight = client.post(question_url(teller, "origins_1"), told(other, "Alone."))
    assertRedirects(straight, url("deeper", teller.pk, other.section_prompt_id))
    there = url("deeper", teller.pk, other.section_prompt_id)
    other.refresh_from_db()
    assertContains(client.get(there), "Ask me first, next time")
    client.post(there, told(other, other.text, number=1, had=6, then="each"))
    teller.project.refresh_from_db()
    assert teller.project.may_zoom_in is None
    unasked = url("deeper", teller.pk, prompt(teller, "origins_2").pk)
    assertRedirects(client.get(unasked), question_url(teller, "origins_2"))
    methods = SessionInteraction.objects.values_list("response_method", flat=True)
    assert [*methods] == ["text", "text", "skip", "skip", "text", "skip"]


def test_hard_page_offers_three_ways_and_support(client, teller, keeper):
    change_prompt(
        "origins_0", condition_type="profile_boundary", condition_value={"topics": ["loss"]}
    )
    address = url("hard", teller.pk, prompt(teller, "origins_0").pk)
    page = client.get(address)
    assertContains(page, "a person listens better than a page")
    assertContains(page, "ask nothing more about this: losing somebody")
    assert client.post(address, {}).status_code == 422
    assertContains(client.post(address, {"choice": "headline"}), "Write the line", status_code=422)
    go_on = client.post(address, {"choice": "go_on"})
    assertRedirects(go_on, question_url(teller, "origins_0"))
    passed = client.post(address, {"choice": "pass", "with_topics": "on"}, follow=True)
    assertContains(passed, "It is as you wish.")
    assert PromptAnswer.objects.get(section_prompt=prompt(teller, "origins_0")).status == "declined"


def test_everything_told_is_found_again_changed_and_taken_back(client, teller, keeper):
    row = give(teller, "childhood_0", "A <b>bold</b> day.", now=NOW)
    page = client.get(url("answers", teller.pk))
    assertContains(page, "A &lt;b&gt;bold&lt;/b&gt; day.")
    address = url("take_answer_back", teller.pk, row.section_prompt_id)
    assertContains(client.get(address), "Take this answer back?")
    assertRedirects(client.post(address), url("answers", teller.pk))
    row.refresh_from_db()
    assert (row.text, row.status) == ("", "skipped")
    assert client.get(url("answers", teller.pk, show="nonsense", page="x")).status_code == 200


def test_end_of_all_questions_offers_the_skipped_ones(client, teller, keeper):
    for key in ("origins", "childhood"):
        for number in range(5):
            answers.skip_question(teller, prompt(teller, f"{key}_{number}"), now=NOW)
    page = client.get(url("answer", teller.pk))
    assertContains(page, "10 questions you skipped are still there")
    again = client.get(url("answer", teller.pk, again=1))
    address = question_url(teller, "origins_0", again=1)
    assertRedirects(again, address)
    row = PromptAnswer.objects.get(section_prompt=prompt(teller, "origins_0"))
    sent = client.post(address, told(row, "Now, then."))
    assertRedirects(
        client.get(sent.url),
        question_url(teller, "origins_1", kept=row.section_prompt_id, again=1),
    )


def test_session_goes_from_plan_to_summary(client, teller, keeper):
    make.make_requirement(storyteller=teller, requirement_description="Who built the boat?")
    assertContains(client.get(url("plan_session", teller.pk)), "Who built the boat?")
    assert client.post(url("plan_session", teller.pk), {"minutes": "1"}).status_code == 422
    sent = {"name": "Tuesday", "intention": "The quay", "minutes": "20"}
    sent["scheduled_at"] = "2030-01-01T15:00"
    response = client.post(url("plan_session", teller.pk), sent)
    session = StorytellerSession.objects.get()
    address = url("session", teller.pk, session.pk)
    assertRedirects(response, address)
    verb = lambda name: url(f"{name}_session", teller.pk, session.pk)  # noqa: E731
    assertContains(client.post(verb("pause"), follow=True), "under way can be paused")
    assertRedirects(client.post(verb("start")), url("answer", teller.pk), target_status_code=302)
    row = open_row(teller, "origins_0")
    client.post(question_url(teller, "origins_0"), told(row, LONG))
    assertContains(client.get(address), "What came of it")
    [piece] = SessionArtifact.objects.all()
    client.post(url("reject_piece", teller.pk, piece.pk), {"from": "session"})
    refused = client.post(url("approve_piece", teller.pk, piece.pk), follow=True)
    assertContains(refused, "This was decided on already.")
    client.post(verb("note"), {"text": "Loud today.", "kind": "concern", "needs_followup": "on"})
    assertContains(client.get(address), "Loud today.")
    assertRedirects(client.get(url("finish_today", teller.pk)), verb("finish"))
    assertContains(client.get(verb("finish")), "You answered 1 question in 40 words.")
    client.post(verb("finish"), {"summary": "About the quay."})
    session.refresh_from_db()
    assert (session.status, session.summary, session.needs_followup) == (
        "completed",
        "About the quay.",
        True,
    )
    client.post(url("strike_out", teller.pk, session.interactions.get().pk))
    assertContains(client.get(address), "Struck out.")
    assertContains(client.post(verb("cancel"), follow=True), "This session is over already.")
    assertContains(client.get(url("finish_today", teller.pk), follow=True), "Nothing is open.")


def test_pages_ask_the_database_as_often_with_few_rows_as_with_many(client, teller, keeper):
    make_pack()
    events = [make.make_life_event(storyteller=teller) for _ in range(2)]
    client.get(question_url(teller, "origins_4"))

    def count(numbers):
        for number in numbers:
            when = NOW + timedelta(minutes=number)
            row = give(teller, f"childhood_{number}", LONG, now=when, life_event=events[number % 2])
            make.make_upload(storyteller=teller, prompt_answer=row, kind="voice")
            sessions.plan_session(teller, now=NOW)
        pages = {
            "question": question_url(teller, "origins_4", kept=row.section_prompt_id),
            "told": question_url(teller, "childhood_0"),
            "answers": url("answers", teller.pk),
            "sessions": url("sessions", teller.pk),
            "session": url("session", teller.pk, row.session_id),
            "artifacts": url("artifacts", teller.pk),
            "uploads": url("uploads", teller.pk),
        }
        found = {}
        for name, address in pages.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found[name] = len(queries)
        return found

    few = count([0])
    assert count([1, 2]) == few
    assert few == {
        "question": 12,
        "told": 10,
        "answers": 6,
        "sessions": 6,
        "session": 8,
        "artifacts": 5,
        "uploads": 5,
    }


def test_consent_that_is_missing_leads_to_where_it_is_given(client, teller, keeper):
    teller.consent_given, teller.consent_date = False, None
    teller.save()
    for name in ("answer", "answers", "sessions", "uploads"):
        assertRedirects(client.get(url(name, teller.pk)), url("consent", teller.pk))
