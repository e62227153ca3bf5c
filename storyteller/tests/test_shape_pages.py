"""The shape of a story: scored, hidden until asked for, agreed to or set aside; and the gate."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from storyteller.domain import shape as verbs
from storyteller.domain.gate import what_is_missing
from storyteller.domain.life_errors import ShapeError
from storyteller.domain.outline import start_story
from storyteller.models import ArchetypeAnalysis, Requirement, UserFeedback
from storyteller.rules.shape import DIMENSIONS
from storyteller.tests import factories as make
from storyteller.tests.tellers import add_helper, someone_refused, statuses

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def teller():
    teller = make.make_storyteller(consent_given=True, consent_date=NOW, preferred_name="Ada")
    make.make_storyteller_project(storyteller=teller)
    return teller


@pytest.fixture
def keeper(client, teller):
    client.force_login(teller.user)
    return teller.user


def scored(**patterns):
    return {key: dict.fromkeys(DIMENSIONS, Decimal(str(value))) for key, value in patterns.items()}


def sent(**patterns):
    return {
        f"{key}__{dimension}": str(value)
        for key, value in patterns.items()
        for dimension in DIMENSIONS
    }


def look(teller, **patterns):
    return verbs.look(teller, scored(**patterns), user=teller.user, now=timezone.now())


def url(page, teller, **query):
    return reverse(f"storyteller:{page}", args=[teller.pk], query=query or None)


def test_shape_is_for_the_keeper_alone(client, teller, undrawn_pages):
    read = [url(page, teller) for page in ("shape", "score_shape", "gate")]
    posted = [url(p, teller) for p in ("reveal_shape", "confirm_shape", "disagree_with_shape")]
    sent_to = [*posted, read[1]]
    for user, status in (
        (None, 302),
        (someone_refused(teller), 404),
        (add_helper(teller, "editor"), 403),
        (add_helper(teller), 403),
    ):
        assert statuses(client, user, "get", read) == dict.fromkeys(read, status)
        assert statuses(client, user, "post", sent_to) == dict.fromkeys(sent_to, status)
    found = statuses(client, teller.user, "get", [*read, *posted])
    assert found == dict.fromkeys(read, 200) | dict.fromkeys(posted, 405)


def test_look_is_numbered_linked_and_asks_for_what_is_missing(teller):
    with pytest.raises(ShapeError):
        look(teller)
    first = look(teller, endurance="0.9", transformation="0.7", meaning_making="0.65")
    second = look(teller, endurance="0.9", transformation="0.7", meaning_making="0.6")
    third = look(teller, endurance="0.86", transformation="0.5")
    fourth = look(teller, endurance="0.9", transformation="0.7", meaning_making="0.65")
    rows = [(row.analysis_number, row.refinement_status) for row in (first, second, third, fourth)]
    assert rows == [(1, "exploring"), (2, "narrowing"), (3, "resolved"), (4, "exploring")]
    assert [row.previous_analysis for row in (first, second, third)] == [None, first, second]
    assert (third.dominant_archetype, third.dominant_confidence) == ("endurance", Decimal("0.86"))
    assert (first.dominant_archetype, first.dominant_confidence) == ("", None)
    assert first.candidate_archetypes["candidates"][0] == {
        "archetype": "endurance",
        "confidence": 0.9,
    }
    assert verbs.scores_of(third) == scored(endurance="0.86", transformation="0.5")
    asked = Requirement.objects.order_by("created_at", "requirement_description")
    assert [(row.archetype_refinement_purpose, row.priority, row.status) for row in asked] == [
        ("discriminate", "critical", "obsolete"),
        ("validate", "important", "obsolete"),
        ("validate", "important", "obsolete"),
        ("discriminate", "critical", "pending"),
    ]
    newest = asked.last()
    assert newest.discriminates_between["archetypes"] == ["endurance", "transformation"]
    assert fourth.discriminating_requirements_lodged == 1
    # The shape may still be hidden, and from an editor it always is.
    assert not any("ndurance" in row.requirement_description for row in asked)
    editor = make.make_storyteller_helper(storyteller=teller, role="editor").user
    assert (asked.visible_to(editor).count(), asked.visible_to(teller.user).count()) == (0, 4)
    teller.progress.refresh_from_db()
    assert teller.progress.current_phase == "archetype_inference"


def test_shape_stays_hidden_until_it_is_asked_for(client, keeper, teller):
    shape = url("shape", teller)
    assertContains(client.get(shape), "Nobody has looked yet")
    partial = sent(endurance="0.9")
    partial.popitem()
    for data in ({}, partial, sent(endurance="1.01")):
        assert client.post(url("score_shape", teller), data).status_code == 422
    client.post(url("score_shape", teller), sent(endurance="0.9", transformation="0.2"))
    page = client.get(shape)
    assertContains(page, "hidden until you ask")
    assertNotContains(page, "Endurance")
    client.post(url("confirm_shape", teller))
    found = ArchetypeAnalysis.objects.get()
    assert (found.user_confirmed, found.revealed_to_user) == (None, False)
    client.post(url("reveal_shape", teller))
    page = client.get(shape)
    # Once one has won, only that one is shown.
    assert [each.name for each in page.context["candidates"]] == ["Endurance"]
    assertContains(page, "Endurance</strong>: 90 of 100")
    client.post(url("confirm_shape", teller))
    found.refresh_from_db()
    teller.project.refresh_from_db()
    assert (found.user_confirmed, found.revealed_to_user) == (True, True)
    assert teller.project.shape_revealed_at is not None
    client.post(url("score_shape", teller), sent(endurance="0.7", transformation="0.7"))
    page = client.get(shape)
    assert [each.name for each in page.context["candidates"]] == ["Transformation", "Endurance"]
    assert (page.context["last"].analysis_number, page.context["last"].user_confirmed) == (2, None)


def test_who_disagrees_is_heard_at_once(client, keeper, teller):
    look(teller, endurance="0.9", meaning_making="0.55")
    verbs.reveal(teller, now=NOW)
    address = url("disagree_with_shape", teller)
    assert client.post(address, {"notes": ""}).status_code == 422
    client.post(address, {"notes": "I chose it.", "reframed_as": "A choice"})
    first, second = ArchetypeAnalysis.objects.order_by("analysis_number")
    assert (first.user_confirmed, first.user_reframed_as, first.user_reframe_notes) == (
        False,
        "A choice",
        "I chose it.",
    )
    feedback = UserFeedback.objects.get()
    assert (feedback.feedback_type, feedback.priority, feedback.requires_immediate_action) == (
        "correction",
        "critical",
        True,
    )
    assert (second.previous_analysis, second.refinement_status) == (first, "narrowing")
    assert [*verbs.scores_of(second)] == ["meaning_making"]
    client.post(address, {"notes": "Nor that."})
    assertContains(client.get(url("shape", teller)), "No shape is left to look at")


def test_new_look_is_suggested_after_sessions_4_and_7(teller):
    def finish(count):
        for _ in range(count):
            make.make_storyteller_session(
                storyteller=teller, status="completed", started_at=NOW, ended_at=timezone.now()
            )

    due = lambda: verbs.is_look_due(teller, verbs.latest_look(teller))  # noqa: E731
    finish(3)
    assert not due()
    finish(1)
    assert due()
    look(teller, endurance="0.9")
    assert not due()
    finish(2)
    assert not due()
    finish(1)
    assert due()


def test_gate_names_each_piece_and_leads_to_where_it_is_mended(client, keeper, teller):
    assertContains(client.get(url("gate", teller)), "There is no manuscript yet")
    story = start_story(teller, title="The canal", now=NOW)
    chapter = make.make_story_chapter(story=story)
    section = make.make_chapter_section(
        chapter=chapter, section_type="scene", content="Ice.", word_count=60
    )
    make.make_chapter_section(
        chapter=chapter, section_type="summary", content="So.", word_count=40, section_number=2
    )
    scene = make.make_story_scene(
        story=story, chapter=chapter, section=section, scene_name="Ice", visual_details=["White"]
    )
    friend = make.make_story_character(
        story=story, character_name="Erik", character_type="ally", motivation="A boat."
    )
    page = client.get(url("gate", teller))
    pieces = {piece.code: address for _, found in page.context["areas"] for piece, address in found}
    own = lambda name, *keys: reverse(f"storyteller:{name}", args=[teller.pk, *keys])  # noqa: E731
    assert pieces == {
        "archetype_not_resolved": own("shape"),
        "scene_share_low": f"{own('manuscript')}?story={story.pk}",
        "senses_few": own("scene", scene.pk),
        "events_few": own("collections"),
        "protagonist_change_missing": own("people_of_story", story.pk),
        "voice_missing": own("person_of_story", friend.pk),
        "no_theme": own("themes", story.pk),
        "no_reflection": f"{own('manuscript')}?story={story.pk}",
    }
    assertContains(page, "60% of the words are in scenes")
    assert {client.get(address).status_code for address in pieces.values()} == {200}


def test_gate_and_shape_take_a_fixed_number_of_queries(client, keeper, teller):
    story = start_story(teller, title="The canal", now=NOW)
    look(teller, endurance="0.7")
    verbs.reveal(teller, now=NOW)

    def counts():
        found = []
        for address in (url("gate", teller), url("shape", teller), url("score_shape", teller)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    first = counts()
    chapter = make.make_story_chapter(story=story)
    for number in range(3):
        section = make.make_chapter_section(chapter=chapter, section_number=number + 1)
        make.make_story_scene(story=story, chapter=chapter, section=section)
        make.make_story_theme(story=story, motifs=["water"])
        make.make_story_character(story=story, character_type="ally")
        look(teller, endurance="0.7", transformation="0.65")
    assert counts() == first
    assert max(first) <= 14
    # Some of it is missing of every scene and of every character.
    assert len(what_is_missing(teller, story)) == 18


def test_look_before_another_is_compared_by_time(teller):
    first = look(teller, endurance="0.9")
    ArchetypeAnalysis.objects.filter(pk=first.pk).update(analyzed_at=NOW - timedelta(days=30))
    for _ in range(4):
        make.make_storyteller_session(
            storyteller=teller, status="completed", started_at=NOW, ended_at=NOW
        )
    assert verbs.is_look_due(teller, verbs.latest_look(teller))
