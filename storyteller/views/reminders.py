"""Questions by mail: how often they come, and the pages that the links in them open."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from storyteller.domain.beginning import project_of
from storyteller.domain.mail_links import (
    LinkClosedError,
    answer_by_link,
    open_question,
    project_of_token,
)
from storyteller.domain.reminders import LINK_LIVES, ask_for_question, choose_rhythm
from storyteller.forms.care import MailedAnswerForm, RemindersForm
from storyteller.models import StorytellerProject
from storyteller.permissions import can_manage
from storyteller.views.access import FORM, get_storyteller, render_page

SECTION = "care"
Rhythm = StorytellerProject.Reminders
SAID = {
    Rhythm.WEEKLY: "A question comes once a week from now on.",
    Rhythm.ON_REQUEST: "A question comes when you ask for one.",
    Rhythm.NONE: "No more questions come by mail.",
}
WAITS = (
    "No question could be sent just now. Either none is left that suits a mail, or the mail waits:"
    " then it comes by itself."
)


@FORM
def reminders(request, storyteller):
    found = get_storyteller(request, storyteller, can_manage)
    project = project_of(found)
    form = RemindersForm(request.POST or None, initial={"rhythm": project.reminders})
    if request.method == "POST" and form.is_valid():
        rhythm = form.cleaned_data["rhythm"]
        choose_rhythm(project, rhythm=rhythm, now=timezone.now())
        messages.success(request, SAID[rhythm])
        return redirect("storyteller:reminders", found.pk)
    context = {
        "form": form,
        "project": project,
        "days": LINK_LIVES.days,
        "links": found.question_links.order_by("-created_at")[:10],
        "now": timezone.now(),
    }
    status = 422 if request.method == "POST" else 200
    return render_page(
        request, "care/reminders.html", found, context, section=SECTION, status=status
    )


@require_POST
def ask_now(request, storyteller):
    found = get_storyteller(request, storyteller, can_manage)
    if ask_for_question(project_of(found), now=timezone.now()):
        messages.success(request, "A question is on its way to you.")
    else:
        messages.info(request, WAITS)
    return redirect("storyteller:reminders", found.pk)


@login_not_required
@never_cache
@FORM
def mailed_question(request, token):
    """One question and room for an answer, for whoever holds the link. It shows nothing else."""
    now = timezone.now()
    form = MailedAnswerForm(request.POST or None)
    try:
        link = open_question(token, now=now)
        if request.method == "POST" and form.is_valid():
            answer_by_link(token, text=form.cleaned_data["text"], now=now)
            return render(request, "storyteller/care/mailed_thanks.html", {"link": link})
    except LinkClosedError as error:
        context = {"error": error}
        return render(request, "storyteller/care/mailed_closed.html", context, status=410)
    context = {"form": form, "link": link, "prompt": link.section_prompt.process_prompt}
    status = 422 if request.method == "POST" else 200
    return render(request, "storyteller/care/mailed.html", context, status=status)


# The signed link is the right to do this. A mail program that offers the button has no form token.
@csrf_exempt
@login_not_required
@never_cache
@FORM
def stop_questions(request, token):
    """How often questions come. To open it changes nothing: mail programs follow links too."""
    project = project_of_token(token)
    if project is None:
        raise Http404("This link is not whole, or the story is gone.")
    form = RemindersForm(request.POST if "rhythm" in request.POST else None)
    chosen = ""
    if request.method == "POST":
        chosen = Rhythm.NONE
        if form.is_bound:
            chosen = form.cleaned_data["rhythm"] if form.is_valid() else ""
        if chosen:
            choose_rhythm(project, rhythm=chosen, now=timezone.now())
    context = {
        "said": SAID.get(chosen, ""),
        "choices": RemindersForm.base_fields["rhythm"].choices,
        "refused": request.method == "POST" and not chosen,
    }
    status = 422 if context["refused"] else 200
    return render(request, "storyteller/care/stop.html", context, status=status)
