"""A campaign is deleted with all that belongs to it, and to nothing else."""

from dataclasses import dataclass

from accounts.models import User
from campaigns.domain.errors import CampaignError
from campaigns.domain.locks import running
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    Character,
    CharacterOwner,
    NPCInteraction,
)
from campaigns.rules import elements


@dataclass(frozen=True)
class Contents:
    """What a campaign holds, by the word for it, in the order of a list; and who stays."""

    goes: list[tuple[str, int]]
    characters: list[str]
    copies: int

    @property
    def total(self) -> int:
        return sum(count for _, count in self.goes)


def contents_of(campaign: Campaign) -> Contents:
    """All that goes when ``campaign`` is deleted. Characters and copies made of it stay."""
    art = campaign.world_art or {}
    documents = {"data": campaign.data, "world_art": art}
    goes = [
        ("NPC", NPC.objects.filter(campaign=campaign).count()),
        ("interaction", NPCInteraction.objects.filter(npc__campaign=campaign).count()),
        ("membership", campaign.members.count()),
        ("invitation", campaign.invitations.count()),
        *((kind.word, len(kind.elements_of(documents[kind.column]))) for kind in elements.KINDS),
        ("hook", len(campaign.data.get("plot_hooks", []))),
        ("house rule", len(campaign.homebrew_rules)),
    ]
    characters = CampaignCharacter.objects.filter(campaign=campaign).order_by("character__name")
    return Contents(
        [(word, count) for word, count in goes if count],
        list(characters.values_list("character__name", flat=True)),
        campaign.copies.count(),
    )


def delete_campaign(user: User, key: str, *, name: str) -> None:
    """Delete the campaign, whose ``name`` was typed to be sure. Raises ``CampaignError``.

    Characters that nobody owns and that play nowhere else become those of ``user``: nobody could
    open them any more.
    Its tables forbid that a row goes before those that refer to it, so this is the only way.
    """
    with running(user, key, even_archived=True) as campaign:
        if name.strip() != campaign.name:
            raise CampaignError("That is not the name of the campaign.")
        NPCInteraction.objects.filter(npc__campaign=campaign).delete()
        NPC.objects.filter(campaign=campaign).delete()
        _keep_ownerless(user, campaign)
        CampaignCharacter.objects.filter(campaign=campaign).delete()
        campaign.delete()


def _keep_ownerless(user, campaign):
    elsewhere = CampaignCharacter.objects.exclude(campaign=campaign).filter(left_at=None)
    left = Character.objects.filter(appearances__campaign=campaign, ownership=None)
    left = left.exclude(pk__in=elsewhere.values("character"))
    CharacterOwner.objects.bulk_create(CharacterOwner(character=each, owner=user) for each in left)
