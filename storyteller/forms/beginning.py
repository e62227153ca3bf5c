"""What people say before the first question, and change later."""

from calendar import month_name

from django import forms
from django.core.exceptions import ValidationError

from common.fields import LinesField
from storyteller.domain.boundaries import TOPICS, without_doubles
from storyteller.models import (
    ScopeType,
    Storyteller,
    StorytellerBoundary,
    StorytellerPreference,
    StorytellerProject,
)
from storyteller.rules.partial_dates import FIRST_BIRTH_YEAR, FIRST_YEAR, LAST_YEAR, fault_in

Kind = StorytellerProject.SubjectKind
MONTHS = month_name[1:]
# What is ticked about a life. Nothing has to be explained.
PROFILE = {
    "has_relationships": "A partner, or more than one over the years",
    "has_children": "Children, one’s own or others’",
    "has_multiple_careers": "More than one kind of work",
    "has_lived_multiple_places": "More than one place called home",
    "has_military_service": "Time in uniform",
    "faith_important": "A faith, or a search for one, that matters",
}
TOPIC_LABELS = {
    "romance": "Falling in love",
    "intimacy": "Closeness and the body",
    "loss": "Losing somebody",
    "trauma": "Things that still hurt",
    "illness": "Illness",
    "conflict": "Quarrels and rifts",
    "faith": "Faith and doubt",
    "finances": "Money",
}


class StepForm(forms.Form):
    """A page of the beginning. It shows what was typed before, whatever became of it."""

    use_required_attribute = False


class ConsentForm(StepForm):
    agreed = forms.BooleanField(
        label="I have read this, and I agree",
        error_messages={"required": "Nothing is asked before you agree."},
    )


