from allauth.account.decorators import reauthentication_required
from allauth.account.views import EmailView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import UpdateView

from accounts.domain.deletion import AccountInUseError, delete_account
from accounts.forms import ProfileForm


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
