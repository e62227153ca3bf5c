"""A change of a rule while somebody writes it: a form, what it costs, what it would have done."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.shortcuts import render

from league.domain.errors import ProposalError
from league.domain.preview import Preview, preview_change
from league.domain.rulebook import rule_book
from league.forms.floor import RuleChangeForm, text_of, value_of
from league.models import Governor, Proposal
from league.repository import get_token_balance
from league.rules.documents.ruleset import PARAMETERS, Parameter, Ruleset
from league.rules.documents.season import Tokens
from league.rules.governance import amendment_price, proposal_price, threshold_of
from league.views.base import SeasonPage

TEMPLATE = "league/floor/propose.html"
FIRST = "three_point_value"
# From this tier on, a rule is not about games: there is nothing to replay.
BEYOND_GAMES = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """What a value would have done, or why there is nothing to show."""

    value: float | None = None
    fault: str = ""
    note: str = ""
    preview: Preview | None = None
    is_on_air: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal before it is one. ``amended`` is the one that it would amend."""

    page: SeasonPage
    governor: Governor | None
    amended: Proposal | None = None

    def chosen(self, data) -> Parameter:
        """The rule that the form is about."""
        start = self.amended.parameter if self.amended else FIRST
        return PARAMETERS.get(data.get("parameter"), PARAMETERS[start])

    def current(self, parameter: Parameter):
        return getattr(Ruleset.model_validate(self.page.season.current_ruleset), parameter.name)

    def first_value(self, parameter: Parameter):
        if self.amended and self.amended.parameter == parameter.name:
            return self.amended.new_value
        return self.current(parameter)

    def price(self, parameter: Parameter) -> Tokens:
        if self.amended:
            return amendment_price(self.amended.token_cost, parameter.tier)
        return proposal_price(parameter.tier)

    def threshold(self, parameter: Parameter) -> float:
        rules = Ruleset.model_validate(self.page.season.current_ruleset)
        return threshold_of(parameter.tier, rules)


def filled(draft: Draft, data) -> RuleChangeForm:
    """The form as it is sent."""
    return RuleChangeForm(data, chosen=draft.chosen(data))


def draft_page(request, draft: Draft, *, form=None, error="", status=200):
    """The page with its form; htmx asks for the form or for what the value would do."""
    data = request.POST or request.GET
    chosen = draft.chosen(data)
    text = _typed_value(draft, chosen, data)
    initial = {"parameter": chosen.name, "value": text, "reason": data.get("reason", "")}
    context = {
        "draft": draft,
        "form": form or RuleChangeForm(initial=initial, chosen=chosen),
        "chosen": chosen,
        "current": draft.current(chosen),
        "price": draft.price(chosen),
        "threshold": draft.threshold(chosen),
        "trial": try_out(draft.page, chosen, text),
        "error": error,
    }
    if request.htmx and request.htmx.target in ("draft", "preview"):
        return render(request, f"{TEMPLATE}#{request.htmx.target}", context)
    context |= draft.page.context | {
        "governor": draft.governor,
        "balance": draft.governor and get_token_balance(draft.governor.pk),
        "tiers": rule_book(draft.page.season),
    }
    return render(request, TEMPLATE, context, status=status)


def try_out(page: SeasonPage, parameter: Parameter, text: str) -> Trial:
    """The last round again, with the value that was typed."""
    season = page.season
    try:
        value = value_of(parameter, text)
    except ValidationError as error:
        return Trial(fault=error.message)
    if season.current_ruleset.get(parameter.name, parameter.default) == value:
        return Trial(value, note="That is what the rule says today.")
    if parameter.tier >= BEYOND_GAMES:
        return Trial(value, note="This rule is not about games: each would have ended as it did.")
    try:
        preview = preview_change(season, parameter.name, value)
    except ProposalError as error:
        return Trial(value, fault=str(error))
    if preview is None:
        return Trial(value, note="No round is planned that could show what this does.")
    return Trial(value, preview=preview, is_on_air=preview.round_number in page.on_air)


def _typed_value(draft, chosen, data):
    """What was typed, unless it was meant for the rule that was shown before."""
    if "value" in data and data.get("shown", chosen.name) == chosen.name:
        return data["value"]
    return text_of(draft.first_value(chosen))
