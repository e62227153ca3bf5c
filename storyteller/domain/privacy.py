"""What of a storyteller's rows must not be printed: the one place where a book asks for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from storyteller.models import (
    LifeEvent,
    LifeEventDetail,
    LifeEventLocation,
    LifeEventParticipant,
    LifeEventTrauma,
    PromptAnswer,
    Story,
    StoryCharacter,
    Storyteller,
)
from storyteller.models.base import SensitivityTier
from storyteller.rules import redaction
from storyteller.rules.redaction import EventFacts, Hidden, Redactor, Withheld

Level = StoryCharacter.PrivacyLevel
Relationship = StoryCharacter.RelationshipToProtagonist
_HIDDEN_LEVELS = (Level.PSEUDONYM, Level.COMPOSITE_CHARACTER, Level.ANONYMOUS)
_SOMEBODY = "somebody"
# What stands for a person who has no other name in the book.
_WORDS_FOR = {
    Relationship.PARENT: "a parent",
    Relationship.SPOUSE: "my partner",
    Relationship.CHILD: "one of the children",
    Relationship.FRIEND: "a friend",
    Relationship.COLLEAGUE: "a colleague",
    Relationship.TEACHER: "a teacher",
    "mentor": "a teacher",
}
_WORDS_FOR_PLACES = {
    LifeEventLocation.LocationType.CITY: "a town",
    LifeEventLocation.LocationType.COUNTRY: "another country",
    LifeEventLocation.LocationType.REGION: "another part of the country",
}


@dataclass(frozen=True)
class Renamed:
    """Somebody whom the book calls otherwise, for the keeper alone."""

    name: str
    shown: str
    reason: str


def event_facts(event: LifeEvent) -> EventFacts:
    """What decides whether ``event`` is told; boundary and trauma must have been fetched."""
    boundary, trauma = getattr(event, "boundary", None), getattr(event, "trauma", None)
    return EventFacts(
        privacy_level=boundary.privacy_level if boundary else "",
        include_in_story=event.include_in_story,
        include_level=event.include_level,
        is_trauma=bool(trauma and trauma.is_trauma),
        needs_consent=bool(trauma and trauma.requires_explicit_consent),
        has_consent=bool(trauma and trauma.consent_given),
        trauma_privacy=trauma.default_privacy_level if trauma else "",
        mention_only=bool(boundary and boundary.can_mention_but_not_detail),
    )


def reason_withheld(event: LifeEvent | None) -> Withheld | None:
    return redaction.withheld(event_facts(event)) if event else None


def redactor_of(story: Story) -> Redactor:
    """Puts other names in the place of all that ``story`` must not print. Three queries."""
    characters = list(StoryCharacter.objects.filter(story=story))
    hidden = [entry for character in characters if (entry := _hidden_character(character))]
    hidden += _hidden_participants(story.storyteller, characters)
    hidden += _hidden_places(story.storyteller)
    kept = [name for character in characters for name in _kept_names(character)]
    is_self_hidden = any(_is_self(person) and _is_hidden(person) for person in characters)
    own = [] if is_self_hidden else [story.storyteller.full_name]
    return Redactor(tuple(hidden), tuple(filter(None, kept + own)))


def renamed_characters(story: Story) -> list[Renamed]:
    """The characters whom the book calls otherwise than life does, with the reason."""
    found = []
    for character in StoryCharacter.objects.filter(story=story).order_by("character_name"):
        if not _is_hidden(character):
            continue
        reason = "as you chose" if _chose_to_hide(character) else "they have not agreed to appear"
        shown = _shown_name(character)
        found.append(Renamed(character.real_name or character.character_name, shown, reason))
    return found


def public_title(story: Story) -> str:
    """The title as it may be read by anybody: on a file, in a mail, on a page without a login."""
    return redactor_of(story).text(story.title)


def public_author(story: Story) -> str:
    teller = story.storyteller
    return redactor_of(story).text(teller.full_name or str(teller))


def private_passages(storyteller: Storyteller) -> frozenset[str]:
    """What can be recognised of what was never to be printed. Three queries."""
    answers = PromptAnswer.objects.filter(
        storyteller=storyteller, sensitivity_tier=SensitivityTier.PRIVATE
    )
    details = LifeEventDetail.objects.filter(
        life_event__storyteller=storyteller, is_private=True, detail_type__in=("", "text")
    )
    notes = LifeEventTrauma.objects.filter(life_event__storyteller=storyteller)
    texts = [
        *(answer.text for answer in answers),
        *(detail.detail_value for detail in details),
        *(text for note in notes for text in (note.resolution_notes, note.support_notes)),
    ]
    return redaction.passages(texts)


def _is_self(character):
    return bool(character.storyteller_id) or (
        character.relationship_to_protagonist == Relationship.SELF
    )


def _chose_to_hide(character):
    return character.is_pseudonym or character.privacy_level in _HIDDEN_LEVELS


def _is_hidden(character):
    """By choice, or because somebody alive has not agreed. The dead cannot be asked any more."""
    if _chose_to_hide(character):
        return True
    is_asked = character.is_living is not False and not _is_self(character)
    return is_asked and not character.consent_obtained


def _shown_name(character):
    """A name of its own only where somebody chose one: else the word for what they are."""
    has_name = _chose_to_hide(character) and character.privacy_level != Level.ANONYMOUS
    is_other = character.character_name.casefold() != character.real_name.casefold()
    if has_name and is_other:
        return character.character_name
    return _WORDS_FOR.get(character.relationship_to_protagonist, _SOMEBODY)


def _hidden_character(character) -> Hidden | None:
    if _is_hidden(character):
        shown = _shown_name(character)
        names = [character.real_name, *character.composite_of]
        if shown != character.character_name:
            names.append(character.character_name)
        return redaction.hidden_person(shown, *names)
    if character.privacy_level == Level.FIRST_NAME_ONLY:
        return redaction.first_name_only(character.real_name or character.character_name)
    return None


def _kept_names(character) -> Iterator[str]:
    """The full names of people who appear under their own."""
    if not _is_hidden(character) and character.privacy_level != Level.FIRST_NAME_ONLY:
        yield character.real_name
        yield character.character_name


def _hidden_participants(storyteller, characters) -> Iterator[Hidden]:
    """People of events who are not to be named. A character of the book says what they are called.

    Where only the event asks for pseudonyms, whoever openly appears in the book stays as they are.
    """
    is_hidden = Q(use_real_name=False) | Q(life_event__boundary__requires_pseudonyms=True)
    people = LifeEventParticipant.objects.filter(is_hidden, life_event__storyteller=storyteller)
    shown = {c.real_name.casefold(): _shown_name(c) for c in characters if _is_hidden(c)}
    is_open = {c.real_name.casefold() for c in characters if not _is_hidden(c)}
    is_open.add(storyteller.full_name.casefold())
    for person in people.order_by("created_at", "pk"):
        full = f"{person.first_name} {person.last_name}".strip()
        key = full.casefold()
        if person.use_real_name and key in is_open:
            continue
        word = _WORDS_FOR.get(person.relationship_type, _SOMEBODY)
        yield redaction.hidden_person(
            shown.get(key) or person.pseudonym or word, full, person.nickname
        )


def _hidden_places(storyteller) -> Iterable[Hidden]:
    places = LifeEventLocation.objects.filter(
        life_event__storyteller=storyteller,
        life_event__boundary__requires_location_anonymization=True,
    ).exclude(location_name="")
    return [
        redaction.hidden_place(
            _WORDS_FOR_PLACES.get(place.location_type, "a place"), place.location_name
        )
        for place in places.order_by("created_at", "pk")
    ]
