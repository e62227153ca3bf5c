"""The campaign under every verb: one change at a time, by those who belong to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from accounts.models import User
from campaigns.domain.errors import (
    CampaignArchivedError,
    CampaignError,
    NotAMemberError,
    NotTheGameMasterError,
)
from campaigns.models import Campaign, CampaignMember
from campaigns.rules.visibility import Viewer


@contextmanager
def campaign_lock(key: str) -> Iterator[Campaign]:
    """A transaction in which nobody else changes the campaign; it may be taken within itself.

    What was read before belongs to the past: read it again inside. Raises ``CampaignError`` where
    the campaign exists no longer.
    """
    with transaction.atomic():
        # Not the key: rows that only refer to the campaign need not wait.
        rows = Campaign.objects.select_for_update(no_key=True)
        campaign = rows.filter(pk=key).first()
        if campaign is None:
            raise CampaignError("This campaign exists no longer.")
        yield campaign


@contextmanager
def running(user: User, key: str, *, even_archived: bool = False) -> Iterator[Campaign]:
    """``campaign_lock`` for what a game master does.

    Raises ``NotTheGameMasterError`` or, unless ``even_archived``, ``CampaignArchivedError``.
    """
    with campaign_lock(key) as campaign:
        require_game_master(user, campaign)
        if campaign.state == "archived" and not even_archived:
            raise CampaignArchivedError
        yield campaign


def seat_in(user: User, key: str) -> CampaignMember | None:
    """The seat of ``user`` in the campaign of this key, which comes along, where they have one."""
    return _seats(user, key).select_related("campaign").first()


def member_of(user: User, campaign: Campaign) -> CampaignMember | None:
    """The seat of ``user`` in ``campaign``, where they have one."""
    return _seats(user, campaign.pk).first()


def _seats(user, key):
    seats = CampaignMember.objects.filter(campaign=key)
    return seats.filter(user=user) if user.is_authenticated else seats.none()


def viewer_of(user: User, campaign: Campaign) -> Viewer:
    """``user`` as somebody who looks at ``campaign``."""
    return viewer_for(user, member_of(user, campaign))


def viewer_for(user: User, member: CampaignMember | None) -> Viewer:
    key = str(user.pk) if user.is_authenticated else None
    return Viewer(key, member.role if member else None)


def require_member(user: User, campaign: Campaign) -> CampaignMember:
    """Raises ``NotAMemberError``."""
    member = member_of(user, campaign)
    if member is None:
        raise NotAMemberError
    return member


def require_game_master(user: User, campaign: Campaign) -> CampaignMember:
    """Raises ``NotAMemberError`` or ``NotTheGameMasterError``."""
    member = require_member(user, campaign)
    if member.role != CampaignMember.Role.GAME_MASTER:
        raise NotTheGameMasterError
    return member


def is_game_master(member: CampaignMember | None) -> bool:
    return member is not None and member.role == CampaignMember.Role.GAME_MASTER


def is_seated(member: CampaignMember | None) -> bool:
    """Whether they sit at the table, as a game master or as a player."""
    return is_game_master(member) or (
        member is not None and member.role == CampaignMember.Role.PLAYER
    )
