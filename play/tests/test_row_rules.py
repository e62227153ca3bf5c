"""Rows that the database refuses, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.tests.factories import make_user
from play.models import GameMember
from play.tests import factories
from play.tests.factories import (
    DICE,
    EVENTS,
    FORTUNE_ROLL,
    INTERPRETATIONS,
    NARRATIVE,
    ORACLE,
    READING,
    ROLL,
)
from play.tests.tables import (
    EARLIER,
    LATER,
    NOW,
    factory_called,
    factory_of,
    make,
    model_called,
)

pytestmark = pytest.mark.django_db


# Rows that no table takes. Each line: the constraint, the table, the fields that break it.

REFUSED = [
    ("game_status_known", "Game", {"status": "lost"}),
    ("game_name_not_empty", "Game", {"name": ""}),
    ("game_member_role_known", "GameMember", {"role": "master"}),
    ("game_member_mail_known", "GameMember", {"mail": "hourly"}),
    ("game_member_organizer_stays", "GameMember", {"role": "organizer", "left_at": LATER}),
    ("game_member_leaves_after_joining", "GameMember", {"left_at": EARLIER}),
    ("invitation_token_is_hashed", "Invitation", {"token_hash": "plain"}),
    ("invitation_uses_within_limit", "Invitation", {"uses": 3, "max_uses": 2}),
    ("invitation_uses_within_limit", "Invitation", {"uses": 0, "max_uses": 0}),
    ("invitation_expires_later", "Invitation", {"expires_at": EARLIER}),
    ("game_pause_ends_after_start", "GamePause", {"ended_at": EARLIER}),
    ("game_pause_reason_not_empty", "GamePause", {"reason": ""}),
    ("safety_line_kind_known", "SafetyLine", {"kind": "rope"}),
    ("safety_line_text_not_empty", "SafetyLine", {"text": ""}),
    ("setup_prompt_status_known", "SetupPrompt", {"status": "lost"}),
    ("setup_prompt_question_not_empty", "SetupPrompt", {"question": ""}),
    ("setup_answer_text_not_empty", "SetupAnswer", {"text": ""}),
    ("word_seed_table_type_known", "WordSeedTable", {"type": "noun"}),
    ("word_seed_table_name_not_empty", "WordSeedTable", {"name": ""}),
    ("word_seed_table_genre_not_empty", "WordSeedTable", {"genre": ""}),
    *(
        (name.format(unit.lower()), unit, fields)
        for unit in ("Act", "Scene")
        for name, fields in (
            ("{}_status_known", {"status": "lost", "number": 1, "started_at": NOW}),
            ("{}_guiding_question_not_empty", {"guiding_question": ""}),
            ("{}_number_once_begun", {"number": None}),
            ("{}_number_once_begun", {"number": 0}),
            ("{}_number_once_begun", {"started_at": None}),
            ("{}_number_once_begun", {"status": "proposed", "number": 1}),
            ("{}_number_once_begun", {"status": "declined", "started_at": NOW}),
            ("{}_completed_when_complete", {"completed_at": None}),
            ("{}_completed_when_complete", {"status": "active", "completed_at": LATER}),
            ("{}_ends_after_start", {"completed_at": EARLIER}),
        )
    ),
    ("scene_tension_1_to_9", "Scene", {"tension": 0}),
    ("scene_tension_1_to_9", "Scene", {"tension": 10}),
    ("scene_tension_carried_1_to_9", "Scene", {"tension_carried": 0}),
    ("scene_tension_carried_1_to_9", "Scene", {"tension_carried": 10}),
    ("scene_presence_leaves_after_entry", "ScenePresence", {"left_at": EARLIER}),
    ("tension_vote_delta_known", "TensionVote", {"delta": 2}),
    ("beat_order_from_1", "Beat", {"order": 0}),
    ("beat_significance_known", "Beat", {"significance": "huge"}),
    ("beat_status_known", "Beat", {"status": "lost"}),
    ("beat_version_number_from_1", "BeatVersion", {"number": 0}),
    ("challenge_status_known", "Challenge", {"status": "lost", "resolved_at": LATER}),
    ("challenge_reason_not_empty", "Challenge", {"reason": ""}),
    ("challenge_resolved_unless_open", "Challenge", {"resolved_at": None}),
    ("challenge_resolved_unless_open", "Challenge", {"status": "open", "resolved_at": LATER}),
    ("challenge_resolved_after_start", "Challenge", {"resolved_at": EARLIER}),
    ("x_card_lifted_after_use", "XCard", {"lifted_at": EARLIER}),
    ("spotlight_answered_after_start", "Spotlight", {"answered_at": EARLIER}),
    ("event_order_from_1", "Event", {"order": 0}),
    ("event_type_known", "Event", {"type": "song"}),
    ("event_text_not_empty", "Event", {**NARRATIVE, "content": ""}),
    ("event_text_not_empty", "Event", {"type": "ooc", "content": ""}),
    ("event_roll_fields", "Event", {**ROLL, "notation": ""}),
    ("event_roll_fields", "Event", {**ROLL, "dice": None}),
    ("event_roll_fields", "Event", {**ROLL, "total": None}),
    ("event_roll_fields", "Event", {**NARRATIVE, "notation": "d6"}),
    ("event_roll_fields", "Event", {**ORACLE, "dice": DICE}),
    ("event_roll_fields", "Event", {**FORTUNE_ROLL, "total": 6}),
    ("event_question_fields", "Event", {**ORACLE, "question": ""}),
    ("event_question_fields", "Event", {**FORTUNE_ROLL, "question": ""}),
    ("event_question_fields", "Event", {**NARRATIVE, "question": "Why?"}),
    ("event_word_pair", "Event", {**ORACLE, "action_word": ""}),
    ("event_word_pair", "Event", {**ORACLE, "descriptor_word": ""}),
    ("event_word_pair", "Event", {**FORTUNE_ROLL, "action_word": "seek"}),
    ("event_word_pair", "Event", {**ROLL, "action_word": "seek", "descriptor_word": "old"}),
    ("event_oracle_fields", "Event", {**ORACLE, "scope": ""}),
    ("event_oracle_fields", "Event", {**ORACLE, "scope": "village"}),
    ("event_oracle_fields", "Event", {**ORACLE, "interpretations": None}),
    ("event_oracle_fields", "Event", {**NARRATIVE, "scope": "world"}),
    ("event_oracle_fields", "Event", {**ROLL, "interpretations": INTERPRETATIONS}),
    ("event_oracle_fields", "Event", {**FORTUNE_ROLL, "chosen": "The owl is a spy."}),
    ("event_fortune_roll_fields", "Event", {**FORTUNE_ROLL, "odds": ""}),
    ("event_fortune_roll_fields", "Event", {**FORTUNE_ROLL, "odds": "certain"}),
    ("event_fortune_roll_fields", "Event", {**FORTUNE_ROLL, "tension": None}),
    ("event_fortune_roll_fields", "Event", {**NARRATIVE, "odds": "likely"}),
    ("event_fortune_roll_fields", "Event", {**ROLL, "tension": 5}),
    ("event_fortune_roll_fields", "Event", {**ORACLE, "die": 5, "result": "yes"}),
    ("event_fortune_roll_fields", "Event", {**ORACLE, "contest_closes_at": LATER}),
    ("event_fortune_roll_fields", "Event", {**ORACLE, "contested_at": LATER}),
    ("event_tension_1_to_9", "Event", {**FORTUNE_ROLL, "tension": 0}),
    ("event_tension_1_to_9", "Event", {**FORTUNE_ROLL, "tension": 10}),
    ("event_result_with_its_die", "Event", {**FORTUNE_ROLL, "result": ""}),
    ("event_result_with_its_die", "Event", {**FORTUNE_ROLL, "result": "maybe"}),
    ("event_result_with_its_die", "Event", {**FORTUNE_ROLL, "die": None}),
    ("event_result_with_its_die", "Event", {**FORTUNE_ROLL, "die": 100}),
    ("event_result_with_its_die", "Event", {**FORTUNE_ROLL, "contested_at": LATER}),
    ("oracle_vote_for_one_reading", "OracleVote", {"reading": READING, "own_words": "A spy."}),
    ("oracle_vote_for_one_reading", "OracleVote", {"reading": None}),
    ("proposal_kind_known", "Proposal", {"kind": "war"}),
    ("proposal_status_known", "Proposal", {"status": "lost", "closed_at": LATER}),
    *(
        ("proposal_about_its_subject", "Proposal", {"kind": kind})
        for kind in ("act", "act_complete", "scene", "scene_complete", "tension", "beat", "twist")
    ),
    ("proposal_closes_after_opening", "Proposal", {"closes_at": EARLIER}),
    ("proposal_closed_unless_open", "Proposal", {"status": "passed"}),
    ("proposal_closed_unless_open", "Proposal", {"closed_at": LATER}),
    ("vote_choice_known", "Vote", {"choice": "perhaps"}),
    ("vote_suggestion_has_words", "Vote", {"choice": "suggest"}),
    ("character_name_not_empty", "Character", {"name": ""}),
    ("npc_name_not_empty", "NPC", {"name": ""}),
    ("world_entry_kind_known", "WorldEntry", {"kind": "smell"}),
    ("world_entry_name_not_empty", "WorldEntry", {"name": ""}),
    ("relationship_label_not_empty", "Relationship", {"label": ""}),
    ("comment_text_not_empty", "Comment", {"text": ""}),
    ("notification_kind_known", "Notification", {"kind": "rumour"}),
    ("notification_text_not_empty", "Notification", {"text": ""}),
]

# The fields break another rule too, and which one an engine names first is its own affair.
ALSO_REFUSED_BY = {
    "act_status_known": "act_number_once_begun",
    "scene_status_known": "scene_number_once_begun",
    "proposal_kind_known": "proposal_about_its_subject",
    "event_type_known": "event_.*",
    "event_result_with_its_die": "event_fortune_roll_fields",
}


def test_every_row_of_the_tables_below_has_another_constraint_or_other_fields():
    assert len({(name, model, str(fields)) for name, model, fields in REFUSED}) == len(REFUSED)


@pytest.mark.parametrize(
    ("constraint", "model", "fields"),
    REFUSED,
    ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(REFUSED)],
)
def test_the_database_refuses_a_row_that_breaks_a_rule(constraint, model, fields):
    if constraint == "event_type_known":
        fields = {**EVENTS["narrative"], **fields}
        row = {"beat": factories.make_beat(), "order": 1, **fields}
        create = model_called("Event").objects.create
    else:
        row, create = fields, factory_of(model_called(model))
    expected = "|".join(filter(None, (constraint, ALSO_REFUSED_BY.get(constraint))))
    with pytest.raises(IntegrityError, match=expected), transaction.atomic():
        create(**row)


def test_a_form_would_say_why_in_words():
    member = factories.make_game_member()
    member.role, member.left_at = GameMember.Role.ORGANIZER, timezone.now()
    with pytest.raises(ValidationError) as refusal:
        member.full_clean()
    assert refusal.value.messages == ["An organizer hands the game on before leaving it."]


# Rows that refer to too much or too little.


@pytest.mark.parametrize(
    ("constraint", "model", "subjects"),
    [
        ("comment_on_one_thing", "Comment", {"beat": None}),
        ("comment_on_one_thing", "Comment", {"beat": "beat", "proposal": "proposal"}),
        ("notification_leads_to_one_place", "Notification", {"beat": "beat", "scene": "scene"}),
        ("edit_of_one_thing", "Edit", {"character": "character", "npc": "npc"}),
        ("relationship_has_one_source", "Relationship", {"source_npc": None}),
        (
            "relationship_has_one_source",
            "Relationship",
            {"source_npc": "npc", "source_entry": "world_entry"},
        ),
        ("relationship_has_one_target", "Relationship", {"target_npc": None}),
        (
            "relationship_has_one_target",
            "Relationship",
            {"target_npc": "npc", "target_character": "character"},
        ),
        ("proposal_about_its_subject", "Proposal", {"act": "act"}),
        ("event_fortune_roll_fields", "Event", {"contested_by": "user"}),
    ],
)
def test_the_database_refuses_a_row_about_the_wrong_things(constraint, model, subjects):
    fields = {name: factory_called(kind)() if kind else None for name, kind in subjects.items()}
    with pytest.raises(IntegrityError, match=f"{constraint}|event_contested_at_a_time"):
        make(model_called(model), **fields)


def test_a_contest_says_when():
    with pytest.raises(IntegrityError, match="event_contested_at_a_time"):
        factories.make_event(**FORTUNE_ROLL, contested_by=make_user())


def test_nobody_has_a_relationship_with_themselves():
    npc = factories.make_npc()
    with pytest.raises(IntegrityError, match="relationship_joins_two"):
        factories.make_relationship(source_npc=npc, target_npc=npc)


@pytest.mark.parametrize("kind", ["act", "act_complete", "scene", "tension", "beat", "twist"])
def test_a_proposal_names_what_its_kind_is_about(kind):
    subject = {"act_complete": "act", "tension": "scene", "twist": "beat"}.get(kind, kind)
    row = factory_called(subject)()
    assert factories.make_proposal(kind=kind, **{subject: row}).status == "open"