class WhoseForm(StepForm):
    kind = forms.ChoiceField(
        label="Whose life is it?",
        choices=[
            (Kind.SELF, "My own"),
            (Kind.LIVING, "Somebody’s who tells it, and I help"),
            (Kind.MEMORY, "Somebody’s who has died, and I remember"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three."},
    )
    they_agreed = forms.BooleanField(
        label="They know of this page and agree to it",
        required=False,
        help_text="Only for a person living: it is their story, and they decide.",
    )

    def clean(self):
        data = super().clean()
        if data.get("kind") == Kind.LIVING and not data.get("they_agreed"):
            self.add_error("they_agreed", "Ask them first, and tick this when they have said yes.")
        return data


def year_field(label, first=FIRST_BIRTH_YEAR, **options):
    options = {"min_value": first, "max_value": LAST_YEAR, "required": False, **options}
    return forms.IntegerField(label=label, **options)


class PersonForm(StepForm):
    """Who tells. For somebody who has died, who remembers them as well."""

    subject_name = forms.CharField(label="Name of the person remembered", max_length=200)
    subject_birth_year = year_field("Born in", FIRST_YEAR)
    subject_death_year = year_field("Died in", FIRST_YEAR)
    relationship_to_user = forms.ChoiceField(
        label="Who are they to you?",
        choices=[
            ("", "I would rather not say"),
            *(c for c in Storyteller.Relationship.choices if c[0] != Storyteller.Relationship.SELF),
        ],
        required=False,
    )
    preferred_name = forms.CharField(
        label="What should we call you?", max_length=100, help_text="A first name is enough."
    )
    first_name = forms.CharField(label="First name", max_length=100, required=False)
    last_name = forms.CharField(label="Last name", max_length=100, required=False)
    birth_year = year_field("Year of birth", help_text="Such as 1941.")
    birth_month = forms.TypedChoiceField(
        label="Month",
        choices=[("", "–"), *enumerate(MONTHS, 1)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    birth_day = forms.IntegerField(label="Day", min_value=1, max_value=31, required=False)
    birth_place = forms.CharField(label="Born where?", max_length=200, required=False)

    SUBJECT = ("subject_name", "subject_birth_year", "subject_death_year")

    def __init__(self, *args, kind=Kind.SELF, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind != Kind.MEMORY:
            for name in self.SUBJECT:
                del self.fields[name]
        if kind == Kind.LIVING:
            self.fields["preferred_name"].label = "What should we call them?"
        else:
            del self.fields["relationship_to_user"]

    def clean(self):
        data = super().clean()
        date = tuple(data.get(f"birth_{part}") for part in ("year", "month", "day"))
        if fault := fault_in(date):
            self.add_error("birth_day", fault)
        born, died = data.get("subject_birth_year"), data.get("subject_death_year")
        if born and died and died < born:
            self.add_error("subject_death_year", "Nobody dies before they are born.")
        return data

    @property
    def person(self):
        """Columns of the storyteller."""
        kept = {k: v for k, v in self.cleaned_data.items() if k not in self.SUBJECT}
        return kept if self.kind == Kind.LIVING else kept | {"relationship_to_user": "self"}

    @property
    def subject(self):
        """Columns of the project."""
        kept = {k: v for k, v in self.cleaned_data.items() if k in self.SUBJECT}
        is_living = self.kind != Kind.MEMORY
        return {"subject_kind": self.kind, "subject_is_living": is_living, **kept}


class ScopeChoice(forms.ModelChoiceField):
    def label_from_instance(self, scope):
        return scope.user_facing_label or scope.scope_name


class ScopeForm(StepForm):
    """How much is told. The explanations stand beside the choices."""

    scope = ScopeChoice(
        label="How much of it would you like to tell?",
        queryset=ScopeType.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose one. “Help me choose” is a good choice too.",
            "invalid_choice": "Choose one of these.",
        },
    )
    scope_description = forms.CharField(
        label="In a few words: which part?",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Such as “the years on the farm” or “the week of the flood”.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"].queryset = ScopeType.objects.filter(is_active=True)


class ProfileForm(StepForm):
    """Ticks, no essays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in PROFILE.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)


class FactsForm(StepForm):
    """Plain facts, so that later questions can find their place. None of them has to be known."""

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        for fact in asked:
            self.fields[fact["key"]] = forms.CharField(
                label=fact["label"], required=False, max_length=2_000
            )


class BoundaryTicksForm(forms.ModelForm):
    """What may be asked about, and how privately."""

    use_required_attribute = False

    class Meta:
        model = StorytellerBoundary
        fields = [
            *(f"comfortable_discussing_{topic}" for topic in TOPICS),
            "maximum_tier_comfortable",
            "wants_explicit_warnings",
            "prefers_some_private",
        ]
        labels = {
            **{f"comfortable_discussing_{t}": TOPIC_LABELS[t] for t in TOPICS},
            "maximum_tier_comfortable": "How private may questions become?",
            "wants_explicit_warnings": "Warn me before a question that may be hard",
            "prefers_some_private": "Some of what I tell should stay out of the book",
        }
        widgets = {"maximum_tier_comfortable": forms.RadioSelect}
        help_texts = {"maximum_tier_comfortable": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["maximum_tier_comfortable"].choices = [
            (1, "Only everyday questions"),
            (2, "Personal ones too, such as love or grief"),
            (3, "Very private ones too: what I answer is sealed and never published"),
        ]

    @property
    def topics(self):
        return [self[f"comfortable_discussing_{topic}"] for topic in TOPICS]


class BoundaryForm(BoundaryTicksForm):
    """The same, with what is never to be raised, as the beginning asks for it."""

    off_limit_topics = LinesField(
        label="Is there anything that should never be asked?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One thing a line, such as a name or a year. It is stored sealed.",
    )

    def clean_off_limit_topics(self):
        return checked_topics(self.cleaned_data["off_limit_topics"])


class OffLimitForm(StepForm):
    topic = forms.CharField(label="A name, a year, or a word", max_length=200)


class PreferenceForm(forms.ModelForm):
    """How somebody likes to tell, and what the book should be like."""

    use_required_attribute = False

    class Meta:
        model = StorytellerPreference
        fields = [
            "preferred_input_method",
            "session_length_preference",
            "desired_book_tone",
            "desired_book_length",
            "intended_audience",
            "wants_photos_included",
            "wants_documents_included",
            "wants_letters_quotes_included",
        ]
        labels = {
            "preferred_input_method": "Writing or speaking?",
            "session_length_preference": "How long at a time?",
            "desired_book_tone": "How should the book sound?",
            "desired_book_length": "How long should it be?",
            "intended_audience": "Who should read it?",
            "wants_photos_included": "Photos in the book",
            "wants_documents_included": "Documents in the book",
            "wants_letters_quotes_included": "Letters and quotations in the book",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                choices = [(value, label) for value, label in field.choices if value]
                field.choices = [("", "Not decided yet"), *choices]


def checked_topics(topics):
    if len(topics) > 100 or any(len(topic) > 200 for topic in topics):
        raise ValidationError("Up to 100 entries of at most 200 letters each, please.")
    return without_doubles(topics)
