"""Pages of care: how far a story is, what it still needs, what people say of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from storyteller.domain import requirements as needs
from storyteller.domain.errors import ConsentRequiredError
from storyteller.domain.feedback import answer_feedback
from storyteller.domain.lanes import count_answer, skip_lane
from storyteller.domain.progress import refresh_progress
from storyteller.domain.requirements import RequirementError
from storyteller.models import (
    ProcessSection,
    Requirement,
    SectionPrompt,
    StorytellerProgress,
    UserFeedback,
)
from storyteller.tests.factories import (
    make_life_event,
    make_life_event_boundary,
    make_prompt_answer,
    make_requirement,
    make_session_artifact,
    make_session_interaction,
    make_story,
    make_story_chapter,
    make_storyteller_session,
)
from storyteller.tests.tellers import NOW, add_helper, at, someone_refused, statuses

pytestmark = pytest.mark.django_db


def page(teller, name, *args):
    return reverse(f"storyteller:{name}", args=[teller.pk, *args])


def test_progress_counts_what_there_is(teller):
    section = ProcessSection.objects.get(section_key="childhood")
    count_answer(teller, section, now=NOW, by=4)
    skip_lane(teller, ProcessSection.objects.get(section_key="parenthood"), now=NOW)
    for status, ended in (("completed", at(hours=1)), ("completed", NOW), ("scheduled", None)):
        session = make_storyteller_session(storyteller=teller, status=status, ended_at=ended)
    make_session_interaction(session=session)
    make_session_artifact(session=session)
    story = make_story(storyteller=teller)
    make_story_chapter(story=story, status="polished")
    make_story_chapter(story=story, status="drafted")
    found = refresh_progress(teller, now=at(days=3))
    # 40 × 1/5 + 20 × 2/10 + 20 × 1/20 + 20 × 1/2: what is left out does not count.
    assert found.overall_completion_percentage == 23
    assert (
        found.total_sessions_count,
        found.total_interactions_count,
        found.total_artifacts_count,
        found.last_active_at,
    ) == (3, 1, 1, at(days=3))
    assert refresh_progress(teller.pk).last_active_at == at(days=3)
    assert StorytellerProgress.objects.get(storyteller=teller).overall_completion_percentage == 23


def test_requirement_goes_its_ways_and_leaves_no_trace_when_it_is_reset(teller):
    row = make_requirement(storyteller=teller, created_at=NOW)
    fresh = Requirement.objects.filter(pk=row.pk).values().get()
    session = make_storyteller_session(storyteller=teller)
    with pytest.raises(RequirementError, match="in a few words why"):
        needs.defer(row, reason=" ", now=NOW)
    row = needs.start(row, now=NOW, session=session)
    assert (row.status, row.addressed_at, row.addressed_in_session) == ("in_progress", NOW, session)
    with pytest.raises(RequirementError, match="in progress already"):
        needs.start(row, now=NOW)
    row = needs.address(row, now=at(days=1))
    assert (row.status, row.addressed_at) == ("addressed", NOW)
    row = needs.resolve(row, by="Mara", now=at(days=2), notes="Four senses.")
    assert (row.status, row.resolved_by, row.resolved_at) == ("resolved", "Mara", at(days=2))
    row = needs.reset(row)
    row = needs.defer(row, reason="Not this year", now=NOW)
    row = needs.drop(row, reason="It was somebody else", now=NOW)
    assert (row.deferred_reason, row.obsolete_reason) == ("Not this year", "It was somebody else")
    row = needs.reset(row)
    after = Requirement.objects.filter(pk=row.pk).values().get()
    assert after | {"updated_at": 0} == fresh | {"updated_at": 0}
    teller.consent_given = False
    teller.save()
    with pytest.raises(ConsentRequiredError):
        needs.start(row, now=NOW)


def test_lodged_twice_it_is_noted_once_and_a_section_takes_up_three(teller):
    section = ProcessSection.objects.get(section_key="childhood")

    def lodge(text, priority, days):
        return needs.lodge_requirement(
            teller,
            requirement_type="sensory_detail",
            description=text,
            priority=priority,
            section=section,
            now=at(days=days),
        )

    assert lodge("What smelled?", "optional", 0) == lodge("What smelled?", "critical", 1)
    names = [("late", "critical", 3), ("first", "critical", 1), ("next", "important", 0)]
    rows = {name: lodge(name, priority, days) for name, priority, days in names}
    assert needs.next_for_section(teller, section) == [rows["first"], rows["late"], rows["next"]]
    needs.start(rows["first"], now=NOW)
    assert [r.requirement_description for r in needs.next_for_section(teller, section)] == [
        "late",
        "next",
        "What smelled?",
    ]


def test_board_of_the_keeper_says_what_is_needed_and_does_what_they_want(client, teller):
    old = make_requirement(storyteller=teller, priority="optional", created_at=NOW)
    make_requirement(storyteller=teller, priority="critical", created_at=NOW)
    client.force_login(teller.user)
    shown = client.get(page(teller, "requirements"))
    assert [r.priority for r in shown.context["page_obj"]] == ["critical", "optional"]
    assertContains(shown, "0 of 2 there by now")
    for verb, status in [
        ("wish", "pending"),
        ("unwish", "pending"),
        ("told", "addressed"),
        ("enough", "resolved"),
        ("reset", "pending"),
        ("leave", "deferred"),
    ]:
        answer = client.post(page(teller, f"{verb}_requirement", old.pk))
        assert answer.status_code == 302
        old.refresh_from_db()
        assert old.status == status, verb
    assert old.deferred_reason == "The storyteller leaves it out."
    left = client.get(page(teller, "requirements"), {"show": "left"})
    assert [r.pk for r in left.context["page_obj"]] == [old.pk]
    again = client.post(page(teller, "told_requirement", old.pk), follow=True)
    assertContains(again, "This is deferred already")
    assert client.get(page(teller, "requirements"), {"show": "all"}).status_code == 404
    assert client.get(page(teller, "told_requirement", old.pk)).status_code == 405


def test_editor_sees_nothing_that_is_private_and_decides_nothing_of_the_keepers(client, teller):
    hidden = make_life_event(storyteller=teller)
    make_life_event_boundary(life_event=hidden, privacy_level="private")
    secret = make_requirement(storyteller=teller, life_event=hidden)
    plain = make_requirement(storyteller=teller)
    client.force_login(add_helper(teller, "editor"))
    shown = client.get(page(teller, "requirements"))
    assert [r.pk for r in shown.context["page_obj"]] == [plain.pk]
    assert client.post(page(teller, "enough_requirement", secret.pk)).status_code == 404
    verbs = ("wish", "unwish", "told", "leave", "enough")
    answers = {
        verb: client.post(page(teller, f"{verb}_requirement", plain.pk)).status_code
        for verb in verbs
    }
    assert answers == {"wish": 403, "unwish": 403, "told": 403, "leave": 403, "enough": 302}


def test_feedback_is_kept_answered_and_read_by_whom_it_concerns(client, teller):
    helper = add_helper(teller, "family")
    client.force_login(helper)
    url = page(teller, "feedback")
    refused = client.post(url, {"kind": "concern", "text": " ", "priority": "minor"})
    assert (refused.status_code, refused.context["form"].errors["text"]) == (
        422,
        ["A few words are enough."],
    )
    sent = {
        "kind": "concern",
        "text": "He is <b>tired</b>.",
        "priority": "critical",
        "at_once": "on",
    }
    assert client.post(f"{url}?about=manuscript", sent).status_code == 302
    row = UserFeedback.objects.get()
    assert (row.user, row.feedback_type, row.priority, row.requires_immediate_action) == (
        helper,
        "concern",
        "critical",
        True,
    )
    assert (row.feedback_on_type, row.resolution_status) == ("chapter", "pending")
    answer_feedback(row, status="resolved", answer="We wait until spring.", now=NOW)
    shown = client.get(url)
    assertContains(shown, "He is &lt;b&gt;tired&lt;/b&gt;.")
    assertContains(shown, "We wait until spring.")
    row.refresh_from_db()
    assert row.resolved_at == NOW
    client.force_login(add_helper(teller, "editor"))
    assertContains(client.get(url), "Nothing yet")
    client.force_login(teller.user)
    assertContains(client.get(url), "We wait until spring.")


def test_pages_ask_a_fixed_number_of_queries(client, teller, django_assert_num_queries):
    client.force_login(teller.user)
    prompts = list(SectionPrompt.objects.all()[:9])
    now = timezone.now()
    for round_, number in enumerate((1, 3)):
        for n in range(number):
            make_requirement(storyteller=teller, section=prompts[0].section)
            make_prompt_answer(
                storyteller=teller,
                section_prompt=prompts[round_ * 4 + n],
                status="answered",
                saved_at=now - timedelta(days=n),
            )
            make_story_chapter(story=make_story(storyteller=teller), status="polished")
            UserFeedback.objects.create(
                storyteller=teller, user=teller.user, feedback_type="approval", feedback_text="Fine"
            )
        for name, queries in (("progress", 10), ("requirements", 7), ("feedback", 5)):
            with django_assert_num_queries(queries):
                assert client.get(page(teller, name)).status_code == 200


# What each page answers: the keeper, an editor, one of the family, who is refused, a guest.
WHO = {
    "progress": ("get", [200, 200, 200, 404, 302]),
    "feedback": ("get", [200, 200, 200, 404, 302]),
    "requirements": ("get", [200, 200, 403, 404, 302]),
    "enough_requirement": ("post", [302, 302, 403, 404, 302]),
    "wish_requirement": ("post", [302, 403, 403, 404, 302]),
    "told_requirement": ("post", [302, 403, 403, 404, 302]),
    "leave_requirement": ("post", [302, 403, 403, 404, 302]),
    "reset_requirement": ("post", [302, 302, 403, 404, 302]),
}


def answers_of(teller, need, method, place):
    """By address: what this person gets there."""
    return {
        page(teller, name, *([need.pk] if name.endswith("_requirement") else [])): answers[place]
        for name, (verb, answers) in WHO.items()
        if verb == method
    }


def test_pages_open_for_whom_they_concern(client, teller):
    need = make_requirement(storyteller=teller)
    people = (teller.user, add_helper(teller, "editor"), add_helper(teller))
    for place, user in enumerate(people):
        expected = answers_of(teller, need, "get", place)
        opened = [where for where, status in expected.items() if status == 200]
        assert statuses(client, user, "get", opened) == dict.fromkeys(opened, 200)


def test_everybody_may_do_what_concerns_them(client, teller, undrawn_pages):
    need = make_requirement(storyteller=teller)
    helpers = (add_helper(teller, "editor"), add_helper(teller))
    for place, user in enumerate((teller.user, *helpers, someone_refused(teller), None)):
        for method in ("get", "post"):
            expected = answers_of(teller, need, method, place)
            assert statuses(client, user, method, expected) == expected
