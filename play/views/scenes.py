"""Scenes: proposed, entered and left, brought to an end, told in short."""

from functools import partial

from django.urls import reverse
from django.views.decorators.http import require_POST

from play.domain import scenes as verbs
from play.domain.errors import PlayError
from play.domain.story import active_act, write_summary
from play.forms.story import ReasonForm, SceneForm, SummaryForm
from play.models import Character
from play.views.scene import scene_page
from play.views.story_pages import FORM, page_of_game, page_of_scene, posted


@FORM
def new_scene(request, game):
    page = page_of_game(request, game)
    member, act = page.require_seat(), active_act(page.game)
    played = Character.objects.filter(game=page.game, retired_at=None).seen_from(page.seat)
    form = SceneForm(posted(request), characters=played.order_by("name", "pk"))
    return propose(
        page,
        form,
        lambda: verbs.propose_scene(member, act, **form.cleaned_data, now=page.now),
        title="The next scene",
        lead="Scenes ask one question each. The table votes on yours; its silence is consent.",
    )


@FORM
def end_scene(request, scene):
    page = page_of_scene(request, scene)
    member = page.require_seat()
    form = ReasonForm(posted(request))
    return propose(
        page,
        form,
        lambda: verbs.propose_scene_end(member, page.scene, **form.cleaned_data, now=page.now),
        title="End this scene",
        lead=f"It asked: {page.scene.guiding_question}",
    )


@FORM
def summary(request, scene):
    page = page_of_scene(request, scene)
    return tell(page, page.scene, reverse("play:scene", args=[page.scene.pk]))


@require_POST
def enter(request, scene):
    return _move(request, scene, verbs.enter_scene, "You are in the scene.")


@require_POST
def leave(request, scene):
    return _move(request, scene, verbs.leave_scene, "You have left the scene.")


def propose(page, form, verb, *, title, lead):
    """The form of a proposal, and what became of it when it was sent."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                proposal = verb()
            except PlayError as error:
                if page.request.htmx:
                    return page.refused(error, None)
                form.add_error(None, str(error))
                status = 409
            else:
                return page.done("The table is asked.", "play:proposal", proposal.pk)
    context = {"form": form, "title": title, "lead": lead, "action": "Ask the table"}
    return page.render("form.html", context, status=status)


def tell(page, unit, place):
    """The form in which anybody tells in short what happened in ``unit``."""
    member = page.require_seat()
    initial = {"text": unit.summary, "was": unit.summary}
    form = SummaryForm(posted(page.request), initial=initial)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                write_summary(member, unit, **form.cleaned_data, now=page.now)
            except PlayError as error:
                form.add_error(None, str(error))
                status = 409
            else:
                return page.done("It is told.", place)
    context = {
        "form": form,
        "title": "What happened, in short",
        "lead": unit.guiding_question,
        "action": "Save",
        "theirs": unit.summary if status == 409 else "",
    }
    return page.render("form.html", context, status=status)


def _move(request, scene, verb, done):
    page = page_of_scene(request, scene)
    member = page.require_seat()
    try:
        verb(member, page.scene, now=page.now)
    except PlayError as error:
        return page.refused(error, partial(scene_page, page, status=409, error=str(error)))
    return page.done(done, "play:scene", page.scene.pk)
