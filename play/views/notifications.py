"""What happened at one's tables, the newest first."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from play.domain.addresses import address_of
from play.domain.notifications import mark_all_read, mark_read, unread_count
from play.models import Notification

PER_PAGE = 30


@require_safe
def notifications(request):
    rows = Notification.objects.filter(recipient=request.user).select_related("game")
    shows_unread = request.GET.get("show") == "unread"
    if shows_unread:
        rows = rows.filter(read_at=None)
    context = {
        "page_obj": Paginator(rows.order_by("-created_at", "pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "shows_unread": shows_unread,
        "unread_notices": unread_count(request.user),
    }
    return render(request, "play/table/notifications.html", context)


@never_cache
@require_safe
def follow(request, notice):
    """To what it is about. Who goes there has read it."""
    notice = get_object_or_404(Notification, recipient=request.user, pk=notice)
    mark_read(notice, now=timezone.now())
    return redirect(address_of(notice))


@require_POST
def read_all(request):
    mark_all_read(request.user, now=timezone.now())
    return redirect("play:notifications")
