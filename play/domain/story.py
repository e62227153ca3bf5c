"""The story as it is now: its acts, scenes and beats, read again under the lock of the game."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from play.domain.errors import NotAMemberError, StoryError
from play.domain.tables import ACTIVE, seat_lock, touch_scenes
from play.models import Act, Beat, Challenge, Game, GameMember, Proposal, Scene
from play.rules.beats import check_beat_change, check_challenge_change
from play.rules.states import check_story_unit_change
from play.rules.votes import check_proposal_change

MAX_SUMMARY = 20_000
_GRAPHS = {
    Act: check_story_unit_change,
    Scene: check_story_unit_change,
    Beat: check_beat_change,
    Challenge: check_challenge_change,
    Proposal: check_proposal_change,
}


def change_status(row: Act | Scene | Beat | Challenge | Proposal, status: str, **fields) -> None:
    """Store the new ``status``, along the graph of its kind, and ``fields`` with it."""
    _GRAPHS[type(row)](row.status, status)
    for name, value in {"status": status, **fields}.items():
        setattr(row, name, value)
    row.save(update_fields=["status", *fields, "updated_at"])


def name_of(unit: Act | Scene) -> str:
    return f"“{unit.title or unit.guiding_question}”"


def active_act(game: Game) -> Act | None:
    return Act.objects.filter(game=game, status=Act.Status.ACTIVE).first()


def active_scene(act: Act) -> Scene | None:
    return Scene.objects.filter(act=act, status=Scene.Status.ACTIVE).select_related("act").first()


def begun_scenes(game: Game) -> QuerySet[Scene]:
    """The newest first: it is played, or people talk of what comes after it."""
    begun = Scene.objects.filter(act__game=game, started_at__isnull=False)
    return begun.order_by("-act__number", "-number")


def last_scene(act_id: UUID) -> Scene | None:
    """The last complete scene of an act."""
    complete = Scene.objects.filter(act=act_id, status=Scene.Status.COMPLETE)
    return complete.order_by("-number").first()


def next_number(units) -> int:
    return (units.aggregate(last=Max("number"))["last"] or 0) + 1


def act_at_table(member: GameMember, act: Act) -> Act:
    """``act`` as it is now. Raises ``NotAMemberError``."""
    return _found(Act.objects.filter(pk=act.pk, game=member.game_id))


def scene_at_table(member: GameMember, scene: Scene) -> Scene:
    """``scene`` as it is now, with its act. Raises ``NotAMemberError``."""
    scenes = Scene.objects.select_related("act")
    return _found(scenes.filter(pk=scene.pk, act__game=member.game_id))


def beat_at_table(member: GameMember, beat: Beat) -> Beat:
    """``beat`` as it is now, with its author, scene and act. Raises ``NotAMemberError``."""
    beats = Beat.objects.select_related("author", "scene__act")
    return _found(beats.filter(pk=beat.pk, scene__act__game=member.game_id))


def write_summary(
    member: GameMember, unit: Act | Scene, *, text: str, was: str, now: datetime
) -> Act | Scene:
    """Tell in short what happened in an act or scene that has begun; anyone at the table may.

    ``was`` is the text that ``member`` began from: had somebody changed it since, theirs would be
    lost. Raises ``StoryError``.
    """
    with seat_lock(member, ACTIVE) as game:
        find = act_at_table if isinstance(unit, Act) else scene_at_table
        unit = find(member, unit)
        if unit.started_at is None:
            raise StoryError("There is nothing to tell yet: it has not begun.")
        if _plain(was) != _plain(unit.summary):
            raise StoryError("Somebody changed this text while you wrote. Read theirs first.")
        unit.summary = checked_text(text, limit=MAX_SUMMARY, error=StoryError)
        unit.save(update_fields=["summary", "updated_at"])
        touch_scenes(game)
        return unit


def checked_text(text: str, *, limit: int, error: type[Exception], missing: str = "") -> str:
    """``text`` as it is stored. Raises ``error`` where it is too long or, given a sentence to say
    then as ``missing``, empty.
    """
    text = _plain(text)
    if missing and not text:
        raise error(missing)
    if len(text) > limit:
        raise error(f"This text has {len(text):,} characters. It may have {limit:,}.")
    if "\0" in text:
        raise error("This text holds a character that cannot be stored.")
    return text


def _plain(text):
    """As browsers send it, with either end of line."""
    return text.replace("\r\n", "\n").strip()


def _found(rows):
    row = rows.first()
    if row is None:
        raise NotAMemberError("This belongs to another table.")
    return row
