"""What the pages about the people of a campaign have in common."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from campaigns.domain.party import party_of
from campaigns.domain.redaction import npc_seen_by
from campaigns.domain.roster import Us, us_of
from campaigns.models import NPC, Character
from campaigns.rules.names import initials
from campaigns.views.pages import CampaignPage, campaign_page


@dataclass(frozen=True, eq=False)
class PeoplePage:
    """The people of a campaign, as somebody sees them who may open it."""

    page: CampaignPage

    @property
    def user(self):
        return self.page.request.user

    @property
    def viewer(self):
        return self.page.viewer

    @cached_property
    def party(self) -> list[Character]:
        """Who plays now, by name and without their sheets. A visitor is not told of them."""
        if self.page.member is None:
            return []
        seats = party_of(self.page.campaign).defer("character__data")
        return sorted((seat.character for seat in seats), key=lambda each: (each.name, each.pk))

    @cached_property
    def us(self) -> Us:
        return us_of(self.party, self.user)

    @property
    def writes_for(self) -> list[Character]:
        """The characters for whom the viewer writes in the log."""
        if self.viewer.runs_it:
            return self.party
        return list(self.us.characters) if self.us.is_own else []

    def people(self) -> QuerySet[NPC]:
        """Those whom the viewer may know of: the campaign is one that they may open."""
        return NPC.objects.filter(campaign=self.page.campaign).shown_to(self.viewer)

    def render(self, template, context, **options):
        """``template`` is below ``campaigns/people/``."""
        own = {"us": self.us, **self.page.may("log")}
        return self.page.render(f"people/{template}", own | context, **options)


@dataclass(frozen=True, eq=False)
class NPCPage(PeoplePage):
    """One of them. What is shown of them is ``seen``, and nothing else."""

    npc: NPC

    @cached_property
    def seen(self) -> dict:
        return npc_seen_by(self.viewer, self.npc, known=())

    def render(self, template, context, **options):
        own = {"npc": self.npc, "seen": self.seen, "initials": initials(self.npc.name)}
        return super().render(template, own | context, **options)


def people_page(request: HttpRequest, campaign: str) -> PeoplePage:
    """404 for whom the campaign does not concern."""
    return PeoplePage(campaign_page(request, campaign))


def npc_page(request: HttpRequest, campaign: str, npc: str) -> NPCPage:
    """404 also for whom there is no such NPC."""
    people = people_page(request, campaign)
    found = get_object_or_404(people.people(), pk=npc)
    found.campaign = people.page.campaign
    return NPCPage(people.page, found)
