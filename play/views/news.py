"""What changed in a scene since a page of it was made or last asked."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from play.views.beside import beside
from play.views.kept_beats import beats_as_html
from play.views.scene_state import number, state_of
from play.views.story_pages import news_of_scene, page_of_scene
from play.views.story_rows import NEW_AT_ONCE, changed_beats, newest


@require_safe
@login_not_required
def news(request, scene):
    """304 where nothing changed.

    It is asked often, so that the session alone answers for who asks as long as there is nothing
    to show; whatever is shown is shown to an account that was checked as on any other page.
    """
    state = state_of(scene, request.session.get(SESSION_KEY), timezone.now())
    if state is None and request.user.is_authenticated:
        raise Http404
    etag = quote_etag(state.etag) if state else None
    unchanged = get_conditional_response(request, etag=etag)
    if etag and unchanged and unchanged.status_code == 304:
        return unchanged
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if _has_nothing_due(request) and request.GET.get("beside") == state.beside:
        return _news(news_of_scene(request, scene), state)
    page = page_of_scene(request, scene)
    if page.has_run:
        state = state_of(scene, page.user.pk, page.now)
    return _news(page, state)


def _has_nothing_due(request):
    """A page that shows a time which has passed says so: it forgets what it knew."""
    return request.headers.get("If-None-Match", "").strip('"') != ""


def _news(page, state):
    """``state`` is older than all that is read here, so that nothing is missed."""
    asked = page.request.GET
    is_at_end = asked.get("end") == "1"
    first, last, since = (number(asked, name) or 0 for name in ("first", "last", "since"))
    beats = changed_beats(page, first=first, last=last, is_at_end=is_at_end, since=since)
    new = [beat for beat in beats if beat.order > last]
    shown = new[-1].order if new else last
    # There are more: ask at once.
    etag = "" if len(new) == NEW_AT_ONCE else state.etag
    context = {
        "beats": beats_as_html(page, beats),
        "last": shown,
        "to_come": 0 if is_at_end else newest(page) - last,
        "state": state,
        "etag": etag,
    }
    if asked.get("beside") != state.beside:
        context |= {"has_beside": True, **beside(page)}
    response = page.render("news.html", context)
    if etag:
        response["ETag"] = quote_etag(etag)
    response["Cache-Control"] = "private, no-cache"
    return response
