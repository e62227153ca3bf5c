"""Who may do what with a storyteller. Whether somebody may see one, ``visible_to`` has answered.

Predicates take (user, storyteller). They do not ask for consent: the verbs do, and
``views.access.get_storyteller`` before a page is shown.
"""

from accounts.models import User
from storyteller.domain.people import EDITOR, FAMILY, KEEPER, role_of
from storyteller.models import FamilyMemory, Storyteller


def can_see(user: User, storyteller: Storyteller) -> bool:
    """The overview, the timeline and the book as far as it is written."""
    return bool(role_of(user, storyteller))


def can_tell(user: User, storyteller: Storyteller) -> bool:
    """Answer questions, hold sessions, add and change life events."""
    return role_of(user, storyteller) == KEEPER


def can_add_memory(user: User, storyteller: Storyteller) -> bool:
    """Add a memory or a photo, which the keeper then approves of."""
    return role_of(user, storyteller) in (KEEPER, FAMILY)


def can_edit_manuscript(user: User, storyteller: Storyteller) -> bool:
    """Collections, chapters, scenes, drafts and what is to be mended in them."""
    return role_of(user, storyteller) in (KEEPER, EDITOR)


def can_approve(user: User, storyteller: Storyteller) -> bool:
    """Memories, artifacts, syntheses and chapters: nothing is in the book without."""
    return role_of(user, storyteller) == KEEPER


def can_manage(user: User, storyteller: Storyteller) -> bool:
    """Consent, boundaries, helpers, reminders, the person, the lanes, all the data."""
    return role_of(user, storyteller) == KEEPER


def can_export(user: User, storyteller: Storyteller) -> bool:
    """Have files of the book made, and send them."""
    return role_of(user, storyteller) == KEEPER


def can_see_private(user: User, storyteller: Storyteller) -> bool:
    """Private details, trauma, boundaries, tier 3 texts, the shape of the story."""
    return role_of(user, storyteller) == KEEPER


def can_withdraw_memory(user: User, memory: FamilyMemory) -> bool:
    """Whoever told it may take it back as long as nobody decided."""
    return memory.told_by_id == user.pk and memory.status == FamilyMemory.Status.WAITING
