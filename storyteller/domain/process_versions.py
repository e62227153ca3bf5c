"""Which version of the guided process is followed."""

from django.db import transaction

from storyteller.models import ProcessVersion


@transaction.atomic
def activate_version(version):
    """Make ``version`` the one that new sessions follow, in place of any other."""
    ProcessVersion.objects.filter(is_active=True).exclude(pk=version.pk).update(is_active=False)
    version.is_active = True
    version.save(update_fields=["is_active"])
