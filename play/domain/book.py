"""A scene, an act or a whole game as a book: what stands in the story, and nothing beside it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from common.publishing.book import Book, Chapter, Part, Prose
from play.models import Act, Beat, Event, Game, GameMember, Scene, XCard
from play.rules import footnotes
from play.rules.beats import IN_STORY

# Where dice fell and nobody said what came of it.
UNTOLD = "…"

type Unit = Game | Act | Scene


def beats_told(user: User, unit: Unit) -> QuerySet[Beat]:
    """What of ``unit`` stands in the story, in its order, each beat with the events that count.

    Left out is what ``user`` does not see, what an X-card has folded away, what was not, or not
    yet, agreed on, and talk out of character.
    """
    events = Event.objects.exclude(type=Event.Type.OOC)
    folded = XCard.objects.filter(beat=OuterRef("pk"), lifted_at=None)
    return (
        Beat.objects.visible_to(user)
        .filter(
            Exists(events.filter(beat=OuterRef("pk"))),
            ~Exists(folded),
            status__in=IN_STORY,
            **_within(unit),
        )
        .select_related("scene__act")
        .prefetch_related(Prefetch("events", events.order_by("order"), to_attr="told"))
        .order_by("scene__act__number", "scene__number", "order")
    )


def authors_of(game: Game, beats: QuerySet[Beat]) -> tuple[str, ...]:
    """Who wrote ``beats``, by the names that others see, in the order in which they came."""
    wrote = beats.filter(author=OuterRef("user")).order_by()
    seats = GameMember.objects.filter(Exists(wrote), game=game).select_related("user")
    return tuple(str(seat.user) for seat in seats.order_by("created_at", "pk"))


def beats_by_scene(beats: QuerySet[Beat]) -> dict[Scene, int]:
    """The scenes that ``beats`` are of, each with its act and how many it has, in their order."""
    counts = dict(beats.order_by().values_list("scene").annotate(Count("pk")))
    scenes = Scene.objects.filter(pk__in=counts).select_related("act")
    return {scene: counts[scene.pk] for scene in scenes.order_by("act__number", "number")}


def book_of(user: User, unit: Unit) -> Book:
    """``unit`` as ``user`` may read it, with all its authors."""
    beats = beats_told(user, unit)
    return bound(unit, list(beats), authors_of(game_of(unit), beats))


def bound(unit: Unit, beats: list[Beat], authors: tuple[str, ...]) -> Book:
    """``beats`` of ``unit`` as a book, also where they are not all of them."""
    return Book(
        key=unit.pk,
        title=title_of(unit),
        subtitle=_subtitle(unit),
        authors=authors,
        parts=tuple(_parts(unit, beats)),
        changed_at=max([unit.updated_at, *(beat.updated_at for beat in beats)]),
    )


def game_of(unit: Unit) -> Game:
    match unit:
        case Scene():
            return unit.act.game
        case Act():
            return unit.game
    return unit


def title_of(unit: Unit) -> str:
    return unit.name if isinstance(unit, Game) else unit.title or unit.guiding_question


def _subtitle(unit):
    match unit:
        case Scene():
            return f"Scene {unit.number} of act {unit.act.number} of {unit.act.game}"
        case Act():
            return f"Act {unit.number} of {unit.game}"
    return ""


def _within(unit):
    match unit:
        case Scene():
            return {"scene": unit}
        case Act():
            return {"scene__act": unit}
    return {"scene__act__game": unit}


def _parts(unit, beats) -> Iterator[Part]:
    """The acts of a game; the chapters of anything smaller stand by themselves."""
    if not isinstance(unit, Game):
        yield Part(_chapters(beats))
        return
    for act, told in groupby(beats, key=lambda beat: beat.scene.act):
        yield Part(_chapters(told), **_opening(act))


def _chapters(beats: Iterable[Beat]):
    return tuple(
        Chapter(blocks=_blocks(told), **_opening(scene))
        for scene, told in groupby(beats, key=lambda beat: beat.scene)
    )


def _opening(unit):
    return {
        "label": f"{unit._meta.verbose_name.capitalize()} {unit.number}",
        "title": title_of(unit),
        "epigraph": unit.guiding_question if unit.title else "",
    }


def _blocks(beats):
    """The prose of a scene. A footnote belongs to the prose of its own beat before it, or else
    after it; where the beat has none, to what was told last, or is told next.
    """
    blocks, early = [], []
    for beat in beats:
        own = []
        for event in beat.told:
            if event.type == Event.Type.NARRATIVE:
                own.append((event.content, early))
                early = []
            elif note := _note(event):
                (own[-1][1] if own else early).append(note)
        blocks += own
        if blocks and early:
            blocks[-1][1].extend(early)
            early = []
    blocks += [(UNTOLD, early)] if early else []
    return tuple(Prose(text, tuple(notes)) for text, notes in blocks)


def _note(event):
    """Why chance was asked, and what it said; nothing where it has not answered."""
    said = _answer(event)
    return footnotes.with_reason(event.content, said) if said else None


def _answer(event):
    match event.type:
        case Event.Type.ROLL:
            return footnotes.of_roll(event.notation, event.dice, event.total)
        case Event.Type.FORTUNE_ROLL if event.result:
            return footnotes.of_fortune(
                event.question, event.odds, event.tension, event.die, event.result
            )
        case Event.Type.ORACLE if event.chosen:
            words = event.action_word, event.descriptor_word
            return footnotes.of_oracle(event.question, words, event.chosen)
    return None
