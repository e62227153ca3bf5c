"""Who somebody is to a storyteller: keeper, family, editor, or nobody."""

from django.db.models import QuerySet

from accounts.models import User
from storyteller.domain.errors import ConsentRequiredError
from storyteller.models import Storyteller, StorytellerHelper

KEEPER, FAMILY, EDITOR = "keeper", "family", "editor"


def role_of(user: User, storyteller: Storyteller) -> str:
    """``keeper``, ``family``, ``editor``, or nothing.

    A storyteller that a page fetched with ``with_role`` knows it; any other is asked about.
    """
    if not user.is_authenticated:
        return ""
    if storyteller.user_id == user.pk:
        return KEEPER
    known = getattr(storyteller, "role_known_for", None)
    if known == user.pk:
        return storyteller.helper_role or ""
    present = StorytellerHelper.objects.filter(storyteller=storyteller, user=user, removed_at=None)
    return present.values_list("role", flat=True).first() or ""


def is_there_for(user: User, storyteller: Storyteller) -> bool:
    """What ``visible_to`` asks of rows, of one that was fetched with its role."""
    role = role_of(user, storyteller)
    is_open = role == KEEPER or (bool(role) and storyteller.consent_given)
    return is_open and storyteller.deleted_at is None


def shown_of[T: QuerySet](rows: T, user: User, storyteller: Storyteller) -> T:
    """Those of ``storyteller`` that ``user`` may see: the keeper all, which needs no asking."""
    own = rows.filter(storyteller=storyteller)
    return own if role_of(user, storyteller) == KEEPER else own.visible_to(user)


def require_consent(storyteller: Storyteller) -> None:
    """Raises ``ConsentRequiredError`` before consent, and once it was withdrawn."""
    if not storyteller.consent_given or storyteller.deleted_at is not None:
        raise ConsentRequiredError(storyteller.pk)
