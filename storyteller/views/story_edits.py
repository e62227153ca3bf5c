"""Reviews of chapters, and the board of what is to be mended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain.edits import lodge_edit, measure_chapter, move_edit, review_chapter
from storyteller.forms.manuscript import EditForm, MoveEditForm, ReviewForm
from storyteller.models import EditRequirement, StoryChapter
from storyteller.rules.edit_gates import OPEN, TRANSITIONS
from storyteller.views.access import FORM
from storyteller.views.manuscript_pages import manuscript_page

PER_PAGE = 20
# What a button says that takes an edit there.
MOVES = {
    "resolved": "It is mended",
    "in_review": "I am on it",
    "pending": "Take it up again",
    "wont_fix": "Leave it as it is",
    "obsolete": "Not needed any more",
}
SHOWN = {"open": "Open", "settled": "Settled", "all": "All"}


@FORM
def review(request, storyteller, chapter):
    """Six marks for a chapter."""
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    page.require_open(found)
    form, status = ReviewForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            data = form.cleaned_data
            page.do(
                review_chapter,
                found,
                user=request.user,
                marks=form.marks,
                voice_consistency=data["voice_consistency"],
                notes=data["notes"],
                now=page.now,
                said="Thank you. What should be mended is on the board now.",
            )
            return redirect("storyteller:edits", page.teller.pk, found.story_id)
        status = 422
    reviews = found.reviews.select_related("reviewer").order_by("-created_at", "pk")[:10]
    context = {"chapter": found, "form": form, "reviews": reviews}
    return page.render("review.html", context, status=status)


@FORM
def new_edit(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    form, status = EditForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            data = form.cleaned_data
            page.do(
                lodge_edit, found, user=request.user, **data, now=page.now, said="On the board now."
            )
            return redirect("storyteller:chapter", page.teller.pk, found.pk)
        status = 422
    return page.render("edit_new.html", {"chapter": found, "form": form}, status=status)


@require_POST
def measure(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    page.do(measure_chapter, found, now=page.now, said="Counted again.")
    return redirect("storyteller:chapter", page.teller.pk, found.pk)


@require_safe
def edits(request, storyteller, story):
    """The board: what is open first, the most pressing above."""
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    shown = request.GET.get("show") if request.GET.get("show") in SHOWN else "open"
    rows = EditRequirement.objects.filter(story=found).select_related("chapter", "section")
    if shown != "all":
        rows = rows.filter(status__in=OPEN) if shown == "open" else rows.exclude(status__in=OPEN)
    if hidden := page.hidden_in(found):
        rows = rows.exclude(section__in=hidden)
    ordered = rows.annotate(rank=_rank()).order_by(
        "rank", "chapter__chapter_number", "priority_order", "pk"
    )
    page_obj = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    for edit in page_obj:
        edit.moves = [(to, words) for to, words in MOVES.items() if to in TRANSITIONS[edit.status]]
    context = {"story": found, "page_obj": page_obj, "shown": shown, "choices": SHOWN}
    return page.render("edits.html", context)


@require_POST
def settle(request, storyteller, edit):
    page = manuscript_page(request, storyteller)
    found = page.find(EditRequirement, edit, path="storyteller", related=("story", "chapter"))
    form = MoveEditForm(request.POST)
    if form.is_valid():
        page.do(move_edit, found, **form.cleaned_data, user=request.user, now=page.now)
    else:
        messages.error(request, "Choose what becomes of it.")
    address = reverse("storyteller:edits", args=[page.teller.pk, found.story_id])
    return redirect(f"{address}#e{found.pk}")


def _rank():
    """The most pressing first: words would sort by their letters."""
    severities = enumerate(EditRequirement.Severity.values)
    return Case(*(When(severity=each, then=Value(rank)) for rank, each in severities))


def _chapter(page, key):
    return page.find(StoryChapter, key, related=("story",))
