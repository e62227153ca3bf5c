from allauth.account import app_settings
from allauth.account.decorators import reauthentication_required
from allauth.account.views import EmailView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import UpdateView

from accounts.domain.deletion import AccountInUseError, delete_account
from accounts.forms import ProfileForm
from common.waiting import waiting_for


@require_safe
@login_not_required
def home(request):
    user = request.user
    return render(
        request, "home.html", {"waiting": waiting_for(user) if user.is_authenticated else []}
    )


class Profile(SuccessMessageMixin, UpdateView):
    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("accounts:profile")
    success_message = "Saved. Others now see you as %(display_name)s."

    def get_object(self, queryset=None):
        return self.request.user


class EmailAddresses(EmailView):
    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except IntegrityError:
            # Two accounts may note an address while it is not confirmed; one can sign in with it.
            messages.error(request, "Another account uses this address.")
            return redirect("account_email")


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete(request):
    if not request.user.has_usable_password() and not _logged_in_just_now(request.user):
        logout(request)
        messages.info(request, "Please sign in once more: only you may delete your account.")
        return redirect(reverse("account_login", query={"next": request.path}))
    if request.method != "POST":
        return render(request, "accounts/delete.html")
    try:
        delete_account(request.user)
    except AccountInUseError:
        messages.error(request, "A room still needs your account. Ask the people who run it.")
        return redirect("accounts:profile")
    logout(request)
    messages.success(request, "Your account is deleted. Thank you for the time by the fire.")
    return redirect("home")


def _logged_in_just_now(user):
    age = timezone.now() - user.last_login
    return age.total_seconds() < app_settings.REAUTHENTICATION_TIMEOUT
