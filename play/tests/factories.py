"""Plain functions: every default is visible here, every override in the test."""

import json
from datetime import timedelta
from itertools import count

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_user
from common.tokens import hash_token
from play.models import (
    NPC,
    Act,
    Beat,
    BeatVersion,
    Challenge,
    Character,
    Comment,
    Draft,
    Edit,
    Event,
    Game,
    GameMember,
    GamePause,
    GameWordSeedTable,
    Invitation,
    Notification,
    OracleVote,
    Party,
    Proposal,
    ReadMark,
    Relationship,
    SafetyLine,
    Scene,
    ScenePresence,
    SetupAnswer,
    SetupPrompt,
    Spotlight,
    TensionVote,
    Vote,
    WordSeedTable,
    WorldEntry,
    XCard,
)

_numbers = count(1)

ASH = {"name": "Ash", "class": "Ranger", "hp": 17}
BO = {"name": "Bo", "class": "Cleric", "hp": 9}


def make_state(**overrides):
    return {
        "scene_index": 6,
        "party_name": "The Shard Seekers",
        "heroes": [dict(ASH), dict(BO)],
        "symbol_choice": "owl",
        "choices": {"scene4": "cross", "scene5": "wait"},
        **overrides,
    }


def make_body(session_id="shard-472-demo", **overrides):
    return {"session_id": session_id, "state": make_state(**overrides)}


def make_numbered_body(number):
    """A body whose every part tells ``number``, large enough to take a while to write."""
    text = f"{number:06}"
    return make_body(
        scene_index=number % 11 + 1,
        party_name=text,
        heroes=[{"name": text, "class": text, "hp": number}] * 50,
        symbol_choice=text,
        choices={text: text * (10 * 1024)},
    )


def make_party(**fields):
    number = next(_numbers)
    return Party.objects.create(
        **{
            "session_id": f"run-{number}",
            "name": f"Party {number}",
            "heroes": [dict(ASH)],
            "scene_index": 1,
            "choices": {},
            **fields,
        }
    )


# The table.


def after(**delay):
    """A time as people type it, to the second, so much after this one."""
    return timezone.now().replace(microsecond=0) + timedelta(**delay)


def make_game(**fields):
    return Game.objects.create(**{"name": f"Game {next(_numbers)}", **fields})


def make_game_member(**fields):
    defaults = {"game": "game", "user": "user", "role": GameMember.Role.PLAYER}
    return _create(GameMember, defaults, fields)


def make_seats(game, roles):
    """A member of each role, in one go."""
    return GameMember.objects.bulk_create(
        GameMember(game=game, user=make_user(), role=role) for role in roles
    )


def make_invitation(token=None, **fields):
    token = token or f"token-{next(_numbers)}"
    defaults = {
        "game": "game",
        "created_by": "user",
        "token_hash": hash_token(token),
        "expires_at": after(days=7),
    }
    return _create(Invitation, defaults, fields)


def make_game_pause(**fields):
    defaults = {
        "game": "game",
        "paused_by": "user",
        "reason": "Holidays",
        "ended_at": after(days=7),
    }
    return _create(GamePause, defaults, fields)


def make_safety_line(**fields):
    defaults = {
        "game": "game",
        "added_by": "user",
        "kind": "line",
        "text": f"Spiders of kind {next(_numbers)}",
    }
    return _create(SafetyLine, defaults, fields)


def make_setup_prompt(**fields):
    defaults = {
        "game": "game",
        "order": next(_numbers),
        "topic": "Tone",
        "question": "How dark may it get?",
    }
    return _create(SetupPrompt, defaults, fields)


def make_setup_answer(**fields):
    defaults = {"prompt": "setup_prompt", "author": "user", "text": "As dusk"}
    return _create(SetupAnswer, defaults, fields)


def make_word_seed_table(**fields):
    defaults = {
        "name": f"Table {next(_numbers)}",
        "genre": "general",
        "type": "action",
        "words": ["seek", "hide"],
    }
    return _create(WordSeedTable, defaults, fields)


def make_game_word_seed_table(**fields):
    defaults = {"game": "game", "word_seed_table": "word_seed_table"}
    return _create(GameWordSeedTable, defaults, fields)


# The story.


def make_act(**fields):
    defaults = {"game": "game", "guiding_question": "Who rules the valley?", **_course(fields)}
    return _create(Act, defaults, fields)


