"""Which characters play in a campaign, since when, and which played there once."""

from contextlib import contextmanager
from datetime import datetime

from django.db.models import F, QuerySet

from accounts.models import User
from campaigns.domain.errors import CampaignArchivedError, PartyError
from campaigns.domain.locks import campaign_lock, is_game_master, is_seated, require_member
from campaigns.domain.standings import refresh_standings
from campaigns.models import NPC, Campaign, CampaignCharacter, Character

MOST = 50


def party_of(campaign: Campaign) -> QuerySet[CampaignCharacter]:
    """Who plays, in the order in which they came, each with their character and its owner."""
    return appearances_of(campaign).filter(left_at=None)


def appearances_of(campaign: Campaign) -> QuerySet[CampaignCharacter]:
    """Who plays or played; who is gone comes last."""
    rows = CampaignCharacter.objects.filter(campaign=campaign)
    return rows.select_related("character__ownership__owner").order_by(
        F("left_at").asc(nulls_first=True), "joined_at", "pk"
    )


def characters_to_bring(user: User, campaign: Campaign) -> QuerySet[Character]:
    """Characters that ``user`` may bring and that do not play in ``campaign``."""
    playing = CampaignCharacter.objects.filter(campaign=campaign, left_at=None)
    mine = Character.objects.run_by(user).exclude(pk__in=playing.values("character"))
    return mine.order_by("name", "pk")


def bring_character(user: User, key: str, *, character: Character, now: datetime) -> None:
    """``character`` plays in the campaign from now on, or again. Raises ``PartyError``."""
    with _at_the_table(user, key) as (campaign, _):
        if not Character.objects.run_by(user).filter(pk=character.pk).exists():
            raise PartyError("Bring a character of your own.")
        if party_of(campaign).count() >= MOST:
            raise PartyError(f"No more than {MOST} characters play in one campaign.")
        rows = CampaignCharacter.objects.filter(campaign=campaign, character=character)
        left_at = rows.values_list("left_at", flat=True).first()
        CampaignCharacter.objects.update_or_create(
            campaign=campaign,
            character=character,
            defaults={"left_at": None},
            create_defaults={"joined_at": now},
        )
        count_meetings_since(campaign, left_at or now)


def take_out_character(user: User, key: str, *, character: Character, now: datetime) -> None:
    """``character`` plays here no longer; what they did stays told. Raises ``PartyError``."""
    with _at_the_table(user, key) as (campaign, member):
        owns_it = Character.objects.filter(pk=character.pk, ownership__owner=user).exists()
        if not owns_it and not is_game_master(member):
            raise PartyError("Its player or a game master takes a character out.")
        CampaignCharacter.objects.filter(
            campaign=campaign, character=character, left_at=None
        ).update(left_at=now)
        count_meetings_since(campaign, now)


def count_meetings_since(campaign: Campaign, moment: datetime) -> None:
    """The party is another since ``moment``: what NPCs lived through with all of it counts anew."""
    npcs = NPC.objects.filter(
        campaign=campaign, interactions__character=None, interactions__timestamp__gte=moment
    )
    refresh_standings(npcs.distinct().values_list("pk", flat=True))


@contextmanager
def _at_the_table(user, key):
    """``campaign_lock`` for somebody who sits at the table of a campaign that is played."""
    with campaign_lock(key) as campaign:
        member = require_member(user, campaign)
        if not is_seated(member) or campaign.is_template:
            raise PartyError("Players and game masters bring characters into a campaign.")
        if campaign.state == "archived":
            raise CampaignArchivedError
        yield campaign, member
