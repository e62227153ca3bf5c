"""The page of a proposal, and what people do with one."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from league.domain.agenda import OPEN, active_governors, with_turnout
from league.domain.errors import LeagueError
from league.domain.floor import open_window_of
from league.domain.log import DECIDED, about_proposal, lines, log_of, names_of
from league.domain.proposals import (
    amend_proposal,
    cancel_proposal,
    confirm_proposal,
    submit_repeal,
    veto_proposal,
)
from league.domain.votes import cast_vote
from league.forms.floor import ReasonForm, VoteForm, text_of
from league.models import Proposal
from league.permissions import can_act_for, can_run_league
from league.repository import get_token_balance
from league.rules.documents.ruleset import PARAMETERS
from league.views.ballots import ballots
from league.views.base import open_page, paged
from league.views.drafts import Draft, draft_page, filled, try_out
from league.views.people import governor_of, require_governor

EVENTS_PER_PAGE = 40


@login_not_required
@require_safe
def proposal(request, proposal_id):
    return _page(request, _get(proposal_id))


@require_POST
def confirm(request, proposal_id):
    proposal, governor = _own(request, proposal_id)
    verb = partial(confirm_proposal, proposal, governor=governor)
    return _do(request, proposal, verb, done="It is put to the vote.")


@require_POST
def cancel(request, proposal_id):
    proposal, governor = _own(request, proposal_id)
    verb = partial(cancel_proposal, proposal, governor=governor)
    return _do(request, proposal, verb, done="You took it back.")


@require_POST
def vote(request, proposal_id):
    proposal = _get(proposal_id)
    governor = require_governor(request, proposal.season_id)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal, error="Choose yes or no.", status=422)
    verb = partial(cast_vote, proposal, governor=governor, **form.cleaned_data)
    if not request.htmx:
        return _do(request, proposal, verb, done="Your vote is in the box.")
    try:
        verb()
    except LeagueError as error:
        return _ballot(request, proposal, refusal=str(error))
    return _ballot(request, proposal)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, proposal_id):
    proposal = _get(proposal_id)
    page = open_page(request, proposal.season)
    draft = Draft(page, governor_of(request.user, proposal.season_id), proposal)
    if request.method != "POST" or "preview" in request.POST:
        return draft_page(request, draft)
    governor = require_governor(request, proposal.season_id)
    form = filled(draft, request.POST)
    if not form.is_valid():
        return draft_page(request, draft, form=form, status=422)
    data = form.cleaned_data
    try:
        amend_proposal(
            proposal,
            governor=governor,
            parameter=data["parameter"],
            new_value=data["value"],
            reason=data["reason"],
        )
    except LeagueError as error:
        return draft_page(request, draft, form=form, error=str(error), status=409)
    messages.success(request, "Amended. Everybody votes anew.")
    return redirect("league:proposal", proposal.pk)


@require_POST
def repeal(request, proposal_id):
    proposal = _get(proposal_id)
    governor = require_governor(request, proposal.season_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal, repeal_form=form, status=422)
    try:
        repeal = submit_repeal(governor, enacted=proposal, reason=form.cleaned_data["reason"])
    except LeagueError as error:
        form.add_error(None, str(error))
        return _page(request, proposal, repeal_form=form, status=409)
    messages.success(request, "Written down. Read it once more, then put it to the vote.")
    return redirect("league:proposal", repeal.pk)


@require_POST
def veto(request, proposal_id):
    if not can_run_league(request.user):
        raise PermissionDenied
    proposal = _get(proposal_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal, veto_form=form, status=422)
    verb = partial(veto_proposal, proposal, reason=form.cleaned_data["reason"])
    return _do(request, proposal, verb, done="Stopped. What was spent on it went back.")


def _get(proposal_id) -> Proposal:
    proposals = Proposal.objects.select_related(
        "season__league", "governor", "team", "repeal_of"
    ).defer("team__venue")
    return get_object_or_404(with_turnout(proposals), pk=proposal_id)


def _own(request, proposal_id):
    proposal = _get(proposal_id)
    if not can_act_for(request.user, proposal.governor):
        raise PermissionDenied
    return proposal, proposal.governor


def _do(request, proposal, verb, *, done):
    try:
        verb()
    except LeagueError as error:
        return _page(request, _get(proposal.pk), error=str(error), status=409)
    messages.success(request, done)
    return redirect("league:proposal", proposal.pk)


def _ballot(request, proposal, *, refusal=""):
    """Only the part of the page where one votes: htmx shows it on any page."""
    proposal = _get(proposal.pk)
    governor = governor_of(request.user, proposal.season_id)
    context = _voting(proposal, governor) | {"refusal": refusal, "season": proposal.season}
    return render(request, "league/floor/proposal.html#ballot", context)


def _voting(proposal, governor):
    season = proposal.season
    window = open_window_of(season.pk)
    [ballot] = ballots(
        season,
        [proposal],
        governor,
        electorate=active_governors(season.pk),
        is_open=bool(window),
    )
    return {
        "governor": governor,
        "balance": governor and get_token_balance(governor.pk),
        "ballot": ballot,
        "window": window,
    }


def _page(request, proposal, *, status=200, **context):
    page = open_page(request, proposal.season)
    governor = governor_of(request.user, proposal.season_id)
    events = about_proposal(log_of(proposal.season_id), proposal.pk).order_by("sequence_number")
    history = paged(request, events, EVENTS_PER_PAGE)
    current = proposal.season.current_ruleset[proposal.parameter]
    votes = proposal.votes.select_related("governor__team").order_by("-weight", "cast_at", "pk")
    in_force = proposal.rule_state == Proposal.RuleState.ENACTED and current == proposal.new_value
    context = (
        page.context
        | _voting(proposal, governor)
        | {
            "proposal": proposal,
            "current": current,
            # The picture of a decided one stays as it was when it was decided.
            "start": current if proposal.status in OPEN else proposal.old_value,
            "is_mine": can_act_for(request.user, proposal.governor),
            "votes": votes if proposal.status in DECIDED else [],
            "is_in_force": in_force,
            "repeal_form": ReasonForm(auto_id="repeal_%s"),
            "veto_form": ReasonForm(auto_id="veto_%s"),
            "trial": _trial(request, page, proposal),
            "page_obj": history,
            "history": lines(history, names_of(proposal.season_id)),
        }
        | context
    )
    return render(request, "league/floor/proposal.html", context, status=status)


def _trial(request, page, proposal):
    """What it would do, where a member asks for it: games are simulated for that."""
    if "preview" not in request.GET or not request.user.is_authenticated:
        return None
    return try_out(page, PARAMETERS[proposal.parameter], text_of(proposal.new_value))
