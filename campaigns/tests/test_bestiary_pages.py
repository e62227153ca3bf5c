"""The bestiary: finding creatures, reading one, taking its stats over, and whose work it is."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_admin
from campaigns.domain.bestiary import stat_block_of
from campaigns.domain.sources import Work, works
from campaigns.models import Monster
from campaigns.rules.imports.collections import Given, monster_rows
from campaigns.templatetags.compendium import armor_text, signed, speed_text, usage_text
from campaigns.tests.collections import five_e_bits_monster
from campaigns.tests.factories import make_spell

pytestmark = pytest.mark.django_db


def page(name, *args, **query):
    return reverse(f"campaigns:{name}", args=args, query=query)


def make_monster(**overrides):
    (row,) = monster_rows([five_e_bits_monster(**overrides)], "5e-bits", Given())
    return Monster.objects.create(**row.fields)


@pytest.fixture
def monsters():
    return [
        make_monster(),
        make_monster(
            index="mud-imp", name="Mud Imp", size="Tiny", type="fiend", challenge_rating=2
        ),
        make_monster(index="old-toad", name="Old Toad", size="Huge", challenge_rating=12),
    ]


@pytest.mark.usefixtures("monsters")
def test_guest_finds_creatures(client, django_assert_num_queries):
    for query, found in [
        ({}, ["Fog Heron", "Mud Imp", "Old Toad"]),
        ({"q": "toad"}, ["Old Toad"]),
        ({"size": "tiny"}, ["Mud Imp"]),
        ({"creature_type": "beast"}, ["Fog Heron", "Old Toad"]),
        ({"least": "0.5", "most": "2"}, ["Fog Heron", "Mud Imp"]),
        ({"least": "3"}, ["Old Toad"]),
        ({"size": "vast", "least": "x"}, ["Fog Heron", "Mud Imp", "Old Toad"]),
        ({"q": "nobody"}, []),
    ]:
        # The types, how many there are, the page of them.
        with django_assert_num_queries(3 if found else 2):
            response = client.get(page("bestiary", **query))
        assert [row.name for row in response.context["page_obj"]] == found
    response = client.get(page("bestiary", q="toad", size=""), headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == page("bestiary", q="toad")
    assert b"<html" not in response.content


def test_empty_bestiary_says_how_to_fill_it(client):
    assert b"import_monsters" in client.get(page("bestiary")).content
    make_monster()
    assert b"No creature fits" in client.get(page("bestiary", q="x")).content


def test_creature_is_shown_with_all_that_it_can_do(client, django_assert_num_queries):
    make_monster()
    make_spell(id="fog", name="Fog")
    client.get(page("spells"))
    with django_assert_num_queries(2):
        response = client.get(page("monster", "fog-heron"))
    text = response.content.decode()
    for part in (
        "Large beast (wader), unaligned",
        "Challenge 1/2",
        "13 (natural); 15 (barding); 16 with Bark; 11 while prone",
        "33 (6d10+12)",
        "fly 50 ft. (hovers)",
        "Dexterity +4",
        "Sleight of hand +6",
        "slashing from nonmagical weapons",
        "2d6 poison or 3d6 poison (angry)",
        "DC 13 Constitution, half on a success",
        "recharges on 5 to 6",
        '<a href="/campaigns/spells/fog/">Fog</a>',
        "2 a day, itself only",
        "System Reference Document 5.1",
    ):
        assert part in text
    assert client.get(page("monster", "nobody")).status_code == 404


def test_creature_of_few_words_is_shown_too(client):
    stats = {"abilities": {}, "hit_points": {"current": 4, "maximum": 4}, "armor_class": 9}
    monster = Monster(id="blob", name="Blob", stats=stats)
    monster.full_clean()
    monster.save()
    text = client.get(page("monster", "blob")).content.decode()
    assert "Medium humanoid" in text
    assert "30 ft." in text


def test_stats_taken_over_are_a_copy():
    monster = make_monster()
    stats = stat_block_of(monster)
    stats["abilities"]["strength"] = 30
    assert stat_block_of(monster)["abilities"]["strength"] == 14


def test_numbers_read_as_in_books():
    assert [signed(number) for number in (3, 0, -1)] == ["+3", "+0", "\N{MINUS SIGN}1"]
    assert speed_text({"walk": 0}) == "0 ft."
    assert armor_text({"armor_class": 9}) == "9"
    assert [
        usage_text(usage)
        for usage in (
            {"kind": "at_will"},
            {"kind": "after_rest", "rests": ["short", "long"]},
            {"kind": "on_roll", "dice": "1d6", "minimum": 6},
        )
    ] == ["at will", "recharges after a short or long rest", "recharges on 6"]


def test_sources_count_what_is_here(client, django_assert_num_queries):
    assert b"Nothing is here yet" in client.get(page("sources")).content
    make_monster()
    make_spell()
    make_spell()
    make_spell(data={})
    with django_assert_num_queries(2):
        found = works()
    assert found == [
        Work("Fireside", "", "", "", (), 1, 0),
        Work("Fireside", "", "MIT", "", (), 2, 0),
        Work(
            "System Reference Document 5.1",
            "Wizards of the Coast LLC",
            "CC-BY-4.0",
            "https://dnd.wizards.com/resources/systems-reference-document",
            ("5e-bits",),
            0,
            1,
        ),
    ]
    text = client.get(page("sources")).content.decode()
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in text
    assert "by Wizards of the Coast LLC" in text


def test_staff_find_export_and_import_monsters(client, monsters):
    client.force_login(make_admin())
    changelist = reverse("admin:campaigns_monster_changelist", query={"creature_type": "fiend"})
    rows = client.get(changelist).context["cl"].result_list
    assert [row.name for row in rows] == ["Mud Imp"]
    before = list(Monster.objects.order_by("id").values())
    export = reverse("admin:campaigns_monster_export", args=["csv"])
    text = b"".join(client.get(export).streaming_content).decode("utf-8-sig")
    Monster.objects.all().delete()
    client.post(reverse("admin:campaigns_monster_import"), {"text": text, "step": "import"})
    assert list(Monster.objects.order_by("id").values()) == before
    change = reverse("admin:campaigns_monster_change", args=["mud-imp"])
    assert client.get(change).status_code == 200
