"""Texts drawn from a collection: written, compared, agreed to or sent back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from common.text_diff import difference
from storyteller.domain import syntheses as verbs
from storyteller.domain.life_errors import SynthesisError
from storyteller.forms.collections import SaidForm, SynthesisForm
from storyteller.models import Collection, CollectionSynthesis
from storyteller.permissions import can_approve
from storyteller.views.access import FORM, sent
from storyteller.views.life_pages import collection_page

PER_PAGE = 20
# Finding what changed between longer texts takes too long to wait for.
COMPARED_UP_TO = 60_000


@require_safe
def syntheses(request, storyteller, collection):
    """Every version of every text of a collection."""
    page = collection_page(request, storyteller)
    found = _collection(page, collection)
    rows = Paginator(verbs.syntheses_of(found), PER_PAGE)
    context = {"collection": found, "page_obj": rows.get_page(request.GET.get("page"))}
    return page.render("syntheses.html", context)


@FORM
def write(request, storyteller, collection):
    """A new version: empty, or begun from the one that ``?from=`` names."""
    page = collection_page(request, storyteller)
    found = _collection(page, collection)
    form = SynthesisForm(sent(request), initial=_begun(page, found))
    if form.is_valid():
        try:
            row = verbs.write_synthesis(found, now=page.now, **form.cleaned_data)
        except SynthesisError as error:
            messages.error(request, str(error))
            kind = form.cleaned_data["synthesis_type"]
            newest = verbs.syntheses_of(found).filter(synthesis_type=kind).first()
            data = request.POST.copy()
            data["based_on"] = newest.synthesis_version
            context = {"collection": found, "form": SynthesisForm(data), "newest": newest}
            return page.render("write.html", context, status=409)
        return redirect("storyteller:synthesis", page.teller.pk, row.pk)
    context = {"collection": found, "form": form}
    return page.render("write.html", context, status=422 if form.is_bound else 200)


@require_safe
def synthesis(request, storyteller, synthesis):
    """One version, and what changed since the one before."""
    page = collection_page(request, storyteller)
    return _synthesis(page, _find(page, synthesis))


@require_POST
def answer(request, storyteller, synthesis, verb):
    """The storyteller agrees to a version, asks for changes, or turns it down."""
    page = collection_page(request, storyteller, can_approve)
    found = _find(page, synthesis)
    if verb == "approve":
        page.do(verbs.approve_synthesis, found, now=page.now, said="You agreed to this text.")
        return redirect("storyteller:synthesis", page.teller.pk, found.pk)
    form = SaidForm(request.POST)
    if not form.is_valid():
        return _synthesis(page, found, form=form, status=422)
    done = verbs.request_changes if verb == "change" else verbs.redo_synthesis
    said = "Noted: it stands on the list of what to mend."
    text = form.cleaned_data["said"]
    page.do(done, found, said_text=text, user=request.user, now=page.now, said=said)
    return redirect("storyteller:synthesis", page.teller.pk, found.pk)


def _synthesis(page, found, *, form=None, status=200):
    before = verbs.version_before(found)
    is_short = before and len(before.content) + len(found.content) <= COMPARED_UP_TO
    context = {
        "synthesis": found,
        "collection": found.collection,
        "before": before,
        "segments": difference(before.content, found.content) if is_short else None,
        "form": form or SaidForm(),
    }
    return page.render("synthesis.html", context, status=status)


def _begun(page, collection):
    newest = {row.synthesis_type: row for row in reversed(verbs.syntheses_of(collection)[:200])}
    kind = page.request.GET.get("type", "")
    row = newest.get(kind)
    if row is None:
        return {"synthesis_type": kind, "based_on": 0} if kind else {}
    text = "" if "empty" in page.request.GET else row.content
    return {"synthesis_type": kind, "content": text, "based_on": row.synthesis_version}


def _collection(page, key) -> Collection:
    return page.find(Collection, key, path="storyteller", related=("storyteller",))


def _find(page, key) -> CollectionSynthesis:
    return page.find(
        CollectionSynthesis,
        key,
        path="collection__storyteller",
        related=("collection__storyteller",),
    )
