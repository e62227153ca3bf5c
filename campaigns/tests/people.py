"""A campaign with its people, for tests of who may do and see what."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.test import Client

from accounts.models import User
from accounts.tests.factories import make_user
from campaigns.models import Campaign, Character
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_campaign_member,
    make_character,
    make_character_owner,
)

START = datetime(2026, 3, 1, 19, tzinfo=UTC)
_KEY = "00000000-0000-4000-8000-{:012}"


@dataclass(frozen=True)
class World:
    campaign: Campaign
    master: User
    player: User
    reader: User
    stranger: User
    ash: Character
    """Played by ``player``."""
    bo: Character
    """Played by nobody here."""


def make_world(**fields) -> World:
    campaign = make_campaign(**fields)
    master, player, reader = (
        make_campaign_member(campaign=campaign, role=role).user
        for role in ("game_master", "player", "reader")
    )
    ash, bo = make_character(name="Ash"), make_character(name="Bo")
    make_character_owner(character=ash, owner=player)
    for character in (ash, bo):
        make_campaign_character(campaign=campaign, character=character, joined_at=at(-24))
    return World(campaign, master, player, reader, make_user(), ash, bo)


class Browsers(dict):
    """By person, a browser in which they signed in once."""

    def __missing__(self, user) -> Client:
        browser = self[user] = Client()
        browser.force_login(user)
        return browser


def at(hours) -> datetime:
    return START + timedelta(hours=hours)


def key(number) -> str:
    """The key of a form, a different one for each number."""
    return _KEY.format(number)
