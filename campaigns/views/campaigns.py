"""What a game master does with a campaign as a whole."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from campaigns.domain import campaigns as domain
from campaigns.domain.clones import clone_campaign, save_as_template, ties_left_behind
from campaigns.domain.deletion import contents_of, delete_campaign
from campaigns.domain.errors import CampaignsError, ChangedMeanwhileError
from campaigns.forms.campaigns import CampaignForm, CloneForm, DeleteForm, TemplateForm
from campaigns.views.pages import FORM, campaign_page


@FORM
def edit(request, campaign):
    page = campaign_page(request, campaign)
    page.require("edit")
    if request.method != "POST":
        return page.render("edit.html", {"form": CampaignForm(initial=_initial(page.campaign))})
    form = CampaignForm(request.POST)
    if not form.is_valid():
        return page.render("edit.html", {"form": form}, status=422)
    refusal = page.refusal_of(domain.edit_campaign, page.campaign.pk, **form.cleaned_data)
    if isinstance(refusal, ChangedMeanwhileError):
        return _taken_page(page.read_again(), form, refusal)
    if refusal:
        form.add_error(None, str(refusal))
        return page.render("edit.html", {"form": form}, status=422)
    messages.success(request, "Saved.")
    return redirect("campaigns:campaign", page.campaign.pk)


@FORM
def clone(request, campaign):
    page = campaign_page(request, campaign)
    page.require("start_from")
    context = {"ties": ties_left_behind(page.campaign)}
    if request.method != "POST":
        form = CloneForm(initial={"name": page.campaign.name})
        return page.render("clone.html", {"form": form, **context})
    form = CloneForm(request.POST)
    if not form.is_valid():
        return page.render("clone.html", {"form": form, **context}, status=422)
    try:
        copy = clone_campaign(request.user, page.campaign, **form.cleaned_data, now=timezone.now())
    except CampaignsError as error:
        form.add_error(None, str(error))
        return page.render("clone.html", {"form": form, **context}, status=422)
    messages.success(request, f"“{copy}” is there, and you run it.")
    return redirect("campaigns:campaign", copy.pk)


@FORM
def template(request, campaign):
    page = campaign_page(request, campaign)
    page.require("run")
    context = {"ties": ties_left_behind(page.campaign)}
    if request.method != "POST":
        form = TemplateForm(initial={"name": page.campaign.name})
        return page.render("make_template.html", {"form": form, **context})
    form = TemplateForm(request.POST)
    if not form.is_valid():
        return page.render("make_template.html", {"form": form, **context}, status=422)
    try:
        made = save_as_template(
            request.user, page.campaign, **form.cleaned_data, now=timezone.now()
        )
    except CampaignsError as error:
        form.add_error(None, str(error))
        return page.render("make_template.html", {"form": form, **context}, status=422)
    messages.success(request, f"“{made}” is a template now.")
    return redirect("campaigns:campaign", made.pk)


@FORM
def archive(request, campaign):
    """Into the archive, or out of it."""
    page = campaign_page(request, campaign)
    page.require("run")
    is_archived = page.campaign.state == "archived"
    if request.method != "POST":
        return page.render("archive.html", {"is_archived": is_archived})
    # What was asked for, not the opposite of what is: a second click changes nothing.
    comes_back = request.POST.get("do") == "unarchive"
    verb = domain.unarchive_campaign if comes_back else domain.archive_campaign
    refusal = page.refusal_of(verb, page.campaign.pk)
    if refusal:
        return page.render("archive.html", {"is_archived": is_archived}, refusal=refusal)
    messages.success(
        request,
        "The campaign goes on." if comes_back else "The campaign is in the archive, to be read.",
    )
    return redirect("campaigns:campaign", page.campaign.pk)


@FORM
def delete(request, campaign):
    page = campaign_page(request, campaign)
    page.require("run")
    context = {"contents": contents_of(page.campaign)}
    if request.method != "POST":
        return page.render("delete.html", {"form": DeleteForm(), **context})
    form = DeleteForm(request.POST)
    if not form.is_valid():
        return page.render("delete.html", {"form": form, **context}, status=422)
    refusal = page.refusal_of(delete_campaign, page.campaign.pk, **form.cleaned_data)
    if refusal:
        form.add_error("name", str(refusal))
        return page.render("delete.html", {"form": form, **context}, status=422)
    messages.success(request, f"“{page.campaign.name}” is deleted.")
    return redirect("campaigns:home")


def _initial(campaign):
    texts = {name: getattr(campaign, name) for name in domain.TEXTS}
    return texts | {
        "state": campaign.state,
        "visibility": campaign.visibility,
        "was": domain.campaign_mark(campaign),
    }


def _taken_page(page, form, refusal):
    """Theirs is shown, one's own is kept: the next time it replaces theirs knowingly."""
    typed = form.data.copy()
    typed["was"] = domain.campaign_mark(page.campaign)
    form = CampaignForm(typed)
    form.full_clean()
    return page.render("edit.html", {"form": form, "is_taken": True}, refusal=refusal)
