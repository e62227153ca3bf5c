"""allauth's forms in Fireside's words.

They cannot stand in ``accounts.forms``: allauth reads ``DisplayNameForm`` from there while it
defines the forms that these extend.
"""

from allauth.account import forms
from allauth.socialaccount import forms as social_forms

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "oldpassword": "Current password",
    "password2": "New password, once more",
}
HELP = {
    # The pages have the link to a new password behind the form: nobody has to tab over it.
    "password": "",
    "oldpassword": "",
    "password1": "At least 8 characters, not only digits, and no password that many people use.",
}


class OwnWords:
    """Labels and help in our words, and no placeholders: they vanish when somebody types."""

    labels = LABELS
    help_texts = HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class NewPassword(OwnWords):
    labels = {**LABELS, "password1": "New password"}


class LoginForm(OwnWords, forms.LoginForm):
    pass


class SignupForm(OwnWords, forms.SignupForm):
    pass


class AddEmailForm(OwnWords, forms.AddEmailForm):
    pass


class ChangePasswordForm(NewPassword, forms.ChangePasswordForm):
    pass


class SetPasswordForm(NewPassword, forms.SetPasswordForm):
    pass


class ResetPasswordForm(OwnWords, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPassword, forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(OwnWords, forms.ReauthenticateForm):
    pass


class SocialSignupForm(OwnWords, social_forms.SignupForm):
    pass
