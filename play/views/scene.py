"""The page of a scene: the story so far, what is new, and the composer."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from common import dice as notations
from play.domain.drafts import save_draft
from play.domain.errors import PlayError
from play.domain.notifications import mark_read_in_scene
from play.domain.reading import mark_read, read_to
from play.models import Beat, Scene
from play.permissions import can_play
from play.views import composing
from play.views.beside import HERE, beside
from play.views.story_pages import FORM, page_of_scene
from play.views.story_rows import changed_beats, page_of_beats, rows_of


@FORM
def scene(request, scene):
    page = page_of_scene(request, scene)
    if request.method == "POST":
        return composing.compose(page, show=scene_page)
    return scene_page(page)


def scene_page(page, *, status=200, error="", composer=None):
    # First of all: whatever changes from now on is asked for again.
    etag = _etag(_state(page.scene.pk, page.user.pk, page.now))
    known = read_to(page.user, page.scene)
    asked = {name: _number(page.request.GET, name) for name in ("before", "after", "at")}
    beats = page_of_beats(page, **asked)
    newest = _newest(page)
    last = beats[-1].order if beats else 0
    if last >= newest and page.member:
        mark_read(page.user, page.scene, last_beat=newest, now=page.now)
        mark_read_in_scene(page.user, page.scene, now=page.now)
    context = {
        "rows": rows_of(page, beats, read_to=known),
        "first": beats[0].order if beats else 0,
        "last": last,
        "has_earlier": bool(beats) and _has_earlier(page, beats[0].order),
        "is_at_end": last >= newest,
        "to_come": newest - last,
        "error": error,
        "since": page.now.isoformat(),
        "etag": etag,
        **beside(page),
    }
    if can_play(page.member) and page.scene.status == Scene.Status.ACTIVE:
        context |= composing.context(page, composer)
    return page.render("scene.html", context, status=status)


@require_safe
@login_not_required
def news(request, scene):
    """What changed since the page was made or last asked; 304 where nothing did.

    It is asked often, so that the session alone answers for who asks as long as there is nothing
    to show; whatever is shown is shown to an account that was checked as on any other page.
    """
    state = _state(scene, request.session.get(SESSION_KEY), timezone.now())
    if state is None and request.user.is_authenticated:
        raise Http404
    etag = quote_etag(_etag(state)) if state else None
    unchanged = get_conditional_response(request, etag=etag)
    if etag and unchanged and unchanged.status_code == 304:
        return unchanged
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _news(page_of_scene(request, scene), _etag(state))


def _news(page, etag):
    """``etag`` is older than all that is read here, so that nothing is missed."""
    request = page.request
    since = _moment(request.GET.get("since")) or page.now
    is_at_end = request.GET.get("end") == "1"
    first, last = _number(request.GET, "first") or 0, _number(request.GET, "last") or 0
    beats = changed_beats(page, first=first, last=last, is_at_end=is_at_end, since=since)
    newest = _newest(page)
    shown = max(last, beats[-1].order if beats else 0)
    context = {
        "rows": rows_of(page, beats),
        "last": shown if is_at_end else last,
        "to_come": newest - shown if not is_at_end else 0,
        "is_at_end": is_at_end,
        "since": page.now.isoformat(),
        "etag": etag,
        **beside(page),
    }
    response = page.render("news.html", context)
    response["ETag"] = quote_etag(etag)
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def seen(request, scene):
    """The page is open and somebody looks at it, down to the beat ``last``."""
    page = page_of_scene(request, scene)
    if page.member:
        last = min(_number(request.POST, "last") or 0, _newest(page))
        mark_read(page.user, page.scene, last_beat=last, now=page.now)
        mark_read_in_scene(page.user, page.scene, now=page.now)
    return HttpResponse(status=204)


@require_POST
def draft(request, scene):
    """Keep what is in the composer. The answer says whether something newer is kept already."""
    page = page_of_scene(request, scene)
    member = page.require_seat()
    composer = composing.typed(page)
    typed_at = _moment(request.POST.get("typed_at")) or page.now
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


def _state(scene, user, now):
    """What a page of the scene depends on: the story, the table, who else is here."""
    if not user:
        return None
    seats = Q(act__game__members__user=user, act__game__members__user__is_active=True)
    here = Q(read_marks__seen_at__gt=now - HERE) & ~Q(read_marks__reader=user)
    return (
        Scene.objects.filter(seats, pk=scene)
        .annotate(
            here=Count("read_marks", filter=here, distinct=True),
            left=Max("act__game__members__left_at"),
        )
        .values_list("revision", "status", "act__game__status", "left", "here")
        .first()
    )


def _etag(state):
    return "-".join(str(part) for part in state or ()).replace(" ", "T")


def _newest(page):
    beats = Beat.objects.visible_to(page.user).filter(scene=page.scene)
    return beats.aggregate(newest=Max("order"))["newest"] or 0


def _has_earlier(page, order):
    beats = Beat.objects.visible_to(page.user).filter(scene=page.scene)
    return beats.filter(order__lt=order).exists()


def _number(data, name):
    typed = data.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _moment(text):
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
