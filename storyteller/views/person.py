"""What was said at the beginning, each part on a page of its own, to be changed at any time."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from storyteller import permissions
from storyteller.domain import beginning
from storyteller.domain.beginning import project_of
from storyteller.forms.beginning import (
    PROFILE,
    FactsForm,
    PersonForm,
    PreferenceForm,
    ProfileForm,
    ScopeForm,
    WhoseForm,
)
from storyteller.models import StorytellerPreference
from storyteller.views.access import FORM, get_storyteller, render_page, sent
from storyteller.views.begin import RECOMMENDED


def _page(request, storyteller, form, title, *, template="settings_form.html", **context):
    status = 422 if form.is_bound else 200
    context |= {"form": form, "title": title}
    return render_page(request, template, storyteller, context, section="care", status=status)


def _saved(request, storyteller, where="storyteller:settings"):
    messages.success(request, "Saved.")
    return redirect(where, storyteller.pk)


@FORM
def person(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    project = project_of(found)
    kind = project.subject_kind
    initial = model_to_dict(found) | model_to_dict(project, fields=PersonForm.SUBJECT)
    form = PersonForm(sent(request), kind=kind, initial=initial)
    if form.is_valid() and _changed(form, found):
        return _saved(request, found)
    return _page(
        request, found, form, f"About {found}", lead="Whatever was wrong can be put right."
    )


def _changed(form, storyteller):
    now = timezone.now()
    try:
        beginning.change_person(storyteller, **form.person)
        beginning.clarify_subject(storyteller, now=now, **form.subject)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


@FORM
def subject(request, storyteller):
    """Whose life it is."""
    found = get_storyteller(request, storyteller, permissions.can_manage)
    project = project_of(found)
    initial = {"kind": project.subject_kind, "they_agreed": bool(project.subject_clarified_at)}
    form = WhoseForm(sent(request), initial=initial)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        if kind == "memory" and not project.subject_name:
            # Their name belongs to it: the page of the person asks for both.
            return _remembered(request, found, kind)
        columns = {"subject_kind": kind, "subject_is_living": kind != "memory"}
        if kind != "memory":
            columns |= {"subject_name": "", "subject_death_year": None, "subject_birth_year": None}
        beginning.clarify_subject(found, now=timezone.now(), **columns)
        return _saved(request, found)
    return _page(request, found, form, "Whose life is it?")


@FORM
def remembered(request, storyteller):
    """In whose memory the story is told: their name, and their years."""
    found = get_storyteller(request, storyteller, permissions.can_manage)
    return _remembered(request, found, "memory", is_sent=request.method == "POST")


def _remembered(request, storyteller, kind, *, is_sent=False):
    initial = model_to_dict(storyteller) | model_to_dict(
        project_of(storyteller), fields=PersonForm.SUBJECT
    )
    form = PersonForm(request.POST if is_sent else None, kind=kind, initial=initial)
    if is_sent and form.is_valid() and _changed(form, storyteller):
        return _saved(request, storyteller)
    lead = "Say in whose memory it is told."
    return _page(
        request, storyteller, form, "In memory of whom?", lead=lead, action="storyteller:remembered"
    )


@FORM
def scope(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    project = project_of(found)
    initial = {"scope": project.scope_id, "scope_description": project.scope_description}
    form = ScopeForm(sent(request), initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        beginning.choose_scope(
            found, data["scope"], description=data["scope_description"], now=timezone.now()
        )
        return _saved(request, found, "storyteller:storyteller")
    return _page(
        request,
        found,
        form,
        "How much to tell",
        template="settings_scope.html",
        recommended=RECOMMENDED,
    )


@FORM
def profile(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    ticked = project_of(found).profile
    initial = {name: ticked.get(name, False) for name in PROFILE}
    form = ProfileForm(sent(request), initial=initial)
    if form.is_valid():
        beginning.save_profile(found, form.cleaned_data, now=timezone.now())
        return _saved(request, found, "storyteller:storyteller")
    lead = "Nothing has to be explained. What is ticked opens parts of a life that fit."
    return _page(request, found, form, "What fits this life?", lead=lead)


@FORM
def facts(request, storyteller):
    """What the scope asks before the stories. A guess will do, and nothing has to be known."""
    found = get_storyteller(request, storyteller, permissions.can_manage)
    project = project_of(found)
    form = FactsForm(sent(request), asked=beginning.facts_asked(project), initial=project.context)
    if form.is_valid():
        # What another scope asked stays known.
        beginning.save_facts(found, project.context | form.cleaned_data)
        return _saved(request, found, "storyteller:storyteller")
    lead = "A few plain facts, so that questions find their place. A guess will do."
    return _page(request, found, form, "Years and places", lead=lead)


@FORM
def preferences(request, storyteller):
    found = get_storyteller(request, storyteller, permissions.can_manage)
    row = StorytellerPreference.objects.filter(storyteller=found).first()
    form = PreferenceForm(sent(request), instance=row or StorytellerPreference())
    if form.is_valid():
        beginning.change_preferences(found, **form.cleaned_data)
        return _saved(request, found)
    return _page(request, found, form, "How you like it")


@FORM
def introduction(request, storyteller):
    """How this works, for somebody who was set up without having read it."""
    found = get_storyteller(request, storyteller, permissions.can_manage)
    if request.method == "POST":
        beginning.introduce(found, now=timezone.now())
        return redirect("storyteller:storyteller", found.pk)
    return render_page(request, "introduction.html", found, section="care")


@require_safe
def settings(request, storyteller):
    """All that can be changed about a story, in one list."""
    found = get_storyteller(request, storyteller, permissions.can_manage)
    context = {"project": project_of(found)}
    return render_page(request, "settings.html", found, context, section="care")
