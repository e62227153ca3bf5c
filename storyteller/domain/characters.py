"""The people of a story: what they are called, what is told of them, and what is between them."""

from datetime import datetime

from storyteller.domain.manuscript import story_lock, write_row
from storyteller.models import CharacterRelationship, Story, StoryCharacter


def add_character(story: Story, *, now: datetime, **fields: object) -> StoryCharacter:
    """Raises ``ValidationError``."""
    with story_lock(story):
        character = StoryCharacter(story=story, created_at=now)
        return write_row(character, fields)


def change_character(character: StoryCharacter, **fields: object) -> StoryCharacter:
    """Raises ``ValidationError``."""
    with story_lock(character.story):
        return write_row(StoryCharacter.objects.get(pk=character.pk), fields)


def delete_character(character: StoryCharacter) -> None:
    """With what is between them and others, and where they appear. The text stays."""
    with story_lock(character.story):
        StoryCharacter.objects.filter(pk=character.pk).delete()


def relate(story: Story, *, now: datetime, **fields: object) -> CharacterRelationship:
    """What is between two characters; said again of the same two, it is said anew.

    Raises ``ValidationError`` where one is not of this story, or both are the same.
    """
    with story_lock(story):
        one, other = fields["character_a"], fields["character_b"]
        relations = CharacterRelationship.objects.filter(story=story)
        found = (
            relations.filter(character_a=one, character_b=other).first()
            or relations.filter(character_a=other, character_b=one).first()
            or CharacterRelationship(story=story, created_at=now)
        )
        return write_row(found, fields)


def unrelate(relation: CharacterRelationship) -> None:
    with story_lock(relation.story):
        CharacterRelationship.objects.filter(pk=relation.pk).delete()
