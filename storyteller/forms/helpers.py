"""Inviting people, and what they remember."""

from django import forms

from storyteller.domain.helpers import MAX_DAYS, MAX_USES, USUAL_DAYS
from storyteller.forms.beginning import MONTHS, year_field
from storyteller.models import HelperRole
from storyteller.rules.partial_dates import FIRST_YEAR, fault_in


class InvitationForm(forms.Form):
    role = forms.ChoiceField(
        label="As what?",
        choices=HelperRole.choices,
        initial=HelperRole.FAMILY,
        widget=forms.RadioSelect,
    )
    max_uses = forms.IntegerField(
        label="For how many people?", min_value=1, max_value=MAX_USES, initial=1
    )
    days = forms.IntegerField(
        label="Works for how many days?", min_value=1, max_value=MAX_DAYS, initial=USUAL_DAYS
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=HelperRole.choices)


class SkipForm(forms.Form):
    reason = forms.CharField(label="Why?", max_length=500, required=False)


class MemoryForm(forms.Form):
    """A memory in the words of whoever remembers it."""

    use_required_attribute = False

    title = forms.CharField(
        label="What is it about?", max_length=200, help_text="Such as “The red boat”."
    )
    text = forms.CharField(
        label="How was it?", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    year = year_field("Year", FIRST_YEAR, help_text="A guess will do.")
    month = forms.TypedChoiceField(
        label="Month",
        choices=[("", "–"), *enumerate(MONTHS, 1)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    day = forms.IntegerField(label="Day", min_value=1, max_value=31, required=False)

    def clean(self):
        data = super().clean()
        if fault := fault_in((data.get("year"), data.get("month"), data.get("day"))):
            self.add_error("day", fault)
        return data
