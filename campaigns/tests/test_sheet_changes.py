"""Each change of a sheet is stored with its history, read back, and can be taken back."""

import itertools
import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from random import Random

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tests.factories import make_user
from campaigns.domain import sheet_dice, sheet_spells
from campaigns.domain.character_errors import (
    CharacterError,
    CharacterExistsError,
    CharacterFileError,
    CharacterInUseError,
    NotTheirCharacterError,
    SheetChangedMeanwhileError,
    UndoError,
)
from campaigns.domain.character_files import export_character, import_character, update_from_file
from campaigns.domain.character_history import history_of, last_change, undo_change
from campaigns.domain.characters import create_character, delete_character, traces_of
from campaigns.domain.sheet_changes import change_sheet, version_of
from campaigns.models import Character, CharacterChange
from campaigns.rules.documents.sheet_versions import downgraded, upgraded
from campaigns.rules.sheet_verbs import Changed, casting, editing, inventory, levelling, vitals
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_campaign_member,
    make_character,
    make_npc,
    make_npc_interaction,
    make_sheet,
    make_spell,
)

NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)


def made(user=None, **overrides):
    user = user or make_user()
    return user, create_character(user, make_sheet(**overrides), now=NOW)


def stored(character):
    return Character.objects.get(pk=character.pk).data


def change(user, character, verb, *args, **options):
    return change_sheet(user, character.pk, verb, *args, **{"kind": "test", "now": NOW, **options})


@pytest.mark.django_db
def test_every_change_is_read_back_with_its_history():
    user, ash = made()
    make_spell(id="thorn-step", name="Thorn step", level=1, spell_lists=["ranger"])
    key, rng = ash.pk, Random(7)
    done = [
        change(user, ash, vitals.take_damage, 5),
        change(user, ash, casting.use_slot, 2),
        change(user, ash, inventory.change_purse, {"gold": 4}),
        sheet_dice.take_short_rest(user, key, dice=2, faces=[], rng=rng, now=NOW),
        sheet_dice.gain_level(
            user,
            key,
            choices=levelling.LevelChoices(is_milestone=True),
            is_rolled=True,
            rng=rng,
            now=NOW,
        ),
        sheet_spells.cast_spell(user, key, spell="thorn-step", slot="lowest", now=NOW),
        change(user, ash, editing.edit_section, "identity", {"name": "Ash of the Ferry"}),
    ]
    changes = list(CharacterChange.objects.filter(character=ash).order_by("made_at"))
    assert [each.summary for each in changes] == ["Made: Ash.", *(each.summary for each in done)]
    assert len({each.made_at for each in changes}) == len(changes)
    for earlier, later in itertools.pairwise(changes):
        assert earlier.after == later.before
    row = Character.objects.get(pk=key)
    assert (row.name, row.level, row.data) == ("Ash of the Ferry", 6, changes[-1].after)
    assert row.data["purse"]["gold"] == 45
    assert row.data["spellcasting"]["slots"] == [{"level": 1, "used": 2}, {"level": 2, "used": 1}]


@pytest.mark.django_db
def test_changes_are_undone_one_by_one_back_to_the_beginning():
    user, ash = made()
    states = [stored(ash)]
    for amount in (3, 4, 5):
        change(user, ash, vitals.take_damage, amount)
        states.append(stored(ash))
    first = history_of(ash).order_by("made_at")[1]
    with pytest.raises(UndoError, match="Only the latest"):
        undo_change(user, ash.pk, first.pk, now=NOW)
    for state in reversed(states[:-1]):
        undone = undo_change(user, ash.pk, last_change(ash).pk, now=NOW)
        assert (stored(ash), undone.undone_by) == (state, user)
    with pytest.raises(UndoError, match="delete it"):
        undo_change(user, ash.pk, last_change(ash).pk, now=NOW)
    assert change(user, ash, vitals.take_damage, 1).before == states[0]


@pytest.mark.django_db
def test_undo_says_what_has_changed_since():
    user, ash = made()
    latest = change(user, ash, vitals.take_damage, 5)
    Character.objects.filter(pk=ash.pk).update(data=stored(ash) | {"speed": 10})
    with pytest.raises(UndoError) as caught:
        undo_change(user, ash.pk, latest.pk, now=NOW)
    assert [(each.place, each.after) for each in caught.value.differences] == [("Speed", "10")]
    assert stored(ash)["speed"] == 10


