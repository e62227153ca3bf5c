"""Where in the site a thing of this room is."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from play.models import Notification


def game_address(key) -> str:
    return _address("game", key)


def setup_address(key) -> str:
    return _address("setup", key)


def scene_address(key) -> str:
    return _address("scene", key)


def beat_address(key) -> str:
    """It opens the page of the scene at the beat."""
    return _address("beat", key)


def proposal_address(key) -> str:
    return _address("proposal", key)


def address_of(notice: Notification) -> str:
    """What a notice is about."""
    if notice.beat_id:
        return beat_address(notice.beat_id)
    if notice.proposal_id:
        return proposal_address(notice.proposal_id)
    if notice.scene_id:
        return scene_address(notice.scene_id)
    return game_address(notice.game_id)


def absolute(path: str) -> str:
    """``path`` with the site's own address, for mails."""
    return settings.SITE_URL + path


def _address(name, key):
    try:
        return reverse(f"play:{name}", args=[key])
    except NoReverseMatch:
        return reverse("home")
