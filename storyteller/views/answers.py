"""What was answered before, what was put off, and how either is changed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain.answers import reconsider, take_back
from storyteller.domain.questions import prompts_of
from storyteller.models import PromptAnswer
from storyteller.permissions import can_tell
from storyteller.views.access import FORM, get_storyteller, render_page
from storyteller.views.capture import SECTION

PER_PAGE = 10
Status = PromptAnswer.Status
# What may be looked at, by the word in the address.
SHOWN = {
    "answered": (Status.ANSWERED, "Answered"),
    "begun": (Status.DRAFT, "Begun"),
    "skipped": (Status.SKIPPED, "Skipped"),
    "declined": (Status.DECLINED, "Not asked again"),
}


@require_safe
def answers(request, storyteller):
    """Earlier answers in the order of a life, or those in the state that is asked for."""
    found = get_storyteller(request, storyteller, can_tell)
    show = request.GET.get("show")
    show = show if show in SHOWN else "answered"
    rows = PromptAnswer.objects.filter(storyteller=found)
    # A question that was only looked at is not begun.
    rows = rows.exclude(status=Status.DRAFT, text="")
    counts = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    related = ("section_prompt__process_prompt", "section_prompt__section", "life_event")
    listed = (
        rows.filter(status=SHOWN[show][0])
        .select_related(*related)
        .order_by("section_prompt__section__order_index", "section_prompt__order_index", "pk")
    )
    context = {
        "page_obj": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "show": show,
        "tabs": [(key, name, counts.get(state, 0)) for key, (state, name) in SHOWN.items()],
    }
    return render_page(request, "capture/answers.html", found, context, section=SECTION)


@FORM
def take_answer_back(request, storyteller, prompt):
    found = get_storyteller(request, storyteller, can_tell)
    asked = get_object_or_404(prompts_of(found), pk=prompt)
    row = get_object_or_404(PromptAnswer, storyteller=found, section_prompt=asked)
    if request.method != "POST":
        context = {"prompt": asked, "answer": row}
        return render_page(request, "capture/take_back.html", found, context, section=SECTION)
    take_back(found, asked, now=timezone.now())
    messages.success(request, "The answer is gone. The question waits among those you skipped.")
    return redirect("storyteller:answers", found.pk)


@require_POST
def ask_again(request, storyteller, prompt):
    """What was not to be asked again may be. Its topics stay as the boundaries say."""
    found = get_storyteller(request, storyteller, can_tell)
    asked = get_object_or_404(prompts_of(found), pk=prompt)
    reconsider(found, asked, now=timezone.now())
    messages.success(request, "It waits among those you skipped.")
    where = reverse("storyteller:answers", args=[found.pk], query={"show": "skipped"})
    return redirect(where)
