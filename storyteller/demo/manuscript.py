"""The book: its chapters, their texts, and the people and themes in them."""

from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil

from storyteller.demo.texts import read, read_chapters, save, words
from storyteller.models import (
    ChapterApproval,
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

WORDS_A_PAGE = 250
PARTS = ("themes", "drafts", "sections", "collection", "appearances")


@dataclass
class Book:
    """What the work on the manuscript refers to: by number, or by name."""

    story: Story
    chapters: dict[int, StoryChapter] = field(default_factory=dict)
    sections: dict[tuple[int, int], ChapterSection] = field(default_factory=dict)
    characters: dict[str, StoryCharacter] = field(default_factory=dict)
    themes: dict[str, StoryTheme] = field(default_factory=dict)


def load_story(teller, events, collections, calendar):
    text, chapters = read("story"), read_chapters()
    story = Story(storyteller=teller, created_at=calendar.day(31, 19), **text["story"])
    book = Book(story)
    for entry in text["themes"]:
        book.themes[entry["theme_name"]] = StoryTheme(
            story=story, created_at=story.created_at, **entry
        )
    parts = {
        number: {name: chapter.pop(name) for name in PARTS} for number, chapter in chapters.items()
    }
    rows = [*_chapters(book, chapters, parts, events, collections, calendar)]
    rows += [*_characters(book, teller, text["characters"])]
    rows += [*_appearances(book, parts), *_relations(book, text["relations"])]
    story.estimated_word_count = sum(chapter.word_count for chapter in book.chapters.values())
    story.estimated_page_count = ceil(story.estimated_word_count / WORDS_A_PAGE)
    save([story, *book.themes.values(), *rows])
    return book


def _chapters(book, chapters, parts, events, collections, calendar):
    for number, entry in chapters.items():
        part = parts[number]
        drafts = [(calendar.day(draft.pop("days_ago"), 22), draft) for draft in part["drafts"]]
        first_written_at, _ = drafts[0]
        chapter = book.chapters[number] = StoryChapter(
            story=book.story,
            chapter_number=number,
            display_order=number,
            current_draft_version=len(drafts),
            created_at=first_written_at,
            **_measures(part["sections"]),
            **entry,
        )
        yield chapter
        yield from _sections(book, chapter, part["sections"], events)
        yield from _drafts(book, chapter, drafts)
        if chapter.status == StoryChapter.Status.POLISHED:
            last_written_at, _ = drafts[-1]
            yield ChapterApproval(
                chapter=chapter,
                approved_by=book.story.storyteller.user,
                draft_version=chapter.current_draft_version,
                approved_at=last_written_at,
            )
        yield from _themes(book, chapter, part["themes"])
        yield StoryCollection(
            story=book.story,
            chapter=chapter,
            collection=collections[part["collection"]],
            usage_type="primary_source",
            created_at=chapter.created_at,
        )


def _measures(sections):
    lengths = [(entry["section_type"], words(entry["content"])) for entry in sections]
    total = sum(length for _, length in lengths)
    in_scenes = sum(length for kind, length in lengths if kind == "scene")
    return {
        "word_count": total,
        "estimated_word_count": total,
        "scene_to_summary_ratio": (Decimal(in_scenes) / total).quantize(Decimal("0.01")),
    }


def _sections(book, chapter, entries, events):
    for number, entry in enumerate(entries, 1):
        scene = entry.pop("scene", None)
        section = ChapterSection(
            chapter=chapter,
            section_number=number,
            sequence_order=number,
            word_count=words(entry["content"]),
            created_at=chapter.created_at,
            **entry,
        )
        book.sections[chapter.chapter_number, number] = section
        yield section
        if scene:
            yield StoryScene(
                story=book.story,
                chapter=chapter,
                section=section,
                life_event=events[scene.pop("event")],
                scene_setting=section.scene_setting,
                word_count=section.word_count,
                created_at=chapter.created_at,
                **scene,
            )


def _drafts(book, chapter, drafts):
    """A draft holds the sections that there were when it was written."""
    for version, (written_at, entry) in enumerate(drafts, 1):
        numbers = entry.pop("sections")
        content = "\n\n".join(
            book.sections[chapter.chapter_number, number].content for number in numbers
        )
        yield StoryDraft(
            story=book.story,
            chapter=chapter,
            draft_version=version,
            content=content,
            word_count=words(content),
            is_current=version == len(drafts),
            created_at=written_at,
            **entry,
        )


def _themes(book, chapter, entries):
    for entry in entries:
        theme = book.themes[entry.pop("theme")]
        yield ChapterTheme(chapter=chapter, theme=theme, created_at=chapter.created_at, **entry)


def _characters(book, teller, entries):
    for entry in entries:
        chapter = book.chapters[entry.pop("first_chapter")]
        is_storyteller = entry.pop("is_storyteller", False)
        character = StoryCharacter(
            story=book.story,
            storyteller=teller if is_storyteller else None,
            first_appearance_chapter=chapter,
            created_at=chapter.created_at,
            **entry,
        )
        book.characters[character.character_name] = character
        yield character


def _appearances(book, parts):
    for number, chapter in book.chapters.items():
        for entry in parts[number]["appearances"]:
            yield CharacterAppearance(
                character=book.characters[entry.pop("character")],
                chapter=chapter,
                section=book.sections[number, entry.pop("section")],
                created_at=chapter.created_at,
                **entry,
            )


def _relations(book, entries):
    for entry in entries:
        yield CharacterRelationship(
            story=book.story,
            character_a=book.characters[entry.pop("a")],
            character_b=book.characters[entry.pop("b")],
            created_at=book.story.created_at,
            **entry,
        )
