"""The page of a scene: the story so far, and the composer."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from common import dice as notations
from play.domain.drafts import save_draft
from play.domain.errors import PlayError
from play.domain.notifications import mark_read_in_scene
from play.domain.reading import mark_read, read_to
from play.models import Beat, Scene
from play.permissions import can_play
from play.views import composing
from play.views.beside import beside
from play.views.scene_state import moment, number, state_of
from play.views.story_pages import FORM, page_of_scene
from play.views.story_rows import newest, page_of_beats, rows_of


@FORM
def scene(request, scene):
    page = page_of_scene(request, scene)
    if request.method == "POST":
        return composing.compose(page, show=scene_page)
    return scene_page(page)


def scene_page(page, *, status=200, error="", composer=None):
    # First of all: whatever changes from now on is asked for again.
    state = state_of(page.scene.pk, page.user.pk, page.now)
    known = read_to(page.user, page.scene)
    asked = {name: number(page.request.GET, name) for name in ("before", "after", "at")}
    beats = page_of_beats(page, **asked)
    end = newest(page)
    last = beats[-1].order if beats else 0
    if last >= end and page.member:
        mark_read(page.user, page.scene, last_beat=end, now=page.now)
        mark_read_in_scene(page.user, page.scene, now=page.now)
    context = {
        "rows": rows_of(page, beats, read_to=known),
        "first": beats[0].order if beats else 0,
        "last": last,
        "has_earlier": bool(beats) and _has_earlier(page, beats[0].order),
        "is_at_end": last >= end,
        "to_come": end - last,
        "error": error,
        "state": state,
        **beside(page),
    }
    if can_play(page.member) and page.scene.status == Scene.Status.ACTIVE:
        context |= composing.context(page, composer)
    return page.render("scene.html", context, status=status)


@require_POST
def seen(request, scene):
    """The page is open and somebody looks at it, down to the beat ``last``."""
    page = page_of_scene(request, scene)
    if page.member:
        last = min(number(request.POST, "last") or 0, newest(page))
        mark_read(page.user, page.scene, last_beat=last, now=page.now)
        mark_read_in_scene(page.user, page.scene, now=page.now)
    return HttpResponse(status=204)


@require_POST
def draft(request, scene):
    """Keep what is in the composer. The answer says whether something newer is kept already."""
    page = page_of_scene(request, scene)
    member = page.require_seat()
    composer = composing.typed(page)
    typed_at = moment(request.POST.get("typed_at")) or page.now
    try:
        saved = save_draft(
            member, page.scene, content=composer.draft(), typed_at=typed_at, now=page.now
        )
    except PlayError as error:
        return JsonResponse({"error": str(error)}, status=409)
    return JsonResponse({"kept": saved.is_sent, "typed_at": saved.typed_at.isoformat()})


@require_safe
def dice(request):
    """What a notation can come to, or what is wrong with it, for the box beside the field."""
    typed = next((text for name, text in request.GET.items() if name.endswith("notation")), "")
    context = {"typed": typed.strip()}
    try:
        context["notation"] = notations.parse(typed) if typed.strip() else None
    except notations.DiceError as error:
        context["refusal"] = error
    return render(request, "play/story/dice.html", context)


def _has_earlier(page, order):
    beats = Beat.objects.filter(scene=page.scene, order__lt=order)
    return beats.seen_from(page.seat).exists()
