"""The pages of scene runs. As with the API, whoever knows a run's session id may open it."""

from random import SystemRandom

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.documents import DocumentError
from play.domain.scene_runs import (
    SceneRunChangedError,
    SceneRunExistsError,
    load_scene_run,
    save_scene_run,
    start_scene_run,
)
from play.forms import ContinueRunForm, SceneRunForms, StartRunForm
from play.models import Party
from play.rules.scene_run import check_state
from play.rules.session_id import propose_session_id
from play.views.recent import forget_run, recent_runs, remember_run

RUNS_PER_PAGE = 10


@login_not_required
@require_safe
def runs(request):
    return _runs_page(request)


@login_not_required
@require_POST
def start(request):
    form = StartRunForm(request.POST)
    if not form.is_valid():
        return _runs_page(request, start_form=form)
    data = form.cleaned_data
    try:
        party = start_scene_run(data["session_id"], party_name=data["party_name"])
    except SceneRunExistsError:
        form.add_error("session_id", "A run with this id exists already: choose another.")
        return _runs_page(request, start_form=form)
    messages.success(request, "Your run has begun. Tell your friends its session id.")
    return redirect(party)


@login_not_required
@require_POST
def resume(request):
    form = ContinueRunForm(request.POST)
    if form.is_valid():
        session_id = form.cleaned_data["session_id"]
        if load_scene_run(session_id):
            return redirect("play:run", session_id)
        form.add_error("session_id", "No run has this id. Ids are case-sensitive.")
    return _runs_page(request, continue_form=form)


@login_not_required
@require_POST
def forget(request):
    """Take a run off this browser's list. The run itself stays."""
    forget_run(request, request.POST.get("session_id", ""))
    return redirect("play:runs")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def run(request, session_id):
    stored = load_scene_run(session_id)
    if stored is None:
        raise Http404
    remember_run(request, session_id)
    if request.method == "POST":
        return _save(request, session_id, stored)
    try:
        check_state(stored.state)
    except DocumentError as error:
        return render(
            request, "play/run_unreadable.html", {"session_id": session_id, "faults": error.faults}
        )
    return _run_page(
        request, session_id, stored, SceneRunForms.of_state(stored.state, stored.version)
    )


def _save(request, session_id, stored):
    forms = SceneRunForms.of_data(request.POST)
    if "add_hero" in request.POST:
        return _run_page(request, session_id, stored, forms.with_another_hero())
    if not forms.is_valid():
        return _run_page(request, session_id, stored, forms, status=422)
    version = request.POST.get("overwrite") or forms.run.cleaned_data["version"]
    try:
        save_scene_run(session_id, forms.state(), version=version)
    except SceneRunChangedError:
        return _run_page(request, session_id, stored, forms, status=409, conflict=True)
    if request.htmx:
        stored = load_scene_run(session_id)
        forms = SceneRunForms.of_state(stored.state, stored.version)
        return _run_page(request, session_id, stored, forms, saved=True)
    messages.success(request, "Saved.")
    return redirect("play:run", session_id)


def _run_page(request, session_id, stored, forms, *, status=200, **context):
    context |= {
        "session_id": session_id,
        "stored": stored,
        "form": forms.run,
        "heroes": forms.heroes,
        "reached": stored.scene_index,
    }
    if request.htmx:
        # htmx shows only what is answered with success.
        return render(request, "play/run.html#run", context)
    return render(request, "play/run.html", context, status=status)


def _runs_page(request, *, start_form=None, continue_form=None):
    page = Paginator(recent_runs(request), RUNS_PER_PAGE).get_page(request.GET.get("page"))
    found = Party.objects.in_bulk(page.object_list, field_name="session_id")
    proposal = propose_session_id(SystemRandom())
    context = {
        "start_form": start_form or StartRunForm(initial={"session_id": proposal}, prefix=None),
        "continue_form": continue_form or ContinueRunForm(auto_id="continue_%s"),
        "page_obj": page,
        "parties": [found[session_id] for session_id in page.object_list if session_id in found],
    }
    is_wrong = start_form is not None or continue_form is not None
    return render(request, "play/runs.html", context, status=422 if is_wrong else 200)
