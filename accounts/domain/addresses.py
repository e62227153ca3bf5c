"""The addresses that a person can log in with."""

from allauth.account.models import EmailAddress
from django.db import transaction


@transaction.atomic
def follow_new_email(user, *, former=None):
    """After a change of ``user.email`` by staff, make it the primary of the person's addresses.

    ``former`` is forgotten: a mistyped address may be a stranger's, who could ask for a new
    password with it.
    """
    addresses = EmailAddress.objects.filter(user=user)
    if former and former.lower() != user.email:
        addresses.filter(email__iexact=former).delete()
    addresses.filter(primary=True).exclude(email=user.email).update(primary=False)
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True})


def is_taken(email, *, by_other_than=None):
    """Whether another account has ``email`` among its addresses, confirmed or not."""
    return EmailAddress.objects.filter(email__iexact=email).exclude(user=by_other_than).exists()
