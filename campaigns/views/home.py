"""The campaigns of a person, and what they could begin with."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.domain.campaigns import start_campaign
from campaigns.domain.errors import CampaignsError
from campaigns.domain.overview import campaigns_of, open_campaigns, templates_for
from campaigns.domain.waiting import waiting_for
from campaigns.forms.campaigns import StartForm
from campaigns.views.pages import FORM

PER_PAGE, TEMPLATES_PER_PAGE, OPEN_SHOWN = 12, 12, 6


@require_safe
def home(request):
    shown = request.GET.get("show", "")
    campaigns = campaigns_of(request.user, archived=shown == "archived")
    context = {
        "page_obj": Paginator(campaigns, PER_PAGE).get_page(request.GET.get("page")),
        "shown": shown,
        "archived": campaigns_of(request.user, archived=True).count(),
        "waiting": list(waiting_for(request.user)),
        "templates": templates_for(request.user)[:OPEN_SHOWN],
        "open_campaigns": open_campaigns(request.user)[:OPEN_SHOWN],
    }
    return render(request, "campaigns/home.html", context)


@FORM
def start(request):
    if request.method != "POST":
        return _start_page(request, StartForm())
    form = StartForm(request.POST)
    if not form.is_valid():
        return _start_page(request, form, status=422)
    try:
        campaign = start_campaign(request.user, **form.cleaned_data, now=timezone.now())
    except CampaignsError as error:
        form.add_error(None, str(error))
        return _start_page(request, form, status=422)
    messages.success(request, f"“{campaign}” is there, and you run it.")
    return redirect("campaigns:campaign", campaign.pk)


def _start_page(request, form, *, status=200):
    rows = templates_for(request.user)
    page = Paginator(rows, TEMPLATES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page}
    return render(request, "campaigns/start.html", context, status=status)
