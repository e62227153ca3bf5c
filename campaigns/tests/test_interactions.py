"""The log of interactions: written, undone, restored; and the scores that follow from it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.domain.errors import CampaignArchivedError, NotAMemberError
from campaigns.domain.interactions import (
    log_interaction,
    may_undo,
    restore_interaction,
    undo_interaction,
)
from campaigns.domain.memories import memory_of
from campaigns.domain.people_errors import InteractionError, NotYoursError
from campaigns.domain.relations import standings_of
from campaigns.domain.standings import computed_standings, rebuild_standings
from campaigns.models import NPC, CampaignCharacter, CampaignMember, NPCInteraction, NPCStanding
from campaigns.rules.visibility import Viewer
from campaigns.tests.factories import (
    make_campaign_character,
    make_character,
    make_npc,
    make_npc_interaction,
)
from campaigns.tests.people import at, key

pytestmark = pytest.mark.django_db

SCORES = ("score_for_readers", "score_for_members", "score_for_game_masters")


def log(world, npc, number, *, user=None, **fields):
    fields = {"kind": "dialogue", "summary": "They met.", "now": at(100), "at": at(number)} | fields
    return log_interaction(user or world.master, npc, key=key(number), **fields)


def scores(npc):
    """By name of the character what readers, members and game masters see."""
    rows = NPCStanding.objects.filter(npc=npc).order_by("character__name")
    return {name: tuple(found) for name, *found in rows.values_list("character__name", *SCORES)}


def test_interaction_is_stored_whole_and_changes_trust_in_one_go(world):
    npc = make_npc(campaign=world.campaign)
    row = log(
        world,
        npc,
        1,
        character=world.ash,
        kind="quest",
        summary="  They took the lamp.  ",
        outcome="It went out.",
        change=25,
        exchanges=[{"speaker": "Ash", "text": "Whose is it?"}],
        dice_rolls=[{"notation": "1d20+3", "dice": [14], "total": 17, "is_success": None}],
        consequences=["They owe a lamp."],
        topics=["the lamp"],
        location="Low Quay",
        session_number=3,
        mood_after="suspicious",
        notes="",
        visibility="members",
    )

    stored = NPCInteraction.objects.get(pk=key(1))
    assert (stored, stored.character, stored.interaction_type) == (row, world.ash, "quest")
    assert (stored.summary, stored.outcome) == ("They took the lamp.", "It went out.")
    assert (stored.relationship_change, stored.timestamp) == (25, at(1))
    assert stored.data == {
        "version": 1,
        "exchanges": [{"speaker": "Ash", "text": "Whose is it?"}],
        "dice_rolls": [{"notation": "1d20+3", "dice": [14], "total": 17, "is_success": None}],
        "consequences": ["They owe a lamp."],
        "topics": ["the lamp"],
        "location": "Low Quay",
        "session_number": 3,
        "mood_after": "suspicious",
        "visibility": "members",
        "author": str(world.master.pk),
    }
    assert scores(npc) == {"Ash": (0, 25, 25)}
    assert NPC.objects.get(pk=npc.pk).data["current_mood"] == "suspicious"


def test_same_key_twice_is_one_row_and_a_foreign_key_is_refused(world):
    npc, other = make_npc(campaign=world.campaign), make_npc(campaign=world.campaign)
    first = log(world, npc, 1, change=30)
    again = log(world, npc, 1, change=30, summary="A second click.")
    assert (again.pk, again.summary) == (first.pk, "They met.")
    assert scores(npc) == {"Ash": (30, 30, 30), "Bo": (30, 30, 30)}
    with pytest.raises(InteractionError, match="another page"):
        log(world, other, 1)
    with pytest.raises(InteractionError, match="another page"):
        log(world, npc, 1, user=world.player, character=world.ash)
    assert NPCInteraction.objects.count() == 1


def test_meeting_of_the_whole_party_counts_for_whoever_played_then(world):
    npc, late = make_npc(campaign=world.campaign), make_character(name="Late")
    make_campaign_character(campaign=world.campaign, character=late, joined_at=at(5))
    CampaignCharacter.objects.filter(character=world.bo).update(left_at=at(3))
    log(world, npc, 1, change=10)
    log(world, npc, 4, change=5)
    log(world, npc, 6, change=-30)
    assert scores(npc) == {"Ash": (-15,) * 3, "Bo": (10,) * 3, "Late": (-30,) * 3}


def test_score_is_clamped_at_each_step_and_undoing_computes_it_anew(world):
    npc = make_npc(campaign=world.campaign)
    rows = [
        log(world, npc, number, character=world.ash, change=change)
        for number, change in enumerate((80, 80, -30), start=1)
    ]
    assert scores(npc)["Ash"] == (70, 70, 70)

    undone = undo_interaction(world.master, rows[1], now=at(50))
    assert scores(npc)["Ash"] == (50, 50, 50)
    stored = NPCInteraction.objects.get(pk=undone.pk).data
    assert (stored["undone_at"], stored["undone_by"]) == (
        at(50).isoformat(),
        str(world.master.pk),
    )
    with pytest.raises(InteractionError, match="undone already"):
        undo_interaction(world.master, rows[1], now=at(51))
    # Hidden from all but game masters, and out of what counts.
    visible = NPCInteraction.objects.filter(npc=npc).visible_to
    assert (visible(world.master).count(), visible(world.player).count()) == (3, 2)
    assert NPCInteraction.objects.counted().filter(npc=npc).count() == 2

    restore_interaction(world.master, undone)
    assert scores(npc)["Ash"] == (70, 70, 70)
    assert "undone_at" not in NPCInteraction.objects.get(pk=undone.pk).data
    with pytest.raises(InteractionError, match="counts already"):
        restore_interaction(world.master, undone)


def test_undoing_gives_back_the_mood_of_the_meeting_before(world):
    npc = make_npc(campaign=world.campaign)
    log(world, npc, 1, mood_after="friendly")
    last = log(world, npc, 2, mood_after="hostile")
    log(world, npc, 3, mood_after="fearful", visibility="game_master")
    log(world, npc, 4, mood_after="fearful", user=world.player, character=world.ash)
    assert NPC.objects.get(pk=npc.pk).data["current_mood"] == "hostile"
    undo_interaction(world.master, last, now=at(50))
    assert NPC.objects.get(pk=npc.pk).data["current_mood"] == "friendly"


def test_what_the_rules_have_against_an_interaction_is_said_in_a_sentence(world):
    npc = make_npc(campaign=world.campaign)
    stranger = make_character(name="Nobody")
    refused = {
        "not happened yet": {"at": at(101)},
        "has never played": {"character": stranger},
        "only you see": {"visibility": "author", "change": 5},
        "what happened": {"summary": "  "},
        "less than or equal to 100": {"change": 101},
        "is not a valid choice": {"kind": "duel"},
        "unknown": {"secret_plan": "x"},
    }
    for number, fields in enumerate(refused.values()):
        with pytest.raises(InteractionError):
            log(world, npc, number, **fields)
    for number, sentence in enumerate(list(refused)[:4]):
        with pytest.raises(InteractionError, match=sentence):
            log(world, npc, number, **refused[sentence])
    assert not NPCInteraction.objects.exists()


def test_who_writes_undoes_and_restores(world):
    npc = make_npc(campaign=world.campaign)
    by_master = log(world, npc, 1, character=world.ash, visibility="members")
    by_player = log(world, npc, 2, user=world.player, character=world.ash, visibility="author")
    # A player writes for all who play, and for characters of their own.
    assert by_player.data["visibility"] == "members"
    for character in (world.bo, None):
        with pytest.raises(NotYoursError):
            log(world, npc, 3, user=world.player, character=character)
    for user, error in ((world.reader, NotYoursError), (world.stranger, NotAMemberError)):
        with pytest.raises(error):
            log(world, npc, 3, user=user, character=world.ash)
        with pytest.raises(error):
            undo_interaction(user, by_player, now=at(50))
    with pytest.raises(NotYoursError):
        undo_interaction(world.player, by_master, now=at(50))
    undo_interaction(world.player, by_player, now=at(50))
    with pytest.raises(NotYoursError):
        restore_interaction(world.player, by_player)
    restore_interaction(world.master, by_player)
    undo_interaction(world.master, by_player, now=at(51))

    seats = {seat.role: seat for seat in CampaignMember.objects.filter(campaign=world.campaign)}
    assert {role: may_undo(seat, by_player) for role, seat in seats.items()} == {
        "game_master": True,
        "player": True,
        "reader": False,
    }
    world.campaign.data = {**world.campaign.data, "state": "archived"}
    world.campaign.save()
    with pytest.raises(CampaignArchivedError):
        log(world, npc, 4)


def test_starting_attitude_moves_with_the_log_and_is_not_the_score(world):
    npc = make_npc(
        campaign=world.campaign,
        relationships=[
            {"character_id": world.ash.pk, "trust_level": 40},
            {"character_id": world.bo.pk, "trust_level": -20, "visibility": "game_master"},
        ],
    )
    rebuild_standings()
    assert scores(npc) == {"Ash": (40, 40, 40), "Bo": (0, 0, -20)}
    log(world, npc, 1, change=10)
    assert scores(npc) == {"Ash": (50, 50, 50), "Bo": (10, 10, -10)}
    assert [tie["trust_level"] for tie in NPC.objects.get(pk=npc.pk).relationships] == [40, -20]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["log", "log", "log", "undo", "restore"]),
            st.integers(0, 7),
            st.integers(-100, 100),
            st.sampled_from(["everyone", "members", "game_master"]),
            st.sampled_from([None, "ash", "bo"]),
        ),
        min_size=2,
        max_size=8,
    )
)
def test_rebuilt_standings_are_the_live_ones_whatever_was_done(world, steps):
    with transaction.atomic():
        npc, rows = make_npc(campaign=world.campaign), []
        for number, (verb, which, change, visibility, who) in enumerate(steps):
            if verb == "log":
                character = who and getattr(world, who)
                options = {"change": change, "visibility": visibility, "at": at(which)}
                rows.append(log(world, npc, number, character=character, **options))
            elif rows:
                row = rows[which % len(rows)]
                is_undone = "undone_at" in NPCInteraction.objects.get(pk=row.pk).data
                if verb == "undo" and not is_undone:
                    undo_interaction(world.master, row, now=at(99))
                if verb == "restore" and is_undone:
                    restore_interaction(world.master, row)
        live = table(NPCStanding.objects.filter(npc=npc))
        assert table(computed_standings([npc.pk])) == live
        NPCStanding.objects.filter(npc=npc).update(score_for_members=7)
        call_command("rebuild_standings", world.campaign.pk, verbosity=0, stdout=_Nowhere())
        assert table(NPCStanding.objects.filter(npc=npc)) == live
        transaction.set_rollback(True)


class _Nowhere:
    def write(self, text):
        return len(text)


def table(rows):
    columns = (*SCORES, "met_for_readers", "met_for_members", "met_for_game_masters")
    return {row.character_id: [getattr(row, column) for column in columns] for row in rows}


def test_command_says_how_many_it_rebuilt_and_refuses_an_unknown_campaign(capsys):
    make_npc(), make_npc()
    call_command("rebuild_standings")
    assert capsys.readouterr().out == "The standings of 2 NPCs are rebuilt.\n"
    with pytest.raises(CommandError, match="no campaign"):
        call_command("rebuild_standings", "nowhere")


def test_database_keeps_one_bounded_standing_for_each_pair():
    npc, character = make_npc(), make_character()
    NPCStanding.objects.create(npc=npc, character=character)
    for columns in ({}, *({column: score} for column in SCORES for score in (-101, 101))):
        who = make_character() if columns else character
        with pytest.raises(IntegrityError), transaction.atomic():
            NPCStanding.objects.create(npc=npc, character=who, **columns)
    character.delete()
    assert not NPCStanding.objects.exists()


# The notes of the specification.


def test_note_tracks_npc_memory_and_relationship_evolution(world):
    npc = make_npc(campaign=world.campaign)
    for number, change in enumerate((20, -5, 10)):
        log(
            world,
            npc,
            number,
            change=change,
            summary=f"Meeting {number}",
            topics=["the lamp", f"topic {number}"],
            consequences=[f"promise {number}"],
        )
    viewer = Viewer(str(world.master.pk), "game_master")
    memory = memory_of(npc, viewer, [world.ash, world.bo], {world.bo.pk})
    assert [each.character for each in memory.by_character] == [world.bo, world.ash]
    steps = memory.of(world.ash.pk).standing.steps
    assert [(step.before, step.after) for step in steps] == [(0, 20), (20, 15), (15, 25)]
    assert [row.summary for row in memory.last] == ["Meeting 2", "Meeting 1", "Meeting 0"]
    assert [text for text, _ in memory.consequences] == ["promise 2", "promise 1", "promise 0"]
    assert memory.topics[0] == ("the lamp", 3)


def test_note_relationship_change_affects_how_the_npc_behaves(world):
    npc = make_npc(campaign=world.campaign)
    viewer = Viewer(str(world.master.pk), "game_master")
    tones = []
    for number, change in enumerate((0, 60, -100, -60)):
        log(world, npc, number, change=change)
        memory = memory_of(npc, viewer, [world.ash], {world.ash.pk})
        tones.append((memory.band.key, memory.tone))
    assert [band for band, _ in tones] == ["guarded", "warm", "cold", "hostile"]
    assert len(dict(tones)) == len({tone for _, tone in tones}) == 4


def test_note_history_is_read_through_the_indexes_of_its_foreign_keys():
    npc, character = make_npc(), make_character()
    make_npc_interaction(npc=npc, character=character)
    names = {index.name: index.fields for index in NPCInteraction._meta.indexes}
    assert names == {
        "npc_interactions_npc": ["npc", "-timestamp"],
        "npc_interactions_character": ["character", "-timestamp"],
    }
    [standing] = (rebuild_standings(), NPCStanding.objects.all())[1]
    assert (standing.npc, standing.character, standing.score_for_members) == (npc, character, 5)


def test_standings_of_a_character_are_what_somebody_may_know_most_trust_first(world):
    warm, cold, secret, unmet = (
        make_npc(campaign=world.campaign, name=name, data=data)
        for name, data in (
            ("Warm", {}),
            ("Cold", {}),
            ("Secret", {"visibility": "game_master"}),
            ("Unmet", {}),
        )
    )
    log(world, cold, 1, character=world.ash, change=-30)
    log(world, warm, 2, character=world.ash, change=60)
    log(world, secret, 3, character=world.ash, change=99)
    log(world, unmet, 4, character=world.ash, change=50, visibility="game_master")

    def told(user):
        return [
            (each.npc.name, each.score, each.band.key) for each in standings_of(world.ash, user)
        ]

    both = [("Warm", 60, "warm"), ("Cold", -30, "cold")]
    assert told(world.player) == told(world.reader) == both
    assert told(world.master) == [("Secret", 99, "warm"), both[0], ("Unmet", 50, "warm"), both[1]]
    assert told(world.stranger) == []
