"""A proposal: what it asks, how the table votes on it, the talk about it."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from play.domain import proposals as verbs
from play.domain.acts import revise_act
from play.domain.ballots import words_for
from play.domain.comments import add_comment, was_edited
from play.domain.errors import PlayError
from play.domain.scenes import revise_scene
from play.domain.tension import vote_tension
from play.forms.story import (
    ActForm,
    CommentForm,
    ReasonForm,
    SceneForm,
    TensionForm,
    VoteForm,
)
from play.models import Character, Comment, Proposal, ScenePresence
from play.permissions import can_change_comment, can_withdraw_proposal
from play.views.beside import ballots
from play.views.story_pages import FORM, page_of_proposal, posted
from play.views.story_rows import rows_of, told

COMMENTS_SHOWN = 200


@require_safe
def proposal(request, proposal):
    page, proposal = page_of_proposal(request, proposal)
    return _proposal_page(page, proposal)


@require_POST
def cast(request, proposal):
    page, proposal = page_of_proposal(request, proposal)
    member, form = page.require_seat(), VoteForm(request.POST)
    if not form.is_valid():
        return _refused(page, proposal, "Say yes or no, or suggest a change.", form, 422)
    try:
        verbs.vote(member, proposal, **form.cleaned_data, now=page.now)
    except PlayError as error:
        return _refused(page, proposal, error, form, 409)
    return _voted(page, proposal)


@require_POST
def tension(request, proposal):
    page, proposal = page_of_proposal(request, proposal)
    member, form = page.require_seat(), TensionForm(request.POST)
    if not form.is_valid() or proposal.scene is None:
        return _refused(page, proposal, "Choose calmer, as it is or tenser.", None, 422)
    try:
        vote_tension(member, proposal, delta=form.cleaned_data["delta"], now=page.now)
    except PlayError as error:
        return _refused(page, proposal, error, None, 409)
    return _voted(page, proposal)


@require_POST
def comment(request, proposal):
    page, proposal = page_of_proposal(request, proposal)
    member, form = page.require_seat(), CommentForm(request.POST)
    if not form.is_valid():
        return _proposal_page(page, proposal, comment_form=form, status=422)
    try:
        add_comment(member, proposal, text=form.cleaned_data["text"], now=page.now)
    except PlayError as error:
        form.add_error(None, str(error))
        return _proposal_page(page, proposal, comment_form=form, status=409)
    return page.done("Your comment is there.", "play:proposal", proposal.pk)


@require_POST
def withdraw(request, proposal):
    page, proposal = page_of_proposal(request, proposal)
    _require_own(page, proposal)
    try:
        verbs.withdraw(page.member, proposal, now=page.now)
    except PlayError as error:
        return _refused(page, proposal, error, None, 409)
    return page.done("Your proposal is withdrawn.", "play:proposal", proposal.pk)


@FORM
def revise(request, proposal):
    """Say it in other words; the table votes anew."""
    page, proposal = page_of_proposal(request, proposal)
    _require_own(page, proposal)
    if proposal.kind == Proposal.Kind.BEAT:
        return redirect("play:revise_beat", proposal.beat_id)
    form, verb = _revision(page, proposal)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                successor = verb(page.member, proposal, **form.cleaned_data, now=page.now)
            except PlayError as error:
                form.add_error(None, str(error))
                status = 409
            else:
                return page.done("The table votes anew.", "play:proposal", successor.pk)
    context = {
        "form": form,
        "title": "Revise your proposal",
        "lead": f"About {words_for(proposal)}. The vote begins again.",
        "action": "Ask anew",
    }
    return page.render("form.html", context, status=status)


def _revision(page, proposal):
    """The form with what is proposed now, and the verb that changes it."""
    data, initial = posted(page.request), {"text": proposal.text}
    names = ("guiding_question", "title", "place")
    if proposal.kind == Proposal.Kind.ACT:
        initial |= {name: getattr(proposal.act, name) for name in names[:2]}
        return ActForm(data, initial=initial), revise_act
    if proposal.kind == Proposal.Kind.SCENE:
        initial |= {name: getattr(proposal.scene, name) for name in names}
        there = ScenePresence.objects.filter(scene=proposal.scene, left_at=None)
        initial["characters"] = [str(key) for key in there.values_list("character", flat=True)]
        played = Character.objects.filter(game=page.game, retired_at=None).seen_from(page.seat)
        form = SceneForm(data, initial=initial, characters=played.order_by("name", "pk"))
        return form, revise_scene
    return ReasonForm(data, initial=initial), verbs.revise


def _proposal_page(page, proposal, *, status=200, error="", **forms):
    rows = Proposal.objects.filter(pk=proposal.pk).select_related(
        "act", "scene", "beat__author", "proposer"
    )
    comments = Comment.objects.filter(proposal=proposal).select_related("author")
    said = comments.order_by("-created_at", "-pk")[:COMMENTS_SHOWN]
    row = rows_of(page, told(page).filter(pk=proposal.beat_id)) if proposal.beat_id else []
    context = {
        "ballot": ballots(page, rows)[0],
        "proposal": proposal,
        "words": words_for(proposal),
        "row": row[0] if row else None,
        "comments": [
            (comment, was_edited(comment), can_change_comment(page.member, comment))
            for comment in reversed(said)
        ],
        "replaced_by": proposal.replacements.first(),
        "comment_form": CommentForm(),
        "error": error,
        **forms,
    }
    return page.render("proposal.html", context, status=status)


def _voted(page, proposal):
    if page.scene:
        return page.done("Your vote is in.", "play:scene", page.scene.pk)
    return page.done("Your vote is in.", "play:proposal", proposal.pk)


def _refused(page, proposal, error, form, status):
    own = {"error": str(error), "status": status}
    if form is not None:
        own["vote_form"] = form
    return page.refused(error, partial(_proposal_page, page, proposal, **own))


def _require_own(page, proposal):
    if not can_withdraw_proposal(page.require_seat(), proposal):
        raise PermissionDenied("Only who proposed this can take it back or change it.")
