"""What is still missing before a book can be composed: every piece, by name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from storyteller.rules.story_documents import RESOLVED_FROM

Area = Literal["shape", "material", "people", "themes"]

WANTED_SHARE, WANTED_SENSES = Decimal("0.70"), 3
# Two events for each of the four dimensions, as events do not say to which they belong.
WANTED_EVENTS = 8
WANTED_CHAPTERS_WITH_MOTIF = 2


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the story, as far as the gate asks: in its main parts, and alive in words."""

    key: object
    name: str
    motivation: str = ""
    speech: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """All that the gate looks at. Shares are from 0.00 to 1.00."""

    status: str = ""
    confidence: Decimal | None = None
    is_revealed: bool = False
    is_confirmed: bool | None = None
    dominant: str = ""
    scene_share: Decimal = Decimal(0)
    # Key scenes: (key, name, how many of the five senses).
    key_scenes: Sequence[tuple[object, str, int]] = ()
    events: int = 0
    has_protagonist: bool = False
    before: str = ""
    after: str = ""
    relations: Sequence[Person] = ()
    themes: int = 0
    patterns: frozenset[str] = field(default_factory=frozenset)
    # Motifs of themes: (key of the theme, its name, in how many chapters it is).
    motifs: Sequence[tuple[object, str, int]] = ()
    reflections: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to mend: a code, where it belongs, what to do, and the row that it is about."""

    code: str
    area: Area
    text: str
    key: object = None


def missing(material: Material) -> list[Missing]:
    """Every piece that is missing, in the order shape, material, people, themes.

    Empty where a book can be composed. All areas must pass.
    """
    return [
        *_shape(material),
        *_material(material),
        *_people(material),
        *_themes(material),
    ]


def _shape(found):
    if found.status != "resolved":
        yield Missing("archetype_not_resolved", "shape", "No single shape stands out yet.")
    elif found.confidence is None or found.confidence < RESOLVED_FROM:
        yield Missing("archetype_confidence_low", "shape", "The shape is less sure than 0.85.")
    if found.is_revealed and found.is_confirmed is not True:
        yield Missing("archetype_not_confirmed", "shape", "You saw the shape, and have not agreed.")


def _material(found):
    if found.scene_share < WANTED_SHARE:
        said = f"{found.scene_share:.0%} of the words are in scenes; 70% are wanted."
        yield Missing("scene_share_low", "material", said)
    if not found.key_scenes:
        yield Missing("no_key_scene", "material", "No memory is told as a scene yet.")
    for key, name, senses in found.key_scenes:
        if senses < WANTED_SENSES:
            said = f"“{name}” speaks to {senses} of the senses; {WANTED_SENSES} bring it alive."
            yield Missing("senses_few", "material", said, key)
    if found.events < WANTED_EVENTS:
        said = f"{found.events} events are in approved collections; {WANTED_EVENTS} are wanted."
        yield Missing("events_few", "material", said)


def _people(found):
    if not found.has_protagonist:
        yield Missing("no_protagonist", "people", "The story does not say whom it is about.")
    elif not (found.before.strip() and found.after.strip()):
        said = "Say who the person was at the beginning, and who they are at the end."
        yield Missing("protagonist_change_missing", "people", said)
    voices: dict[str, str] = {}
    for person in found.relations:
        if not person.motivation.strip():
            said = f"Say what {person.name} wanted."
            yield Missing("motive_missing", "people", said, person.key)
        voice = " ".join(person.speech.casefold().split())
        if not voice:
            said = f"Say how {person.name} spoke."
            yield Missing("voice_missing", "people", said, person.key)
        elif voice in voices:
            said = f"{person.name} speaks just like {voices[voice]}."
            yield Missing("voices_alike", "people", said, person.key)
        else:
            voices[voice] = person.name


def _themes(found):
    if not found.themes:
        yield Missing("no_theme", "themes", "No theme is named yet.")
    if found.dominant and found.dominant not in found.patterns:
        said = "No collection in the book has the shape that the story has."
        yield Missing("theme_without_shape", "themes", said)
    for key, name, chapters in found.motifs:
        if chapters < WANTED_CHAPTERS_WITH_MOTIF:
            said = f"The motifs of “{name}” are in fewer than two chapters."
            yield Missing("motif_once", "themes", said, key)
    if not found.reflections:
        yield Missing("no_reflection", "themes", "Nowhere does the story look back yet.")
