"""Who a player plays: one character at a time, whose sheet is theirs alone."""

from datetime import datetime
from uuid import UUID

from play.domain.edits import WHEN, change_sheet
from play.domain.errors import WorldError
from play.domain.outcomes import close_open_turns
from play.domain.sheets import check, cleaned, require_may_change, stored, tell
from play.domain.tables import seat_lock, touch_scenes
from play.models import Character, Edit, Game, GameMember, ScenePresence, Spotlight


def character_of(member: GameMember) -> Character | None:
    """Who ``member`` plays now."""
    return Character.objects.filter(
        game=member.game_id, player=member.user_id, retired_at=None
    ).first()


def create_character(
    member: GameMember,
    *,
    name: str,
    now: datetime,
    description: str = "",
    voice_notes: str = "",
    notes: str = "",
) -> Character:
    """Raises ``WorldError`` if ``member`` plays somebody already, or a text cannot be so."""
    texts = {
        "name": name,
        "description": description,
        "voice_notes": voice_notes,
        "notes": notes,
    }
    with seat_lock(member, *WHEN[Character]) as game:
        _require_free(member)
        character = _create(member, game, texts, now)
        touch_scenes(game)
        tell(member, f"{member.user} plays {character.name}.", now=now)
    return character


def change_character(
    member: GameMember, character: Character, *, seen: UUID | None, now: datetime, **texts: str
) -> Edit | None:
    """As ``change_sheet``, of one's own character."""
    with seat_lock(member, *WHEN[Character]) as game:
        edit = change_sheet(member, character, seen=seen, now=now, **texts)
        if edit:
            touch_scenes(game)
    return edit


def retire_character(member: GameMember, character: Character, *, now: datetime) -> Character:
    """They leave the story, and the scene they are in, and can come back."""
    with seat_lock(member, *WHEN[Character]) as game:
        character = stored(character, game)
        require_may_change(member, character)
        _retire(character, game, now)
        tell(member, f"{member.user} plays {character.name} no more.", now=now)
    return character


def return_character(member: GameMember, character: Character, *, now: datetime) -> Character:
    """A retired character is played again, by somebody who plays nobody else."""
    with seat_lock(member, *WHEN[Character]) as game:
        character = stored(character, game)
        require_may_change(member, character)
        if character.retired_at is None:
            raise WorldError(f"{character.name} has not retired.")
        _require_free(member)
        character.retired_at = None
        character.save(update_fields=["retired_at", "updated_at"])
        touch_scenes(game)
        tell(member, f"{member.user} plays {character.name} again.", now=now)
    return character


def replace_character(
    member: GameMember, character: Character, *, name: str, now: datetime, **texts: str
) -> Character:
    """Retire ``character`` and play a new one, in one step."""
    with seat_lock(member, *WHEN[Character]) as game:
        character = stored(character, game)
        require_may_change(member, character)
        _retire(character, game, now)
        successor = _create(member, game, {"name": name, **texts}, now)
        tell(member, f"{member.user} plays {successor.name} after {character.name}.", now=now)
    return successor


def _create(member, game: Game, texts, now):
    character = Character(game=game, player=member.user, created_at=now, **cleaned(texts))
    check(character)
    character.save(force_insert=True)
    return character


def _require_free(member):
    played = character_of(member)
    if played is not None:
        raise WorldError(f"You play {played.name}: a player plays one character at a time.")


def _retire(character, game, now):
    if character.retired_at is not None:
        raise WorldError(f"{character.name} has retired already.")
    character.retired_at = now
    character.save(update_fields=["retired_at", "updated_at"])
    stays = ScenePresence.objects.filter(character=character, left_at=None)
    stays.update(left_at=now, updated_at=now)
    # Nobody waits for a turn that will not be taken.
    close_open_turns(Spotlight.objects.filter(character=character, closes_at__gt=now), now=now)
    touch_scenes(game)