@pytest.mark.django_db
def test_two_tabs_never_lose_a_change():
    user, ash = made()
    seen = version_of(stored(ash))
    change(user, ash, vitals.take_damage, 5)
    with pytest.raises(SheetChangedMeanwhileError) as caught:
        change(user, ash, editing.edit_section, "notes", {"notes": "Mine."}, version=seen)
    assert [each.place for each in caught.value.differences] == [
        "Hit points › Current",
        "Hit points › Temporary",
    ]
    again = version_of(stored(ash))
    change(user, ash, editing.edit_section, "notes", {"notes": "Mine."}, version=again)
    sheet = stored(ash)
    assert (sheet["notes"], sheet["hit_points"]["current"]) == ("Mine.", 29)


@pytest.mark.django_db
def test_what_the_rules_refuse_leaves_no_trace():
    user, ash = made()
    before, changes = stored(ash), CharacterChange.objects.count()
    broken = Changed(before | {"level": 21}, "Broken.")
    for verb, args in (
        (vitals.heal, (0,)),
        (casting.use_slot, (9,)),
        (lambda _: broken, ()),
        (editing.edit_section, ("identity", {"name": " "})),
    ):
        with pytest.raises(CharacterError):
            change(user, ash, verb, *args)
    with pytest.raises(CharacterError, match="no spell “lost”"):
        sheet_spells.prepare_spell(user, ash.pk, spell="lost", now=NOW)
    with pytest.raises(CharacterError, match="exists no longer"):
        change_sheet(user, "nobody", vitals.heal, 1, kind="heal", now=NOW)
    with pytest.raises(CharacterError):
        create_character(user, make_sheet(level=0), now=NOW)
    assert (stored(ash), CharacterChange.objects.count()) == (before, changes)


@pytest.mark.django_db
def test_owner_and_game_master_change_a_sheet_and_nobody_else():
    owner, ash = made()
    campaign = make_campaign()
    make_campaign_character(campaign=campaign, character=ash)
    seats = {
        role: make_campaign_member(campaign=campaign, role=role).user
        for role in ("game_master", "player", "reader")
    }
    elsewhere = make_campaign_member(role="game_master").user
    for user, may in (
        (owner, True),
        (seats["game_master"], True),
        (seats["player"], False),
        (seats["reader"], False),
        (elsewhere, False),
        (make_user(is_staff=True), False),
    ):
        if may:
            change(user, ash, vitals.take_damage, 1)
        else:
            with pytest.raises(NotTheirCharacterError):
                change(user, ash, vitals.take_damage, 1)


@pytest.mark.django_db
def test_a_character_comes_back_equal_from_its_file():
    user, ash = made()
    file = export_character(ash)
    with pytest.raises(CharacterExistsError) as caught:
        import_character(user, file, now=NOW)
    assert (caught.value.character, caught.value.differences) == (ash, [])

    change(user, ash, vitals.take_damage, 5)
    with pytest.raises(CharacterExistsError) as caught:
        import_character(user, file, now=NOW)
    assert next(each.place for each in caught.value.differences) == "Hit points › Current"
    update_from_file(user, file, now=NOW)
    assert stored(ash) == make_sheet()
    undo_change(user, ash.pk, last_change(ash).pk, now=NOW)
    assert stored(ash)["hit_points"]["current"] == 29


@pytest.mark.django_db
def test_a_file_of_somebody_else_becomes_a_character_of_ones_own_once():
    _, ash = made()
    other = make_user()
    copy = import_character(other, export_character(ash), now=NOW)
    assert (copy.data, copy.ownership.owner) == (ash.data, other)
    assert copy.pk != ash.pk
    with pytest.raises(CharacterExistsError) as caught:
        import_character(other, export_character(ash), now=NOW)
    assert caught.value.character == copy
    assert Character.objects.count() == 2


@pytest.mark.django_db
def test_a_bare_sheet_of_either_version_is_taken_in_once():
    user = make_user()
    old = json.dumps(downgraded(make_sheet(name="Old"))).encode()
    character = import_character(user, old, now=NOW)
    assert character.data["version"] == 2
    with pytest.raises(CharacterExistsError):
        import_character(user, old, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"{", "JSON is malformed"),
        (b"[]", "one JSON object"),
        (b'{"format": "other"}', "no character of Fireside"),
        (b'{"format": "fireside-character", "version": 1, "key": "a b", "sheet": {}}', "The key"),
        (b'{"format": "fireside-character", "version": 1, "key": "a", "sheet": []}', "valid dict"),
        (b'{"character_class": "wizard", "version": 2}', "name: Field required"),
        (b'{"character_class": "wizard", "level": "x", "hit_dice": 3, "inventory": [1]}', "level"),
        (b" " * 1_000_001, "larger than any sheet"),
    ],
)
def test_a_file_that_is_no_character_is_refused(text, expected):
    user = make_user()
    with pytest.raises(CharacterFileError, match=expected):
        import_character(user, text, now=NOW)
    assert Character.objects.count() == 0


