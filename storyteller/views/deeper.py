"""Staying with a memory, and saying that something is hard."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from storyteller.domain import deeper as verbs
from storyteller.domain.answers import answer_of
from storyteller.domain.capture_errors import AnswerChangedError, NothingToldError
from storyteller.domain.questions import Asking, question_of
from storyteller.forms.capture import DeeperForm, HardForm
from storyteller.models import PromptAnswer
from storyteller.permissions import can_tell
from storyteller.views.access import FORM, PROJECT, get_storyteller, render_page, sent
from storyteller.views.capture import SECTION, in_words, onward, prompt_or_404

Status, Depth = PromptAnswer.Status, PromptAnswer.Depth
ENOUGH = "That is told. Let us go on."


@FORM
def deeper(request, storyteller, prompt):
    """One question more about a memory, after leave was given; the memory stands below it."""
    found = get_storyteller(request, storyteller, can_tell, related=PROJECT)
    asking, asked = Asking(found), prompt_or_404(found, prompt)
    row = answer_of(found, asked)
    if row is None or row.status != Status.ANSWERED:
        return redirect("storyteller:question", found.pk, asked.pk)
    if request.method == "POST" and (choice := request.POST.get("choice")):
        return _choose(found, asked, choice)
    coming = verbs.next_deeper(asking, asked, row)
    if coming is None:
        messages.info(request, ENOUGH)
        return onward(found, asked)
    if row.depth != Depth.ZOOMED and not asking.project.may_zoom_in:
        context = {"prompt": asked, "answer": row}
        return render_page(request, "capture/deeper_ask.html", found, context, section=SECTION)
    if request.method != "POST":
        return _page(request, found, asked, row, coming, _form_of(row, coming))
    return _take(request, asking, asked, row, coming)


@FORM
def hard(request, storyteller, prompt):
    """Something is hard: pass over it, name it, or go on; and where somebody listens."""
    found = get_storyteller(request, storyteller, can_tell, related=PROJECT)
    asked = prompt_or_404(found, prompt)
    topics = in_words(question_of(asked).topics)
    form = HardForm(sent(request), topics=topics)
    if form.is_valid():
        choice = form.cleaned_data["choice"]
        verbs.note_hard(
            found,
            asked,
            choice=choice,
            headline=form.cleaned_data["headline"],
            with_topics=form.cleaned_data.get("with_topics", False),
            now=timezone.now(),
        )
        if choice == verbs.GO_ON:
            return redirect("storyteller:question", found.pk, asked.pk)
        messages.success(request, "It is as you wish. Take your time.")
        return onward(found, asked, gently=True)
    context = {"prompt": asked, "form": form}
    status = 422 if form.is_bound else 200
    return render_page(request, "capture/hard.html", found, context, section=SECTION, status=status)


def _choose(storyteller, asked, choice):
    now, always = timezone.now(), choice in ("always", "never")
    if choice in ("yes", "always"):
        verbs.agree_to_go_deeper(storyteller, asked, always=always, now=now)
        return redirect("storyteller:deeper", storyteller.pk, asked.pk)
    verbs.stay_broad(storyteller, asked, always=always, now=now)
    return onward(storyteller, asked)


def _take(request, asking, asked, row, coming):
    found, form = asking.storyteller, DeeperForm(request.POST)
    if not form.is_valid():
        return _page(request, found, asked, row, coming, form, status=422)
    data, then = form.cleaned_data, request.POST.get("then", "")
    # Sent from a page that was left open, it belongs to the step that was asked there.
    number = data["number"]
    try:
        verbs.tell_deeper(
            found,
            asked,
            number=number,
            step=verbs.step_at(asked, number) or coming[1],
            text=data["text"],
            had=data["had"],
            mark=data["mark"],
            now=timezone.now(),
        )
    except AnswerChangedError as error:
        fresh = answer_of(found, asked)
        again = _form_of(fresh, coming, text=data["text"])
        context = {"theirs": fresh.text, "error": str(error)}
        return _page(request, found, asked, fresh, coming, again, status=409, **context)
    except NothingToldError as error:
        form.add_error("text", str(error))
        return _page(request, found, asked, row, coming, form, status=422)
    if then == "hard":
        return redirect("storyteller:hard", found.pk, asked.pk)
    if then == "each":
        verbs.ask_each_time(found, now=timezone.now())
        messages.success(request, "You are asked first, from the next memory on.")
    if then == "enough":
        return onward(found, asked)
    return redirect("storyteller:deeper", found.pk, asked.pk)


def _form_of(row, coming, **initial):
    fields = {
        "mark": row.version,
        "tier": row.sensitivity_tier,
        "text": row.text,
        "number": coming[0],
        "had": len(row.text),
    }
    return DeeperForm(initial=fields | initial)


def _page(request, storyteller, asked, row, coming, form, *, status=200, **context):
    own = {
        "prompt": asked,
        "answer": row,
        "step": coming[1],
        "form": form,
        "is_unasked": bool(Asking(storyteller).project.may_zoom_in),
    }
    return render_page(
        request,
        "capture/deeper.html",
        storyteller,
        own | context,
        section=SECTION,
        status=status,
    )
