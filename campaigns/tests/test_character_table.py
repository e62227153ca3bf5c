"""What the specification notes about the table ``characters``, note by note."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.tests.factories import make_user
from campaigns.domain.characters import create_character
from campaigns.domain.sheet_changes import change_sheet
from campaigns.models import Character
from campaigns.rules.documents.sheet_versions import downgraded
from campaigns.rules.sheet_verbs import casting, inventory, levelling, vitals
from campaigns.tests.factories import make_npc_interaction, make_sheet

NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)


def changed(verb, *args, user=None, **overrides):
    """The row of a new character, read again after ``verb``."""
    user = user or make_user()
    key = create_character(user, make_sheet(**overrides), now=NOW).pk
    change_sheet(user, key, verb, *args, kind="test", now=NOW)
    return Character.objects.get(pk=key)


@pytest.mark.django_db
def test_progression_is_kept_in_the_data():
    row = changed(levelling.level_up, levelling.LevelChoices(is_milestone=True))
    assert (row.data["level"], row.data["experience"], row.level) == (6, 14_000, 6)


@pytest.mark.django_db
def test_inventory_is_kept_in_the_data():
    row = changed(inventory.add_item, {"name": "Lamp", "weight": 1})
    assert row.data["inventory"][-1] == {"name": "Lamp", "weight": 1}


@pytest.mark.django_db
def test_spell_slots_are_kept_in_the_data():
    row = changed(casting.use_slot, 2)
    assert row.data["spellcasting"]["slots"] == [
        {"level": 1, "used": 1},
        {"level": 2, "used": 1},
    ]


@pytest.mark.django_db
def test_the_sheet_may_be_as_full_or_as_empty_as_it_is():
    least = {
        "version": 2,
        "name": "Bo",
        "race": "moth folk",
        "character_class": "monk",
        "abilities": {},
        "hit_points": {"current": 1, "maximum": 1},
    }
    user = make_user()
    for sheet in (least, make_sheet()):
        character = create_character(user, sheet, now=NOW)
        assert Character.objects.get(pk=character.pk).data == sheet


@pytest.mark.django_db
def test_a_sheet_with_almost_nothing_on_it_has_a_page(client):
    user = make_user()
    client.force_login(user)
    sheet = make_sheet(name="Bo", abilities={})
    for key in ("level", "hit_dice", "spellcasting", "inventory", "features"):
        del sheet[key]
    character = create_character(user, sheet, now=NOW)
    for name in ("character", "character_print", "character_level", "character_spells"):
        assert client.get(reverse(f"campaigns:{name}", args=[character.pk])).status_code == 200


@pytest.mark.django_db
def test_no_sheet_is_written_that_its_rules_refuse():
    character = Character(data=make_sheet(level=21))
    with pytest.raises(ValidationError):
        character.full_clean()


@pytest.mark.django_db
def test_a_character_that_an_interaction_names_stays():
    character = create_character(make_user(), make_sheet(), now=NOW)
    make_npc_interaction(character=character)
    with pytest.raises(IntegrityError), transaction.atomic():
        _delete_at_once(character)


def _delete_at_once(character):
    Character.objects.filter(pk=character.pk).delete()
    # SQLite asks at the end of the transaction.
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_changes_at_once_follow_one_another():
    user = make_user()
    key = create_character(user, make_sheet(), now=NOW).pk

    def hurt(_):
        try:
            change_sheet(user, key, vitals.take_damage, 2, kind="damage", now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(hurt, range(8)))
    row = Character.objects.get(pk=key)
    # 30 and 4 temporary, without the 16.
    assert row.data["hit_points"] == {"current": 18, "maximum": 38, "temporary": 0}
    changes = list(row.changes.order_by("made_at"))
    assert [each.after["hit_points"]["current"] for each in changes] == [
        30, 30, 30, 28, 26, 24, 22, 20, 18,
    ]  # fmt: skip


def test_a_sheet_of_version_1_is_turned_into_one_of_version_2():
    character = Character(data=downgraded(make_sheet()))
    character.clean()
    assert (character.data["version"], character.name) == (2, "Ash")
    assert "proficiency_bonus" not in character.data