def make_scene(**fields):
    defaults = {"act": "act", "guiding_question": "Who lit the beacon?", **_course(fields)}
    return _create(Scene, defaults, fields)


def _course(fields):
    """What an act or scene has by its status; complete ones do not stand in each other's way."""
    status = fields.get("status", "complete")
    has_begun = status in ("active", "complete")
    return {
        "status": status,
        "number": next(_numbers) if has_begun else None,
        "started_at": after(seconds=0) if has_begun else None,
        "completed_at": after(hours=1) if status == "complete" else None,
    }


def make_scene_presence(**fields):
    return _create(ScenePresence, {"scene": "scene", "character": "character"}, fields)


def make_cast(scene, players):
    """A character of each player, all of them there, in one go."""
    game = scene.act.game
    cast = Character.objects.bulk_create(
        Character(game=game, player=player, name=f"Hero {next(_numbers)}") for player in players
    )
    ScenePresence.objects.bulk_create(
        ScenePresence(scene=scene, character=character) for character in cast
    )
    return cast


def make_tension_vote(**fields):
    return _create(TensionVote, {"scene": "scene", "voter": "user", "delta": 1}, fields)


def make_read_mark(**fields):
    return _create(ReadMark, {"scene": "scene", "reader": "user", "last_beat": 3}, fields)


def make_beat(**fields):
    order = next(_numbers)
    defaults = {"scene": "scene", "author": "user", "order": order, "status": "canon"}
    return _create(Beat, defaults, fields)


PAST_BEAT = {"version": 1, "events": [{"type": "narrative", "content": "Rain falls."}]}
DRAFT = {"version": 1, "events": [{"type": "narrative", "content": "Rain f"}]}
CHANGES = {"version": 1, "changes": [{"field": "name", "before": "Ash", "after": "Asha"}]}


def make_beat_version(**fields):
    defaults = {
        "beat": "beat",
        "number": next(_numbers),
        "content": PAST_BEAT,
        "replaced_by": "user",
    }
    return _create(BeatVersion, defaults, fields)


def make_draft(**fields):
    return _create(Draft, {"scene": "scene", "author": "user", "content": DRAFT}, fields)


def make_challenge(**fields):
    is_open = fields.get("status") == "open"
    defaults = {
        "beat": "beat",
        "challenger": "user",
        "reason": "The bridge burned last week.",
        "status": "dismissed",
        "resolved_at": None if is_open else after(days=1),
    }
    return _create(Challenge, defaults, fields)


def make_x_card(**fields):
    return _create(XCard, {"beat": "beat", "lifted_at": after(days=1)}, fields)


def make_spotlight(**fields):
    defaults = {"beat": "beat", "character": "character", "closes_at": after(hours=12)}
    return _create(Spotlight, defaults, fields)


# Events, of each type.

DICE = {
    "version": 1,
    "terms": [
        {
            "kind": "dice",
            "sign": 1,
            "sides": 6,
            "dice": [
                {"face": 4, "kept": True, "exploded": False},
                {"face": 1, "kept": False, "exploded": False},
            ],
        },
        {"kind": "number", "sign": 1, "number": 2},
    ],
}
READING = "3f2b8c1a-5d4e-4f6a-9b7c-8d9e0f1a2b3c"
INTERPRETATIONS = {
    "version": 1,
    "readings": [{"id": READING, "author": None, "text": "The owl is a spy."}],
}
NARRATIVE = {"type": "narrative", "content": "The beacon is lit."}
OOC = {"type": "ooc", "content": "Back on Monday."}
ROLL = {"type": "roll", "notation": "2d6kh1+2", "dice": DICE, "total": 6}
ORACLE = {
    "type": "oracle",
    "question": "What does the owl want?",
    "action_word": "seek",
    "descriptor_word": "silver",
    "scope": "world",
    "interpretations": INTERPRETATIONS,
}
FORTUNE_ROLL = {
    "type": "fortune_roll",
    "question": "Is the door locked?",
    "odds": "likely",
    "tension": 5,
    "die": 44,
    "result": "yes",
}
EVENTS = {event["type"]: event for event in (NARRATIVE, OOC, ROLL, ORACLE, FORTUNE_ROLL)}


