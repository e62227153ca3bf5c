"""Joining a team, and leaving it."""

from django.db import IntegrityError, transaction

from accounts.models import User
from league.domain.errors import AlreadyGovernsError, NotAGovernorError, SeasonNotOpenError
from league.domain.purse import Purse
from league.domain.trades import expiries
from league.models import Governor, Season, Team
from league.repository import NewEvent, append_events, clock, season_lock
from league.rules.documents.season import SeasonConfig
from league.rules.events import EventType

MAX_NAME = 100


def join_team(user: User, team: Team) -> Governor:
    """Make ``user`` a governor of ``team``, with the tokens that a newcomer is given.

    Somebody who left and comes back, to whichever team, has what they had, and nothing new.
    Raises ``SeasonNotOpenError``, or ``AlreadyGovernsError`` while they belong to a team.
    """
    with season_lock(team.season_id) as season:
        if season.status == Season.Status.COMPLETE:
            raise SeasonNotOpenError("The season is over. Join a team of the next one.")
        governor = Governor.objects.filter(user=user, season=season).select_related("team").first()
        if governor is None:
            return enrol(user, team, season, reason="joined")
        if governor.is_active:
            raise AlreadyGovernsError(f"You belong to {governor.team.name} already.")
        append_events(season.pk, [_joined(governor, team)])
        governor.refresh_from_db()
        return governor


def leave_team(governor: Governor) -> None:
    """The governor has no say any more; what they have said stays. Open trades of theirs end.

    Raises ``NotAGovernorError``.
    """
    with season_lock(governor.season_id):
        governor.refresh_from_db()
        require_active(governor)
        left = NewEvent(
            EventType.GOVERNOR_LEFT,
            str(governor.pk),
            governor_id=governor.pk,
            team_id=governor.team_id,
        )
        append_events(governor.season_id, [*expiries(governor.season_id, of=governor), left])


def require_active(governor: Governor) -> None:
    """Raises ``NotAGovernorError``."""
    if not governor.is_active:
        raise NotAGovernorError("You do not belong to a team of this season any more.")


def enrol(user: User, team: Team, season: Season, *, reason: str) -> Governor:
    """A governor who is new to the season, with the tokens of a newcomer.

    ``reason`` is ``"joined"``, or ``"season"`` for one who comes from the last season.
    Raises ``AlreadyGovernsError``.
    """
    name = (user.display_name or "A governor")[:MAX_NAME]
    governor = Governor(
        user=user, discord_username=name, season=season, team=team, joined_at=clock.now()
    )
    try:
        with transaction.atomic():
            governor.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyGovernsError("You belong to a team of this season already.") from error
    given = SeasonConfig.model_validate(season.config).governance.tokens_on_joining
    tokens = Purse(season.pk, [governor.pk]).give_all(governor.pk, given, reason=reason)
    append_events(season.pk, [_joined(governor, team), *tokens])
    return governor


def _joined(governor, team):
    return NewEvent(
        EventType.GOVERNOR_JOINED, str(governor.pk), governor_id=governor.pk, team_id=team.pk
    )
