"""Who is looking at a page, as a governor."""

from django.core.exceptions import PermissionDenied

from league.models import Governor


def governor_of(user, season_id) -> Governor | None:
    """The governor who ``user`` is in a season now."""
    if not user.is_authenticated:
        return None
    own = Governor.objects.filter(user=user, season=season_id, is_active=True)
    return own.select_related("team").first()


def require_governor(request, season_id) -> Governor:
    """Raises ``PermissionDenied``."""
    governor = governor_of(request.user, season_id)
    if governor is None:
        raise PermissionDenied
    return governor
