"""What staff do with collections, stories and exports in the admin."""

import pytest

from accounts.tests.factories import make_admin
from storyteller.models import (
    BookExport,
    Collection,
    CollectionLifeEvent,
    Event,
    StoryChapter,
    StoryDraft,
    StoryScene,
)
from storyteller.tests.factories import (
    make_book_export,
    make_collection,
    make_event,
    make_life_event,
    make_story_chapter,
    make_story_draft,
    make_story_scene,
)
from storyteller.tests.test_admin import page, rows_of, save

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client):
    client.force_login(make_admin())


def test_event_is_put_into_a_collection_on_its_page(client):
    collection = make_collection()
    event = make_life_event(storyteller=collection.storyteller)
    row = {"life_event": event.pk, "sequence_order": 1, "narrative_role": "climax"}
    url = page(Collection, "change", collection.pk)
    assert save(client, url, **rows_of("collection_events", row)) == {}
    kept = CollectionLifeEvent.objects.get()
    assert (kept.collection, kept.life_event) == (collection, event)


def test_event_of_another_storyteller_is_refused_beside_its_field(client):
    collection = make_collection()
    row = {"life_event": make_life_event().pk, "narrative_role": "climax"}
    url = page(Collection, "change", collection.pk)
    assert save(client, url, **rows_of("collection_events", row)) == {
        "collection_events-0-life_event": ["This life event belongs to another storyteller."]
    }
    assert CollectionLifeEvent.objects.count() == 0


def test_scene_added_to_a_chapter_belongs_to_its_story(client):
    chapter = make_story_chapter()
    row = {"scene_name": "The ice", "status": "outlined"}
    url = page(StoryChapter, "change", chapter.pk)
    assert save(client, url, **rows_of("scenes", row)) == {}
    scene = StoryScene.objects.get()
    assert (scene.chapter, scene.story) == (chapter, chapter.story)


def test_event_of_another_storyteller_is_refused_in_a_new_scene(client):
    chapter = make_story_chapter()
    row = {"scene_name": "The ice", "status": "outlined", "life_event": make_life_event().pk}
    url = page(StoryChapter, "change", chapter.pk)
    assert save(client, url, **rows_of("scenes", row)) == {
        "scenes-0-life_event": ["This life event belongs to another storyteller."]
    }


def test_second_current_draft_is_refused_with_a_sentence(client):
    current = make_story_draft()
    fields = {
        "story": current.story.pk,
        "chapter": current.chapter.pk,
        "draft_type": "chapter",
        "draft_version": current.draft_version + 1,
        "is_current": "on",
    }
    faults = client.post(page(StoryDraft, "add"), fields).context["errors"]
    assert [*faults] == [["This chapter has a current draft already."]]


def test_superseded_draft_is_read_only(client):
    current = make_story_draft()
    superseded = make_story_draft(chapter=current.chapter, content="An earlier version.")
    url = page(StoryDraft, "change", current.pk)
    assert save(client, url, content="Changed.") == {}
    url = page(StoryDraft, "change", superseded.pk)
    assert client.post(url, {"content": "Changed."}).status_code == 403
    kept = StoryDraft.objects.order_by("draft_version").values_list("content", flat=True)
    assert [*kept] == ["Changed.", "An earlier version."]


def test_exports_are_filtered_by_their_status(client):
    failed = make_book_export(export_status="failed", failure_reason="A picture is missing.")
    make_book_export()
    response = client.get(page(BookExport, "changelist"), {"export_status__exact": "failed"})
    assert [*response.context["cl"].result_list] == [failed]


def test_workflow_event_is_read_only(client):
    event = make_event()
    urls = [page(Event, "add"), page(Event, "change", event.pk), page(Event, "delete", event.pk)]
    assert [client.post(url, {"post": "yes"}).status_code for url in urls] == [403, 403, 403]


def test_chapter_with_scenes_is_not_deleted_and_the_page_says_why(client):
    scene = make_story_scene(chapter=make_story_chapter())
    response = client.post(page(StoryChapter, "delete", scene.chapter.pk), {"post": "yes"})
    sentence, *_ = response.context["protected"]
    assert sentence.startswith("1 scene refers to the chapter")
    assert StoryScene.objects.get().chapter == scene.chapter
