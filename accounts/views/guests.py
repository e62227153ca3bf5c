"""Guests who follow an invitation before they have an account, or before they signed in."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

ENTRANCES = {"signup": "account_signup", "login": "account_login"}


def send_to_sign_in(request: HttpRequest, invitation: Model) -> HttpResponseRedirect:
    """To the entrance that the guest chose, and back: what they said yes to is kept till then."""
    request.session[_key(invitation)] = str(invitation.pk)
    entrance = ENTRANCES.get(request.POST.get("by"), "account_signup")
    return redirect(reverse(entrance, query={"next": request.path}))


def said_yes(request: HttpRequest, invitation: Model) -> bool:
    """Whether they said so before they signed in: nobody asks them twice."""
    return request.session.get(_key(invitation)) == str(invitation.pk)


def forget_yes(request: HttpRequest, invitation: Model) -> None:
    request.session.pop(_key(invitation), None)


def _key(invitation):
    return f"said_yes_to_{invitation._meta.label_lower}"
