"""The table: who sits at it, what they agreed on, whom they play."""

import secrets
from datetime import timedelta

from common.tokens import hash_token
from play.demo.votes import agree
from play.models import (
    Character,
    Game,
    GameMember,
    GamePause,
    GameWordSeedTable,
    Invitation,
    SafetyLine,
    SetupAnswer,
    SetupPrompt,
    WordSeedTable,
)
from play.rules.documents import default_game_settings


def write(telling):
    told = telling.read("game")
    begun = telling.ago(told["begun"])
    telling.game = telling.add(
        Game(
            name=told["name"],
            pitch=told["pitch"],
            status=told["status"],
            world_document=told["world_document"],
            settings={**default_game_settings(), **told["settings"]},
            created_at=begun,
        )
    )
    telling.members = [member["who"] for member in told["members"]]
    _seats(telling, told["members"])
    _characters(telling, told["characters"])
    _safety_lines(telling, told["safety_lines"])
    _setup(telling, told["setup"])
    _words(telling, told["word_tables"], told.get("own_words", []))
    _pauses(telling, told.get("pauses", []))
    agree(telling, "start", begun + timedelta(days=1), by=telling.members[0])


def _seats(telling, members):
    """Seat the members. Whoever did not begin the game came by its link."""
    guests = [told for told in members if "joined" in told]
    invitation = _invitation(telling, uses=len(guests)) if guests else None
    for told in members:
        is_guest = told in guests
        telling.gathered_at = telling.ago(told["joined"]) if is_guest else telling.game.created_at
        telling.add(
            GameMember(
                game=telling.game,
                user=telling.people[told["who"]],
                role=told["role"],
                mail=told["mail"],
                invitation=invitation if is_guest else None,
                created_at=telling.gathered_at,
            )
        )


def _invitation(telling, uses):
    """A link that has run out. Its token is not from the seed: nobody may know it."""
    begun = telling.game.created_at
    return telling.add(
        Invitation(
            game=telling.game,
            created_by=telling.people[telling.members[0]],
            token_hash=hash_token(secrets.token_urlsafe()),
            expires_at=begun + timedelta(days=14),
            uses=uses,
            created_at=begun,
        )
    )


def _characters(telling, characters):
    for told in characters:
        player = told.pop("player")
        telling.characters[player] = telling.add(
            Character(
                game=telling.game,
                player=telling.people[player],
                created_at=telling.soon_after(telling.gathered_at),
                **told,
            )
        )


def _safety_lines(telling, lines):
    for told in lines:
        telling.add(
            SafetyLine(
                game=telling.game,
                added_by=telling.people[told["by"]],
                kind=told["kind"],
                text=told["text"],
                created_at=telling.soon_after(telling.gathered_at),
            )
        )


def _setup(telling, prompts):
    begun = telling.game.created_at
    for order, told in enumerate(prompts, start=1):
        answers = told.pop("answers", {})
        prompt = telling.add(SetupPrompt(game=telling.game, order=order, created_at=begun, **told))
        for author, text in answers.items():
            telling.add(
                SetupAnswer(
                    prompt=prompt,
                    author=telling.people[author],
                    text=text,
                    created_at=telling.soon_after(telling.gathered_at),
                )
            )


def _words(telling, names, own):
    begun = telling.game.created_at
    shared = WordSeedTable.objects.filter(game=None, name__in=names)
    own = [WordSeedTable(game=telling.game, created_at=begun, **told) for told in own]
    for table in own:
        telling.add(table)
    for table in [*shared, *own]:
        telling.add(GameWordSeedTable(game=telling.game, word_seed_table=table, created_at=begun))


def _pauses(telling, pauses):
    for told in pauses:
        person = telling.people[told["by"]]
        telling.add(
            GamePause(
                game=telling.game,
                paused_by=person,
                reason=told["reason"],
                resumed_by=person,
                ended_at=telling.ago(told["ended"]),
                created_at=telling.ago(told["begun"]),
            )
        )
