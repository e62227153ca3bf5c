"""Monsters as rows, and the version that the database keeps of the list of spells."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from campaigns.models import CompendiumVersion, Monster, Spell
from campaigns.models.compendium_versions import current_version
from campaigns.tests.factories import STATS, execute, make_spell, rows, spell_fields

pytestmark = pytest.mark.django_db


def kept(**fields):
    """A monster as somebody would enter it: held against its rules, and read back."""
    monster = Monster(**{"id": "reed-boar", "name": "Reed boar", "stats": STATS, **fields})
    monster.full_clean()
    monster.save()
    return Monster.objects.get(pk=monster.pk)


def test_columns_of_a_monster_follow_from_its_stat_block():
    monster = kept()
    assert (monster.size, monster.creature_type, monster.challenge_rating) == (
        "large",
        "beast",
        0.125,
    )
    plain = {key: STATS[key] for key in ("abilities", "hit_points", "armor_class")}
    monster = kept(id="folk", stats=plain)
    assert (monster.size, monster.creature_type, monster.challenge_rating) == (
        "medium",
        "humanoid",
        0.0,
    )


def test_monster_is_refused_by_its_rules_with_a_sentence():
    for fields, faults in [
        ({"name": ""}, {"name": ["This field cannot be blank."]}),
        ({"id": "Reed Boar"}, {"id": ["Use small letters, digits, - and _."]}),
    ]:
        with pytest.raises(ValidationError) as refusal:
            kept(**fields)
        assert {key: refusal.value.message_dict[key] for key in faults} == faults
    with pytest.raises(ValidationError, match="challenge rating should be a whole number"):
        kept(stats={**STATS, "challenge_rating": 0.3})


def test_the_database_refuses_a_faulty_monster():
    for column, value in [
        ("id", "''"),
        ("name", "''"),
        ("stats", "'[]'"),
        ("source", "'[]'"),
        ("stats", """'{"size": "vast"}'"""),
        ("stats", """'{"challenge_rating": 0.3}'"""),
    ]:
        columns = {"id": "'x'", "name": "'X'", "stats": "'{}'", "source": "'{}'", column: value}
        values = ", ".join(columns.values())
        with pytest.raises(IntegrityError), transaction.atomic():
            execute(f"INSERT INTO monsters ({', '.join(columns)}) VALUES ({values})")
    execute("INSERT INTO monsters (name, stats) VALUES ('Reed boar', '{}')")
    assert rows("SELECT length(id), description, source FROM monsters") == [(36, "", "{}")]


def test_there_is_one_version():
    make_spell()
    assert CompendiumVersion.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("INSERT INTO compendium_versions (id, version) VALUES (2, 'other')")


def test_every_change_of_a_spell_renews_the_version():
    seen = [current_version()]
    spell = make_spell()
    seen.append(current_version())
    for change in (
        lambda: execute("UPDATE spells SET name = 'Other' WHERE id = %s", spell.pk),
        lambda: Spell.objects.update(ritual=True),
        lambda: Spell.objects.bulk_create([Spell(**spell_fields())]),
        lambda: execute("DELETE FROM spells WHERE id = 'ember-veil'"),
        spell.delete,
    ):
        change()
        seen.append(current_version())
    assert seen[0] == ""
    assert len(set(seen)) == len(seen)


def test_replacing_a_spell_on_sqlite_renews_the_version():
    if connection.vendor != "sqlite":
        pytest.skip("a way to write of SQLite's own")
    make_spell(id="glow")
    before = current_version()
    execute(
        "INSERT OR REPLACE INTO spells (id, name, level, school, casting_time, range, components,"
        " duration, description, data) VALUES ('glow', 'Glow', 0, 'evocation', '1 action',"
        " 'Touch', '{}', '1 hour', 'It glows.', '{}')"
    )
    assert current_version() != before


def test_reading_leaves_the_version_alone():
    make_spell()
    before = current_version()
    list(Spell.objects.all())
    assert current_version() == before