def make_event(**fields):
    """An event of the type that ``fields`` name, with what that type needs."""
    defaults = {"beat": "beat", "order": next(_numbers), **EVENTS[fields.get("type", "narrative")]}
    return _create(Event, defaults, fields)


def make_oracle_vote(**fields):
    if "event" not in fields:
        fields["event"] = make_event(type="oracle")
    own = {} if "own_words" in fields else {"reading": READING}
    return _create(OracleVote, {"voter": "user", **own}, fields)


# What the table decides and says.


def make_proposal(**fields):
    """A proposal to begin, or of the kind that ``fields`` name with what it is about."""
    defaults = {
        "game": "game",
        "kind": "start",
        "proposer": "user",
        "closes_at": after(hours=12),
    }
    return _create(Proposal, defaults, fields)


def make_vote(**fields):
    return _create(Vote, {"proposal": "proposal", "voter": "user", "choice": "yes"}, fields)


def make_comment(**fields):
    subject = {} if {"challenge", "proposal"} & set(fields) else {"beat": "beat"}
    return _create(Comment, {**subject, "author": "user", "text": "I like the owl."}, fields)


def make_notification(**fields):
    defaults = {
        "recipient": "user",
        "game": "game",
        "kind": "new_beat",
        "text": "Bo wrote a new beat.",
    }
    return _create(Notification, defaults, fields)


# The world.


def make_character(**fields):
    defaults = {"game": "game", "player": "user", "name": f"Hero {next(_numbers)}"}
    return _create(Character, defaults, fields)


def make_npc(**fields):
    defaults = {"game": "game", "created_by": "user", "name": f"Stranger {next(_numbers)}"}
    return _create(NPC, defaults, fields)


def make_world_entry(**fields):
    defaults = {
        "game": "game",
        "created_by": "user",
        "kind": "location",
        "name": f"Place {next(_numbers)}",
    }
    return _create(WorldEntry, defaults, fields)


def make_relationship(**fields):
    """A character's bond with an NPC of the same game, unless ``fields`` name other ends."""
    game = fields.pop("game", None) or make_game()
    if not any(name.startswith("source_") for name in fields):
        fields["source_character"] = make_character(game=game)
    if not any(name.startswith("target_") for name in fields):
        fields["target_npc"] = make_npc(game=game)
    defaults = {"game": game, "created_by": "user", "label": "owes money to"}
    return _create(Relationship, defaults, fields)


def make_edit(**fields):
    return _create(Edit, {"game": "game", "editor": "user", "changes": CHANGES}, fields)


def _create(model, defaults, fields):
    """A row of ``model``. A default that is the name of another factory stands for its row."""
    values = {**defaults, **fields}
    parents = {
        name: _PARENTS[value]()
        for name, value in defaults.items()
        if name not in fields and isinstance(value, str) and model._meta.get_field(name).is_relation
    }
    return model.objects.create(**{**values, **parents})


_PARENTS = {
    "act": make_act,
    "beat": make_beat,
    "character": make_character,
    "game": make_game,
    "proposal": make_proposal,
    "scene": make_scene,
    "setup_prompt": make_setup_prompt,
    "user": make_user,
    "word_seed_table": make_word_seed_table,
}


# What a front end does over HTTP.


def save(client, body, *, content_type="application/json", **headers):
    """Send ``body``: bytes as they are, anything else as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    # Said once more because the client names no type for an empty body.
    extra = {"CONTENT_TYPE": content_type}
    return client.post(reverse("api-save"), content, content_type, headers=headers, **extra)


def load(client, session_id, **headers):
    return client.get(reverse("api-load", args=[session_id]), headers=headers)


# The database, asked behind Django's back.


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def all_rows():
    """The whole table, so that a test can say that nothing at all changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM parties ORDER BY session_id")
        return cursor.fetchall()


# A person at the page.


def typed_into(forms):
    """What a browser would send of ``SceneRunForms`` as they are shown."""
    bound_fields = [*forms.run, *forms.heroes.management_form]
    for form in forms.heroes:
        bound_fields += form
    data = {field.html_name: field.value() for field in bound_fields}
    # A box that is not ticked, and a count that only guides a browser, are not sent.
    return {
        name: "on" if value is True else str(value if value is not None else "")
        for name, value in data.items()
        if value is not False
        and not name.endswith(("_NUM_FORMS",))
        and not (name.endswith("-DELETE") and not value)
    }
