"""A campaign as a file, and a file as a campaign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from campaigns.domain.archive import count_export, export_campaign, import_campaign
from campaigns.domain.errors import ArchiveError
from campaigns.forms.campaigns import ImportForm
from campaigns.views.pages import FORM, campaign_page
from common.documents import write_json


@require_safe
def export(request, campaign):
    """All that the member sees of it, to keep or to take elsewhere."""
    page = campaign_page(request, campaign)
    page.require("export")
    exported = export_campaign(request.user, page.campaign)
    response = HttpResponse(write_json(exported.document), content_type="application/json")
    name = slugify(page.campaign.name) or "campaign"
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def about_export(request, campaign):
    """What the file holds, before it is taken."""
    page = campaign_page(request, campaign)
    page.require("export")
    return page.render("export.html", {"counts": count_export(request.user, page.campaign)})


@FORM
def take_in(request):
    if request.method != "POST":
        return _import_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, form, status=422)
    try:
        taken = import_campaign(request.user, form.cleaned_data["file"], now=timezone.now())
    except ArchiveError as error:
        form.add_error("file", str(error))
        return _import_page(request, form, status=422)
    if taken.is_new:
        messages.success(request, f"“{taken.campaign}” is there, and you run it.")
    else:
        messages.info(request, f"“{taken.campaign}” was here already, and stays as it is.")
    return redirect("campaigns:campaign", taken.campaign.pk)


def _import_page(request, form, *, status=200):
    return render(request, "campaigns/import.html", {"form": form}, status=status)
