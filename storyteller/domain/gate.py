"""Whether a book can be composed yet: what the rule looks at, fetched for it."""

from decimal import Decimal

from django.db.models import Count, Q, Sum

from storyteller.domain.scenes import senses_in
from storyteller.domain.shape import latest_look
from storyteller.models import (
    ChapterSection,
    Collection,
    CollectionLifeEvent,
    Story,
    StoryCharacter,
    StoryScene,
    Storyteller,
    StoryTheme,
)
from storyteller.rules.gate import Material, Missing, Person, missing
from storyteller.rules.scene_share import SHOWN, SceneShare

Type = StoryCharacter.CharacterType
# Whoever only passes through needs no motive.
_KEY_PEOPLE = (Type.ANTAGONIST, Type.ALLY, Type.MENTOR, Type.FOIL, Type.SUPPORTING)


def what_is_missing(storyteller: Storyteller, story: Story | None) -> list[Missing]:
    """Every piece that is missing before ``story`` can be composed. A fixed number of queries."""
    return missing(material_of(storyteller, story))


def material_of(storyteller: Storyteller, story: Story | None) -> Material:
    """What the gate looks at; without a story, only the shape and the collections count."""
    look = latest_look(storyteller)
    chosen = Collection.objects.filter(
        storyteller=storyteller, is_approved=True, include_in_book=True
    )
    events = CollectionLifeEvent.objects.filter(collection__in=chosen)
    known = {
        "status": look.refinement_status if look else "",
        "confidence": look.dominant_confidence if look else None,
        "dominant": look.dominant_archetype if look else "",
        "is_revealed": bool(look and look.revealed_to_user),
        "is_confirmed": look.user_confirmed if look else None,
        "events": events.values("life_event").distinct().count(),
        "patterns": frozenset(chosen.values_list("archetype_pattern", flat=True)) - {""},
    }
    if story is None:
        return Material(**known)
    return Material(**known, **_texts(story), **_people(story), **_themes(story))


def _texts(story):
    rows = ChapterSection.objects.filter(chapter__story=story)
    counted = rows.aggregate(
        words=Sum("word_count"),
        shown=Sum("word_count", filter=Q(section_type__in=SHOWN)),
        reflections=Count("pk", filter=Q(section_type="reflection", word_count__gt=0)),
    )
    share = SceneShare(counted["shown"] or 0, counted["words"] or 0)
    # A key scene is one that stands in a chapter.
    scenes = StoryScene.objects.filter(story=story, section__isnull=False)
    return {
        "scene_share": share.share if share.words else Decimal(0),
        "reflections": counted["reflections"],
        "key_scenes": [
            (scene.pk, scene.scene_name or "A scene", senses_in(scene))
            for scene in scenes.order_by("chapter__chapter_number", "pk")
        ],
    }


def _people(story):
    people = list(StoryCharacter.objects.filter(story=story).order_by("created_at", "pk"))
    hero = next((row for row in people if row.character_type == Type.PROTAGONIST), None)
    return {
        "has_protagonist": hero is not None,
        "before": hero.initial_state if hero else "",
        "after": hero.final_state if hero else "",
        "relations": [
            Person(row.pk, row.character_name, row.motivation, row.speech_patterns)
            for row in people
            if row.character_type in _KEY_PEOPLE
        ],
    }


def _themes(story):
    rows = StoryTheme.objects.filter(story=story).annotate(
        chapters=Count("chapter_themes__chapter", distinct=True)
    )
    themes = list(rows.order_by("theme_name", "pk"))
    return {
        "themes": len(themes),
        "motifs": [
            (row.pk, row.theme_name, row.chapters)
            for row in themes
            if row.motifs or row.theme_type == StoryTheme.ThemeType.MOTIF
        ],
    }
