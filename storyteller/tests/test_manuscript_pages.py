"""The pages of a manuscript: who may open which, what they keep, and what they never show."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from storyteller.domain.approvals import unapproved_chapters
from storyteller.domain.chapters import add_chapter
from storyteller.domain.drafts import keep_draft
from storyteller.domain.manuscript import chapters_of, sections_of, text_mark
from storyteller.domain.outline import start_story
from storyteller.domain.sections import write_section
from storyteller.models import (
    ChapterSection,
    EditRequirement,
    Story,
    StoryChapter,
    StoryCharacter,
    Storyteller,
)
from storyteller.rules.edit_gates import MARKS
from storyteller.tests import factories as make
from storyteller.tests.tellers import add_helper, someone_refused, statuses

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PRIVATE = "zebra-private"


@pytest.fixture(scope="module")
def begun(module_rows):
    return make.make_storyteller(consent_given=True, consent_date=NOW, preferred_name="Ada").pk


@pytest.fixture(scope="module")
def written(begun):
    """The key of a chapter with one section, in the only story of the storyteller."""
    story = start_story(Storyteller.objects.get(pk=begun), title="The canal", now=NOW)
    chapter = add_chapter(story, title="Winter", now=NOW)
    write(sections_of(chapter)[0], "The canal was frozen.")
    return chapter.pk


@pytest.fixture
def chapter(written, db):
    return StoryChapter.objects.select_related("story__storyteller").get(pk=written)


@pytest.fixture
def story(chapter):
    return chapter.story


@pytest.fixture
def keeper(client, teller):
    client.force_login(teller.user)
    return teller.user


@pytest.fixture
def editor(teller):
    return make.make_storyteller_helper(storyteller=teller, role="editor").user


def write(section, text):
    mark = text_mark(section)
    return write_section(section, mark=mark, content=text, title="", section_type="scene", now=NOW)


def url(name, *args):
    return reverse(f"storyteller:{name}", args=args)


def pages_of(teller, story, chapter):
    """The address of each page, with whether it is only posted to."""
    [section] = sections_of(chapter)
    draft = keep_draft(chapter, now=NOW)
    scene = make.make_story_scene(story=story, chapter=chapter, section=section)
    one, other = (make.make_story_character(story=story) for _ in range(2))
    relation = make.make_character_relationship(story=story, character_a=one, character_b=other)
    theme, edit = make.make_story_theme(story=story), make_edit(chapter)
    key = teller.pk
    read = [
        url("manuscript", key),
        url("begin_story", key),
        *(url(name, key, story.pk) for name in ("story_settings", "read_story", "scenes")),
        *(url(name, key, story.pk) for name in ("people_of_story", "themes", "edits")),
        *(url(name, key, chapter.pk) for name in ("chapter", "about_chapter", "delete_chapter")),
        *(url(name, key, chapter.pk) for name in ("drafts", "review_chapter", "new_edit")),
        url("draft", key, draft.pk),
        url("section", key, section.pk),
        url("delete_section", key, section.pk),
        url("person_of_story", key, one.pk),
        url("theme", key, theme.pk),
        url("scene", key, scene.pk),
    ]
    posted = [
        *(url(name, key, story.pk) for name in ("outline", "new_chapter", "order_chapters")),
        url("new_relation", key, story.pk),
        *(url(name, key, chapter.pk) for name in ("move_chapter", "split_chapter", "new_section")),
        *(url(name, key, chapter.pk) for name in ("merge_chapter", "measure_chapter")),
        url("move_section", key, section.pk),
        url("settle_edit", key, edit.pk),
        url("remove_relation", key, relation.pk),
        url("remove_person", key, other.pk),
        url("remove_theme", key, theme.pk),
        url("remove_scene", key, scene.pk),
    ]
    yes = [url(name, key, chapter.pk) for name in ("approve_chapter", "withdraw_approval")]
    return read, posted, yes


def make_edit(chapter):
    fields = {"story": chapter.story, "storyteller": chapter.story.storyteller}
    return make.make_edit_requirement(chapter=chapter, severity="polish", **fields)


def test_editor_and_keeper_open_every_page(client, teller, story, chapter, editor):
    read, posted, yes = pages_of(teller, story, chapter)
    for user in (editor, teller.user):
        assert statuses(client, user, "get", read) == dict.fromkeys(read, 200)
    assert statuses(client, teller.user, "post", yes) == dict.fromkeys(yes, 302)
    # Posted last, since some of it is gone afterwards. Nothing is in the forms.
    answers = statuses(client, teller.user, "post", posted)
    assert set(answers.values()) == {302, 422}


def test_everybody_else_is_refused(client, teller, story, chapter, editor, undrawn_pages):
    read, posted, yes = pages_of(teller, story, chapter)
    people = (
        (None, 302),
        (someone_refused(teller), 404),
        (add_helper(teller), 403),
    )
    for user, status in people:
        assert statuses(client, user, "get", read) == dict.fromkeys(read, status)
        sent = [*posted, *yes]
        assert statuses(client, user, "post", sent) == dict.fromkeys(sent, status)
    assert statuses(client, editor, "post", yes) == dict.fromkeys(yes, 403)
    sent = [*posted, *yes]
    assert statuses(client, teller.user, "get", sent) == dict.fromkeys(sent, 405)


def test_row_of_another_storyteller_is_not_found_under_this_one(client, keeper, teller, story):
    other = start_story(
        make.make_storyteller(consent_given=True, consent_date=NOW), title="x", now=NOW
    )
    theirs = add_chapter(other, title="Theirs", now=NOW)
    [section] = sections_of(theirs)
    for address in (
        url("chapter", teller.pk, theirs.pk),
        url("section", teller.pk, section.pk),
        url("read_story", teller.pk, other.pk),
        url("chapter", other.storyteller_id, theirs.pk),
    ):
        assert client.get(address).status_code == 404


def test_withdrawn_consent_closes_the_manuscript(client, keeper, teller, chapter, editor):
    teller.deleted_at, teller.is_active = NOW, False
    teller.consent_given, teller.consent_date = False, None
    teller.save()
    address = url("chapter", teller.pk, chapter.pk)
    response = client.get(address)
    assert (
        response.status_code,
        url("consent", teller.pk) in response.headers.get("Location", ""),
    ) == (
        302,
        True,
    )
    client.force_login(editor)
    assert client.get(address).status_code == 404


def test_story_begins_with_an_outline_or_with_an_empty_page(client):
    teller = make.make_storyteller(consent_given=True, consent_date=NOW)
    client.force_login(teller.user)
    assertContains(client.get(url("manuscript", teller.pk)), "Here the memories become chapters")
    assert client.post(url("begin_story", teller.pk), {"title": " "}).status_code == 422
    make.make_collection(
        storyteller=teller,
        collection_name="Winters",
        is_approved=True,
        is_provisional=False,
        approved_at=NOW,
    )
    response = client.post(url("begin_story", teller.pk), {"title": "Ours", "outline": "1"})
    story = Story.objects.get(storyteller=teller)
    address = f"{url('manuscript', teller.pk)}?story={story.pk}"
    assertRedirects(response, address, fetch_redirect_response=False)
    assert [each.chapter_title for each in chapters_of(story)] == ["Winters"]
    response = client.get(url("manuscript", teller.pk))
    assertContains(response, "Winters")
    assertContains(response, "The outline is made.")


def test_section_is_written_and_kept_while_it_is_typed(client, keeper, teller, chapter):
    [section] = sections_of(chapter)
    address = url("section", teller.pk, section.pk)
    mark = client.get(address).context["form"]["mark"].value()
    fields = {"mark": mark, "section_title": "Ice", "section_type": "scene"}

    saved = client.post(address, fields | {"content": "One two."}, headers={"X-Autosave": "1"})
    answer = json.loads(saved.content)
    assert (saved.status_code, answer["said"]) == (200, "Saved. 2 words.")
    refused = client.post(address, fields | {"section_type": "x"}, headers={"X-Autosave": "1"})
    assert refused.status_code == 422
    late = client.post(address, fields | {"content": "Late."}, headers={"X-Autosave": "1"})
    assert (late.status_code, "Somebody else" in late.json()["said"]) == (409, True)

    page = client.post(address, fields | {"content": "Late."})
    assertContains(page, "What stands there now", status_code=409)
    assertContains(page, "One two.", status_code=409)
    assert page.context["form"]["content"].value() == "Late."
    again = fields | {"mark": page.context["form"]["mark"].value(), "content": "Late."}
    assertRedirects(client.post(address, again), url("chapter", teller.pk, chapter.pk))
    section.refresh_from_db()
    assert (section.content, section.section_title) == ("Late.", "Ice")


def test_typed_text_is_escaped_and_read_as_markdown(client, keeper, teller, story, chapter):
    [section] = sections_of(chapter)
    write(section, "<script>alert(1)</script> *soft*\n\n[x](javascript:alert(1))")
    for address in (url("chapter", teller.pk, chapter.pk), url("read_story", teller.pk, story.pk)):
        page = client.get(address)
        assertContains(page, "<em>soft</em>")
        assertNotContains(page, "<script>alert")
        assertNotContains(page, 'href="javascript')


def test_chapters_are_moved_split_joined_and_deleted_on_the_page(
    client, keeper, teller, story, chapter
):
    second = add_chapter(story, title="Spring", now=NOW)
    key = teller.pk
    client.post(url("move_chapter", key, second.pk), {"to": "up"})
    titles = lambda: [each.chapter_title for each in chapters_of(story)]  # noqa: E731
    assert titles() == ["Spring", "Winter"]
    client.post(url("order_chapters", key, story.pk), {"chapter": [chapter.pk, second.pk]})
    assert titles() == ["Winter", "Spring"]
    assertContains(
        client.post(url("order_chapters", key, story.pk), {"chapter": [chapter.pk]}, follow=True),
        "The chapters have changed meanwhile",
    )
    client.post(url("new_section", key, chapter.pk), {"section_type": "summary"})
    last = sections_of(chapter)[-1]
    assert last.section_type == "summary"
    wrong = client.post(url("split_chapter", key, chapter.pk), {"before": last.pk, "title": ""})
    assert wrong.status_code == 422
    client.post(url("split_chapter", key, chapter.pk), {"before": last.pk, "title": "Thaw"})
    assert titles() == ["Winter", "Thaw", "Spring"]
    client.post(url("merge_chapter", key, chapter.pk))
    client.post(url("delete_chapter", key, second.pk))
    assert titles() == ["Winter"]


def test_keeper_agrees_on_the_page_where_they_read(client, keeper, teller, story, chapter):
    read = url("read_story", teller.pk, story.pk)
    assertContains(client.get(read), "I agree to this chapter")
    client.post(url("approve_chapter", teller.pk, chapter.pk), {"from": "read"})
    assert unapproved_chapters(story) == []
    assertNotContains(client.get(read), "I agree to this chapter")
    client.post(url("withdraw_approval", teller.pk, chapter.pk))
    assert unapproved_chapters(story) == [chapter]


def test_marks_put_edits_on_the_board_where_they_are_settled(
    client, keeper, teller, story, chapter
):
    review = url("review_chapter", teller.pk, chapter.pk)
    marks = dict.fromkeys(MARKS, "9") | {"pacing": "5"}
    assert client.post(review, marks | {"senses": "11"}).status_code == 422
    assertRedirects(client.post(review, marks), url("edits", teller.pk, story.pk))
    [edit] = EditRequirement.objects.filter(chapter=chapter)
    board = client.get(url("edits", teller.pk, story.pk))
    assertContains(board, "Blocking")
    refused = client.post(url("approve_chapter", teller.pk, chapter.pk), follow=True)
    assertContains(refused, "One edit blocks this chapter")
    settle = url("settle_edit", teller.pk, edit.pk)
    assertContains(client.post(settle, {"to": "wont_fix"}, follow=True), "Say why")
    client.post(settle, {"to": "resolved", "reason": "Slower now."})
    edit.refresh_from_db()
    assert (edit.status, edit.current_metric) == ("resolved", "5")
    assertContains(client.get(url("edits", teller.pk, story.pk)), "Nothing to mend")
    settled = client.get(url("edits", teller.pk, story.pk), {"show": "settled"})
    assertContains(settled, "Slower now.")
    client.post(
        url("new_edit", teller.pk, chapter.pk),
        {"issue_type": "tone", "severity": "polish", "concern": "A bit stern."},
    )
    assertContains(client.get(url("chapter", teller.pk, chapter.pk)), "A bit stern.")


def test_versions_are_compared_and_brought_back_on_the_page(client, keeper, teller, chapter):
    drafts = url("drafts", teller.pk, chapter.pk)
    client.post(drafts, {"name": "First"})
    draft = chapter.drafts.get()
    write(sections_of(chapter)[0], "The canal thawed.")
    page = client.get(url("draft", teller.pk, draft.pk))
    assertContains(page, "<del>was frozen</del>", html=False)
    assertContains(page, "<ins>thawed</ins>", html=False)
    client.post(url("draft", teller.pk, draft.pk))
    assert sections_of(chapter)[0].content == "The canal was frozen."
    assertContains(client.get(drafts), "Version 1 again")


def test_people_scenes_and_themes_are_kept_on_their_pages(client, keeper, teller, story, chapter):
    people = url("people_of_story", teller.pk, story.pk)
    assert client.post(people, {"character_name": ""}).status_code == 422
    client.post(people, {"character_name": "Erik", "real_name": "Erik Holm"})
    erik = StoryCharacter.objects.get(story=story, character_name="Erik")
    ada = StoryCharacter.objects.get(story=story, character_type="protagonist")
    tie = {"character_a": ada.pk, "character_b": erik.pk, "relationship_type": "friendship"}
    wrong = client.post(url("new_relation", teller.pk, story.pk), tie | {"character_b": ada.pk})
    assertContains(wrong, "Choose somebody else", status_code=422)
    client.post(url("new_relation", teller.pk, story.pk), tie)
    page = client.get(people)
    assertContains(page, "Ada and Erik: friendship")
    assertContains(page, "really Erik Holm")

    client.post(url("scenes", teller.pk, story.pk), {"title": "Skates"})
    scene = story.scenes.get()
    fields = {
        "scene_name": "Skates",
        "visual_details": "ice\nlanterns",
        "auditory_details": "blades",
    }
    section = sections_of(chapter)[0]
    client.post(url("scene", teller.pk, scene.pk), fields | {"section": section.pk})
    scene.refresh_from_db()
    assert (scene.visual_details, scene.chapter) == (["ice", "lanterns"], chapter)
    assertContains(client.get(url("scenes", teller.pk, story.pk)), "2 of 5 senses")

    themes = url("themes", teller.pk, story.pk)
    client.post(themes, {"theme_name": "Ice", "theme_type": "central"})
    theme = story.themes.get()
    assertContains(client.get(themes), "so it could be in more")
    client.post(
        url("theme", teller.pk, theme.pk),
        {"theme_name": "Ice", "theme_type": "central", "chapters": [chapter.pk]},
    )
    assertContains(client.get(themes), "In 100 % of 1 chapter")


def test_editor_sees_nothing_that_is_private(client, teller, story, chapter, editor):
    event = make.make_life_event(storyteller=teller, event_name=PRIVATE)
    make.make_life_event_boundary(life_event=event, privacy_level="private")
    hidden = ChapterSection.objects.create(
        chapter=chapter, section_number=2, sequence_order=2, section_type="scene", content=PRIVATE
    )
    scene = make.make_story_scene(
        story=story, chapter=chapter, section=hidden, life_event=event, scene_name=PRIVATE
    )
    person = make.make_story_character(
        story=story, character_name="Aunt M.", real_name=PRIVATE, is_pseudonym=True
    )
    draft = keep_draft(chapter, now=NOW)
    keep = [
        url("manuscript", teller.pk),
        url("chapter", teller.pk, chapter.pk),
        *(url(name, teller.pk, story.pk) for name in ("read_story", "scenes", "edits", "themes")),
        url("people_of_story", teller.pk, story.pk),
        url("person_of_story", teller.pk, person.pk),
    ]
    closed = {
        url("section", teller.pk, hidden.pk): 404,
        url("scene", teller.pk, scene.pk): 404,
        url("drafts", teller.pk, chapter.pk): 403,
        url("draft", teller.pk, draft.pk): 403,
        url("review_chapter", teller.pk, chapter.pk): 403,
        url("delete_chapter", teller.pk, chapter.pk): 403,
    }
    client.force_login(editor)
    shown = [address for address in keep if PRIVATE in client.get(address).content.decode()]
    assert shown == []
    assert {address: client.get(address).status_code for address in closed} == closed
    assertContains(client.get(url("chapter", teller.pk, chapter.pk)), "private by now")
    # What the form does not show, it does not change either.
    client.post(
        url("person_of_story", teller.pk, person.pk), {"character_name": "M.", "real_name": "x"}
    )
    person.refresh_from_db()
    assert (person.character_name, person.real_name) == ("M.", PRIVATE)

    client.force_login(teller.user)
    assert all(PRIVATE in client.get(address).content.decode() for address in keep[1:4])


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_does_not_grow(
    client, keeper, teller, story, chapter, rows, django_assert_num_queries
):
    for number in range(rows):
        more = add_chapter(story, title=f"Chapter {number}", now=NOW)
        section = ChapterSection.objects.create(chapter=chapter, section_number=number + 2)
        make.make_story_scene(story=story, chapter=chapter, section=section)
        make_edit(more)
        make_edit(chapter)
        make.make_story_character(story=story)
        make.make_chapter_theme(chapter=more, theme=make.make_story_theme(story=story))
    [first, *_] = sections_of(chapter)
    for queries, name, key in (
        (9, "manuscript", None),
        (8, "chapter", chapter.pk),
        (7, "read_story", story.pk),
        (9, "people_of_story", story.pk),
        (8, "themes", story.pk),
        (6, "scenes", story.pk),
        (6, "edits", story.pk),
        (5, "section", first.pk),
    ):
        address = url(name, teller.pk, *([key] if key else []))
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200, name


def test_keeping_a_text_while_it_is_typed_takes_few_queries(
    client, keeper, teller, chapter, django_assert_max_num_queries
):
    [section] = sections_of(chapter)
    address = url("section", teller.pk, section.pk)
    fields = {"mark": text_mark(section), "section_title": "", "section_type": "scene"}
    with django_assert_max_num_queries(14):
        client.post(address, fields | {"content": "New."}, headers={"X-Autosave": "1"})
    assert Decimal(chapter.story.chapters.get().scene_to_summary_ratio) == 1
