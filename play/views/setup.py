"""What a table talks over before it plays, a question at a time. All of it can be skipped."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from play.domain.overview import open_proposals
from play.domain.setup import (
    MAX_PROMPTS,
    add_prompt,
    answer_prompt,
    move_prompt,
    reopen_prompt,
    settle_prompt,
    skip_prompt,
    start_game,
    suggested_outcome,
)
from play.domain.tables import SEATS, present_members
from play.forms.table import AnswerForm, OutcomeForm, PromptForm, StartForm
from play.models import Proposal, SetupAnswer, SetupPrompt
from play.views.proposal_lines import told
from play.views.table_pages import table_page

SECTION = "setup"


@require_safe
def setup(request, game):
    """The prompt that the table is at, or, once it is through, the start."""
    return _setup_page(table_page(request, game, SECTION))


@require_safe
def prompt(request, game, prompt):
    """One prompt; for htmx only what was said to it, so that what somebody types stays."""
    page = table_page(request, game, SECTION)
    part = "#answers" if request.htmx else ""
    return _setup_page(page, _prompt(page, prompt), part=part)


@require_POST
def answer(request, game, prompt):
    page = table_page(request, game, SECTION)
    row = _prompt(page, prompt)
    page.require_seat()
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _setup_page(page, row, answer=form, status=422)
    refusal = page.refusal_of(answer_prompt, prompt=row, **form.cleaned_data, now=page.now)
    if refusal:
        return _setup_page(page.read_again(), row, answer=form, refusal=refusal)
    messages.success(request, "The table can read it.")
    return redirect("play:setup_prompt", page.game.pk, row.pk)


@require_POST
def settle(request, game, prompt):
    page = table_page(request, game, SECTION)
    row = _prompt(page, prompt)
    page.require_seat()
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _setup_page(page, row, outcome=form, status=422)
    refusal = page.refusal_of(settle_prompt, prompt=row, **form.cleaned_data, now=page.now)
    if refusal:
        return _setup_page(page.read_again(), row, outcome=form, refusal=refusal)
    messages.success(request, f"{row.topic}: settled.")
    return redirect("play:setup", page.game.pk)


@require_POST
def skip(request, game, prompt):
    return _change(request, game, prompt, skip_prompt)


@require_POST
def reopen(request, game, prompt):
    return _change(request, game, prompt, reopen_prompt)


@require_POST
def move(request, game, prompt):
    by = 1 if request.POST.get("by") == "1" else -1
    return _change(request, game, prompt, move_prompt, by=by)


@require_POST
def add(request, game):
    page = table_page(request, game, SECTION)
    page.require_seat()
    form = PromptForm(request.POST)
    if not form.is_valid():
        return _setup_page(page, new=form, status=422)
    refusal = page.refusal_of(add_prompt, **form.cleaned_data, now=page.now)
    if refusal:
        return _setup_page(page.read_again(), new=form, refusal=refusal)
    messages.success(request, "Asked.")
    return redirect("play:setup", page.game.pk)


@require_POST
def start(request, game):
    page = table_page(request, game, SECTION)
    page.require_seat()
    form = StartForm(request.POST)
    if not form.is_valid():
        return _setup_page(page, start=form, status=422)
    refusal = page.refusal_of(start_game, **form.cleaned_data, now=page.now)
    if refusal:
        return _setup_page(page.read_again(), start=form, refusal=refusal)
    page = page.read_again()
    if page.game.status == page.game.Status.SETUP:
        messages.success(request, "The table votes on it now. Silence is consent.")
        return redirect("play:setup", page.game.pk)
    messages.success(request, "The game has begun. Propose its first act.")
    return redirect("play:game", page.game.pk)


def _change(request, game, prompt, verb, **arguments):
    page = table_page(request, game, SECTION)
    row = _prompt(page, prompt)
    refusal = page.refusal_of(verb, prompt=row, now=page.now, **arguments)
    if refusal:
        return _setup_page(page.read_again(), row, refusal=refusal)
    return redirect("play:setup", page.game.pk)


def _prompt(page, key):
    return get_object_or_404(page.rows(SetupPrompt), pk=key)


def _setup_page(page, chosen=None, *, part="", refusal=None, status=200, **forms):
    prompts = list(page.rows(SetupPrompt).order_by("order").prefetch_related(_answers()))
    chosen = _shown(prompts, chosen)
    votes = open_proposals(page.seat).filter(kind=Proposal.Kind.START)
    context = {
        "prompts": prompts,
        "prompt": chosen,
        "seen": page.request.GET.get("seen", chosen and chosen.status),
        "vote": next(iter(told(votes)), None),
        "members": list(present_members(page.game)),
        "seats": SEATS,
        "can_add": len(prompts) < MAX_PROMPTS,
        "new": PromptForm(),
        "start": StartForm(),
        **_forms_of(page, chosen),
        **forms,
        **page.may("set_up", "invite"),
    }
    return page.render("setup", context, part=part, refusal=refusal, status=status)


def _shown(prompts, chosen):
    """The prompt that is asked for, else the one that the table is at, as it is now."""
    if chosen:
        return next((row for row in prompts if row.pk == chosen.pk), None)
    return next((row for row in prompts if row.status == SetupPrompt.Status.ACTIVE), None)


def _forms_of(page, prompt):
    if prompt is None:
        return {}
    own = next((each for each in prompt.given if each.author_id == page.request.user.pk), None)
    outcome = prompt.outcome or suggested_outcome(prompt)
    return {
        "own": own,
        "answer": AnswerForm(initial={"text": own.text if own else ""}),
        "outcome": OutcomeForm(initial={"outcome": outcome}),
    }


def _answers():
    answers = SetupAnswer.objects.select_related("author").order_by("created_at", "pk")
    return Prefetch("answers", answers, to_attr="given")
