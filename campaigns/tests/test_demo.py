"""The demo's rows obey every rule, tell one consistent story and follow the rules of the game."""

import random
from collections import defaultdict
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings

from accounts import demo as accounts_demo
from campaigns import demo
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    CampaignMember,
    Character,
    CharacterOwner,
    Monster,
    NPCInteraction,
    NPCStanding,
    Spell,
)
from campaigns.rules.fifth_edition.hit_points import hit_die
from campaigns.rules.fifth_edition.slots import highest_slot, totals_of
from campaigns.rules.fifth_edition.spellcasting import spell_attack_bonus, spell_save_dc

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

MODELS = [
    Campaign,
    CampaignMember,
    CampaignCharacter,
    Character,
    CharacterOwner,
    NPC,
    NPCInteraction,
    NPCStanding,
    Spell,
]
# SRD 5.1: experience a level needs, what a class rolls, saves with and casts with.
EXPERIENCE = [0, 300, 900, 2_700, 6_500, 14_000, 23_000, 34_000]
HIT_DIE = {"ranger": 10, "cleric": 8, "warlock": 8, "fighter": 10}
SAVES = {
    "ranger": ["strength", "dexterity"],
    "cleric": ["wisdom", "charisma"],
    "warlock": ["wisdom", "charisma"],
    "fighter": ["strength", "constitution"],
}
CASTS_WITH = {"ranger": "wisdom", "cleric": "wisdom", "warlock": "charisma"}
SLOTS = {
    ("ranger", 5): {1: 4, 2: 2},
    ("cleric", 6): {1: 4, 2: 3, 3: 3},
    ("warlock", 4): {2: 2},
}
CANTRIPS = {("ranger", 5): 0, ("cleric", 6): 4, ("warlock", 4): 3}
KNOWN = {("ranger", 5): 4, ("cleric", 6): 0, ("warlock", 4): 5}


@dataclass
class Loaded:
    """What the demo of one seed told at two times, and that of another."""

    steps: list
    told: list
    other_time: list
    of_another_seed: list


@pytest.fixture(scope="module")
def loaded(module_rows, tmp_path_factory):
    """The demo, loaded once for all tests below."""
    login = tmp_path_factory.mktemp("demo") / "demo-login.txt"
    with override_settings(DEMO_LOGIN=login):
        other_time, of_another_seed = content_of(1), content_of(8)
        yield Loaded(load(), content(), other_time, of_another_seed)


def load(seed=1):
    list(accounts_demo.load(random.Random(seed)))
    return list(demo.load(random.Random(seed)))


def content_of(seed):
    """What the demo of ``seed`` says."""
    with transaction.atomic():
        load(seed)
        told = content()
        transaction.set_rollback(True)
    return told


def content():
    """What the demo that is there says, without keys and days."""
    members = CampaignMember.objects.order_by("created_at", "role", "user__email")
    met = NPCInteraction.objects.order_by("timestamp", "npc__name", "summary")
    return [
        list(Spell.objects.order_by("id").values()),
        list(Character.objects.order_by("name").values_list("data", flat=True)),
        list(members.values_list("role", "user__email")),
        [
            (npc.name, npc.data, [tie["trust_level"] for tie in npc.relationships])
            for npc in NPC.objects.order_by("name")
        ],
        list(met.values_list("npc__name", "summary", "relationship_change", "timestamp__time")),
    ]


def sheets():
    return list(Character.objects.order_by("name").values_list("data", flat=True))


def modifier(sheet, ability):
    return (sheet["abilities"][ability] - 10) // 2


def test_demo_rows_obey_every_rule():
    for model in MODELS:
        for row in model.objects.all():
            # Constraints the database has held already, with a query less for each row.
            row.full_clean(validate_unique=False, validate_constraints=False)


def test_demo_holds_as_much_as_is_said():
    campaign = Campaign.objects.get(name="The Drowned Bells")
    assert campaign.npcs.count() == 12
    assert NPCInteraction.objects.filter(npc__campaign=campaign).count() == 40
    assert len({(sheet["character_class"], sheet["level"]) for sheet in sheets()}) == 4
    assert Spell.objects.count() == 15
    assert set(Spell.objects.values_list("school", flat=True)) == set(Spell.School.values)
    roles = campaign.members.order_by("created_at").values_list("user__display_name", "role")
    assert list(roles) == [
        ("Mara", "game_master"),
        ("Inês", "player"),
        ("Tomasz", "player"),
        ("Ruth", "player"),
        ("Kofi", "reader"),
    ]


