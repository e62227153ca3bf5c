"""A game: how it begins, what it is called, how it is played, and how it ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from play.domain.edits import record
from play.domain.errors import GameError, SeatError, SetupError, refused_as
from play.domain.notifications import notify
from play.domain.story import change_status
from play.domain.tables import (
    ACTIVE,
    ARCHIVED,
    PAUSED,
    SETUP,
    present_members,
    require_organizer,
    require_status,
    seat_lock,
    touch_scenes,
)
from play.domain.versions import bring_back_agreed
from play.models import (
    Act,
    Beat,
    Challenge,
    Game,
    GameMember,
    GamePause,
    GameWordSeedTable,
    Notification,
    Proposal,
    Scene,
    SetupPrompt,
    Spotlight,
    WordSeedTable,
)
from play.rules.documents import default_game_settings
from play.rules.documents.base import MAX_TEXT
from play.rules.setup_prompts import PROMPTS, world_document
from play.rules.states import check_game_change

# An edit keeps a text before and after, as long as this.
MAX_TEXTS = {"pitch": 2_000, "world_document": MAX_TEXT}
FIRST_WORDS = "general"


@transaction.atomic
def create_game(
    user: User,
    *,
    name: str,
    now: datetime,
    pitch: str = "",
    settings: Mapping[str, Any] | None = None,
) -> Game:
    """A game in setup with ``user`` as its organizer, prompts to talk about and words to draw.

    ``settings`` are those that differ from the usual ones. Raises ``GameError``.
    """
    game = Game(
        name=name.strip(),
        pitch=pitch.strip(),
        settings=default_game_settings() | dict(settings or {}),
        created_at=now,
    )
    _save(game, is_new=True)
    GameMember.objects.create(game=game, user=user, role=GameMember.Role.ORGANIZER, created_at=now)
    SetupPrompt.objects.bulk_create(_prompts(game, now))
    tables = WordSeedTable.objects.filter(game=None, genre=FIRST_WORDS)
    GameWordSeedTable.objects.bulk_create(
        GameWordSeedTable(game=game, word_seed_table=table, created_at=now) for table in tables
    )
    return game


def change_settings(member: GameMember, *, changes: Mapping[str, Any], now: datetime) -> Game:
    """The organizer changes how the table plays. Open votes keep the deadline that they have.

    Raises ``GameError``.
    """
    with seat_lock(member, SETUP, ACTIVE) as game:
        require_organizer(member)
        return _change(game, member, {"settings": game.settings | dict(changes)}, now)


def change_pitch(member: GameMember, *, name: str, pitch: str, now: datetime) -> Game:
    """Anyone at the table says better what the story is called and about. Raises ``GameError``."""
    with seat_lock(member, SETUP, ACTIVE) as game:
        require_no_start_vote(game)
        return _change(game, member, {"name": name.strip(), "pitch": pitch.strip()}, now)


def change_world_document(
    member: GameMember, *, text: str, now: datetime, was: str | None = None
) -> Game:
    """Anyone at the table writes down what it agreed on about its world.

    ``was`` is the text that ``member`` began from: had somebody changed it since, theirs would be
    lost. Raises ``GameError``.
    """
    with seat_lock(member, SETUP, ACTIVE) as game:
        require_no_start_vote(game)
        if was is not None and _plain(was) != _plain(game.world_document):
            raise GameError("Somebody changed this text while you wrote. Read theirs first.")
        return _change(game, member, {"world_document": _plain(text)}, now)


def begin_play(game: Game, *, now: datetime) -> None:
    """The table agreed to start. ``game`` is locked.

    What was not talked about is skipped; what was becomes the world's description, unless somebody
    wrote one. Raises ``GameStatusError``.
    """
    require_status(game, SETUP)
    _change_status(game, ACTIVE)
    prompts = SetupPrompt.objects.filter(game=game)
    prompts.filter(status__in=["pending", "active"]).update(status="skipped", updated_at=now)
    if not game.world_document:
        settled = prompts.filter(status="complete").order_by("order")
        game.world_document = world_document(settled.values_list("topic", "outcome"))
    _save(game)


def archive_game(member: GameMember, *, now: datetime) -> Game:
    """The organizer ends the game for good: it can be read. What was still open ends undecided."""
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        require_organizer(member)
        touch_scenes(game, and_beats=True)
        _end_what_is_open(game, now)
        GamePause.objects.filter(game=game, ended_at=None).update(
            ended_at=now, resumed_by=member.user, updated_at=now
        )
        _change_status(game, ARCHIVED)
        _save(game)
        notify(
            game,
            kind=Notification.Kind.GAME_PAUSED,
            text=f"{member.user} closed “{game}”. It can be read for as long as you like.",
            actor=member.user,
            now=now,
        )
        return game


def hand_over(member: GameMember, *, to: GameMember, now: datetime) -> None:
    """The organizer makes ``to`` the organizer. Raises ``SeatError``."""
    with seat_lock(member, SETUP, ACTIVE, PAUSED) as game:
        require_organizer(member)
        heir = present_members(game).filter(pk=to.pk).first()
        if heir is None or heir.pk == member.pk:
            raise SeatError("A game is handed to somebody else who sits at the table.")
        member.role = GameMember.Role.PLAYER
        member.save(update_fields=["role", "updated_at"])
        _make_organizer(heir, game, now, told_by=member)


def become_organizer(member: GameMember, *, now: datetime) -> None:
    """Anyone at the table takes over where the organizer's account exists no longer.

    Raises ``SeatError``.
    """
    with seat_lock(member, SETUP, ACTIVE, PAUSED, ARCHIVED) as game:
        if GameMember.objects.filter(game=game, role=GameMember.Role.ORGANIZER).exists():
            raise SeatError("The game has an organizer.")
        _make_organizer(member, game, now, told_by=member)


def delete_game(member: GameMember, *, name: str) -> None:
    """The organizer deletes a game that is still in setup, or at whose table nobody else sits.

    ``name`` is typed once more, so that it is this one. Raises ``GameError``.
    """
    with seat_lock(member, SETUP, ACTIVE, PAUSED, ARCHIVED) as game:
        require_organizer(member)
        if game.status != SETUP and present_members(game).exclude(pk=member.pk).exists():
            raise GameError("The story belongs to everybody at the table. Archive it instead.")
        if name.strip() != game.name:
            raise GameError("Type the name of the game as it is.")
        game.delete()


def require_no_start_vote(game: Game) -> None:
    """Whoever voted agreed to what they read. Raises ``SetupError``."""
    if Proposal.objects.filter(game=game, kind="start", status="open").exists():
        raise SetupError("The table is voting on the start. Until that ends, this stays as it is.")


def _prompts(game, now):
    for order, prompt in enumerate(PROMPTS, start=1):
        yield SetupPrompt(
            game=game,
            order=order,
            topic=prompt.topic,
            question=prompt.question,
            status="active" if order == 1 else "pending",
            created_at=now,
        )


def _save(game, *, is_new=False):
    for name, limit in MAX_TEXTS.items():
        if (length := len(getattr(game, name))) > limit:
            raise GameError(f"This text has {length} characters. It may have {limit}.")
    with refused_as(GameError):
        game.full_clean()
    game.save(force_insert=is_new)


def _change(game, member, values, now):
    """Store ``values``, and who changed them."""
    before = _flat(game, values)
    for name, value in values.items():
        setattr(game, name, value)
    _save(game)
    after = _flat(game, values)
    changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    if changes:
        record(member, changes=changes, now=now)
    return game


def _flat(game, names):
    """The fields ``names`` as texts, and each setting by itself."""
    flat = {name: getattr(game, name) for name in names}
    settings = flat.pop("settings", {})
    return flat | {name: str(value) for name, value in settings.items()}


def _change_status(game, status):
    check_game_change(game.status, status)
    game.status = status


def _make_organizer(member, game, now, *, told_by):
    member.role = GameMember.Role.ORGANIZER
    member.save(update_fields=["role", "updated_at"])
    notify(
        game,
        kind=Notification.Kind.MEMBER_JOINED,
        text=f"{member.user} is the organizer of “{game}” now.",
        actor=told_by.user,
        now=now,
    )


def _end_what_is_open(game, now):
    """No vote is left to be closed in a game that nobody plays."""
    _end_votes_on_new_words(game, now)
    Proposal.objects.filter(game=game, status="open").update(
        status="withdrawn", closed_at=now, updated_at=now
    )
    Challenge.objects.filter(beat__scene__act__game=game, status="open").update(
        status="withdrawn", resolved_at=now, updated_at=now
    )
    Spotlight.objects.filter(beat__scene__act__game=game, answered_at=None).update(
        answered_at=now, updated_at=now
    )
    beats = Beat.objects.filter(scene__act__game=game)
    beats.filter(status="proposed").update(status="rejected", updated_at=now)
    beats.filter(status="challenged").update(status="canon", updated_at=now)
    Act.objects.filter(game=game, status="proposed").update(status="declined", updated_at=now)
    Scene.objects.filter(act__game=game, status="proposed").update(
        status="declined", updated_at=now
    )


def _end_votes_on_new_words(game, now):
    """What the table had agreed to before stays in its story."""
    votes = Proposal.objects.filter(game=game, status="open", kind=Proposal.Kind.BEAT)
    for vote in votes.select_related("beat__scene"):
        if bring_back_agreed(vote, now=now):
            change_status(vote.beat, Beat.Status.APPROVED)


def _plain(text):
    """As browsers send it, with either end of line."""
    return text.replace("\r\n", "\n").strip()
