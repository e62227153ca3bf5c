"""A campaign begins, changes, goes into the archive and comes out again."""

from datetime import datetime

from accounts.models import User
from campaigns.domain.errors import CampaignError, ChangedMeanwhileError, refused_as
from campaigns.domain.locks import running
from campaigns.models import Campaign, CampaignMember
from campaigns.rules.elements import fingerprint

TEXTS = ("name", "description", "setting", "tone", "homebrew_rules", "world_description")


def start_campaign(user: User, *, now: datetime, **texts: object) -> Campaign:
    """A campaign from scratch, with ``user`` as its game master. Raises ``CampaignError``."""
    campaign = Campaign(created_at=now, data={"version": 1, "state": "created"}, **texts)
    with refused_as(CampaignError):
        campaign.full_clean()
    campaign.save(force_insert=True)
    seat_first(user, campaign, now=now)
    return campaign


def seat_first(user: User, campaign: Campaign, *, now: datetime) -> CampaignMember:
    """``user`` runs ``campaign``, which has nobody yet."""
    return CampaignMember.objects.create(
        campaign=campaign, user=user, role=CampaignMember.Role.GAME_MASTER, created_at=now
    )


def edit_campaign(
    user: User, key: str, *, was: str, state: str, visibility: str, **texts: object
) -> Campaign:
    """Change what the campaign is called and about; what is left empty is cleared.

    Raises ``ChangedMeanwhileError`` or ``CampaignError``.
    """
    with running(user, key) as campaign:
        if campaign_mark(campaign) != was:
            raise ChangedMeanwhileError
        for name, value in texts.items():
            setattr(campaign, name, value)
        campaign.data = {**campaign.data, "state": state, "visibility": visibility}
        with refused_as(CampaignError):
            campaign.full_clean()
        campaign.save(update_fields=[*texts, "data", "updated_at"])
        return campaign


def campaign_mark(campaign: Campaign) -> str:
    """What tells the form of ``edit_campaign`` whether somebody else saved in the meantime."""
    texts = [getattr(campaign, name) for name in TEXTS]
    return fingerprint([*texts, campaign.state, campaign.visibility])


def archive_campaign(user: User, key: str) -> None:
    """It can be read, and nothing is added to it. To archive it again changes nothing."""
    _set_state(user, key, "archived")


def unarchive_campaign(user: User, key: str) -> None:
    """Take it up where it was: begun if it has sessions. Out of the archive already, it stays."""
    with running(user, key, even_archived=True) as campaign:
        if campaign.state == "archived":
            has_begun = bool(campaign.data.get("sessions"))
            _write_state(campaign, "active" if has_begun else "created")


def _set_state(user, key, state):
    with running(user, key, even_archived=True) as campaign:
        _write_state(campaign, state)


def _write_state(campaign, state):
    campaign.data = {**campaign.data, "state": state}
    with refused_as(CampaignError):
        campaign.full_clean()
    campaign.save(update_fields=["data", "updated_at"])
