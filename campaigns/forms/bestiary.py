"""What one asks of the bestiary."""

from django import forms

from campaigns.rules.compendium.ratings import rating_text
from campaigns.rules.documents.stat_block import CHALLENGE_RATINGS, SIZES

_RATINGS = [(f"{rating:g}", rating_text(rating)) for rating in CHALLENGE_RATINGS]


class BestiaryForm(forms.Form):
    """Everything may be left open. What is not known is left out, as if it had not been asked."""

    q = forms.CharField(
        label="Name",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    creature_type = forms.ChoiceField(label="Type", required=False)
    size = forms.ChoiceField(
        label="Size",
        required=False,
        choices=[("", "Any"), *((size, size.capitalize()) for size in SIZES)],
    )
    least = forms.TypedChoiceField(
        label="Challenge from",
        required=False,
        coerce=float,
        empty_value=None,
        choices=[("", "Any"), *_RATINGS],
    )
    most = forms.TypedChoiceField(
        label="Up to",
        required=False,
        coerce=float,
        empty_value=None,
        choices=[("", "Any"), *_RATINGS],
    )

    def __init__(self, *args, types=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "Any"), *((name, name.capitalize()) for name in types)]
        self.fields["creature_type"].choices = choices

    @property
    def has_asked(self) -> bool:
        return any(value not in ("", None) for value in self.asked().values())

    def asked(self) -> dict:
        """What is asked, as ``monsters_like`` takes it."""
        self.is_valid()
        known = self.cleaned_data
        return {
            "text": known.get("q", "").strip(),
            "creature_type": known.get("creature_type", ""),
            "size": known.get("size", ""),
            "least": known.get("least"),
            "most": known.get("most"),
        }
