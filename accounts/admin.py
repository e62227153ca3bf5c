# Their modules register first what is taken out below.
import allauth.account.admin
import allauth.socialaccount.admin  # noqa: F401
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin

from accounts.admin_forms import UserAddForm, UserEditForm
from accounts.domain.addresses import follow_new_email
from accounts.models import PersonalAccessToken, User
from common.admin import GuardedAdmin

# The environment switches providers on, and no token is kept.
admin.site.unregister([SocialApp, SocialToken])


@admin.register(User)
class UserAdmin(GuardedAdmin, DjangoUserAdmin):
    form = UserEditForm
    add_form = UserAddForm
    list_display = ["email", "display_name", "is_staff", "is_active", "last_login", "created_at"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups", "created_at"]
    search_fields = ["email", "display_name"]
    ordering = ["-created_at", "email"]
    readonly_fields = ["last_login", "created_at", "updated_at"]
    fieldsets = [
        (None, {"fields": ["email", "display_name", "password"]}),
        (
            "Permissions",
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        ("Times", {"fields": ["last_login", "created_at", "updated_at"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["email", "display_name", "usable_password", "password1", "password2"],
            },
        )
    ]
    privileges = ["is_staff", "is_superuser", "groups", "user_permissions"]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, *self.privileges]

    def has_change_permission(self, request, obj=None):
        return _may_touch(request.user, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return _may_touch(request.user, obj) and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            follow_new_email(obj)
        elif "email" in form.changed_data:
            follow_new_email(obj, former=form.initial["email"])


@admin.register(PersonalAccessToken)
class PersonalAccessTokenAdmin(GuardedAdmin, admin.ModelAdmin):
    """Staff see whose programs read, and take a token back by setting when it was revoked."""

    list_display = [
        "name",
        "user",
        "scopes",
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
    ]
    list_filter = ["created_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    search_fields = ["name", "user__email", "user__display_name"]
    autocomplete_fields = ["user"]
    ordering = ["-created_at", "pk"]
    readonly_fields = ["user", "name", "scopes", "created_at", "last_used_at", "expires_at"]
    fields = [*readonly_fields, "revoked_at"]

    def has_add_permission(self, request):
        # A secret is shown to its owner alone, and only when they make it.
        return False


def _may_touch(staff, user):
    """Whoever could change a superuser's password would be one."""
    return staff.is_superuser or not (user and user.is_superuser)
