"""What people say about the room, and how they want to be reminded."""

from django import forms

from storyteller.models import StorytellerProject, UserFeedback

Kind, Priority = UserFeedback.FeedbackType, UserFeedback.Priority


class FeedbackForm(forms.Form):
    use_required_attribute = False

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[
            (Kind.CORRECTION, "Something is wrong"),
            (Kind.REVISION_REQUEST, "I would like something otherwise"),
            (Kind.SUGGESTION, "I have an idea"),
            (Kind.CONCERN, "Something worries me"),
            (Kind.APPROVAL, "I like something"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes closest."},
    )
    text = forms.CharField(
        label="Tell us, in your own words",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "A few words are enough."},
    )
    priority = forms.ChoiceField(
        label="How much does it matter to you?",
        choices=[
            (Priority.MINOR, "A little"),
            (Priority.IMPORTANT, "It matters"),
            (Priority.CRITICAL, "I cannot go on like this"),
        ],
        initial=Priority.IMPORTANT,
        widget=forms.RadioSelect,
    )
    at_once = forms.BooleanField(label="Please look at it as soon as you can", required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why? (you need not say)", max_length=500, required=False)


class RemindersForm(forms.Form):
    rhythm = forms.ChoiceField(
        label="How often should a question come by mail?",
        choices=[
            (StorytellerProject.Reminders.WEEKLY, "Once a week"),
            (StorytellerProject.Reminders.ON_REQUEST, "Only when I ask for one"),
            (StorytellerProject.Reminders.NONE, "Never"),
        ],
        widget=forms.RadioSelect,
    )


class MailedAnswerForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label="Your answer",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Write a few words first, or simply close this page."},
    )


class ImportForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label="The file",
        help_text="A ZIP file that was taken from Fireside as a copy of a story.",
        error_messages={
            "required": "Choose a file first.",
            "empty": "This file is empty. Choose another one.",
        },
    )
    agreed = forms.BooleanField(
        label="The person whose story it is agrees that I keep it here",
        error_messages={"required": "This needs their agreement first."},
    )
