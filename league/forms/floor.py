"""What governors type on the Floor. A form knows what a value looks like; the league decides."""

from django import forms
from django.core.exceptions import ValidationError

from league.models import Governor
from league.rules.documents.ruleset import PARAMETERS, Parameter
from league.rules.documents.season import TOKEN_TYPES, Tokens
from league.rules.events import EventType
from league.rules.text import MAX_LENGTH

SWITCH = {"on": True, "off": False}
MAX_TOKENS = 1000


def range_of(parameter: Parameter) -> str:
    """The values that a rule can have, in words."""
    if parameter.kind is bool:
        return "on or off"
    kind = "a whole number" if parameter.kind is int else "a number"
    return f"{kind} from {parameter.low:g} to {parameter.high:g}"


def value_of(parameter: Parameter, text: str) -> int | float | bool:
    """The value of a rule that somebody typed. Raises ``ValidationError``, naming the range."""
    try:
        if parameter.kind is bool:
            return SWITCH[text.strip().lower()]
        value = parameter.kind(text.strip().replace(",", "."))
    except (KeyError, ValueError) as error:
        raise _out_of_range(parameter) from error
    if not parameter.low <= value <= parameter.high:
        raise _out_of_range(parameter)
    return value


def text_of(value: float | bool) -> str:
    """As ``value_of`` reads it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _out_of_range(parameter):
    verb = "Choose" if parameter.kind is bool else "Give"
    return ValidationError(f"{verb} {range_of(parameter)}.", code="range")


def _value_widget(parameter):
    if parameter.kind is bool:
        return forms.Select(choices=[(each, each) for each in SWITCH])
    step = 1 if parameter.kind is int else "any"
    limits = {"min": parameter.low, "max": parameter.high, "step": step}
    return forms.NumberInput(attrs={**limits, "inputmode": "decimal"})


def _rules_by_tier():
    tiers = {}
    for name, parameter in PARAMETERS.items():
        tiers.setdefault(f"Tier {parameter.tier}", []).append((name, parameter.label))
    return sorted(tiers.items())


class RuleChangeForm(forms.Form):
    """A rule, the value that it should have, and why. ``chosen`` is the rule that is shown."""

    parameter = forms.ChoiceField(label="Rule", choices=_rules_by_tier)
    value = forms.CharField(label="New value", max_length=20)
    reason = forms.CharField(
        label="Why",
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences for those who will vote. They stay with the proposal.",
    )

    def __init__(self, *args, chosen: Parameter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].widget = _value_widget(chosen)
        self.fields["parameter"].help_text = chosen.description
        self.fields["value"].help_text = range_of(chosen).capitalize()

    def clean(self):
        data = super().clean()
        if "parameter" in data and "value" in data:
            try:
                data["value"] = value_of(PARAMETERS[data["parameter"]], data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return data


class VoteForm(forms.Form):
    supports = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No")], coerce=lambda vote: vote == "yes"
    )
    boost = forms.BooleanField(required=False)


class ReasonForm(forms.Form):
    """Why something is taken back or stopped."""

    reason = forms.CharField(
        label="Why", max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )


class TradeForm(forms.Form):
    """Tokens for tokens. ``governor`` offers; anybody else who governs in the season may take."""

    other = forms.ModelChoiceField(
        label="To", queryset=Governor.objects.none(), empty_label="Choose a governor"
    )

    def __init__(self, *args, governor: Governor, **kwargs):
        super().__init__(*args, **kwargs)
        others = Governor.objects.filter(season=governor.season_id, is_active=True)
        self.fields["other"].queryset = others.exclude(pk=governor.pk).order_by(
            "discord_username", "pk"
        )
        for side in ("offered", "requested"):
            for kind in TOKEN_TYPES:
                self.fields[f"{side}_{kind}"] = _amount(kind)

    def offered(self):
        return [self[f"offered_{kind}"] for kind in TOKEN_TYPES]

    def requested(self):
        return [self[f"requested_{kind}"] for kind in TOKEN_TYPES]

    def tokens(self, side: str) -> Tokens:
        data = self.cleaned_data
        return Tokens(**{kind: data[f"{side}_{kind}"] or 0 for kind in TOKEN_TYPES})


def _amount(kind):
    limits = {"min_value": 0, "max_value": MAX_TOKENS}
    return forms.IntegerField(label=kind.capitalize(), required=False, initial=0, **limits)


class LogFilterForm(forms.Form):
    """Which lines of the log are shown. Nothing chosen: all of them."""

    type = forms.ChoiceField(
        label="What", required=False, choices=[("", "Everything"), *((t, t) for t in EventType)]
    )
    governor = forms.ChoiceField(label="Who", required=False)
    round = forms.IntegerField(label="After round", required=False, min_value=0, max_value=100_000)
    proposal = forms.UUIDField(label="Proposal", required=False)
    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def __init__(self, *args, names: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["governor"].choices = [("", "Everybody"), *names.items()]
