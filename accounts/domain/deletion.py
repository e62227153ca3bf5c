"""Leaving Fireside."""

from django.db import IntegrityError, transaction


class AccountInUseError(Exception):
    """A room needs the account: its history would lose the person who made it."""


def delete_account(user):
    """Delete ``user`` with addresses, connected accounts and all that hangs on the account alone.

    Raises ``AccountInUseError``, and deletes nothing, where a table forbids it.
    """
    try:
        with transaction.atomic():
            user.delete()
    except IntegrityError as error:
        raise AccountInUseError from error
