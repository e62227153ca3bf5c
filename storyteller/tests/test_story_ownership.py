"""Rows that belong together belong to one storyteller, one story, one chapter."""

import pytest
from django.core.exceptions import ValidationError

from storyteller.tests.factories import (
    make_agent_instance,
    make_archetype_analysis,
    make_book_export,
    make_book_export_delivery,
    make_chapter_section,
    make_chapter_theme,
    make_character_appearance,
    make_character_relationship,
    make_collection,
    make_collection_grouping_member,
    make_collection_life_event,
    make_collection_relationship,
    make_edit_requirement,
    make_life_event,
    make_requirement,
    make_story,
    make_story_chapter,
    make_story_character,
    make_story_collection,
    make_story_draft,
    make_story_scene,
    make_story_theme,
    make_storyteller,
    make_storyteller_progress,
    make_storyteller_session,
)

pytestmark = pytest.mark.django_db

STORYTELLER, STORY, CHAPTER = (
    f"This {{}} belongs to another {owner}." for owner in ("storyteller", "story", "chapter")
)
# A row, a related row that somebody else's is put in place of, and what its form says.
FOREIGN = [
    (make_collection_life_event, "life_event", make_life_event, STORYTELLER),
    (make_collection_grouping_member, "collection", make_collection, STORYTELLER),
    (make_collection_relationship, "target_collection", make_collection, STORYTELLER),
    (make_story_collection, "chapter", make_story_chapter, STORY),
    (make_story_collection, "collection", make_collection, STORYTELLER),
    (make_chapter_theme, "theme", make_story_theme, STORY),
    (make_story_draft, "chapter", make_story_chapter, STORY),
    (make_story_draft, "section", make_chapter_section, CHAPTER),
    (make_story_scene, "chapter", make_story_chapter, STORY),
    (make_story_scene, "section", make_chapter_section, STORY),
    (make_story_scene, "life_event", make_life_event, STORYTELLER),
    (make_story_character, "first_appearance_chapter", make_story_chapter, STORY),
    (make_character_relationship, "character_b", make_story_character, STORY),
    (make_character_appearance, "chapter", make_story_chapter, STORY),
    (make_character_appearance, "section", make_chapter_section, CHAPTER),
    (make_archetype_analysis, "collection", make_collection, STORYTELLER),
    (make_archetype_analysis, "story", make_story, STORYTELLER),
    (make_archetype_analysis, "previous_analysis", make_archetype_analysis, STORYTELLER),
    (make_agent_instance, "session", make_storyteller_session, STORYTELLER),
    (make_requirement, "life_event", make_life_event, STORYTELLER),
    (make_requirement, "collection", make_collection, STORYTELLER),
    (make_requirement, "addressed_in_session", make_storyteller_session, STORYTELLER),
    (make_edit_requirement, "story", make_story, STORYTELLER),
    (make_edit_requirement, "chapter", make_story_chapter, STORY),
    (make_edit_requirement, "section", make_chapter_section, STORY),
    (make_edit_requirement, "character", make_story_character, STORY),
    (make_edit_requirement, "theme", make_story_theme, STORY),
    (make_book_export, "story", make_story, STORYTELLER),
    (make_book_export_delivery, "book_export", make_book_export, STORYTELLER),
]


def faults_of(row):
    try:
        row.full_clean()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}


def name_of(value):
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(("make", "field", "make_other", "sentence"), FOREIGN, ids=name_of)
def test_row_of_another_owner_is_refused_by_its_field(make, field, make_other, sentence):
    row = make()
    assert faults_of(row) == {}
    setattr(row, field, make_other())
    name = row._meta.get_field(field).verbose_name
    assert faults_of(row) == {field: [sentence.format(name)]}


def test_character_who_is_the_storyteller_is_the_storys_own():
    character = make_story_character()
    character.storyteller = character.story.storyteller
    assert faults_of(character) == {}
    character.storyteller = make_storyteller()
    assert faults_of(character) == {"storyteller": ["The story is told by somebody else."]}


def test_phase_that_the_process_does_not_have_is_refused():
    progress = make_storyteller_progress(phases_completed=["trust_setup", "packing"])
    assert faults_of(progress) == {"phases_completed": ["Not a phase of the process: packing."]}


def test_checksum_of_an_export_is_64_hexadecimal_digits():
    export = make_book_export(file_checksum="0123456789abcdef" * 4)
    assert faults_of(export) == {}
    export.file_checksum = "0123456789ABCDEF" * 4
    sentence = "A SHA-256 checksum is 64 hexadecimal digits."
    assert faults_of(export) == {"file_checksum": [sentence]}
