"""What needs staff, gathered from the rooms for the first page of the admin.

A room says it in its module ``attention``, which is found when all apps are ready::

    @register("league")
    def needs_staff():
        return [Attention("seasons to set up", Season.objects.filter(status="setup"))]

Each item is counted with one query, and only for staff who may see its rows; nothing else is
asked of the database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse


@dataclass(frozen=True)
class Attention:
    """Rows that staff should know of. ``filters`` makes the admin's list show just these."""

    text: str
    rows: QuerySet
    filters: dict[str, object] = field(default_factory=dict)
    is_urgent: bool = False


@dataclass(frozen=True)
class Notice:
    """An item as the page shows it."""

    text: str
    count: int
    url: str
    is_urgent: bool


Source = Callable[[], Iterable[Attention]]
_sources: dict[str, Source] = {}


def register(app_label: str) -> Callable[[Source], Source]:
    """Ask the function below for the items of the room ``app_label``."""

    def remember(source: Source) -> Source:
        _sources[app_label] = source
        return source

    return remember


def notices(app_label: str, user: AbstractBaseUser) -> list[Notice]:
    """What there is in one room that ``user`` should know of, urgent things first."""
    source = _sources.get(app_label)
    found = [_notice(item) for item in source() if _may_see(user, item)] if source else []
    return sorted((n for n in found if n.count), key=lambda notice: not notice.is_urgent)


def _may_see(user, item):
    options = item.rows.model._meta
    rights = (f"{options.app_label}.{act}_{options.model_name}" for act in ("view", "change"))
    return any(map(user.has_perm, rights))


def _notice(item):
    options = item.rows.model._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    query = f"?{urlencode(item.filters)}" if item.filters else ""
    return Notice(item.text, item.rows.count(), url + query, item.is_urgent)
