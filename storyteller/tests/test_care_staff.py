"""What stands still and needs staff, what they answer, and what waits for a keeper at home."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_admin, make_user
from storyteller.domain.stuck import boards
from storyteller.domain.waiting import waiting_for
from storyteller.models import (
    CollectionSynthesis,
    EditRequirement,
    Requirement,
    StoryChapter,
    UserFeedback,
)
from storyteller.tests.factories import (
    make_book_export,
    make_chapter_approval,
    make_collection,
    make_collection_synthesis,
    make_edit_requirement,
    make_requirement,
    make_story,
    make_story_chapter,
    make_storyteller,
    make_storyteller_progress,
    make_storyteller_session,
    make_user_feedback,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=31)


def make_teller(name="Ada", **fields):
    teller = make_storyteller(
        preferred_name=name, consent_given=True, consent_date=LONG_AGO, **fields
    )
    make_storyteller_progress(storyteller=teller, last_active_at=NOW)
    return teller


def age(row, **columns):
    type(row).objects.filter(pk=row.pk).update(**columns)


def make_everything(name="Ada"):
    """One of everything that stands still, and beside it one that does not yet."""
    week, day = NOW - timedelta(days=7, seconds=1), NOW - timedelta(days=6)
    teller = make_teller(name)
    quiet = make_teller("Karl")
    age(quiet.progress, last_active_at=NOW - timedelta(days=30))
    make_user_feedback(storyteller=teller, priority="critical", feedback_text="Nothing is kept")
    make_user_feedback(storyteller=teller, requires_immediate_action=True, feedback_text="At once")
    make_user_feedback(storyteller=teller, priority="critical", resolution_status="acknowledged")
    make_storyteller_session(storyteller=teller, needs_followup=True, followup_notes="The fire")
    story = make_story(storyteller=teller)
    make_edit_requirement(story=story, severity="blocking", created_at=week)
    make_edit_requirement(story=story, severity="blocking", created_at=day)
    make_edit_requirement(story=story, severity="polish", created_at=week)
    make_book_export(story=story, export_status="failed", failed_at=NOW, failure_reason="No paper")
    collection = make_collection(storyteller=teller)
    make_collection_synthesis(collection=collection, created_at=week)
    make_collection_synthesis(collection=collection, created_at=day)
    for title, updated in (("Old", week), ("New", day), ("Agreed", week)):
        chapter = make_story_chapter(story=story, chapter_title=title, word_count=9)
        age(chapter, updated_at=updated)
    make_chapter_approval(chapter=chapter, draft_version=chapter.current_draft_version)
    make_requirement(storyteller=teller, priority="critical")
    make_requirement(storyteller=teller, priority="optional")
    make_teller("Gone", deleted_at=NOW, is_active=False)
    return teller


def test_boards_show_what_stands_still_and_nothing_else(django_assert_num_queries):
    make_everything()
    with django_assert_num_queries(9):
        found = boards(now=NOW)
    assert {board.title: [line.text for line in board.lines] for board in found} == {
        "What people cannot go on without": [
            "Correction: Nothing is kept",
            "Correction: At once",
        ],
        "Somebody to be asked how they are": [
            "Something was hard to tell. Ask before the next session."
        ],
        "Blocked for more than a week": [
            str(EditRequirement.objects.filter(severity="blocking").order_by("created_at")[0])
        ],
        "Books that could not be made": ["PDF: No paper"],
        "Drafts without a yes for a week": [
            str(CollectionSynthesis.objects.order_by("created_at")[0].collection)
        ],
        "Chapters without a yes for a week": [str(StoryChapter.objects.get(chapter_title="Old"))],
        "Missing most": [str(Requirement.objects.get(priority="critical"))],
        "Quiet for a month": ["Karl"],
        "Hidden, and to be erased": ["Gone"],
    }


def test_page_has_links_to_rows_and_tells_no_details(client, django_assert_num_queries):
    make_everything()
    client.force_login(make_admin())
    url = reverse("admin:storyteller_stuck")
    first = UserFeedback.objects.get(feedback_text="At once").pk
    with django_assert_num_queries(11):
        page = client.get(url)
    for _ in range(3):
        make_everything()
    with django_assert_num_queries(11):
        many = client.get(url)
    assert "The fire" not in page.text + many.text
    assert reverse("admin:storyteller_userfeedback_change", args=[first]) in page.text
    assert url in client.get(reverse("admin:app_list", args=["storyteller"])).text
    assert url in client.get(reverse("admin:storyteller_storyteller_changelist")).text


def test_page_is_for_staff_who_may_see_the_rows(client):
    url = reverse("admin:storyteller_stuck")
    client.force_login(make_user())
    assert client.get(url).status_code == 302
    staff = make_user(is_staff=True)
    client.force_login(staff)
    assert client.get(url).status_code == 403
    staff.groups.add(Group.objects.get(name="Story editor"))
    assert client.get(url).status_code == 200


def test_staff_answer_feedback_and_settle_requirements(client):
    teller = make_teller()
    said, need = make_user_feedback(storyteller=teller), make_requirement(storyteller=teller)
    client.force_login(make_admin())
    url = reverse("admin:storyteller_userfeedback_change", args=[said.pk])
    form = client.get(url).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    sent |= {"resolution_status": "resolved", "agent_response": "Mended."}
    assert client.post(url, sent).status_code == 302
    said.refresh_from_db()
    assert (said.agent_response, said.resolved_at is not None) == ("Mended.", True)
    rows = reverse("admin:storyteller_requirement_changelist")
    for action, status in (("mark_resolved", "resolved"), ("ask_again", "pending")):
        client.post(rows, {"action": action, "_selected_action": [need.pk]})
        need.refresh_from_db()
        assert need.status == status
    page = client.post(rows, {"action": "ask_again", "_selected_action": [need.pk]}, follow=True)
    assert "Left as they were, since they stand otherwise: 1." in page.text


def test_chapter_that_waits_a_week_for_a_yes_waits_at_home():
    teller = make_everything()
    chapter = StoryChapter.objects.get(chapter_title="Old")
    found = {item.text: item.url for item in waiting_for(teller.user)}
    url = reverse("storyteller:chapter", args=[teller.pk, chapter.pk])
    assert found == {f"A chapter waits for your yes: {chapter}": url}