@pytest.mark.django_db
def test_an_update_needs_its_character():
    _, ash = made()
    with pytest.raises(CharacterFileError, match="not here any more"):
        update_from_file(make_user(), export_character(ash), now=NOW)


@pytest.mark.django_db
def test_a_character_in_no_log_is_deleted_with_its_seats_and_history():
    user, ash = made()
    make_campaign_character(character=ash)
    with pytest.raises(CharacterError, match="not the name"):
        delete_character(user, ash.pk, name="Bo")
    delete_character(user, ash.pk, name=" Ash ")
    assert (Character.objects.count(), CharacterChange.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_character_in_a_log_stays():
    user, ash = made()
    assert not traces_of(ash).is_in_use
    sessions = [{"number": 1, "characters": [ash.pk]}]
    campaign = make_campaign(data={"version": 1, "sessions": sessions})
    make_campaign_character(character=ash, campaign=campaign)
    tie = {"character_id": ash.pk, "relationship_type": "ally"}
    npc = make_npc(campaign=campaign, relationships=[tie])
    make_npc_interaction(npc=npc, character=ash)
    found = traces_of(ash)
    assert (found.interactions, found.sessions, found.relationships) == (1, 1, 1)
    with pytest.raises(CharacterInUseError, match="Retire the character instead"):
        delete_character(user, ash.pk, name="Ash")
    change(user, ash, editing.set_retired, is_retired=True)
    assert stored(ash)["is_retired"] is True


def test_versions_of_a_sheet_lead_to_each_other():
    sheet = make_sheet(armor_class=15)
    old = downgraded(sheet)
    assert old["proficiency_bonus"] == 3
    assert old["hit_dice"] == {"die": "d10", "remaining": 5}
    casting_then = old["spellcasting"]
    assert (casting_then["attack_bonus"], casting_then["save_dc"]) == (5, 13)
    assert casting_then["slots"] == [
        {"level": 1, "total": 4, "used": 1},
        {"level": 2, "total": 2, "used": 0},
    ]
    again = upgraded(old)
    # What is nothing is left out, and what armour says is not written over.
    expected = make_sheet(armor_class=15)
    expected["spellcasting"]["slots"] = [{"level": 1, "used": 1}]
    assert again == expected
    assert upgraded(again) is again
    computed = downgraded({k: v for k, v in sheet.items() if k != "armor_class"})
    assert (computed["armor_class"], "armor_class" in upgraded(computed)) == (13, False)


@pytest.mark.django_db
def test_the_migration_drops_derived_numbers_and_puts_them_back():
    new = make_character(data=make_sheet(name="Ash"), name="Ash")
    migration = import_module("campaigns.migrations.0004_drop_derived_numbers")
    with connection.schema_editor() if connection.vendor == "postgresql" else _Editor() as editor:
        migration.put_back(apps, editor)
        assert stored(new)["hit_dice"] == {"die": "d10", "remaining": 5}
        migration.drop(apps, editor)
    assert stored(new)["hit_dice"] == {"remaining": 5}


class _Editor:
    """SQLite's own editor refuses to work inside the transaction of a test."""

    connection = connection

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.sampled_from(
            [
                (vitals.take_damage, 7),
                (vitals.heal, 5),
                (vitals.set_exhaustion, 2),
                (casting.use_slot, 1),
                (casting.restore_slot, 1),
                (levelling.award_experience, 9_000),
                (levelling.level_up, levelling.LevelChoices()),
                (inventory.add_item, {"name": "Lamp"}),
                (inventory.remove_item, 3, "Lamp"),
            ]
        ),
        max_size=6,
    )
)
def test_undoing_any_changes_leads_back_to_the_beginning(steps):
    user, ash = made()
    beginning = stored(ash)
    for number, (verb, *args) in enumerate(steps):
        try:
            change(user, ash, verb, *args, now=NOW + timedelta(seconds=number))
        except CharacterError:
            continue
    while (latest := last_change(ash)).before is not None:
        assert stored(ash) == latest.after
        undo_change(user, ash.pk, latest.pk, now=NOW)
    assert stored(ash) == beginning
