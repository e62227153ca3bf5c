from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError

from accounts.domain.addresses import is_taken
from accounts.models import User


class OneAccountPerAddress:
    """Says by the field, in add and change alike, that an address is in use."""

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if others.exists() or is_taken(email, by_other_than=self.instance.pk):
            raise ValidationError("An account with this e-mail address exists already.")
        return email


class UserAddForm(OneAccountPerAddress, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "display_name"]


class UserEditForm(OneAccountPerAddress, UserChangeForm):
    class Meta:
        model = User
        fields = [
            "email",
            "display_name",
            "password",
            "is_active",
            "is_staff",
            "is_superuser",
            "groups",
            "user_permissions",
        ]
