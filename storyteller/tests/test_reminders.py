"""A question by mail: to whom, what, how often, and what its links do."""

from datetime import timedelta
from random import Random
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_user
from storyteller.domain import reminders
from storyteller.domain.answers import decline_question, open_answer
from storyteller.domain.boundaries import put_off_limits
from storyteller.domain.care_due import run_care
from storyteller.domain.consent import withdraw_consent
from storyteller.domain.mail_links import (
    LinkClosedError,
    answer_by_link,
    open_question,
    project_of_token,
    unsubscribe_token,
)
from storyteller.domain.reminders import Letter, choose_rhythm, send_due
from storyteller.models import ProcessPrompt, PromptAnswer, QuestionLink, StorytellerProject
from storyteller.tests.tellers import NOW, add_helper, at, make_teller

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "http://testserver"


@pytest.fixture(scope="module")
def begun(process_of_module):
    teller = make_teller()
    choose_rhythm(teller.project, rhythm="weekly", now=NOW)
    return teller.pk


def due_at(teller):
    return StorytellerProject.objects.get(storyteller=teller).next_reminder_at


def token_in(letter):
    return letter.body.partition("/question/")[2].partition("/")[0]


def test_weekly_question_goes_out_once_a_week_and_not_twice(teller):
    assert due_at(teller) == NOW + WEEK
    assert send_due(now=NOW + WEEK - timedelta(seconds=1)) == 0
    assert [send_due(now=NOW + WEEK), send_due(now=NOW + WEEK)] == [1, 0]
    [letter] = mail.outbox
    assert letter.subject == "A question for you"
    assert letter.to == [teller.user.email]
    stop = f"http://testserver/storyteller/mail/{unsubscribe_token(teller.pk)}/"
    assert letter.extra_headers == {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert letter.body.startswith("Where?\n\nAnswer by this link")
    # Weeks that were missed are not made up for, and the day of the week stays.
    assert due_at(teller) == NOW + 2 * WEEK
    assert send_due(now=NOW + 4 * WEEK + timedelta(days=1)) == 1
    assert due_at(teller) == NOW + 5 * WEEK
    links = QuestionLink.objects.values_list("section_prompt", flat=True)
    assert len(set(links)) == 2
    assert not QuestionLink.objects.filter(token_hash=token_in(letter)).exists()


def test_nobody_is_asked_who_does_not_want_to_be(teller):
    now = NOW + WEEK
    project = teller.project
    cases = {
        "withdrew": lambda: withdraw_consent(teller, user=teller.user, now=NOW),
        "account closed": lambda: type(teller.user).objects.update(is_active=False),
        "never": lambda: choose_rhythm(project, rhythm="none", now=NOW),
        "not asked": lambda: choose_rhythm(project, rhythm="on_request", now=NOW),
        "delicate": lambda: ProcessPrompt.objects.update(is_sensitive=True),
        "tier": lambda: ProcessPrompt.objects.update(sensitivity_tier=2),
        "topics": lambda: ProcessPrompt.objects.update(
            condition_type="profile_boundary", condition_value={"topics": ["faith"]}
        ),
        "off limits": lambda: put_off_limits(teller, "where"),
    }
    for name, change in cases.items():
        with transaction.atomic():
            change()
            assert (send_due(now=now), mail.outbox) == (0, []), name
            transaction.set_rollback(True)
    assert send_due(now=now) == 1


def test_question_when_asked_for(teller):
    choose_rhythm(teller.project, rhythm="on_request", now=NOW)
    assert due_at(teller) is None
    assert reminders.ask_for_question(teller.project, now=NOW)
    assert (len(mail.outbox), due_at(teller)) == (1, None)
    choose_rhythm(teller.project, rhythm="none", now=NOW)
    assert not reminders.ask_for_question(teller.project, now=NOW)


@pytest.mark.parametrize(
    ("error", "waits"),
    [
        (OSError("no route"), True),
        (SMTPRecipientsRefused({"a@example.com": (450, b"later")}), True),
        (SMTPRecipientsRefused({"a@example.com": (550, b"never")}), False),
    ],
)
def test_mail_that_did_not_go_out_is_sent_the_next_time(teller, monkeypatch, error, waits):
    def fail(self):
        raise error

    now = NOW + WEEK
    with monkeypatch.context() as patch:
        patch.setattr(Letter, "send", fail)
        assert send_due(now=now) == 0
    assert not QuestionLink.objects.exists()
    assert send_due(now=now) == int(waits)


def test_link_answers_one_question_once_and_shows_nothing_else(teller, client):
    send_due(now=NOW + WEEK)
    token = token_in(mail.outbox[0])
    link = QuestionLink.objects.get()
    with pytest.raises(LinkClosedError, match="has run out"):
        open_question(token, now=link.created_at + timedelta(days=14))
    with pytest.raises(LinkClosedError, match="leads to no question"):
        open_question(token[:-1], now=NOW)
    QuestionLink.objects.update(expires_at=at(days=9999))
    url = reverse("storyteller:mailed_question", args=[token])
    guest = Client(enforce_csrf_checks=True)
    page = guest.get(url)
    assert page.status_code == 200
    assert (page["Referrer-Policy"], "no-cache" in page["Cache-Control"]) == ("same-origin", True)
    assert str(teller) not in page.text
    assert guest.post(url, {"text": "x"}).status_code == 403  # without the form's token
    empty = client.post(url, {"text": " "})
    assert (empty.status_code, "Write a few words first" in empty.text) == (422, True)
    assert "Thank you" in client.post(url, {"text": "By the canal."}).text
    answer = PromptAnswer.objects.get(storyteller=teller)
    assert (answer.text, answer.status) == ("By the canal.", "answered")
    again = client.post(url, {"text": "Somewhere else."})
    assert (again.status_code, "answered already" in again.text) == (410, True)
    assert "canal" not in again.text + client.get(url).text
    answer.refresh_from_db()
    assert answer.text == "By the canal."


def test_link_closes_when_what_stands_behind_it_changes(teller):
    send_due(now=NOW + WEEK)
    token, now = token_in(mail.outbox[0]), NOW + WEEK
    link = QuestionLink.objects.select_related("section_prompt__process_prompt__process_node").get()
    prompt = link.section_prompt

    def begin(text):
        row = open_answer(teller, prompt, now=now)
        row.text = text
        row.save()

    cases = {
        "is begun already": lambda: begin("The first words"),
        "is not asked any more": lambda: decline_question(teller, prompt, now=now),
        "not asked any more.": lambda: ProcessPrompt.objects.update(is_sensitive=True),
        "asked any more.": lambda: ProcessPrompt.objects.update(sensitivity_tier=3),
        "leads to no question": lambda: withdraw_consent(teller, user=teller.user, now=now),
    }
    for message, change in cases.items():
        with transaction.atomic():
            change()
            with pytest.raises(LinkClosedError, match=message):
                answer_by_link(token, text="Later", now=now)
            transaction.set_rollback(True)
    assert answer_by_link(token, text="Later", now=now).used_at == now


def test_one_click_ends_the_mails_without_login_or_form_token(teller):
    url = reverse("storyteller:stop_questions", args=[unsubscribe_token(teller.pk)])
    guest = Client(enforce_csrf_checks=True)

    def rhythm():
        return StorytellerProject.objects.get(storyteller=teller).reminders

    assert (guest.get(url).status_code, rhythm()) == (200, "weekly")
    page = guest.post(url, {"List-Unsubscribe": "One-Click"})
    assert ("No more questions come by mail." in page.text, rhythm()) == (True, "none")
    assert (guest.post(url, {"rhythm": "on_request"}).status_code, rhythm()) == (200, "on_request")
    assert (guest.post(url, {"rhythm": "daily"}).status_code, rhythm()) == (422, "on_request")
    assert guest.get(url[:-2] + "/").status_code == 404
    assert project_of_token("x:y") is None


def test_keeper_chooses_on_a_page_and_nobody_else(teller, client):
    url = reverse("storyteller:reminders", args=[teller.pk])
    ask = reverse("storyteller:ask_for_question", args=[teller.pk])
    for user, status in ((add_helper(teller, "editor"), 403), (make_user(), 404)):
        client.force_login(user)
        assert (client.get(url).status_code, client.post(ask).status_code) == (status, status)
    client.force_login(teller.user)
    assert client.post(url, {"rhythm": "hourly"}).status_code == 422
    assert client.post(url, {"rhythm": "on_request"}).status_code == 302
    assert "A question is on its way to you." in client.post(ask, follow=True).text
    assert "Open" in client.get(url).text
    ProcessPrompt.objects.update(is_sensitive=True)
    assert "No question could be sent just now" in client.post(ask, follow=True).text


def test_run_due_sends_erases_and_forgets(teller):
    def bar(label, items):
        return items

    def run(now):
        return run_care(now=now, rng=Random(1), bar=bar).text

    assert run(NOW + WEEK) == "Stories, questions sent: 1"
    assert run(NOW + WEEK) == ""
    withdraw_consent(teller, user=teller.user, now=NOW + WEEK)
    assert run(NOW + 5 * WEEK + timedelta(days=2)) == (
        "Stories, links forgotten: 1, erased for good: 1"
    )
