"""What the pages of a manuscript have in common: who is asking, for what, and what they may see."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from storyteller.domain.errors import StorytellerError
from storyteller.domain.manuscript import private_sections, sections_of
from storyteller.models import Story, Storyteller
from storyteller.permissions import can_approve, can_edit_manuscript, can_see_private
from storyteller.views.access import get_storyteller, render_page

SECTION = "manuscript"
PRIVATE = "This part tells something that is private by now. Only {keeper} can open it."


@dataclass(frozen=True, eq=False)
class ManuscriptPage:
    """A storyteller whose manuscript ``request`` may work on."""

    request: HttpRequest
    teller: Storyteller

    @cached_property
    def now(self):
        return timezone.now()

    @cached_property
    def sees_private(self) -> bool:
        return can_see_private(self.request.user, self.teller)

    def find(self, model, key, *, path="story__storyteller", related=()):
        """The row ``key`` below this storyteller, or 404."""
        rows = model.objects.filter(**{path: self.teller})
        return self.find_in(rows.select_related(*related) if related else rows, key)

    def find_in(self, rows, key):
        return get_object_or_404(rows, pk=key)

    def story(self, key) -> Story:
        return self.find(Story, key, path="storyteller")

    def hidden_in(self, story: Story) -> set:
        """The sections that this person may not read."""
        return set() if self.sees_private else private_sections(story)

    def require_open(self, chapter) -> None:
        """The whole text of a chapter is for whoever may read all of it."""
        hidden = self.hidden_in(chapter.story)
        if hidden and any(section.pk in hidden for section in sections_of(chapter)):
            raise PermissionDenied(PRIVATE.format(keeper=self.teller.user))

    def require_section(self, section) -> None:
        if section.pk in self.hidden_in(section.chapter.story):
            raise Http404

    def require_keeper(self) -> None:
        if not can_approve(self.request.user, self.teller):
            raise PermissionDenied(f"Only {self.teller.user} can agree to a chapter.")

    def do(self, verb, *args, said: str = "", **arguments) -> bool:
        """Do it, and tell the person what came of it on the page that follows."""
        try:
            verb(*args, **arguments)
        except StorytellerError as error:
            messages.error(self.request, str(error))
            return False
        if said:
            messages.success(self.request, said)
        return True

    def render(self, template, context=None, *, status=200):
        own = {
            "can_approve": can_approve(self.request.user, self.teller),
            "sees_private": self.sees_private,
        }
        return render_page(
            self.request,
            f"manuscript/{template}",
            self.teller,
            own | (context or {}),
            section=SECTION,
            status=status,
        )


def manuscript_page(request, storyteller) -> ManuscriptPage:
    """404 for whom the storyteller does not concern, 403 for who may not work on the book."""
    return ManuscriptPage(request, get_storyteller(request, storyteller, can_edit_manuscript))
