"""Which rows exist for somebody: those of people whose story they keep or help with.

The keeper sees everything. What helpers see depends on their role and, below a life event, on how
private that event is. Staff have the admin; the pages know no staff.
"""

from django.apps import apps
from django.db.models import Exists, Manager, OuterRef, Q, QuerySet, Subquery, UUIDField, Value

FAMILY, EDITOR = "family", "editor"
HELPERS = (FAMILY, EDITOR)
HIDDEN_LEVELS = ("private", "never_publish")
SHOWN_LEVELS = ("public", "limited")


class Storytellers(QuerySet):
    """People who tell. Whoever withdrew their consent, or was deleted, is there for nobody."""

    def visible_to(self, user):
        """A keeper sees a person also before consent is given, a helper only after."""
        if not user.is_authenticated:
            return self.none()
        helped = Q(_helped_by(user, HELPERS, "pk"), consent_given=True)
        return self.filter(Q(user=user) | helped, deleted_at=None)

    def with_role(self, user):
        """Each with the role in which ``user`` helps, so that nobody has to ask again."""
        if not user.is_authenticated:
            return self
        helpers = apps.get_model("storyteller", "StorytellerHelper").objects
        roles = helpers.filter(user=user.pk, removed_at=None, storyteller=OuterRef("pk"))
        return self.annotate(
            helper_role=Subquery(roles.values("role")),
            role_known_for=Value(user.pk, output_field=UUIDField()),
        )

    def kept_by(self, user):
        return self.filter(user=user, deleted_at=None) if user.is_authenticated else self.none()

    def helped_by(self, user):
        return self.visible_to(user).exclude(user=user)

    def withdrawn_by(self, user):
        """Hidden since consent was withdrawn: only their keeper can still restore them."""
        return self.filter(user=user, deleted_at__isnull=False)


class OfStoryteller(QuerySet):
    """Rows below a storyteller: ``path`` leads there, ``helpers`` are the roles that see them."""

    path = "storyteller"
    helpers = HELPERS

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        is_kept = Q(**{f"{self.path}__user": user})
        shown = is_kept | self._shown_to_helpers(user) if self.helpers else is_kept
        return self.filter(shown, **{f"{self.path}__deleted_at": None})

    def _shown_to_helpers(self, user):
        helped = _helped_by(user, self.helpers, f"{self.path}__pk")
        return Q(helped, self.open_to_helpers(), **{f"{self.path}__consent_given": True})

    def open_to_helpers(self):
        """What of these rows a helper may see at all."""
        return Q()


class Memories(OfStoryteller):
    """What helpers remember: the keeper reads all of it, each of them their own."""

    def _shown_to_helpers(self, user):
        return super()._shown_to_helpers(user) & Q(told_by=user)


class OfLifeEvent(OfStoryteller):
    """Rows below a life event, or (``event = ""``) the events themselves."""

    event = "life_event"

    def open_to_helpers(self):
        """An event is open where its privacy says so, or where nothing says that it is private."""
        path = f"{self.event}__" if self.event else ""
        level, trauma = f"{path}boundary__privacy_level", f"{path}trauma__default_privacy_level"
        is_hidden = Q(**{f"{level}__in": HIDDEN_LEVELS}) | Q(**{trauma: "private"})
        return Q(**{f"{level}__in": SHOWN_LEVELS}) | ~is_hidden


class LifeEvents(OfLifeEvent):
    event = ""


class OfDetail(OfLifeEvent):
    def open_to_helpers(self):
        return super().open_to_helpers() & Q(is_private=False)


def of_storyteller(path: str = "storyteller", *, helpers=HELPERS, rows=OfStoryteller) -> Manager:
    """The manager of a table whose rows belong to a storyteller."""
    kind = type(f"{rows.__name__}Rows", (rows,), {"path": path, "helpers": helpers})
    return kind.as_manager()


def _helped_by(user, roles, key):
    helpers = apps.get_model("storyteller", "StorytellerHelper").objects
    return Exists(
        helpers.filter(user=user, removed_at=None, role__in=roles, storyteller=OuterRef(key))
    )
