"""A manuscript from outline to approval: what each verb does, what it refuses, what is kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.tests.factories import make_user
from storyteller.domain import edits, themes
from storyteller.domain.approvals import (
    approve_chapter,
    chapters_to_approve,
    unapproved_chapters,
    with_approval,
    withdraw_approval,
)
from storyteller.domain.chapters import (
    add_chapter,
    delete_chapter,
    merge_with_next,
    move_chapter,
    order_chapters,
    split_chapter,
)
from storyteller.domain.characters import relate
from storyteller.domain.drafts import changes_since, chapter_text, keep_draft, restore_draft
from storyteller.domain.errors import ConsentRequiredError
from storyteller.domain.manuscript import chapters_of, sections_of, text_mark
from storyteller.domain.manuscript_errors import (
    ApprovalError,
    ChapterError,
    EditError,
    OutlineError,
    TextChangedError,
)
from storyteller.domain.outline import make_outline, parts_of, start_story
from storyteller.domain.sections import add_section, delete_section, move_section, write_section
from storyteller.models import (
    ChapterSection,
    CharacterAppearance,
    EditRequirement,
    Story,
    StoryChapter,
    StoryCharacter,
    StoryDraft,
    StoryScene,
)
from storyteller.tests import factories as make

pytestmark = pytest.mark.django_db
NOW = timezone.now()
GOOD = dict.fromkeys(edits.MARKS, Decimal(9))


@pytest.fixture(scope="module")
def started(module_rows):
    """The key of a story without a chapter."""
    teller = make.make_storyteller(consent_given=True, consent_date=NOW, preferred_name="Ada")
    return start_story(teller, title="The canal", now=NOW).pk


@pytest.fixture
def story(started, db):
    return Story.objects.select_related("storyteller").get(pk=started)


def written(story, title="The winter", *texts):
    """A chapter with sections of (type, text)."""
    chapter = add_chapter(story, title=title, now=NOW)
    first, *rest = texts or [("scene", "The canal was frozen that winter.")]
    [section] = sections_of(chapter)
    write(section, first[1], kind=first[0])
    for kind, text in rest:
        write(add_section(chapter, section_type=kind, now=NOW), text, kind=kind)
    chapter.refresh_from_db()
    return chapter


def write(section, text, *, kind="scene", title="", mark=None):
    mark = mark or text_mark(ChapterSection.objects.get(pk=section.pk))
    return write_section(section, mark=mark, content=text, title=title, section_type=kind, now=NOW)


def titles(story):
    return [(each.chapter_number, each.chapter_title) for each in chapters_of(story)]


def texts(chapter):
    return [section.content for section in sections_of(chapter)]


def test_nothing_is_written_without_consent(story):
    chapter = written(story)
    story.storyteller.consent_given = False
    story.storyteller.consent_date = None
    story.storyteller.save()
    fresh = StoryChapter.objects.get(pk=chapter.pk)
    for verb in (
        lambda: add_chapter(fresh.story, title="x", now=NOW),
        lambda: write(sections_of(fresh)[0], "x"),
        lambda: approve_chapter(fresh, user=make_user(), now=NOW),
        lambda: make_outline(fresh.story, now=NOW),
        lambda: start_story(fresh.story.storyteller, title="x", now=NOW),
    ):
        with pytest.raises(ConsentRequiredError):
            verb()


# The outline


def make_material(teller):
    """Two parts, four collections (one not approved, one not for the book), five events."""
    late, early = (
        make.make_collection_grouping(storyteller=teller, grouping_name=name, display_order=order)
        for name, order in (("Later", 2), ("Early", 1))
    )
    approved = {"is_approved": True, "is_provisional": False, "approved_at": NOW}
    winter, sea, _ = (
        make.make_collection(storyteller=teller, collection_name=name, **fields)
        for name, fields in (
            ("Winter", approved | {"suggested_title": "The long winter"}),
            ("Sea", approved | {"archetype_pattern": "endurance"}),
            ("Not in the book", approved | {"include_in_book": False}),
        )
    )
    make.make_collection(storyteller=teller, collection_name="Not approved")
    make.make_collection_grouping_member(grouping=late, collection=winter)
    make.make_collection_grouping_member(grouping=early, collection=sea)
    skates, ice, secret = (
        make.make_life_event(storyteller=teller, event_name=name)
        for name in ("Skates", "Ice", "Secret")
    )
    make.make_life_event_boundary(life_event=secret, privacy_level="never_publish")
    for number, event in enumerate((secret, skates, ice), start=1):
        make.make_collection_life_event(
            collection=winter, life_event=event, sequence_order=number, is_anchor_event=event == ice
        )
    make.make_life_event_timespan(life_event=skates, start_year=1952, end_year=None)
    make.make_life_event_location(
        life_event=skates, location_name="The canal", is_primary_location=True
    )
    make.make_life_event_participant(
        life_event=skates, first_name="Erik", last_name="Holm", relationship_type="friend"
    )
    hidden = {"first_name": "Olga", "last_name": "Real", "use_real_name": False}
    make.make_life_event_participant(life_event=ice, pseudonym="Aunt M.", **hidden)
    return winter, sea


def test_outline_makes_a_chapter_of_each_approved_collection_in_the_order_of_parts(story):
    make_material(story.storyteller)
    outlined = make_outline(story, now=NOW)

    assert titles(story) == [(1, "Sea"), (2, "The long winter")]
    assert outlined.private_events == 1
    [sea, winter] = outlined.chapters
    assert parts_of(story) == {sea.pk: "Early", winter.pk: "Later"}
    assert (winter.chapter_type, winter.status) == ("thematic_chapter", "planned")
    plan = [(section.section_type, section.section_title) for section in sections_of(winter)]
    assert plan == [("scene", "Skates"), ("scene", "Ice"), ("reflection", "Looking back")]
    story.refresh_from_db()
    usual = ("narrative_structure", "point_of_view", "narrative_voice", "tense")
    ends = ("opening_strategy", "closing_strategy", "overall_archetype")
    assert [getattr(story, name) for name in (*usual, *ends)] == [
        "three_act",
        "first_person_past",
        "reflective",
        "past",
        "pivotal_moment",
        "reflection",
        "endurance",
    ]


def test_scene_of_an_event_knows_when_where_and_who(story):
    make_material(story.storyteller)
    make_outline(story, now=NOW)

    skates, ice = StoryScene.objects.filter(story=story).order_by("section__section_number")
    assert (skates.scene_name, skates.scene_place, skates.status) == (
        "Skates",
        "The canal",
        "outlined",
    )
    assert "1952" in skates.scene_time
    shown = StoryCharacter.objects.filter(story=story).order_by("character_name")
    assert [(each.character_name, each.real_name, each.is_pseudonym) for each in shown] == [
        ("Ada", "", False),
        ("Aunt M.", "Olga Real", True),
        ("Erik Holm", "", False),
    ]
    assert CharacterAppearance.objects.filter(section=ice.section).count() == 1


def test_outline_made_again_adds_what_is_new_and_changes_nothing_else(story):
    make_material(story.storyteller)
    make_outline(story, now=NOW)
    first = chapters_of(story)
    write(sections_of(first[0])[0], "Waves.")
    before = {row.pk: chapter_text(row) for row in first}
    assert make_outline(story, now=NOW).chapters == []

    approved = {"is_approved": True, "is_provisional": False, "approved_at": NOW}
    make.make_collection(storyteller=story.storyteller, collection_name="Garden", **approved)
    assert [each.chapter_title for each in make_outline(story, now=NOW).chapters] == ["Garden"]
    assert titles(story) == [(1, "Sea"), (2, "The long winter"), (3, "Garden")]
    assert {row.pk: chapter_text(row) for row in first} == before


def test_outline_of_nothing_is_refused(story):
    make.make_collection(storyteller=story.storyteller)
    with pytest.raises(OutlineError, match="Approve a collection first"):
        make_outline(story, now=NOW)


# Chapters and sections


def test_chapters_are_ordered_and_moved_without_a_gap(story):
    a, b, c = (written(story, title) for title in "ABC")
    move_chapter(c, step=-1, now=NOW)
    move_chapter(a, step=-1, now=NOW)
    assert titles(story) == [(1, "A"), (2, "C"), (3, "B")]
    order_chapters(story, [b.pk, a.pk, c.pk], now=NOW)
    assert titles(story) == [(1, "B"), (2, "A"), (3, "C")]
    for keys in ([a.pk, b.pk], [a.pk, b.pk, b.pk], [a.pk, b.pk, c.pk, c.pk]):
        with pytest.raises(ChapterError, match="have changed meanwhile"):
            order_chapters(story, keys, now=NOW)


def test_split_and_merge_lose_no_word_scene_or_draft(story):
    chapter = written(story, "All", ("scene", "One."), ("summary", "Two."), ("scene", "Three."))
    written(story, "End")
    one, two, three = sections_of(chapter)
    scene = make.make_story_scene(story=story, chapter=chapter, section=three)
    keep_draft(chapter, now=NOW)
    with pytest.raises(ChapterError, match="cannot be split at its beginning"):
        split_chapter(chapter, before=one, title="x", now=NOW)

    second = split_chapter(chapter, before=two, title="Second", now=NOW)
    keep_draft(second, now=NOW)
    assert titles(story) == [(1, "All"), (2, "Second"), (3, "End")]
    assert (texts(chapter), texts(second)) == (["One."], ["Two.", "Three."])
    scene.refresh_from_db()
    assert scene.chapter == second
    words = StoryChapter.objects.values_list("word_count", flat=True).order_by("chapter_number")
    assert list(words) == [1, 2, 6]

    merge_with_next(chapter, now=NOW)
    assert titles(story) == [(1, "All"), (2, "End")]
    assert texts(chapter) == ["One.", "Two.", "Three."]
    scene.refresh_from_db()
    assert (scene.chapter, scene.section) == (chapter, three)
    versions = chapter.drafts.order_by("draft_version")
    assert [(each.draft_version, each.is_current) for each in versions] == [(1, True), (2, False)]
    with pytest.raises(ChapterError, match="No chapter follows"):
        merge_with_next(chapters_of(story)[-1], now=NOW)


def test_deleted_chapter_leaves_its_scenes_and_people_to_the_story(story):
    chapter = written(story, "Gone")
    written(story, "Stays")
    [section] = sections_of(chapter)
    scene = make.make_story_scene(story=story, chapter=chapter, section=section)
    person = make.make_story_character(story=story, first_appearance_chapter=chapter)

    delete_chapter(chapter, now=NOW)
    scene.refresh_from_db()
    person.refresh_from_db()
    assert (scene.chapter, scene.section, person.first_appearance_chapter) == (None, None, None)
    assert titles(story) == [(1, "Stays")]


def test_sections_are_added_moved_and_deleted(story):
    chapter = written(story, "All", ("scene", "One."), ("summary", "Two."))
    one, two = sections_of(chapter)
    between = add_section(chapter, section_type="transition", after=one, now=NOW)
    assert texts(chapter) == ["One.", "", "Two."]
    move_section(two, step=-1, now=NOW)
    move_section(one, step=-1, now=NOW)
    assert texts(chapter) == ["One.", "Two.", ""]
    make.make_story_scene(story=story, chapter=chapter, section=between)
    delete_section(between, now=NOW)
    assert [section.section_number for section in sections_of(chapter)] == [1, 2]
    assert StoryScene.objects.get(story=story).section is None


def test_two_editors_at_once_lose_no_text(story):
    [section] = sections_of(written(story))
    mark = text_mark(section)
    write(section, "Mine.", mark=mark)
    with pytest.raises(TextChangedError) as refusal:
        write(section, "Yours.", mark=mark)
    assert refusal.value.found.content == "Mine."
    # The same text sent twice is no conflict.
    assert write(section, "Mine.", mark=mark).content == "Mine."
    assert write(section, "Both.", mark=text_mark(refusal.value.found)).content == "Both."


def test_writing_counts_words_and_scenes_of_the_chapter_and_the_story(story):
    chapter = written(story, "All", ("scene", "One two three."), ("summary", "Four."))
    assert (chapter.word_count, chapter.scene_to_summary_ratio) == (4, Decimal("0.75"))
    assert chapter.status == "drafted"
    story.refresh_from_db()
    assert story.estimated_word_count == 4


# Drafts


def test_drafts_are_kept_compared_and_brought_back(story):
    chapter = written(story, "All", ("scene", "Old words."), ("summary", "A summary."))
    first = keep_draft(chapter, name="First", now=NOW)
    assert keep_draft(chapter, now=NOW) == first
    scene = make.make_story_scene(story=story, chapter=chapter, section=sections_of(chapter)[0])

    write(sections_of(chapter)[0], "New words.")
    delete_section(sections_of(chapter)[1], now=NOW)
    changes = [(each.kind, each.text) for each in changes_since(first)]
    assert ("removed", "Old") in changes
    assert ("added", "New") in changes

    back = restore_draft(first, now=NOW)
    assert texts(chapter) == ["Old words.", "A summary."]
    versions = StoryDraft.objects.filter(chapter=chapter).order_by("draft_version")
    assert [(each.draft_version, each.is_current) for each in versions] == [
        (1, False),
        (2, False),
        (3, True),
    ]
    assert "New words." in versions[1].content
    assert (back.content, back.version_name) == (first.content, "Version 1 again")
    scene.refresh_from_db()
    assert scene.section == sections_of(chapter)[0]
    chapter.refresh_from_db()
    assert (chapter.current_draft_version, chapter.status) == (3, "revised")


# Approval


def test_chapter_is_approved_as_it_stands_and_no_longer_once_it_changes(story):
    chapter, keeper = written(story), story.storyteller.user
    assert unapproved_chapters(story) == [chapter]
    approval = approve_chapter(chapter, user=keeper, now=NOW)
    assert approve_chapter(chapter, user=keeper, now=NOW) == approval
    assert unapproved_chapters(story) == []

    [section] = sections_of(chapter)
    write(section, section.content)
    assert unapproved_chapters(story) == []
    write(section, "Another winter.")
    assert unapproved_chapters(story) == [chapter]
    again = approve_chapter(chapter, user=keeper, now=NOW)
    assert (approval.draft_version, again.draft_version) == (1, 2)
    withdraw_approval(chapter, now=NOW)
    withdraw_approval(chapter, now=NOW)
    chapter.refresh_from_db()
    assert (unapproved_chapters(story), chapter.status) == ([chapter], "revised")


def test_chapter_without_text_or_with_a_blocking_edit_is_not_approved(story):
    keeper = story.storyteller.user
    with pytest.raises(ApprovalError, match="nothing to approve yet"):
        approve_chapter(add_chapter(story, title="Empty", now=NOW), user=keeper, now=NOW)

    chapter = written(story)
    edit = edits.lodge_edit(
        chapter, user=keeper, issue_type="flow", severity="blocking", concern="It jumps.", now=NOW
    )
    with pytest.raises(ApprovalError, match="One edit blocks this chapter"):
        approve_chapter(chapter, user=keeper, now=NOW)
    [row] = with_approval(StoryChapter.objects.filter(pk=chapter.pk))
    assert (row.is_approved, row.is_blocked) == (False, True)
    edits.move_edit(edit, to="resolved", user=keeper, now=NOW)
    approve_chapter(chapter, user=keeper, now=NOW)


def test_keeper_is_asked_after_a_week_of_silence_and_nothing_is_approved_by_it(story):
    chapter, keeper = written(story), story.storyteller.user
    updated = StoryChapter.objects.get(pk=chapter.pk).updated_at
    assert list(chapters_to_approve(keeper, now=updated + timedelta(days=6))) == []
    later = updated + timedelta(days=8)
    assert list(chapters_to_approve(keeper, now=later)) == [chapter]
    assert list(chapters_to_approve(make_user(), now=later)) == []
    assert unapproved_chapters(story) == [chapter]


# Edits


def open_edits(chapter):
    rows = EditRequirement.objects.filter(chapter=chapter, status__in=("pending", "in_review"))
    return sorted((row.issue_type, row.severity, row.current_metric) for row in rows)


def test_low_marks_become_edits_and_good_ones_settle_them(story):
    chapter = written(story)
    editor = make_user()

    def review(**marks):
        return edits.review_chapter(chapter, user=editor, marks=GOOD | marks, now=NOW).result

    assert review(pacing=Decimal("5.9"), themes=Decimal(7)) == "needs_revision"
    assert open_edits(chapter) == [("pacing", "blocking", "5.9"), ("theme", "important", "7")]
    assert review(pacing=Decimal(6), themes=Decimal(8)) == "needs_polish"
    assert open_edits(chapter) == [("pacing", "important", "6")]
    assert review() == "approved"
    assert open_edits(chapter) == []
    resolved = EditRequirement.objects.filter(chapter=chapter, status="resolved")
    assert [row.resolved_in_draft_version for row in resolved] == [1, 1]
    with pytest.raises(ValueError, match="between 0 and 10"):
        review(pacing=Decimal(11))


def test_measures_become_edits_that_follow_the_text(story):
    chapter = written(story, "All", ("scene", "One."), ("summary", "Two three."))
    [section, _] = sections_of(chapter)
    scene = make.make_story_scene(
        story=story, chapter=chapter, section=section, visual_details=["ice"], auditory_details=[]
    )
    edits.review_chapter(
        chapter, user=make_user(), marks=GOOD, voice_consistency=Decimal("0.79"), now=NOW
    )
    assert open_edits(chapter) == [
        ("character_voice", "important", "0.79"),
        ("pacing", "blocking", "0.33"),
        ("sensory_detail", "important", "1"),
    ]
    edits.measure_chapter(chapter, now=NOW)
    assert EditRequirement.objects.filter(chapter=chapter).count() == 3

    write(section, "One two three four five.")
    scene.auditory_details = scene.tactile_details = ["x"]
    scene.save()
    edits.measure_chapter(chapter, now=NOW)
    assert open_edits(chapter) == [("character_voice", "important", "0.79")]


def test_finding_that_somebody_decided_to_leave_does_not_come_back_unchanged(story):
    chapter = written(story, "All", ("summary", "All told."))
    edits.measure_chapter(chapter, now=NOW)
    edit = EditRequirement.objects.get(chapter=chapter)
    with pytest.raises(EditError, match="Say why"):
        edits.move_edit(edit, to="wont_fix", user=make_user(), now=NOW)
    edits.move_edit(edit, to="wont_fix", user=make_user(), reason="A letter.", now=NOW)
    edits.measure_chapter(chapter, now=NOW)
    assert open_edits(chapter) == []


def test_edit_that_is_settled_can_only_be_taken_up_again(story):
    edit = edits.lodge_edit(
        written(story), user=make_user(), issue_type="tone", severity="polish", concern="x", now=NOW
    )
    user = make_user()
    edits.move_edit(edit, to="in_review", user=user, now=NOW)
    done = edits.move_edit(edit, to="resolved", user=user, reason="Mended.", now=NOW)
    assert (done.resolution_notes, done.resolved_in_draft_version) == ("Mended.", 1)
    with pytest.raises(EditError, match="resolved cannot become in review"):
        edits.move_edit(edit, to="in_review", user=user, now=NOW)
    assert edits.move_edit(edit, to="pending", user=user, now=NOW).status == "pending"


# People and themes


def test_two_characters_have_one_relation_whoever_is_named_first(story):
    one, other = (make.make_story_character(story=story) for _ in range(2))
    first = relate(
        story, character_a=one, character_b=other, relationship_type="friendship", now=NOW
    )
    second = relate(story, character_a=other, character_b=one, relationship_type="rivalry", now=NOW)
    assert (first.pk, second.relationship_type) == (second.pk, "rivalry")
    with pytest.raises(ValidationError):
        relate(story, character_a=one, character_b=one, now=NOW)
    with pytest.raises(ValidationError):
        relate(story, character_a=one, character_b=make.make_story_character(), now=NOW)


def test_theme_knows_how_far_it_runs(story):
    chapters = [written(story, str(number)) for number in range(4)]
    theme = themes.add_theme(story, theme_name="Ice", theme_type="central", now=NOW)
    themes.set_chapters(theme, chapters[:3], now=NOW)
    themes.set_chapters(theme, chapters[1:3], now=NOW)
    assert themes.reach_of(theme, 4) == (50, "too_little")
    themes.set_chapters(theme, chapters, now=NOW)
    assert themes.reach_of(theme, 4) == (100, "fits")
