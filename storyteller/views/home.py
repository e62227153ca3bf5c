"""The people whose stories somebody keeps, and those whom they help."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from storyteller.models import Storyteller

PER_PAGE = 12


@require_safe
def home(request):
    kept = Storyteller.objects.filter(user=request.user, deleted_at=None).order_by("-updated_at")
    page_obj = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "storyteller/home.html", {"page_obj": page_obj})
