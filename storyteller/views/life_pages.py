"""What the pages of a life have in common: the helpers of a manuscript's pages, in other rooms."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from storyteller.domain.life_events import events_of
from storyteller.models import LifeEvent
from storyteller.permissions import (
    can_approve,
    can_edit_manuscript,
    can_see,
    can_see_private,
    can_tell,
)
from storyteller.views.access import get_storyteller, render_page
from storyteller.views.manuscript_pages import ManuscriptPage


class LifePage(ManuscriptPage):
    """A storyteller whose life ``request`` may look at."""

    folder, section = "life", "timeline"

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def events(self):
        return events_of(self.teller, sees_private=self.sees_private)

    def event(self, key) -> LifeEvent:
        rows = self.events().select_related("storyteller")
        if self.sees_private:
            rows = rows.select_related("boundary", "trauma")
        return self.find_in(rows, key)

    def render(self, template, context=None, *, status=200):
        own = {
            "can_tell": can_tell(self.request.user, self.teller),
            "can_approve": can_approve(self.request.user, self.teller),
            "sees_private": self.sees_private,
        }
        return render_page(
            self.request,
            f"{self.folder}/{template}",
            self.teller,
            own | (context or {}),
            section=self.section,
            status=status,
        )


class CollectionPage(LifePage):
    folder, section = "collections", "collections"

    def require_approver(self) -> None:
        if not can_approve(self.request.user, self.teller):
            raise PermissionDenied(f"{self.teller.user} agreed to this: only they may delete it.")


class ShapePage(LifePage):
    folder, section = "shape", "collections"


def life_page(request, storyteller, predicate=can_see) -> LifePage:
    """404 for whom the storyteller does not concern, 403 where ``predicate`` says no."""
    return LifePage(request, get_storyteller(request, storyteller, predicate))


def collection_page(request, storyteller, predicate=can_edit_manuscript) -> CollectionPage:
    return CollectionPage(request, get_storyteller(request, storyteller, predicate))


def shape_page(request, storyteller) -> ShapePage:
    """The shape of a story is for the keeper alone."""
    return ShapePage(request, get_storyteller(request, storyteller, can_see_private))
