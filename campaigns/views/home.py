"""The campaigns of a person, and what they could begin with."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.models import Campaign

PER_PAGE = 12


@require_safe
def home(request):
    mine = Campaign.objects.joined_by(request.user).order_by("-created_at", "pk")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "campaigns/home.html", {"page_obj": page})
