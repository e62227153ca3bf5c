"""The people whose stories somebody keeps, and those whom they help."""

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from storyteller.domain.consent import erased_from
from storyteller.models import Storyteller

PER_PAGE = 12


@require_safe
def home(request):
    """One list: one's own first, then those that somebody helps with."""
    user = request.user
    people = (
        Storyteller.objects.visible_to(user)
        .with_role(user)
        .select_related("project", "progress", "user")
        .annotate(
            is_kept=Q(user=user),
            lanes_told=Count("section_statuses", filter=Q(section_statuses__status="completed")),
            lanes_open=Count(
                "section_statuses",
                filter=Q(section_statuses__status__in=["unlocked", "in_progress"]),
            ),
        )
        .order_by("-is_kept", F("progress__last_active_at").desc(nulls_last=True), "pk")
    )
    withdrawn = [
        (person, erased_from(person))
        for person in Storyteller.objects.withdrawn_by(user).order_by("-deleted_at")[:PER_PAGE]
    ]
    context = {
        "page_obj": Paginator(people, PER_PAGE).get_page(request.GET.get("page")),
        "withdrawn": withdrawn,
    }
    return render(request, "storyteller/home.html", context)
