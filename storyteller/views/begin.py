"""The way in: a question a page, back and forth, and nothing is made before the last of them."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from storyteller.domain.beginning import Beginning, begin_storyteller
from storyteller.domain.errors import NoProcessError
from storyteller.views.access import FORM
from storyteller.views.begin_draft import MAY_WAIT, ORDER, Draft

RECOMMENDED = "single_event"


@never_cache
def begin(request):
    """Where somebody left off, or the first page."""
    return redirect("storyteller:begin_step", Draft(request).first_open() or ORDER[-1])


@never_cache
@FORM
def begin_step(request, step):
    if step not in ORDER:
        raise Http404
    draft = Draft(request)
    before = draft.first_open()
    if before and ORDER.index(before) < ORDER.index(step):
        return redirect("storyteller:begin_step", before)
    if request.method != "POST":
        return _page(request, draft, step)
    draft.keep(step, request.POST)
    if request.POST.get("go") == "back":
        return redirect("storyteller:begin_step", ORDER[max(0, ORDER.index(step) - 1)])
    if not draft.is_done(step):
        return _page(request, draft, step, status=422)
    if open_step := draft.first_open():
        return redirect("storyteller:begin_step", open_step)
    if step != ORDER[-1]:
        return redirect("storyteller:begin_step", ORDER[ORDER.index(step) + 1])
    return _make(request, draft)


def _make(request, draft):
    try:
        storyteller = begin_storyteller(
            request.user, beginning_of(draft), now=timezone.now(), key=draft.key
        )
    except NoProcessError as error:
        return _page(request, draft, ORDER[-1], refusal=error, status=409)
    draft.forget()
    return redirect("storyteller:storyteller", storyteller.pk)


def beginning_of(draft: Draft) -> Beginning:
    """All pages together. Each of them is valid."""
    forms = {step: draft.form(step) for step in ORDER if not draft.waits(step)}
    for form in forms.values():
        form.is_valid()
    scope = forms["scope"].cleaned_data if "scope" in forms else {}
    return Beginning(
        person=forms["person"].person,
        subject=forms["person"].subject,
        scope=scope.get("scope"),
        scope_description=scope.get("scope_description", ""),
        profile=forms["life"].cleaned_data if "life" in forms else None,
        boundary=forms["limits"].cleaned_data,
        preference=forms["wishes"].cleaned_data,
    )


def _page(request, draft, step, *, refusal=None, status=200):
    number = ORDER.index(step) + 1
    form = draft.form(step)
    context = {
        "step": step,
        "number": number,
        "steps": range(1, len(ORDER) + 1),
        "form": form,
        "may_wait": step in MAY_WAIT,
        "is_last": step == ORDER[-1],
        "recommended": RECOMMENDED,
        "refusal": refusal,
        "now": timezone.now(),
    }
    return render(request, "storyteller/begin.html", context, status=status)
