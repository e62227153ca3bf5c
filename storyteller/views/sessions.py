"""Sessions of telling: the list, one with its transcript, and what came of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain import artifacts as pieces
from storyteller.domain import requirements as needs
from storyteller.domain import sessions as verbs
from storyteller.domain.errors import StorytellerError
from storyteller.domain.interactions import strike_out
from storyteller.forms.sessions import CancelForm, FinishForm, NoteForm, PlanForm
from storyteller.models import (
    Requirement,
    SessionArtifact,
    SessionInteraction,
    StorytellerSession,
)
from storyteller.permissions import can_approve, can_tell
from storyteller.views.access import FORM, PROJECT, get_storyteller, render_page, sent

SECTION = "capture"
PER_PAGE, TALK_PER_PAGE = 10, 20
Status = StorytellerSession.Status
# What is under way comes first, then what is planned, then what is over.
PLACES = {Status.IN_PROGRESS: 0, Status.PAUSED: 1, Status.SCHEDULED: 2}
MOVES = {
    "start": (verbs.start, "The session is under way."),
    "pause": (verbs.pause, "The session pauses. The time until now counts."),
}


@require_safe
def sessions(request, storyteller):
    found = get_storyteller(request, storyteller, can_tell)
    place = Case(
        *(When(status=status, then=Value(number)) for status, number in PLACES.items()),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = (
        StorytellerSession.objects.filter(storyteller=found)
        .annotate(
            place=place,
            told=Count("interactions", filter=~Q(interactions__storyteller_response="")),
        )
        .order_by("place", "-started_at", "-scheduled_at", "pk")
    )
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "pieces": pieces.waiting_in(found).count(),
    }
    return _page(request, "sessions.html", found, context)


@FORM
def plan(request, storyteller):
    found = get_storyteller(request, storyteller, can_tell, related=PROJECT)
    version = found.project.process_version_id if hasattr(found, "project") else None
    form = PlanForm(sent(request), version=version)
    if form.is_valid():
        data = form.cleaned_data
        session = verbs.plan_session(
            found,
            template=data["session_template"],
            name=data["name"],
            intention=data["intention"],
            scheduled_at=data["scheduled_at"],
            minutes=data["minutes"],
            now=_now(),
        )
        messages.success(request, "The session is planned.")
        return redirect("storyteller:session", found.pk, session.pk)
    pending = needs.shown_to(request.user, found).filter(status=Requirement.Status.PENDING)
    focus = needs.next_focus(pending.select_related("section", "life_event"))
    return _page(request, "session_plan.html", found, {"form": form, "focus": focus}, form=form)


@require_safe
def session(request, storyteller, session):
    found = get_storyteller(request, storyteller, can_tell)
    return _session_page(request, found, _session(found, session), NoteForm())


@require_POST
def move(request, storyteller, session, verb):
    """Start, go on, or pause."""
    found = get_storyteller(request, storyteller, can_tell)
    row = _session(found, session)
    act, said = MOVES[verb]
    if _do(request, act, row, said=said, now=_now()) and verb == "start":
        return redirect("storyteller:answer", found.pk)
    return redirect("storyteller:session", found.pk, row.pk)


@require_POST
def cancel(request, storyteller, session):
    found = get_storyteller(request, storyteller, can_tell)
    row, form = _session(found, session), CancelForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    _do(request, verbs.cancel, row, said="The session is cancelled.", reason=reason, now=_now())
    return redirect("storyteller:session", found.pk, row.pk)


@FORM
def finish(request, storyteller, session):
    """What was told, what came of it, and where to begin next time."""
    found = get_storyteller(request, storyteller, can_tell)
    row = _session(found, session)
    form = FinishForm(sent(request))
    if form.is_valid():
        said = "Thank you for today. It is all kept."
        _do(request, verbs.finish, row, said=said, now=_now(), **form.cleaned_data)
        return redirect("storyteller:session", found.pk, row.pk)
    context = {"session": row, "form": form, "figures": verbs.figures(row)}
    return _page(request, "session_finish.html", found, context, form=form)


@require_safe
def finish_today(request, storyteller):
    """To the end of the session that is under way; without one, back to the story."""
    found = get_storyteller(request, storyteller, can_tell)
    row = verbs.current_session(found)
    if row is None:
        messages.info(request, "Nothing is open. Come back whenever you like.")
        return redirect("storyteller:storyteller", found.pk)
    return redirect("storyteller:finish_session", found.pk, row.pk)


@require_POST
def note(request, storyteller, session):
    found = get_storyteller(request, storyteller, can_tell)
    row, form = _session(found, session), NoteForm(request.POST)
    if not form.is_valid():
        return _session_page(request, found, row, form, status=422)
    verbs.add_note(row, now=_now(), **form.cleaned_data)
    messages.success(request, "The note is kept.")
    return redirect("storyteller:session", found.pk, row.pk)


@require_POST
def strike(request, storyteller, interaction):
    """What was said goes from the transcript; that it was asked stays."""
    found = get_storyteller(request, storyteller, can_tell)
    rows = SessionInteraction.objects.filter(session__storyteller=found)
    row = get_object_or_404(rows, pk=interaction)
    strike_out(row)
    messages.success(request, "It is struck out of the transcript. Your answer itself stays.")
    return redirect("storyteller:session", found.pk, row.session_id)


@require_safe
def artifacts(request, storyteller):
    """Everything that waits to be looked through."""
    found = get_storyteller(request, storyteller, can_approve)
    listed = Paginator(pieces.waiting_in(found), PER_PAGE)
    context = {"page_obj": listed.get_page(request.GET.get("page"))}
    return _page(request, "artifacts.html", found, context)


@require_POST
def decide(request, storyteller, artifact, verb):
    found = get_storyteller(request, storyteller, can_approve)
    rows = SessionArtifact.objects.filter(session__storyteller=found)
    row = get_object_or_404(rows, pk=artifact)
    if verb == "approve":
        _do(request, pieces.approve_artifact, row, said="It may go into the book.", now=_now())
    else:
        _do(request, pieces.reject_artifact, row, said="It is left out. Your answer itself stays.")
    if request.POST.get("from") == "session":
        return redirect("storyteller:session", found.pk, row.session_id)
    return redirect("storyteller:artifacts", found.pk)


@require_POST
def approve_all(request, storyteller, session):
    found = get_storyteller(request, storyteller, can_approve)
    row = _session(found, session)
    pieces.approve_all(row, now=_now())
    messages.success(request, "All of it may go into the book.")
    return redirect("storyteller:session", found.pk, row.pk)


def _now():
    return timezone.now()


def _session(storyteller, key):
    rows = StorytellerSession.objects.filter(storyteller=storyteller)
    return get_object_or_404(rows.select_related("storyteller"), pk=key)


def _do(request, verb, row, *, said, **arguments):
    """Do it, and tell the person what came of it on the page that follows."""
    try:
        verb(row, **arguments)
    except StorytellerError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, said)
    return True


def _session_page(request, storyteller, row, form, *, status=200):
    talk = row.interactions.order_by("interaction_sequence")
    made = list(row.artifacts.order_by("created_at", "pk")[:100])
    context = {
        "session": row,
        "page_obj": Paginator(talk, TALK_PER_PAGE).get_page(request.GET.get("page")),
        "pieces": made,
        "waiting": [piece for piece in made if piece.is_provisional],
        "notes": row.notes.order_by("-created_at", "pk")[:50],
        "form": form,
    }
    return _page(request, "session.html", storyteller, context, status=status)


def _page(request, template, storyteller, context, *, form=None, status=200):
    status = 422 if form is not None and form.is_bound else status
    return render_page(
        request, f"capture/{template}", storyteller, context, section=SECTION, status=status
    )
