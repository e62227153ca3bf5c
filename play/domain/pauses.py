"""A game that rests. Anyone at the table may say so, with a reason, and anyone wakes it."""

from datetime import datetime

from play.domain.errors import PauseError, refused_as
from play.domain.notifications import notify
from play.domain.proposals import decide_open
from play.domain.tables import ACTIVE, PAUSED, seat_lock, touch_scenes
from play.models import Event, Game, GameMember, GamePause, Notification, Proposal, Spotlight
from play.rules.pace import postpone
from play.rules.states import check_game_change


def pause_game(member: GameMember, *, reason: str, now: datetime) -> GamePause:
    """Let the game rest: nothing can be written, and no deadline runs. Raises ``PauseError``."""
    with seat_lock(member, ACTIVE) as game:
        pause = GamePause(game=game, paused_by=member.user, reason=reason.strip(), created_at=now)
        with refused_as(PauseError):
            pause.full_clean()
        pause.save(force_insert=True)
        _change_status(game, PAUSED)
        notify(
            game,
            kind=Notification.Kind.GAME_PAUSED,
            text=f"{member.user} let “{game}” rest: {pause.reason}",
            actor=member.user,
            now=now,
        )
        return pause


def resume_game(member: GameMember, *, now: datetime) -> None:
    """Wake the game. Every deadline that was running has as much time left as it had."""
    with seat_lock(member, PAUSED) as game:
        pause = current_pause(game)
        if pause:
            pause.ended_at, pause.resumed_by = now, member.user
            pause.save(update_fields=["ended_at", "resumed_by", "updated_at"])
            _postpone_deadlines(game, pause)
        _change_status(game, ACTIVE)
        notify(
            game,
            kind=Notification.Kind.GAME_RESUMED,
            text=f"{member.user} woke “{game}”: it goes on.",
            actor=member.user,
            now=now,
        )
        # Somebody may have left meanwhile.
        decide_open(game, now=now)


def current_pause(game: Game) -> GamePause | None:
    return GamePause.objects.filter(game=game, ended_at=None).select_related("paused_by").first()


def _change_status(game, status):
    check_game_change(game.status, status)
    game.status = status
    game.save(update_fields=["status", "updated_at"])
    touch_scenes(game, and_beats=True)


def _postpone_deadlines(game, pause):
    in_game = {"beat__scene__act__game": game}
    _postpone(Proposal.objects.filter(game=game, status="open"), "closes_at", pause)
    _postpone(Spotlight.objects.filter(**in_game, answered_at=None), "closes_at", pause)
    _postpone(
        Event.objects.filter(**in_game, contest_closes_at__isnull=False, result=""),
        "contest_closes_at",
        pause,
    )


def _postpone(rows, field, pause):
    postponed = list(rows)
    for row in postponed:
        deadline = postpone(
            getattr(row, field), paused_at=pause.created_at, resumed_at=pause.ended_at
        )
        setattr(row, field, deadline)
    rows.model.objects.bulk_update(postponed, [field])
