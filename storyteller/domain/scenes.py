"""The moments of a story: made from life events, and filled with what the senses took in."""

from datetime import datetime

from storyteller.domain.manuscript import story_lock
from storyteller.models import (
    ChapterSection,
    CharacterAppearance,
    LifeEvent,
    LifeEventTimespan,
    Story,
    StoryCharacter,
    StoryScene,
)

SENSES = (
    "visual_details",
    "auditory_details",
    "tactile_details",
    "olfactory_details",
    "gustatory_details",
)
# What somebody is to the storyteller, in the words of a story.
_STANDING = {
    "spouse": StoryCharacter.RelationshipToProtagonist.SPOUSE,
    "child": StoryCharacter.RelationshipToProtagonist.CHILD,
    "parent": StoryCharacter.RelationshipToProtagonist.PARENT,
    "friend": StoryCharacter.RelationshipToProtagonist.FRIEND,
    "colleague": StoryCharacter.RelationshipToProtagonist.COLLEAGUE,
    "mentor": StoryCharacter.RelationshipToProtagonist.TEACHER,
}


def senses_in(scene: StoryScene) -> int:
    """To how many of the five senses a scene speaks."""
    return sum(bool(getattr(scene, sense)) for sense in SENSES)


def add_scene(
    story: Story, *, name: str, section: ChapterSection | None = None, now: datetime
) -> StoryScene:
    with story_lock(story):
        scene = StoryScene(
            story=story,
            scene_name=name,
            section=section,
            chapter=section.chapter if section else None,
            created_at=now,
        )
        scene.full_clean()
        scene.save()
        return scene


def change_scene(scene: StoryScene, **fields: object) -> StoryScene:
    """Raises ``ValidationError``. A scene in a section stands in the chapter of that section."""
    with story_lock(scene.story):
        found = StoryScene.objects.get(pk=scene.pk)
        for name, value in fields.items():
            setattr(found, name, value)
        if found.section is not None:
            found.chapter = found.section.chapter
        found.full_clean()
        found.save()
        return found


def delete_scene(scene: StoryScene) -> None:
    """The text of the chapter stays: a scene says what is to be told, not how."""
    with story_lock(scene.story):
        StoryScene.objects.filter(pk=scene.pk).delete()


def tell_event(event: LifeEvent, *, section: ChapterSection, now: datetime) -> StoryScene:
    """For whoever holds the lock: the scene that tells ``event`` in ``section``.

    Its time is that of the main timespan, its place the main place, and the people of the event
    become characters of the story, or are the characters that they are already.
    """
    chapter = section.chapter
    place = event.locations.order_by("-is_primary_location", "order_index", "pk").first()
    scene = StoryScene.objects.create(
        story_id=chapter.story_id,
        chapter=chapter,
        section=section,
        life_event=event,
        scene_name=str(event)[:200],
        scene_description=event.description,
        scene_time=_time_of(event)[:200],
        scene_place=place.location_name if place else "",
        created_at=now,
    )
    for participant in event.participants.order_by("created_at", "pk"):
        character = _character_of(participant, chapter, now)
        if character:
            CharacterAppearance.objects.get_or_create(
                character=character,
                chapter=chapter,
                section=section,
                defaults={"role_in_scene": CharacterAppearance.RoleInScene.PRESENT},
            )
    return scene


def _time_of(event):
    """Such as ``March 1962`` or ``about 1962``; nothing where no year is known."""
    primary = LifeEventTimespan.TimespanType.PRIMARY
    spans = sorted(
        event.timespans.all(),
        key=lambda span: (span.timespan_type != primary, span.order_index, span.pk),
    )
    return next((str(span) for span in spans if span.start_year), "")


def _character_of(participant, chapter, now):
    real = f"{participant.first_name} {participant.last_name}".strip() or participant.nickname
    if not real:
        return None
    shown = real if participant.use_real_name else participant.pseudonym
    known = StoryCharacter.objects.filter(story_id=chapter.story_id)
    found = known.filter(real_name=real).first() or known.filter(character_name=shown).first()
    if found:
        return found
    return StoryCharacter.objects.create(
        story_id=chapter.story_id,
        character_name=shown,
        real_name="" if participant.use_real_name else real,
        is_pseudonym=not participant.use_real_name,
        privacy_level="" if participant.use_real_name else StoryCharacter.PrivacyLevel.PSEUDONYM,
        character_type=StoryCharacter.CharacterType.SUPPORTING,
        relationship_to_protagonist=_STANDING.get(participant.relationship_type, ""),
        is_living=False if participant.is_deceased else None,
        first_appearance_chapter=chapter,
        created_at=now,
    )