def test_demo_says_how_many_pieces_it_loads(loaded):
    assert len(loaded.steps) == demo.STEPS


def test_demo_is_the_same_with_the_same_seed_and_differs_with_another(loaded):
    assert loaded.told == loaded.other_time
    assert loaded.told != loaded.of_another_seed


def test_trust_follows_from_the_interactions_step_by_step():
    party = list(CampaignCharacter.objects.filter(campaign__name="The Drowned Bells"))
    expected = defaultdict(int)
    for row in NPCInteraction.objects.order_by("timestamp"):
        present = [seat.character_id for seat in party if seat.joined_at <= row.timestamp]
        for character in [row.character_id] if row.character_id else present:
            score = expected[row.npc_id, character] + row.relationship_change
            expected[row.npc_id, character] = sorted((-100, score, 100))[1]
    stored = NPCStanding.objects.values_list("npc", "character", "score_for_game_masters")
    assert {(npc, character): score for npc, character, score in stored} == expected


@pytest.mark.parametrize(
    ("npc", "character", "score"),
    [("Linnet Thorne", "Nerea Saltmarsh", 80), ("Corvin Ashdown", "Brother Osk", -85)],
)
def test_trust_at_its_bound_moves_back_from_there(npc, character, score):
    standing = NPCStanding.objects.get(npc__name=npc, character__name=character)
    assert standing.score_for_members == score


def test_interactions_lie_within_their_session():
    campaign = Campaign.objects.get(name="The Drowned Bells")
    dates = {each["number"]: each["played_on"] for each in campaign.data["sessions"]}
    for row in NPCInteraction.objects.all():
        assert row.timestamp.date().isoformat() == dates[row.data["session_number"]]


def test_sheets_follow_the_rules_of_fifth_edition():
    for sheet in sheets():
        level, kind = sheet["level"], sheet["character_class"]
        assert EXPERIENCE[level - 1] <= sheet["experience"] < EXPERIENCE[level]
        assert sheet["saving_throw_proficiencies"] == SAVES[kind]
        assert hit_die(sheet) == HIT_DIE[kind]
        constitution = modifier(sheet, "constitution")
        hit_points = HIT_DIE[kind] + (level - 1) * (HIT_DIE[kind] // 2 + 1) + level * constitution
        toughness = level if sheet["race"] == "hill dwarf" else 0
        assert sheet["hit_points"]["maximum"] == hit_points + toughness


def test_casters_follow_the_rules_of_fifth_edition():
    for sheet in (each for each in sheets() if "spellcasting" in each):
        kind, casting = sheet["character_class"], sheet["spellcasting"]
        bonus = 2 + (sheet["level"] - 1) // 4 + modifier(sheet, casting["ability"])
        assert casting["ability"] == CASTS_WITH[kind]
        assert (spell_attack_bonus(sheet), spell_save_dc(sheet)) == (bonus, 8 + bonus)
        row = kind, sheet["level"]
        assert totals_of(sheet) == SLOTS[row]
        assert len(casting.get("cantrips", [])) == CANTRIPS[row]
        assert len(casting.get("known", [])) == KNOWN[row]
        can_prepare = sheet["level"] + modifier(sheet, "wisdom") if kind == "cleric" else 0
        assert len(casting.get("prepared", [])) <= can_prepare


def test_casters_have_only_spells_of_their_class_and_slots():
    levels = {
        kind: dict(Spell.objects.on_list_of(kind).values_list("id", "level")) for kind in SAVES
    }
    for sheet in (each for each in sheets() if "spellcasting" in each):
        casting, allowed = sheet["spellcasting"], levels[sheet["character_class"]]
        highest = highest_slot(sheet)
        assert {allowed[key] for key in casting.get("cantrips", [])} <= {0}
        learnt = [*casting.get("known", []), *casting.get("prepared", [])]
        assert all(1 <= allowed[key] <= highest for key in learnt)


def test_monsters_are_complete():
    assert Monster.objects.count() == 5
    for monster in Monster.objects.all():
        monster.full_clean()
        assert monster.description


def test_spells_are_complete():
    for spell in Spell.objects.all():
        assert all([spell.description, spell.higher_levels, spell.spell_lists, spell.components])
        assert spell.data["ruleset"] == "homebrew"
        assert spell.data["target"] != ""
        assert bool(spell.damage_dice) == ("damage" in spell.data)
        assert bool(spell.save_type) == ("save" in spell.data)
