"""What somebody finds when they come back: their tables, what is new there, what is to decide."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from play.domain.tables import present_members
from play.models import (
    Act,
    Beat,
    Character,
    Game,
    GameMember,
    Proposal,
    ReadMark,
    Scene,
    TensionVote,
    Vote,
)

BEGUN = ("active", "complete")


def tables_of(user: User) -> QuerySet[Game]:
    """The games in which ``user`` has a seat, what was written last first, those over at the end.

    Each has its ``present`` members, its ``open_scene``, what is ``unread`` and ``last_beat_at``.
    """
    present = GameMember.objects.filter(left_at=None).select_related("user").order_by("created_at")
    newest_scene = Scene.objects.filter(act__game=OuterRef(OuterRef("pk")), status__in=BEGUN)
    newest_beat = Beat.objects.filter(
        scene=Subquery(newest_scene.order_by("-act__number", "-number").values("pk")[:1])
    )
    unread = _unread(user).filter(scene__act__game=OuterRef("pk"))
    written = Subquery(newest_beat.order_by("-order").values("created_at")[:1])
    return (
        Game.objects.played_by(user)
        .annotate(
            last_beat_at=written,
            unread=_count(unread, "scene__act__game"),
            is_over=Q(status=Game.Status.ARCHIVED),
        )
        .order_by("is_over", Coalesce("last_beat_at", "created_at").desc(), "pk")
        .prefetch_related(
            Prefetch("members", present, to_attr="present"),
            Prefetch("acts", _current_acts(), to_attr="current_acts"),
        )
    )


def tables_left_by(user: User) -> QuerySet[Game]:
    """The games that ``user`` may go on reading, though they sit there no longer."""
    return Game.objects.visible_to(user).exclude(pk__in=Game.objects.played_by(user).values("pk"))


def acts_of(seat: GameMember) -> QuerySet[Act]:
    """The acts that have begun, the newest first, each with its ``told`` scenes in their order.

    Each scene has its number of ``beats_told`` and of those ``unread``.
    """
    in_scene = Q(scene=OuterRef("pk"))
    told = Beat.objects.filter(in_scene).seen_from(seat).exclude(status=Beat.Status.REJECTED)
    scenes = (
        Scene.objects.filter(status__in=BEGUN)
        .seen_from(seat)
        .annotate(
            beats_told=_count(told, "scene"),
            unread=_count(_unread(seat.user).filter(in_scene), "scene"),
        )
        .order_by("number")
    )
    acts = Act.objects.filter(game=seat.game, status__in=BEGUN).seen_from(seat)
    return acts.order_by("-number").prefetch_related(Prefetch("scenes", scenes, to_attr="told"))


def current_scene(seat: GameMember) -> Scene | None:
    """The scene that is played, with what is ``unread`` in it."""
    scenes = Scene.objects.filter(act__game=seat.game, status=Scene.Status.ACTIVE)
    unread = _count(_unread(seat.user).filter(scene=OuterRef("pk")), "scene")
    return scenes.seen_from(seat).annotate(unread=unread).select_related("act").first()


def open_proposals(seat: GameMember) -> QuerySet[Proposal]:
    """What the table decides now, what ends soonest first; ``is_answered`` by who has ``seat``."""
    user = seat.user
    voted = Vote.objects.filter(proposal=OuterRef("pk"), voter=user)
    weighed = TensionVote.objects.filter(scene=OuterRef("scene"), voter=user)
    is_tension = Q(kind=Proposal.Kind.TENSION)
    proposals = Proposal.objects.filter(game=seat.game, status=Proposal.Status.OPEN)
    return (
        proposals.seen_from(seat)
        .select_related("act", "scene", "beat__author", "proposer")
        .annotate(
            is_answered=(is_tension & Exists(weighed))
            | (~is_tension & (Exists(voted) | Q(proposer=user)))
        )
        .order_by("closes_at", "pk")
    )


def seats_of(seat: GameMember) -> list[tuple[GameMember, Character | None]]:
    """Who sits at the table, in the order in which they came, and whom each plays."""
    characters = Character.objects.filter(game=seat.game, retired_at=None).seen_from(seat)
    by_player = {character.player_id: character for character in characters}
    return [(member, by_player.get(member.user_id)) for member in present_members(seat.game)]


def _current_acts():
    scenes = Scene.objects.filter(status=Scene.Status.ACTIVE)
    acts = Act.objects.filter(status=Act.Status.ACTIVE)
    return acts.prefetch_related(Prefetch("scenes", scenes, to_attr="current_scenes"))


def _unread(user):
    """The beats of others that ``user`` has not come to."""
    mark = ReadMark.objects.filter(scene=OuterRef("scene"), reader=user)
    beats = Beat.objects.exclude(status=Beat.Status.REJECTED).exclude(author=user)
    return beats.alias(read_to=Coalesce(Subquery(mark.values("last_beat")[:1]), 0)).filter(
        order__gt=F("read_to")
    )


def _count(rows, by):
    """How many of ``rows`` the outer row has, which is ``by`` for them."""
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
