"""Files that people add, and what they say about them."""

from django import forms

from storyteller.forms.beginning import MONTHS, year_field
from storyteller.models import LifeEvent, Upload
from storyteller.rules.partial_dates import FIRST_YEAR, fault_in
from storyteller.rules.uploads import LARGEST, LIMITS, MB

ACCEPT = "image/jpeg,image/png,image/webp,audio/*,.pdf"
SIZES = {kind: limit // MB for kind, limit in LIMITS.items()}


class UploadForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label="The file",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        # What is in it is looked at afterwards, by its bytes; the name is never used.
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
    )
    caption = forms.CharField(
        label="What is it?",
        max_length=300,
        required=False,
        help_text="Such as “Mother at the stove, about 1950”.",
    )
    alt_text = forms.CharField(
        label="What is there to see?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For people who cannot see the photo. A sentence is enough.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"No file may have more than {LARGEST // MB} MB.")
        return file


class UploadDetailsForm(forms.ModelForm):
    use_required_attribute = False

    taken_year = year_field("Year", FIRST_YEAR, help_text="A guess will do.")
    taken_month = forms.TypedChoiceField(
        label="Month",
        choices=[("", "–"), *enumerate(MONTHS, 1)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    taken_day = forms.IntegerField(label="Day", min_value=1, max_value=31, required=False)

    class Meta:
        model = Upload
        fields = (
            "caption",
            "alt_text",
            "taken_year",
            "taken_month",
            "taken_day",
            "life_event",
            "privacy_level",
            "include_in_book",
        )
        labels = {
            "caption": "What is it?",
            "alt_text": "What is there to see?",
            "life_event": "To which moment does it belong?",
            "privacy_level": "Who may see it?",
            "include_in_book": "It may be in the book",
        }
        widgets = {"alt_text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        events = LifeEvent.objects.filter(storyteller=self.instance.storyteller)
        field = self.fields["life_event"]
        field.queryset = events.order_by("event_name", "pk")
        field.empty_label = "None"

    def clean(self):
        data = super().clean()
        when = tuple(data.get(name) for name in ("taken_year", "taken_month", "taken_day"))
        if fault := fault_in(when):
            self.add_error("taken_day", fault)
        if data.get("include_in_book") and data.get("privacy_level") in HIDDEN:
            self.add_error("include_in_book", "What only you may see is never printed.")
        return data


HIDDEN = ("private", "never_publish")
