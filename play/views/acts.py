"""Acts: proposed, brought to an end, told in short."""

from django.urls import reverse

from play.domain import acts as verbs
from play.forms.story import ActForm, ReasonForm
from play.views.scenes import propose, tell
from play.views.story_pages import FORM, page_of_act, page_of_game, posted


@FORM
def new_act(request, game):
    page = page_of_game(request, game)
    member, form = page.require_seat(), ActForm(posted(request))
    return propose(
        page,
        form,
        lambda: verbs.propose_act(member, **form.cleaned_data, now=page.now),
        title="The next act",
        lead="An act is a stretch of the story under one question, told in several scenes.",
    )


@FORM
def end_act(request, game, act):
    page, act = page_of_act(request, game, act)
    member, form = page.require_seat(), ReasonForm(posted(request))
    return propose(
        page,
        form,
        lambda: verbs.propose_act_end(member, act, **form.cleaned_data, now=page.now),
        title="End this act",
        lead=f"It asked: {act.guiding_question}",
    )


@FORM
def summary(request, game, act):
    page, act = page_of_act(request, game, act)
    return tell(page, act, reverse("play:game", args=[page.game.pk]))
