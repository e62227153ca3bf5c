"""When people tell, and what they say about it afterwards."""

from django import forms
from django.db.models import Q

from storyteller.models import SessionNote, SessionTemplate

LONGEST = 240


class PlanForm(forms.Form):
    """A session to come. Everything may be left open."""

    use_required_attribute = False

    session_template = forms.ModelChoiceField(
        SessionTemplate.objects.none(), label="What kind of session?", required=False
    )
    name = forms.CharField(label="What is it called?", max_length=200, required=False)
    intention = forms.CharField(
        label="What is it for?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as “The years in Porto, with the photo box on the table”.",
    )
    scheduled_at = forms.DateTimeField(
        label="When?",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="In UTC, the time by which this site counts. It may be left open.",
    )
    minutes = forms.IntegerField(
        label="For how many minutes?",
        min_value=5,
        max_value=LONGEST,
        required=False,
        help_text="Left empty, as long as its kind usually takes.",
    )

    def __init__(self, *args, version=None, **kwargs):
        super().__init__(*args, **kwargs)
        templates = SessionTemplate.objects.filter(
            Q(process_version=version) | Q(process_version=None), is_active=True
        ).order_by("template_name", "pk")
        self.fields["session_template"].queryset = templates
        self.fields["session_template"].empty_label = "Just telling"


class FinishForm(forms.Form):
    summary = forms.CharField(
        label="What was told today?",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In a sentence or two. Left empty, it says how much was told.",
    )
    next_time = forms.CharField(
        label="Where to begin next time?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CancelForm(forms.Form):
    reason = forms.CharField(max_length=500, required=False)


class NoteForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label="A note", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(
        label="What kind?",
        choices=[c for c in SessionNote.NoteType.choices if c[0] != SessionNote.NoteType.TECHNICAL],
        initial=SessionNote.NoteType.OBSERVATION,
    )
    needs_followup = forms.BooleanField(label="Come back to it", required=False)
