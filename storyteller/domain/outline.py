"""An outline in one step: a chapter for each collection that the storyteller approved of."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from storyteller.domain.manuscript import chapters_lock, chapters_of, note_change, renumber
from storyteller.domain.manuscript_errors import OutlineError
from storyteller.domain.people import require_consent
from storyteller.domain.scenes import tell_event
from storyteller.models import (
    ChapterSection,
    Collection,
    CollectionGrouping,
    CollectionLifeEvent,
    Story,
    StoryChapter,
    StoryCharacter,
    StoryCollection,
    Storyteller,
)
from storyteller.rules.outline import Member, Moment, Part, chapter_order, chapter_plan

# How a story is told unless somebody says otherwise.
USUAL = {
    "narrative_structure": Story.NarrativeStructure.THREE_ACT,
    "point_of_view": Story.PointOfView.FIRST_PERSON_PAST,
    "narrative_voice": Story.NarrativeVoice.REFLECTIVE,
    "tense": Story.Tense.PAST,
    "opening_strategy": Story.OpeningStrategy.PIVOTAL_MOMENT,
    "closing_strategy": Story.ClosingStrategy.REFLECTION,
}


@dataclass
class Outlined:
    """What came of it: the story, the chapters that are new, and how many events stay private."""

    story: Story
    chapters: list[StoryChapter] = field(default_factory=list)
    private_events: int = 0


def start_story(storyteller: Storyteller, *, title: str, now: datetime) -> Story:
    """A story without a chapter, in which the storyteller is the one whom it is about."""
    require_consent(storyteller)
    story = Story(storyteller=storyteller, title=title, created_at=now, **USUAL)
    story.full_clean()
    story.save()
    StoryCharacter.objects.create(
        story=story,
        storyteller=storyteller,
        character_name=str(storyteller)[:200],
        character_type=StoryCharacter.CharacterType.PROTAGONIST,
        relationship_to_protagonist=StoryCharacter.RelationshipToProtagonist.SELF,
        consent_obtained=True,
        created_at=now,
    )
    return story


def make_outline(story: Story, *, now: datetime) -> Outlined:
    """A planned chapter for each approved collection that goes into the book and has none yet.

    What is there already stays as it is; new chapters follow at the end. Raises ``OutlineError``
    where no collection is approved.
    """
    with chapters_lock(story) as locked:
        collections = _approved(locked.storyteller)
        if not collections:
            raise OutlineError("Approve a collection first: each becomes a chapter.")
        used = set(locked.sources.values_list("collection", flat=True))
        order = [key for key, _ in _ordered(locked.storyteller, collections) if key not in used]
        outlined = Outlined(locked)
        moments = _moments(order)
        for key in order:
            _add_chapter(outlined, collections[key], moments[key], now)
        if outlined.chapters:
            renumber(chapters_of(locked), now=now)
        if not locked.overall_archetype and order:
            locked.overall_archetype = collections[order[0]].archetype_pattern
            locked.save()
        return outlined


def parts_of(story: Story) -> dict[UUID, str]:
    """The name of the part that a chapter stands in, by the chapter. Those in none are left out."""
    used = story.sources.select_related("collection").order_by("pk")
    chapters = {source.collection_id: source.chapter_id for source in used}
    collections = {source.collection_id: source.collection for source in used}
    ordered = _ordered(story.storyteller, collections)
    return {chapters[key]: part for key, part in ordered if part}


def _approved(storyteller):
    rows = Collection.objects.filter(storyteller=storyteller, is_approved=True)
    return {row.pk: row for row in rows.filter(include_in_book=True)}


def _ordered(storyteller, collections):
    groupings = CollectionGrouping.objects.filter(storyteller=storyteller)
    parts = [
        Part(
            grouping.suggested_part_title or grouping.grouping_name,
            [Member(each.collection_id, each.sequence_order) for each in grouping.members.all()],
            grouping.display_order,
        )
        for grouping in groupings.prefetch_related("members")
    ]
    rows = [(row.pk, row.display_order, row.collection_name) for row in collections.values()]
    return chapter_order(parts, rows)


def _moments(collections):
    """The events of each collection, those that are private being only counted, as ``None``."""
    members = CollectionLifeEvent.objects.filter(collection__in=collections)
    open_to_all = members.filter(members.open_to_helpers()).values_list("pk", flat=True)
    shown, found = set(open_to_all), defaultdict(list)
    for member in members.select_related("life_event").order_by("sequence_order", "pk"):
        found[member.collection_id].append(member if member.pk in shown else None)
    return found


def _add_chapter(outlined, collection, members, now):
    story = outlined.story
    shown = {member.life_event_id: member for member in members if member is not None}
    outlined.private_events += len(members) - len(shown)
    place = story.chapters.count() + 1
    chapter = StoryChapter.objects.create(
        story=story,
        chapter_number=place,
        display_order=place,
        chapter_title=collection.suggested_title or collection.collection_name,
        chapter_type=StoryChapter.ChapterType.THEMATIC_CHAPTER,
        status=StoryChapter.Status.PLANNED,
        created_at=now,
    )
    StoryCollection.objects.create(
        story=story,
        chapter=chapter,
        collection=collection,
        usage_type=StoryCollection.UsageType.PRIMARY_SOURCE,
        created_at=now,
    )
    moments = [
        Moment(key, str(member.life_event), member.is_anchor_event, member.sequence_order)
        for key, member in shown.items()
    ]
    for number, planned in enumerate(chapter_plan(moments), start=1):
        section = ChapterSection.objects.create(
            chapter=chapter,
            section_number=number,
            sequence_order=number,
            section_type=planned.section_type,
            section_title=planned.title[:200],
            created_at=now,
        )
        if planned.section_type == "scene" and planned.event:
            tell_event(shown[planned.event].life_event, section=section, now=now)
    note_change(chapter, now=now)
    outlined.chapters.append(chapter)
