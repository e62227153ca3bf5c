"""What the pages of a character have in common."""

from dataclasses import dataclass
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property

from campaigns.domain.character_errors import NotTheirCharacterError
from campaigns.domain.sheet_changes import version_of
from campaigns.models import Character
from campaigns.permissions import can_change_character
from campaigns.rules.sheet_numbers import SheetNumbers, numbers_of, whole

DICE = SystemRandom()


@dataclass(frozen=True, eq=False)
class CharacterPage:
    """A character as somebody sees it who may see it."""

    request: HttpRequest
    character: Character

    @cached_property
    def sheet(self) -> dict:
        return whole(self.character.data)

    @cached_property
    def numbers(self) -> SheetNumbers:
        return numbers_of(self.sheet)

    @cached_property
    def can_change(self) -> bool:
        return can_change_character(self.request.user, self.character)

    @property
    def version(self) -> str:
        return version_of(self.character.data)

    def require_change(self) -> None:
        if not self.can_change:
            raise PermissionDenied(str(NotTheirCharacterError()))

    def paged(self, rows, size):
        return Paginator(rows, size).get_page(self.request.GET.get("page"))

    def go(self, place: str = ""):
        """To the sheet, after something was changed."""
        return redirect(f"{self.character.get_absolute_url()}{place and f'#{place}'}")

    def render(self, template: str, context: dict | None = None, *, status=200, refusal=""):
        """``template`` is below ``campaigns/characters/``; a part may follow its name."""
        own = {
            "character": self.character,
            "sheet": self.sheet,
            "numbers": self.numbers,
            "can_change": self.can_change,
            "version": self.version,
            "refusal": refusal,
        }
        page = f"campaigns/characters/{template}"
        return render(self.request, page, own | (context or {}), status=status)

    def read_again(self) -> "CharacterPage":
        return character_page(self.request, self.character.pk)


def character_page(request: HttpRequest, key: str) -> CharacterPage:
    """404 for whom the character does not concern."""
    if "\0" in key:
        raise Http404
    rows = Character.objects.visible_to(request.user).select_related("ownership__owner")
    return CharacterPage(request, get_object_or_404(rows, pk=key))
