"""The Floor: what is proposed, what was decided, and a form to propose something."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from league.domain.agenda import (
    active_governors,
    closing_of,
    no_longer_open,
    on_the_floor,
    teams_to_join,
    unconfirmed,
)
from league.domain.errors import LeagueError
from league.domain.floor import open_window_of
from league.domain.proposals import submit_proposal
from league.repository import get_token_balance
from league.views.ballots import ballots
from league.views.base import paged, season_page
from league.views.drafts import Draft, draft_page, filled
from league.views.people import governor_of, require_governor

DECIDED_PER_PAGE = 10


@login_not_required
@require_safe
def floor(request, season_id):
    page = season_page(request, season_id)
    season = page.season
    governor = governor_of(request.user, season.pk)
    window = open_window_of(season.pk)
    electorate = active_governors(season.pk)
    on_vote = ballots(
        season, on_the_floor(season.pk), governor, electorate=electorate, is_open=bool(window)
    )
    context = page.context | {
        "governor": governor,
        "balance": governor and get_token_balance(governor.pk),
        "drafts": unconfirmed(governor) if governor else [],
        "teams": [] if governor or page.is_over else teams_to_join(season.pk),
        "window": window,
        "closing": window and closing_of(season, window),
        "ballots": list(on_vote),
        "page_obj": paged(request, no_longer_open(season.pk), DECIDED_PER_PAGE),
    }
    return render(request, "league/floor/floor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, season_id):
    """Members who do not govern may look at what a change would do."""
    page = season_page(request, season_id)
    draft = Draft(page, governor_of(request.user, page.season.pk))
    if request.method != "POST" or "preview" in request.POST:
        return draft_page(request, draft)
    governor = require_governor(request, page.season.pk)
    form = filled(draft, request.POST)
    if not form.is_valid():
        return draft_page(request, draft, form=form, status=422)
    data = form.cleaned_data
    try:
        proposal = submit_proposal(
            governor,
            parameter=data["parameter"],
            new_value=data["value"],
            reason=data["reason"],
        )
    except LeagueError as error:
        return draft_page(request, draft, form=form, error=str(error), status=409)
    messages.success(request, "Written down. Read it once more, then put it to the vote.")
    return redirect("league:proposal", proposal.pk)
