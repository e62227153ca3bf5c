"""The X-card: anyone may fold a beat away, and nobody learns who did."""

from datetime import datetime

from play.domain.notifications import Kind, notify
from play.domain.story import beat_at_table, name_of
from play.domain.tables import ACTIVE, PAUSED, seat_lock, touch_scene
from play.models import Beat, GameMember, XCard


def use_x_card(member: GameMember, beat: Beat, *, now: datetime) -> XCard:
    """Fold ``beat`` away for all, until ``revise_beat`` has changed it.

    A table that rests reads on, so that it can be used there too. The card of a beat that is
    folded already serves as well. Raises a ``GameStatusError``.
    """
    with seat_lock(member, ACTIVE, PAUSED) as game:
        beat = beat_at_table(member, beat)
        card, is_new = XCard.objects.get_or_create(
            beat=beat, lifted_at=None, defaults={"created_at": now}
        )
        if is_new:
            touch_scene(beat.scene, beat, is_beside=False)
            # All are told alike, whoever it was too: a notice that is missing would name them.
            notify(game, kind=Kind.X_CARD, text=_news(beat), beat=beat, now=now)
        return card


def lift_x_card(beat: Beat, *, now: datetime) -> None:
    """The author changed ``beat``. The game is locked."""
    # Whoever used it after that change was sent has not seen it changed.
    cards = XCard.objects.filter(beat=beat, lifted_at=None, created_at__lte=now)
    cards.update(lifted_at=now, updated_at=now)


def _news(beat):
    author = beat.author or "somebody who left"
    return f"A beat by {author} in {name_of(beat.scene)} is folded away until it is changed."
