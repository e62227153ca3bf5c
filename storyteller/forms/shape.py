"""How well a pattern fits, as somebody sees it."""

from django import forms

from storyteller.domain.shape import LABELS
from storyteller.models import ArchetypeAnalysis
from storyteller.rules.shape import DIMENSIONS, PATTERNS

# What somebody asks themselves who scores, in plain words.
ABOUT = {
    "loss_to_connection": "Somebody loses much, is alone with it, and finds others again.",
    "transformation": "An old self falls apart, and another one comes out of it.",
    "endurance": "Something hard goes on for long, and is borne.",
    "threat_survival": "A danger comes, is faced, and is lived through.",
    "identity_shift": "Somebody becomes another person than they were brought up to be.",
    "meaning_making": "Confusion turns, slowly, into knowing what it was for.",
}
ASKED = {
    "relationship_to_loss": "How loss is met",
    "relationship_to_agency": "How somebody acts, or is acted upon",
    "relationship_to_meaning": "What it comes to mean",
    "identity_shift": "How far somebody changes",
}


class ScoreForm(forms.Form):
    """Six patterns in four respects each. A pattern is scored in all four, or not at all."""

    identity_before = forms.CharField(
        label="Who were you at the beginning?", max_length=1000, required=False
    )
    identity_after = forms.CharField(label="And now?", max_length=1000, required=False)
    identity_shift_type = forms.ChoiceField(
        label="How did it change?",
        choices=[("", "–"), *ArchetypeAnalysis.IdentityShiftType.choices],
        required=False,
    )
    notes = forms.CharField(
        label="Anything to remember about this look",
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for pattern in PATTERNS:
            for dimension in DIMENSIONS:
                self.fields[self.name(pattern, dimension)] = forms.DecimalField(
                    label=ASKED[dimension],
                    required=False,
                    min_value=0,
                    max_value=1,
                    max_digits=3,
                    decimal_places=2,
                    widget=forms.NumberInput({"min": 0, "max": 1, "step": "0.05"}),
                )

    @staticmethod
    def name(pattern, dimension) -> str:
        return f"{pattern}__{dimension}"

    @property
    def patterns(self):
        """Each pattern with what it is about and its four fields."""
        for pattern in PATTERNS:
            fields = [self[self.name(pattern, dimension)] for dimension in DIMENSIONS]
            yield LABELS[pattern], ABOUT[pattern], fields

    @property
    def scores(self) -> dict:
        return {
            pattern: {
                dimension: self.cleaned_data[self.name(pattern, dimension)]
                for dimension in DIMENSIONS
            }
            for pattern in PATTERNS
            if self.cleaned_data.get(self.name(pattern, DIMENSIONS[0])) is not None
        }

    @property
    def shift(self) -> dict:
        names = ("identity_before", "identity_after", "identity_shift_type")
        return {name: self.cleaned_data[name] for name in names}

    def clean(self):
        found = super().clean()
        is_any = False
        for pattern in PATTERNS:
            names = [self.name(pattern, dimension) for dimension in DIMENSIONS]
            empty = [name for name in names if found.get(name) is None and name not in self.errors]
            is_any |= len(empty) < len(names)
            if empty and len(empty) < len(names):
                for name in empty:
                    self.add_error(name, "Score all four, or leave all four empty.")
        if not is_any:
            raise forms.ValidationError("Score at least one pattern, in all four respects.")
        return found


class DisagreeForm(forms.Form):
    reframed_as = forms.CharField(label="What would you call it?", max_length=100, required=False)
    notes = forms.CharField(
        label="What is not right?", max_length=5000, widget=forms.Textarea({"rows": 4})
    )
