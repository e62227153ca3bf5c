"""What there can be only one of, and when another one may follow."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.tests.factories import make_user
from play.tests import factories
from play.tests.tables import (
    LATER,
    factory_called,
    factory_of,
    model_called,
)

pytestmark = pytest.mark.django_db


# What there can be only one of. Each line: the constraint, the table, the fields that both rows
# share (a name of a factory stands for one row of it) and the fields of the first and the second.

TWICE = [
    ("game_member_once", "GameMember", {"game": "game", "user": "user"}, {}, {}),
    ("game_member_one_organizer", "GameMember", {"game": "game", "role": "organizer"}, {}, {}),
    ("invitation_token_unique", "Invitation", {"token": "same"}, {}, {}),
    ("game_pause_one_at_a_time", "GamePause", {"game": "game", "ended_at": None}, {}, {}),
    (
        "safety_line_once_per_game",
        "SafetyLine",
        {"game": "game"},
        {"text": "Spiders"},
        {"text": "spiders"},
    ),
    ("setup_prompt_order_unique", "SetupPrompt", {"game": "game", "order": 2}, {}, {}),
    (
        "setup_prompt_one_active",
        "SetupPrompt",
        {"game": "game", "status": "active"},
        {"order": 1},
        {"order": 2},
    ),
    ("setup_answer_once_per_person", "SetupAnswer", {"prompt": "setup_prompt"}, {}, {}),
    ("word_seed_table_name_unique", "WordSeedTable", {}, {"name": "Noir"}, {"name": "noir"}),
    (
        "word_seed_table_name_in_game",
        "WordSeedTable",
        {"game": "game"},
        {"name": "Our own"},
        {"name": "our own"},
    ),
    (
        "game_word_seed_table_once",
        "GameWordSeedTable",
        {"game": "game", "word_seed_table": "word_seed_table"},
        {},
        {},
    ),
    ("act_number_unique", "Act", {"game": "game", "number": 1}, {}, {}),
    ("act_one_active", "Act", {"game": "game", "status": "active"}, {}, {}),
    ("act_one_proposed", "Act", {"game": "game", "status": "proposed"}, {}, {}),
    ("scene_number_unique", "Scene", {"act": "act", "number": 1}, {}, {}),
    ("scene_one_active", "Scene", {"act": "act", "status": "active"}, {}, {}),
    ("scene_one_proposed", "Scene", {"act": "act", "status": "proposed"}, {}, {}),
    (
        "scene_presence_once_at_a_time",
        "ScenePresence",
        {"scene": "scene", "character": "character"},
        {},
        {},
    ),
    ("tension_vote_once_per_person", "TensionVote", {"scene": "scene", "voter": "user"}, {}, {}),
    ("read_mark_once_per_person", "ReadMark", {"scene": "scene", "reader": "user"}, {}, {}),
    ("beat_order_unique", "Beat", {"scene": "scene", "order": 1}, {}, {}),
    (
        "beat_once_per_form",
        "Beat",
        {"scene": "scene", "author": "user", "form_key": "0d7d2a34-5c11-4e0f-9f62-6f2c3f6f5d10"},
        {"order": 1},
        {"order": 2},
    ),
    ("beat_version_number_unique", "BeatVersion", {"beat": "beat", "number": 1}, {}, {}),
    ("draft_once_per_person", "Draft", {"scene": "scene", "author": "user"}, {}, {}),
    ("challenge_one_open", "Challenge", {"beat": "beat", "status": "open"}, {}, {}),
    ("x_card_one_on_a_beat", "XCard", {"beat": "beat", "lifted_at": None}, {}, {}),
    ("spotlight_one_per_beat", "Spotlight", {"beat": "beat"}, {}, {}),
    ("event_order_unique", "Event", {"beat": "beat", "order": 1}, {}, {"type": "ooc"}),
    (
        "oracle_vote_once_per_person",
        "OracleVote",
        {"event": "oracle", "voter": "user"},
        {},
        {"own_words": "A spy.", "reading": None},
    ),
    ("proposal_one_open_per_game", "Proposal", {"game": "game"}, {}, {}),
    ("proposal_one_open_per_act", "Proposal", {"act": "act", "kind": "act_complete"}, {}, {}),
    ("proposal_one_open_per_scene", "Proposal", {"scene": "scene", "kind": "tension"}, {}, {}),
    ("proposal_one_open_per_beat", "Proposal", {"beat": "beat", "kind": "beat"}, {}, {}),
    ("vote_once_per_person", "Vote", {"proposal": "proposal", "voter": "user"}, {}, {}),
    ("character_one_per_player", "Character", {"game": "game", "player": "user"}, {}, {}),
    (
        "relationship_once",
        "Relationship",
        {"source_character": "character", "target_npc": "npc"},
        {"label": "trusts"},
        {"label": "Trusts"},
    ),
]


GIVEN = ("status", "kind", "role", "token", "form_key")


def shared_rows(shared):
    made = {}
    for name, value in shared.items():
        if value == "oracle":
            made[name] = factories.make_event(type="oracle")
        elif not isinstance(value, str) or name in GIVEN:
            made[name] = value
        else:
            made[name] = factory_called(value)()
    return made


@pytest.mark.parametrize(
    ("constraint", "model", "shared", "first", "second"), TWICE, ids=[line[0] for line in TWICE]
)
def test_there_is_only_one(constraint, model, shared, first, second):
    create = factory_of(model_called(model))
    rows = shared_rows(shared)
    if constraint == "setup_answer_once_per_person":
        rows["author"] = make_user()
    create(**rows, **first)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        create(**rows, **second)
    assert names_constraint(str(refusal.value), constraint, model_called(model))


def names_constraint(message, name, model):
    """Whether ``message`` is about the constraint: SQLite lists the columns of plain ones."""
    (constraint,) = (each for each in model._meta.constraints if each.name == name)
    if name in message:
        return True
    options = model._meta
    columns = [f"{options.db_table}.{options.get_field(f).column}" for f in constraint.fields]
    return connection.vendor == "sqlite" and message.endswith(": " + ", ".join(columns))


@pytest.mark.parametrize(
    ("model", "shared", "ended", "present"),
    [
        ("GamePause", {"game": "game"}, {}, {"ended_at": None}),
        ("Act", {"game": "game"}, {}, {"status": "active"}),
        ("Act", {"game": "game"}, {"status": "declined"}, {"status": "proposed"}),
        ("Scene", {"act": "act"}, {}, {"status": "active"}),
        ("Scene", {"act": "act"}, {"status": "declined"}, {"status": "proposed"}),
        ("ScenePresence", {"scene": "scene", "character": "character"}, {"left_at": LATER}, {}),
        ("Challenge", {"beat": "beat"}, {}, {"status": "open"}),
        ("XCard", {"beat": "beat"}, {}, {"lifted_at": None}),
        ("Proposal", {"game": "game"}, {"status": "rejected", "closed_at": LATER}, {}),
        ("Character", {"game": "game", "player": "user"}, {"retired_at": LATER}, {}),
    ],
)
def test_what_ended_makes_room_for_the_next(model, shared, ended, present):
    create, rows = factory_of(model_called(model)), shared_rows(shared)
    for fields in (ended, ended, present):
        create(**rows, **fields)
    assert model_called(model).objects.filter(**rows).count() == 3
