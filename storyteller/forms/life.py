"""What people write down of a life."""

from django import forms

from common.fields import LinesField
from storyteller.forms.beginning import MONTHS
from storyteller.models import (
    LifeEvent,
    LifeEventBoundary,
    LifeEventDetail,
    LifeEventLocation,
    LifeEventMedia,
    LifeEventParticipant,
    LifeEventTimespan,
    LifeEventTrauma,
)

_MONTHS = [("", "–"), *enumerate(MONTHS, 1)]
_LONG = forms.Textarea({"rows": 3})


class EventForm(forms.ModelForm):
    class Meta:
        model = LifeEvent
        fields = [
            "event_name",
            "description",
            "event_type",
            "category",
            "significance_level",
            "emotional_tone",
            "is_turning_point",
            "is_ongoing",
            "include_in_story",
            "include_level",
        ]
        labels = {
            "event_name": "What happened?",
            "description": "In your own words",
            "event_type": "What kind of thing",
            "significance_level": "How much it mattered",
            "emotional_tone": "How it felt",
            "is_turning_point": "After this, life was not the same",
            "is_ongoing": "It still goes on",
            "include_in_story": "It may be told in the book",
            "include_level": "How much of it",
        }
        widgets = {"description": forms.Textarea({"rows": 8})}


