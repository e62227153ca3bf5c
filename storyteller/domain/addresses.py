"""Where in the site a thing of this room is, as mails name it."""

from django.conf import settings
from django.urls import reverse


def absolute(name: str, *args) -> str:
    """The page ``storyteller:<name>`` with the site's own address."""
    return settings.SITE_URL + reverse(f"storyteller:{name}", args=args)
