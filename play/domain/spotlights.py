"""Turns: a beat hands the word to a character, for as long as the table allows silence."""

from datetime import datetime

from play.domain.errors import SpotlightError
from play.domain.notifications import Kind, notify
from play.domain.outcomes import close_open_turns
from play.domain.story import name_of
from play.domain.tables import present_members
from play.models import Beat, Character, Game, GameMember, Scene, Spotlight
from play.rules.pace import closes_at


def give(
    game: Game, beat: Beat, character: Character, *, member: GameMember, now: datetime
) -> Spotlight:
    """Let whoever plays ``character`` go on after ``beat``. It stops nobody else.

    ``game`` is locked. Raises ``SpotlightError``.
    """
    character = _playable(game, character, member)
    turn = Spotlight.objects.create(
        beat=beat,
        character=character,
        closes_at=closes_at(now, game.settings["silence_hours"]),
        created_at=now,
    )
    notify(
        game,
        kind=Kind.SPOTLIGHT,
        text=f"{character.name}, it is your turn in {name_of(beat.scene)}.",
        recipients=[character.player],
        actor=member.user,
        beat=beat,
        now=now,
    )
    return turn


def answer(member: GameMember, scene: Scene, *, now: datetime) -> int:
    """``member`` took the turns that were handed to them in ``scene``. The game is locked."""
    # One that was given after they had sent their beat still waits for them.
    turns = Spotlight.objects.filter(
        beat__scene=scene, character__player=member.user, created_at__lte=now, closes_at__gt=now
    )
    return close_open_turns(turns, now=now)


def _playable(game, character, member):
    """``character`` as it is now, if somebody else at the table plays it."""
    players = present_members(game).exclude(pk=member.pk).values("user")
    played = Character.objects.filter(game=game, retired_at=None, player__in=players)
    found = played.filter(pk=character.pk).select_related("player").first()
    if found is None:
        raise SpotlightError("Hand the turn to a character whom somebody else here plays.")
    return found
