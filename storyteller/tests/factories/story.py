from itertools import count

from storyteller.models import (
    ChapterSection,
    ChapterTheme,
    CharacterAppearance,
    CharacterRelationship,
    Story,
    StoryChapter,
    StoryCharacter,
    StoryCollection,
    StoryDraft,
    StoryScene,
    StoryTheme,
)
from storyteller.tests.factories.collections import make_collection
from storyteller.tests.factories.storytellers import make_storyteller

_numbers = count(1)


def make_story(*, storyteller=None, **fields):
    return Story.objects.create(
        storyteller=storyteller or make_storyteller(),
        **{"title": f"Story {next(_numbers)}", "point_of_view": "first_person_past", **fields},
    )


def make_story_chapter(*, story=None, **fields):
    number = next(_numbers)
    return StoryChapter.objects.create(
        story=story or make_story(),
        **{"chapter_number": number, "chapter_title": f"Chapter {number}", **fields},
    )


def make_chapter_section(*, chapter=None, **fields):
    number = next(_numbers)
    return ChapterSection.objects.create(
        chapter=chapter or make_story_chapter(),
        **{
            "section_number": number,
            "sequence_order": number,
            "section_title": f"Section {number}",
            "section_type": "scene",
            **fields,
        },
    )


def make_story_theme(*, story=None, **fields):
    return StoryTheme.objects.create(
        story=story or make_story(),
        **{"theme_name": f"Theme {next(_numbers)}", "theme_type": "major", **fields},
    )


def make_chapter_theme(*, chapter=None, theme=None, **fields):
    chapter = chapter or make_story_chapter()
    return ChapterTheme.objects.create(
        chapter=chapter,
        theme=theme or make_story_theme(story=chapter.story),
        **{"prominence": "present", **fields},
    )


def make_story_collection(*, chapter=None, collection=None, **fields):
    chapter = chapter or make_story_chapter()
    return StoryCollection.objects.create(
        chapter=chapter,
        collection=collection or make_collection(storyteller=chapter.story.storyteller),
        **{"story": chapter.story, "usage_type": "primary_source", **fields},
    )


def make_story_draft(*, chapter=None, **fields):
    """The current draft of a chapter of its own, or one more draft of ``chapter``."""
    is_first = chapter is None
    chapter = chapter or make_story_chapter()
    return StoryDraft.objects.create(
        chapter=chapter,
        **{
            "story": chapter.story,
            "draft_type": "chapter",
            "draft_version": next(_numbers),
            "content": "The canal was frozen that winter.",
            "is_current": is_first,
            **fields,
        },
    )


def make_story_scene(*, story=None, chapter=None, **fields):
    return StoryScene.objects.create(
        story=story or (chapter.story if chapter else make_story()),
        chapter=chapter,
        **{"scene_name": f"Scene {next(_numbers)}", "auditory_details": ["skates"], **fields},
    )


def make_story_character(*, story=None, **fields):
    return StoryCharacter.objects.create(
        story=story or make_story(),
        **{
            "character_name": f"Character {next(_numbers)}",
            "character_type": "supporting",
            "privacy_level": "pseudonym",
            "is_pseudonym": True,
            **fields,
        },
    )


def make_character_relationship(*, story=None, **fields):
    story = story or make_story()
    return CharacterRelationship.objects.create(
        story=story,
        character_a=fields.pop("character_a", None) or make_story_character(story=story),
        character_b=fields.pop("character_b", None) or make_story_character(story=story),
        **{"relationship_type": "friendship", **fields},
    )


def make_character_appearance(*, character=None, chapter=None, **fields):
    character = character or make_story_character()
    return CharacterAppearance.objects.create(
        character=character,
        chapter=chapter or make_story_chapter(story=character.story),
        **{"role_in_scene": "active", **fields},
    )
