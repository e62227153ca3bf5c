"""What people tell: answers, and how they would like to go on with them."""

from django import forms

from storyteller.domain.answers import MAX_LENGTH
from storyteller.domain.deeper import GO_ON, HEADLINE, PASS_OVER
from storyteller.forms.beginning import year_field
from storyteller.models import LifeEvent
from storyteller.models.base import SensitivityTier
from storyteller.rules.partial_dates import FIRST_YEAR

# As many moments as a list can offer before it is no help any more.
OFFERED_EVENTS = 200


class ToldField(forms.CharField):
    """What was told, with one kind of line end, and as it was typed."""

    def __init__(self, **options):
        widget = forms.Textarea(
            attrs={"rows": 9, "data-autosave-text": "", "class": "told", "spellcheck": "true"}
        )
        super().__init__(
            **{
                "label": "Your answer",
                "max_length": MAX_LENGTH,
                "required": False,
                "strip": False,
                "widget": widget,
                **options,
            }
        )

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class DraftForm(forms.Form):
    """An answer while it is typed: which version it was typed over, and whether it is private."""

    mark = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    tier = forms.TypedChoiceField(
        choices=SensitivityTier, coerce=int, widget=forms.HiddenInput, empty_value=0
    )
    text = ToldField()


class AnswerForm(DraftForm):
    """An answer, and to which moment of the life it belongs, which may be a new one."""

    use_required_attribute = False

    event = forms.ModelChoiceField(
        LifeEvent.objects.none(), label="A moment that is there", required=False
    )
    event_title = forms.CharField(
        label="Or a new one", max_length=200, required=False, help_text="Such as “The red boat”."
    )
    event_year = year_field("In about which year?", FIRST_YEAR, help_text="A guess will do.")

    def __init__(self, *args, storyteller, chosen=None, **kwargs):
        super().__init__(*args, **kwargs)
        events = LifeEvent.objects.filter(storyteller=storyteller)
        self.fields["event"].queryset = events
        # The list shows the newest; any other moment may be chosen on its own page.
        offered = list(events.order_by("-created_at", "pk")[:OFFERED_EVENTS])
        if chosen and chosen not in offered:
            offered.insert(0, chosen)
        self.fields["event"].choices = [("", "None"), *((e.pk, str(e)) for e in offered)]

    def clean(self):
        data = super().clean()
        if data.get("event_year") and not (data.get("event_title") or data.get("event")):
            self.add_error("event_title", "Give the moment a name, so that it can be found again.")
        return data


class DeeperForm(DraftForm):
    """A memory as a whole, while one more question about it is answered."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    had = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class HardForm(forms.Form):
    use_required_attribute = False

    choice = forms.ChoiceField(
        label="What would be right?",
        choices=[
            (PASS_OVER, "Pass over it. It is not asked again."),
            (HEADLINE, "Name it in one line, without detail."),
            (GO_ON, "Go on telling all the same."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three."},
    )
    headline = forms.CharField(
        label="The one line",
        max_length=200,
        required=False,
        help_text="Only if you name it. It takes the place of what you have written here.",
    )
    with_topics = forms.BooleanField(required=False)

    def __init__(self, *args, topics="", **kwargs):
        super().__init__(*args, **kwargs)
        if topics:
            self.fields["with_topics"].label = f"And ask nothing more about this: {topics}"
        else:
            del self.fields["with_topics"]

    def clean(self):
        data = super().clean()
        if data.get("choice") == HEADLINE and not data.get("headline"):
            self.add_error("headline", "Write the line, such as “My brother died that winter.”")
        return data
