"""How a page gets at its storyteller, and what every page about one shows."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from storyteller import permissions
from storyteller.domain.errors import ConsentRequiredError
from storyteller.domain.people import is_there_for, require_consent, role_of
from storyteller.models import Storyteller

FORM = require_http_methods(["GET", "HEAD", "POST"])
NOT_YOURS = "Only {keeper} may do this. What you may do stands on the page of the story."
# For pages that ask by what is told, and how much of it.
PROJECT = ("project__scope",)


def get_storyteller(
    request: HttpRequest,
    key,
    predicate: Callable[..., bool] | None = None,
    *,
    needs_consent: bool = True,
    related: tuple[str, ...] = (),
) -> Storyteller:
    """The storyteller ``key``, and the rows ``related``: 404 for whom it does not concern.

    Raises ``PermissionDenied`` (403) where ``predicate(user, storyteller)`` says no, and
    ``ConsentRequiredError``, which leads the keeper to the page of consent. It tells too what the
    navigation of the page shows: pass it to ``render_page``.
    """
    user = request.user
    rows = Storyteller.objects.with_role(user).select_related("user", *related)
    found = get_object_or_404(rows, pk=key)
    if not is_there_for(user, found):
        # Hidden since consent was withdrawn: only the keeper can still restore it.
        if found.deleted_at and found.user_id == user.pk:
            raise ConsentRequiredError(key)
        raise Http404
    if predicate and not predicate(user, found):
        raise PermissionDenied(NOT_YOURS.format(keeper=found.user or "the keeper"))
    if needs_consent:
        require_consent(found)
    return found


def sent(request: HttpRequest):
    """What a form was sent with, which may be nothing at all; None where it was only opened."""
    return request.POST if request.method == "POST" else None


def may(user, storyteller, *names: str) -> dict[str, bool]:
    """What the person may do here, by the names of the predicates without their ``can_``."""
    return {f"can_{n}": getattr(permissions, f"can_{n}")(user, storyteller) for n in names}


# What the navigation of a story offers: the section, its page, what it is called, and for whom.
PAGES = (
    ("storyteller", "storyteller", "Story", permissions.can_see),
    ("capture", "answer", "Questions", permissions.can_tell),
    ("timeline", "timeline", "Timeline", permissions.can_see),
    ("memories", "memories", "Memories", permissions.can_add_memory),
    ("collections", "collections", "Collections", permissions.can_edit_manuscript),
    ("manuscript", "manuscript", "Manuscript", permissions.can_edit_manuscript),
    ("book", "book", "Book", permissions.can_export),
    ("care", "settings", "Settings", permissions.can_manage),
)


def render_page(
    request: HttpRequest,
    template: str,
    storyteller: Storyteller,
    context: dict | None = None,
    *,
    section: str = "",
    status: int = 200,
) -> HttpResponse:
    """``storyteller/<template>`` with the navigation of the storyteller, ``section`` marked."""
    own = {
        "storyteller": storyteller,
        "role": role_of(request.user, storyteller),
        "section": section,
        "pages": list(_pages(request.user, storyteller, section)),
        **may(request.user, storyteller, "tell", "edit_manuscript", "manage", "export"),
    }
    return render(request, f"storyteller/{template}", own | (context or {}), status=status)


def _pages(user, storyteller, section):
    """Of a story that is hidden, or waits for consent, there is nothing to go to."""
    if storyteller.deleted_at is not None or not storyteller.consent_given:
        return
    for name, page, text, predicate in PAGES:
        if predicate(user, storyteller):
            yield reverse(f"storyteller:{page}", args=[storyteller.pk]), text, name == section