class SpanForm(forms.ModelForm):
    """When it was, as far as anybody remembers."""

    class Meta:
        model = LifeEventTimespan
        fields = [
            "start_year",
            "start_month",
            "start_day",
            "start_approximate",
            "end_year",
            "end_month",
            "end_day",
            "end_approximate",
            "is_ongoing",
            "timespan_type",
            "description",
        ]
        labels = {
            "start_year": "Year",
            "start_month": "Month",
            "start_day": "Day",
            "start_approximate": "Roughly",
            "end_year": "Until the year",
            "end_month": "Month",
            "end_day": "Day",
            "end_approximate": "Roughly",
            "is_ongoing": "It still goes on",
            "timespan_type": "What kind of time",
            "description": "A note",
        }
        widgets = {"description": forms.TextInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("start_month", "end_month"):
            self.fields[name] = forms.TypedChoiceField(
                label="Month", choices=_MONTHS, coerce=int, empty_value=None, required=False
            )

    @property
    def says_something(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("start_year", "end_year"))


class PlaceForm(forms.ModelForm):
    location_name = forms.CharField(label="What the place is called", max_length=200)

    class Meta:
        model = LifeEventLocation
        fields = ["location_name", "location_type", "is_primary_location", "description"]
        widgets = {"description": _LONG}


class PersonForm(forms.ModelForm):
    class Meta:
        model = LifeEventParticipant
        fields = [
            "first_name",
            "last_name",
            "nickname",
            "relationship_type",
            "role_in_event",
            "significance",
            "is_deceased",
            "use_real_name",
            "pseudonym",
            "notes",
        ]
        labels = {
            "relationship_type": "What they are to you",
            "role_in_event": "What they did in it",
            "is_deceased": "They have died",
            "use_real_name": "The book may use the real name",
            "pseudonym": "The name that the book uses instead",
        }
        widgets = {"notes": _LONG}

    def clean(self):
        found = super().clean()
        if not any(found.get(name) for name in ("first_name", "last_name", "nickname")):
            self.add_error("first_name", "Give a first name, a last name or a nickname.")
        return found


class DetailForm(forms.ModelForm):
    class Meta:
        model = LifeEventDetail
        fields = ["display_label", "detail_key", "detail_type", "detail_value", "is_private"]
        labels = {
            "display_label": "What it is, such as “Name of the ship”",
            "detail_key": "A short key for it",
            "is_private": "Only I may read this",
        }
        widgets = {"detail_value": _LONG}


class MediaForm(forms.ModelForm):
    class Meta:
        model = LifeEventMedia
        fields = ["title", "media_type", "file_url", "caption", "location", "people_in_media"]
        labels = {"file_url": "Address where it is found"}
        widgets = {"file_url": forms.TextInput(), "caption": forms.TextInput()}


PART_FORMS = {
    "timespan": SpanForm,
    "place": PlaceForm,
    "person": PersonForm,
    "detail": DetailForm,
    "media": MediaForm,
}


class BoundaryForm(forms.ModelForm):
    off_limit_aspects = LinesField(
        label="Never ask about",
        required=False,
        help_text="One thing a line.",
        widget=forms.Textarea({"rows": 3}),
    )

    class Meta:
        model = LifeEventBoundary
        fields = [
            "privacy_level",
            "comfortable_discussing",
            "consent_to_deepen",
            "can_mention_but_not_detail",
            "requires_pseudonyms",
            "requires_location_anonymization",
            "off_limit_aspects",
            "boundary_notes",
        ]
        labels = {
            "privacy_level": "Who may know of it",
            "comfortable_discussing": "May I talk about it comfortably?",
            "consent_to_deepen": "Questions may go deeper here",
            "can_mention_but_not_detail": "It may be mentioned, but not described",
            "requires_pseudonyms": "People in it get other names",
            "requires_location_anonymization": "Places in it are not named",
            "boundary_notes": "Anything else to mind",
        }
        widgets = {"boundary_notes": _LONG}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["privacy_level"].required = False
        self.fields["privacy_level"].help_text = (
            "Public and limited: family and editor see the event. Private and never publish:"
            " only you do, and no book has it. Empty means limited."
        )


class TraumaForm(forms.ModelForm):
    class Meta:
        model = LifeEventTrauma
        fields = [
            "is_trauma",
            "trauma_type",
            "trauma_status",
            "consent_given",
            "requires_explicit_consent",
            "default_privacy_level",
            "resolution_notes",
            "recommends_professional_support",
            "support_notes",
        ]
        labels = {
            "is_trauma": "It hurt deeply",
            "trauma_type": "What it was",
            "trauma_status": "How it is now",
            "consent_given": "I agree that questions touch this",
            "requires_explicit_consent": "Never touch it without my clear yes",
            "default_privacy_level": "Who may know that the event happened",
            "resolution_notes": "What helped, or has not yet",
            "recommends_professional_support": "It would be good to talk to somebody trained",
            "support_notes": "Who supports you",
        }
        widgets = {"resolution_notes": _LONG, "support_notes": _LONG}


class EventFilterForm(forms.Form):
    """By what events are found. What is not understood is left out rather than refused."""

    use_required_attribute = False

    text = forms.CharField(label="Search", max_length=100, required=False)
    decade = forms.ChoiceField(label="When", required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Any"), *LifeEvent.EventType.choices], required=False
    )
    category = forms.ChoiceField(
        label="Part of life", choices=[("", "Any"), *LifeEvent.Category.choices], required=False
    )
    person = forms.CharField(label="Who", max_length=100, required=False)
    place = forms.CharField(label="Where", max_length=100, required=False)
    privacy = forms.ChoiceField(
        label="Privacy",
        choices=[
            ("", "Any"),
            ("open", "Helpers see it"),
            ("hidden", "Only you see it"),
            *LifeEventBoundary.Privacy.choices,
        ],
        required=False,
    )

    def __init__(self, *args, decades, sees_private, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decade"].choices = [
            ("", "Any time"),
            *((str(decade), f"{decade}s") for decade in decades),
            ("undated", "No date yet"),
        ]
        if not sees_private:
            del self.fields["privacy"]

    @property
    def wanted(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PersonNameForm(forms.Form):
    first_name = forms.CharField(max_length=100, required=False)
    last_name = forms.CharField(max_length=100, required=False)
    nickname = forms.CharField(max_length=100, required=False)

    def clean(self):
        found = super().clean()
        if not any(found.values()):
            self.add_error("first_name", "Give a first name, a last name or a nickname.")
        return found


class PlaceNameForm(forms.Form):
    to = forms.CharField(label="New name", max_length=200)


class MergeForm(forms.Form):
    into = forms.ChoiceField(label="This is the same as")

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(name, name) for name in names]
