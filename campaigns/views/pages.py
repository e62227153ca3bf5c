"""What the pages of a campaign have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods

from campaigns import permissions
from campaigns.domain.errors import CampaignsError, NotAMemberError, NotTheGameMasterError
from campaigns.domain.locks import seat_in, viewer_for
from campaigns.models import Campaign, CampaignMember
from campaigns.rules.visibility import Viewer

FORM = require_http_methods(["GET", "HEAD", "POST"])
NOT_ALLOWED = (NotAMemberError, NotTheGameMasterError)


@dataclass(frozen=True, eq=False)
class CampaignPage:
    """A campaign as somebody sees it who may open it."""

    request: HttpRequest
    campaign: Campaign
    member: CampaignMember | None

    @cached_property
    def viewer(self) -> Viewer:
        return viewer_for(self.request.user, self.member)

    def require(self, name: str) -> None:
        """Raises ``PermissionDenied`` unless they may, by the predicate without its ``can_``."""
        if not self.may(name)[f"can_{name}"]:
            raise PermissionDenied(_REFUSALS.get(name, "This is for the game masters."))

    def may(self, *names: str) -> dict[str, bool]:
        """What they may do here, by the names of the predicates without their ``can_``."""
        return {
            f"can_{name}": getattr(permissions, f"can_{name}")(self.member, self.campaign)
            for name in names
        }

    def refusal_of(self, verb: Callable, *args, **arguments) -> CampaignsError | None:
        """Do it for whoever looks. What the rules have against it, if anything."""
        try:
            verb(self.request.user, *args, **arguments)
        except NOT_ALLOWED as error:
            raise PermissionDenied(str(error)) from error
        except CampaignsError as error:
            return error
        return None

    def read_again(self) -> "CampaignPage":
        """The page as it is now: somebody else was faster."""
        return campaign_page(self.request, self.campaign.pk)

    def paged(self, rows, size: int):
        return Paginator(rows, size).get_page(self.request.GET.get("page"))

    def render(self, template: str, context: dict, *, refusal=None, status=200):
        """``template`` is below ``campaigns/``; a part may follow its name, as in ``#list``."""
        own = {
            "campaign": self.campaign,
            "member": self.member,
            "viewer": self.viewer,
            "refusal": refusal,
            **self.may("edit", "run"),
        }
        status = 409 if refusal else status
        return render(self.request, f"campaigns/{template}", own | context, status=status)


_REFUSALS = {
    "log": "Players and game masters write in the log, while the campaign is open.",
    "bring_character": "Players and game masters bring characters, while the campaign is open.",
    "answer": "This is for those who sit at the table.",
    "leave": "You do not belong to this campaign.",
    "export": "This is for members of the campaign.",
    "see_members": "This is for members of the campaign.",
    "start_from": "Nobody but its game masters can copy this campaign.",
    "edit": "Only a game master may do this, while the campaign is not archived.",
}


def campaign_page(request: HttpRequest, key: str) -> CampaignPage:
    """404 for whom the campaign does not concern."""
    seat = seat_in(request.user, key)
    if seat:
        return CampaignPage(request, seat.campaign, seat)
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=key)
    return CampaignPage(request, campaign, None)
