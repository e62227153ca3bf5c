"""A new level, and an ability score improvement that is still to be taken."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.forms.sheet_sections import long_text
from campaigns.rules.fifth_edition.abilities import ABILITIES
from campaigns.rules.sheet_verbs.levelling import LevelChoices

_ABILITY_CHOICES = [("", "None"), *((ability, ability.capitalize()) for ability in ABILITIES)]


class ImprovementForm(forms.Form):
    """Two points: the same ability twice is +2."""

    first = forms.ChoiceField(label="First point", choices=_ABILITY_CHOICES, required=False)
    second = forms.ChoiceField(label="Second point", choices=_ABILITY_CHOICES, required=False)

    def points(self):
        points = {}
        for name in ("first", "second"):
            if ability := self.cleaned_data.get(name):
                points[ability] = points.get(ability, 0) + 1
        return points


class LevelForm(ImprovementForm):
    version = forms.CharField(max_length=40, widget=forms.HiddenInput)
    hit_points = forms.ChoiceField(
        choices=[
            ("average", "The average"),
            ("roll", "Roll the hit die now"),
            ("typed", "Rolled at the table"),
        ],
        initial="average",
        widget=forms.RadioSelect,
    )
    face = forms.IntegerField(
        label="What the die showed", min_value=1, max_value=12, required=False
    )
    subclass = forms.CharField(max_length=100, required=False)
    feature = forms.CharField(label="New feature", max_length=100, required=False)
    feature_text = long_text("What it does", 3)
    second_feature = forms.CharField(label="Another feature", max_length=100, required=False)
    second_feature_text = long_text("What that does", 3)
    is_milestone = forms.BooleanField(
        label="By milestone: the experience for it comes along", required=False
    )

    def __init__(self, *args, spells=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["spells"] = forms.MultipleChoiceField(
            label="New spells",
            choices=spells,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self):
        given = super().clean()
        if given.get("hit_points") == "typed" and not given.get("face"):
            self.add_error("face", ValidationError("Write what the die showed."))
        return given

    def choices(self, spells, source):
        """``spells`` are the facts of those that were chosen; ``source`` is the class."""
        given = self.cleaned_data
        named = [
            {
                "name": given[name],
                "description": given[text],
                "feature_type": "class",
                "source": source,
            }
            for name, text in (
                ("feature", "feature_text"),
                ("second_feature", "second_feature_text"),
            )
            if given[name]
        ]
        return LevelChoices(
            face=given["face"] if given["hit_points"] == "typed" else None,
            improvement=self.points(),
            subclass=given["subclass"],
            features=named,
            spells=spells,
            is_milestone=given["is_milestone"],
        )
