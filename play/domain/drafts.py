"""What a person has typed and not yet sent, kept from one device to the next."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from common.documents import DocumentError
from play.domain.errors import BeatError, GameArchivedError
from play.domain.tables import ARCHIVED, require_present
from play.models import Draft, GameMember, Scene
from play.rules.documents import check_draft


@dataclass(frozen=True, slots=True)
class Saved:
    """What is kept now. It is not what was sent where something newer is there already."""

    content: dict
    typed_at: datetime
    is_sent: bool


def save_draft(
    member: GameMember, scene: Scene, *, content: dict, typed_at: datetime, now: datetime
) -> Saved:
    """Keep ``content`` unless what is kept was typed later, as when an old request arrives late.

    ``typed_at`` is told by the browser; a time that is yet to come counts as now. A draft is no
    part of the game, so that nobody waits for it. Raises ``BeatError``, ``GameArchivedError``,
    ``NotAMemberError``.
    """
    require_present(member)
    _check(member, scene, content)
    typed_at = min(typed_at, now)
    is_sent = _keep(member, scene, content, typed_at)
    kept = Draft.objects.get(scene=scene, author=member.user_id)
    return Saved(kept.content, kept.updated_at, is_sent)


def load_draft(member: GameMember, scene: Scene) -> Draft | None:
    """What ``member`` typed in ``scene``; its ``updated_at`` is when."""
    return Draft.objects.filter(scene=scene, author=member.user_id).exclude(content={}).first()


def clear_draft(member: GameMember, scene: Scene, *, now: datetime) -> None:
    """Forget it, and what was typed before ``now`` and arrives later: it has been sent."""
    _keep(member, scene, {}, now)


def _check(member, scene, content):
    game = scene.act.game
    if game.pk != member.game_id:
        raise BeatError("This scene is played at another table.")
    if game.status == ARCHIVED:
        raise GameArchivedError
    try:
        check_draft(content)
    except DocumentError as error:
        raise BeatError("This cannot be kept as a draft.") from error


def _keep(member, scene, content, typed_at):
    """Whether ``content`` is what is kept now. A seat's drafts are kept one after the other."""
    with transaction.atomic():
        GameMember.objects.select_for_update(no_key=True).get(pk=member.pk)
        own = Draft.objects.filter(scene=scene, author=member.user_id)
        if own.filter(updated_at__gt=typed_at).exists():
            return False
        draft, _ = own.get_or_create(defaults={"scene": scene, "author_id": member.user_id})
        # Not when the row is written, but when the words were.
        own.filter(pk=draft.pk).update(content=content, updated_at=typed_at)
        return True
