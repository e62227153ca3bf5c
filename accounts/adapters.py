"""What Fireside does otherwise than allauth."""

import logging
from datetime import timedelta

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.contrib.auth import logout
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is locked.",
        "email_password_mismatch": "The e-mail address or the password is not right.",
        "email_taken": "An account with this e-mail address exists already.",
        "duplicate_email": "This address belongs to your account already.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "The password is not right.",
        "max_email_addresses": "An account can have %d e-mail addresses at most.",
        "too_many_login_attempts": "Too many attempts. Please wait five minutes and try again.",
    }

    def new_user(self, request):
        # allauth keeps an account that is half made in the session, where a default that only
        # the database knows has no place.
        user = super().new_user(request)
        user.display_name = ""
        user.updated_at = user.created_at
        return user

    def save_user(self, request, user, form, commit=True):
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError as error:
            # Somebody else took the address after the form had looked.
            messages.error(
                request,
                "No account was made: one with this address exists already. "
                "Sign in, or ask for a new password.",
            )
            raise ImmediateHttpResponse(redirect("account_login")) from error

    def confirm_email(self, request, email_address):
        try:
            with transaction.atomic():
                return super().confirm_email(request, email_address)
        except IntegrityError:
            # It would become the first address of this account, but is that of another one.
            messages.error(request, "Another account uses this address: it cannot be confirmed.")
            return False

    def send_mail(self, template_prefix, email, context):
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("A mail could not be sent: %s", template_prefix)
            messages.error(
                self.request,
                "The mail could not be sent just now. Please try again in a few minutes.",
            )

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:profile")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whoever finds a browser open may play, but not take the account over.

        Who has no password cannot be asked for it: having signed in just now serves instead.
        """
        user = self.request.user
        if user.has_usable_password():
            return super().is_reauthentication_required(app=app, **kwargs)
        if timezone.now() - user.last_login < timedelta(
            seconds=app_settings.REAUTHENTICATION_TIMEOUT
        ):
            return False
        logout(self.request)
        messages.info(self.request, "Please sign in once more: only you may change your account.")
        login = reverse("account_login", query={"next": self.request.path})
        raise ImmediateHttpResponse(redirect(login))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def get_app(self, request, provider, client_id=None):
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            # A provider without keys has no pages.
            raise Http404(f"Signing in with {provider} is switched off.") from error

    def get_signup_form_initial_data(self, sociallogin):
        given = sociallogin.account.extra_data
        name = given.get("global_name") or given.get("name") or given.get("username") or ""
        return {
            **super().get_signup_form_initial_data(sociallogin),
            "display_name": name[:80],
        }
