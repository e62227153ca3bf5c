"""How people hear of what happens at their tables. All notices are made here."""

from collections.abc import Hashable, Iterable
from datetime import datetime

from django.db.models import F, Q

from accounts.models import User
from play.models import Beat, Game, GameMember, Notification, Proposal, Scene

Kind = Notification.Kind
MAX_TEXT = Notification._meta.get_field("text").max_length

# Where one event gives reason for several notices, a person gets the one that comes first here.
WEIGHTIEST_FIRST = (
    Kind.X_CARD,
    Kind.MENTION,
    Kind.SPOTLIGHT,
    Kind.BEAT_CHALLENGED,
    Kind.FORTUNE_CONTESTED,
    Kind.VOTE_NEEDED,
    Kind.ACT_PROPOSED,
    Kind.SCENE_PROPOSED,
    Kind.FORTUNE_ASKED,
    Kind.ORACLE_ASKED,
    Kind.VOTE_ENDED,
    Kind.BEAT_REVISED,
    Kind.CHALLENGE_DISMISSED,
    Kind.COMMENT,
    Kind.GAME_PAUSED,
    Kind.GAME_RESUMED,
    Kind.MEMBER_JOINED,
    Kind.MEMBER_LEFT,
    Kind.WORLD_CHANGED,
    Kind.NEW_BEAT,
)


def notify(
    game: Game,
    *,
    kind: str,
    text: str,
    now: datetime,
    recipients: Iterable[User] | None = None,
    actor: User | None = None,
    scene: Scene | None = None,
    beat: Beat | None = None,
    proposal: Proposal | None = None,
) -> None:
    """Tell ``recipients``, or without any named the whole table, what happened.

    Only those who sit at the table hear of it, and not ``actor``. ``text`` is a sentence. At most
    one of ``scene``, ``beat`` and ``proposal`` says where it leads. Of several notices about one
    thing with the same ``now``, each person keeps the weightiest: they are one event.
    """
    told = _at_table(game, recipients, actor)
    notice = Notification(
        game=game,
        kind=kind,
        text=_shortened(text),
        scene=scene,
        beat=beat,
        proposal=proposal,
        created_at=now,
    )
    earlier = _of_same_event(notice, told)
    Notification.objects.bulk_create(_copy(notice, key) for key in told if key not in earlier)
    lighter = [row for row in earlier.values() if _weight(kind) < _weight(row.kind)]
    for row in lighter:
        row.kind, row.text = notice.kind, notice.text
        row.scene, row.beat, row.proposal = scene, beat, proposal
    Notification.objects.bulk_update(lighter, ["kind", "text", "scene", "beat", "proposal"])


def unread_count(user: User) -> int:
    return Notification.objects.filter(recipient=user, read_at=None).count()


def mark_read(notice: Notification, *, now: datetime) -> None:
    Notification.objects.filter(pk=notice.pk, read_at=None).update(read_at=now, updated_at=now)


def mark_all_read(user: User, *, now: datetime, game: Game | None = None) -> int:
    """Mark what ``user`` has not read, in one game or in all. Returns how many there were."""
    unread = Notification.objects.filter(recipient=user, read_at=None, created_at__lte=now)
    if game:
        unread = unread.filter(game=game)
    return unread.update(read_at=now, updated_at=now)


def mark_read_in_scene(user: User, scene: Scene, *, now: datetime) -> int:
    """Mark what leads to the page of ``scene``, which ``user`` has open."""
    leads_there = (
        Q(scene=scene)
        | Q(beat__scene=scene)
        | Q(proposal__scene=scene)
        | Q(proposal__beat__scene=scene)
    )
    unread = Notification.objects.filter(
        leads_there, recipient=user, read_at=None, created_at__lte=now
    )
    return unread.update(read_at=now, updated_at=now)


def _at_table(game, recipients, actor) -> list[Hashable]:
    members = GameMember.objects.filter(game=game, left_at=None)
    if recipients is not None:
        members = members.filter(user__in=[user.pk for user in recipients])
    if actor is not None:
        members = members.exclude(user=actor)
    return list(members.order_by("created_at", "pk").values_list("user_id", flat=True))


def _of_same_event(notice, told):
    """By recipient, what they have heard of the same thing at the same moment."""
    same_moment = Notification.objects.filter(
        game=notice.game, recipient__in=told, created_at=notice.created_at
    ).annotate(voted_beat=F("proposal__beat"))
    subject = _subject(notice, notice.proposal and notice.proposal.beat_id)
    return {
        row.recipient_id: row for row in same_moment if _subject(row, row.voted_beat) == subject
    }


def _subject(notice, voted_beat):
    """What a notice is about. A vote on a beat is about the beat."""
    return notice.beat_id or voted_beat or notice.proposal_id or notice.scene_id or notice.kind


def _copy(notice, recipient_id):
    fields = ("game", "kind", "text", "scene", "beat", "proposal", "created_at")
    values = {field: getattr(notice, field) for field in fields}
    return Notification(recipient_id=recipient_id, **values)


def _weight(kind):
    return WEIGHTIEST_FIRST.index(kind)


def _shortened(text):
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1].rstrip()}…"
