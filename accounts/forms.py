from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.rules.display_names import tidy_display_name
from common.scopes import scopes


class DisplayNameField(forms.CharField):
    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "nickname"})
        defaults = {
            "label": "Display name",
            "max_length": 80,
            "help_text": "How others at the table see you. You can change it at any time.",
            "widget": widget,
        }
        super().__init__(**{**defaults, **kwargs})

    def clean(self, value):
        name = super().clean(value)
        try:
            return tidy_display_name(name) if name else name
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class DisplayNameForm(forms.Form):
    """What signing up asks beside address and password, by password and by provider alike."""

    field_order = ["display_name", "email", "password1"]
    display_name = DisplayNameField()

    def signup(self, request, user):
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name", "updated_at"])


class ProfileForm(forms.ModelForm):
    display_name = DisplayNameField()

    class Meta:
        model = User
        fields = ["display_name"]


class AccessTokenForm(forms.Form):
    """A key for a program: what it is for, what it may read, and for how long."""

    LIFETIMES = {"30": "30 days", "90": "90 days", "365": "a year", "": "until I revoke it"}

    name = forms.CharField(
        max_length=80,
        help_text="By which you know the program again, such as “Table display”.",
    )
    scopes = forms.MultipleChoiceField(
        label="It may read",
        choices=lambda: scopes().items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that the program may read."},
    )
    days = forms.TypedChoiceField(
        label="It works for",
        choices=[*LIFETIMES.items()],
        coerce=int,
        empty_value=None,
        required=False,
        initial="90",
    )
