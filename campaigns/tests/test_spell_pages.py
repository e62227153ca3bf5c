"""The pages of the compendium: open to guests, one address for each question, few queries."""

import re

import pytest
from django.urls import reverse

from accounts.tests.factories import make_user
from campaigns.tests.factories import (
    make_campaign_character,
    make_campaign_member,
    make_character,
    make_character_owner,
    make_sheet,
    make_spell,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NAMES = re.compile(r'<h[23]><a href="[^"]*">([^<]+)</a>')


def page(name, *args, **query):
    return reverse(f"campaigns:{name}", args=args, query=query)


def names(response):
    return NAMES.findall(response.content.decode())


@pytest.fixture
def spells():
    """Three spells to tell apart."""
    plain = {"concentration": False, "duration": "1 hour", "save_type": "", "damage_dice": ""}
    return [
        make_spell(id="ember-veil", name="Ember Veil"),
        make_spell(
            **plain,
            id="fog-door",
            name="Fog Door",
            level=1,
            ritual=True,
            school="illusion",
            spell_lists=["wizard"],
            higher_levels="",
            data={"ruleset": "2014", "source": {"title": "Fog Book", "licence": "CC0-1.0"}},
        ),
        make_spell(
            **plain, id="glow", name="Glow", level=0, components={}, data={"ruleset": "2024"}
        ),
    ]


@pytest.mark.usefixtures("spells")
def test_guest_finds_spells_by_name_and_filter(client):
    for query, found in [
        ({}, ["Ember Veil", "Fog Door", "Glow"]),
        ({"q": "embr veil"}, ["Ember Veil"]),
        ({"q": "level=1"}, ["Fog Door"]),
        ({"class": ["wizard", "druid"], "level": ["1", "2"]}, ["Ember Veil", "Fog Door"]),
        ({"class": "wizard", "level": "2"}, []),
        ({"ritual": "yes"}, ["Fog Door"]),
        ({"source": "Fog Book"}, ["Fog Door"]),
        ({"sort": "level"}, ["Glow", "Fog Door", "Ember Veil"]),
        ({"level": "12", "colour": "red"}, ["Ember Veil", "Fog Door", "Glow"]),
    ]:
        response = client.get(page("spells", **query))
        assert (response.status_code, names(response)) == (200, found)


@pytest.mark.usefixtures("spells")
def test_page_says_in_words_what_is_asked_and_how_many_there_would_be(client):
    response = client.get(page("spells", **{"class": ["wizard", "druid"], "ritual": "yes"}))
    text = response.content.decode()
    assert "<strong>1</strong> of 3 spells: druid or wizard, and ritual</p>" in text
    assert response.context["chips"] == [
        ("druid", page("spells", **{"class": "wizard", "ritual": "yes"})),
        ("wizard", page("spells", **{"class": "druid", "ritual": "yes"})),
        ("ritual", page("spells", **{"class": ["druid", "wizard"]})),
    ]
    counts = {
        facet.key: {value: (count, chosen) for value, _, count, chosen in options}
        for facet, options, *_ in response.context["facets"]
    }
    assert counts["ritual"] == {"yes": (1, True), "no": (2, False)}
    assert counts["class"] == {
        "druid": (0, True),
        "ranger": (0, False),
        "wizard": (1, True),
    }


@pytest.mark.usefixtures("spells")
def test_htmx_gets_the_part_and_the_address(client):
    response = client.get(page("spells", q="glow", sort="name"), headers=HTMX)
    assert (names(response), response["HX-Push-Url"]) == (["Glow"], page("spells", q="glow"))
    assert b"<html" not in response.content
    assert b'hx-swap-oob="true"' in response.content
    again = client.get(
        page("spells", q="glow"), headers={**HTMX, "HX-History-Restore-Request": "true"}
    )
    assert b"<html" in again.content


def test_list_pages_and_takes_one_query(client, django_assert_num_queries):
    assert b"There are no spells yet" in client.get(page("spells")).content
    for number in range(35):
        make_spell(name=f"Spell {number:02}", components={}, data={})
    client.get(page("spells"))
    for address, count in [
        (page("spells"), 30),
        (page("spells", page=2), 5),
        (page("spells", page=99), 5),
        (page("spells", q="spell 03"), 1),
    ]:
        with django_assert_num_queries(1):
            response = client.get(address)
        assert len(response.context["rows"]) == count


@pytest.mark.usefixtures("spells")
def test_reading_list_is_kept_in_the_address(client):
    query = {"q": "glow", "pick": ["fog-door", "nowhere", "fog-door"]}
    response = client.get(page("spells", **query))
    assert [record.key for record in response.context["picked"]] == ["fog-door"]
    ((_, address, toggle, is_picked),) = response.context["rows"]
    assert (toggle, is_picked) == (page("spells", q="glow", pick=["fog-door", "glow"]), False)
    assert address == page("spell", "glow", q="glow", pick="fog-door")
    assert response.context["cards_address"] == page("spell_cards", q="glow", pick="fog-door")
    assert response.context["emptied"] == page("spells", q="glow")

    response = client.get(page("spells", q="fog", pick=["fog-door", "glow"]))
    ((*_, toggle, is_picked),) = response.context["rows"]
    assert (toggle, is_picked) == (page("spells", q="fog", pick="glow"), True)


def test_spell_page_shows_everything(client, spells, django_assert_num_queries):
    client.get(page("spells"))
    with django_assert_num_queries(2):
        response = client.get(page("spell", "ember-veil"))
    text = response.content.decode()
    for part in (
        "<h1>Ember Veil</h1>",
        "<p>Whoever strikes you is burnt.</p>",
        "One more die for each slot above the second.",
        "V, S, M: a glowing coal worth 5 gp",
        "used up",
        "Dexterity, half on a success",
        "Melee spell attack",
        "10-foot sphere",
        '<a href="/campaigns/spells/?class=druid">Druid</a>',
        '<th scope="row">3</th>',
        "3d6",
        "MOD is your spellcasting modifier",
        "Light radius",
        "MIT",
    ):
        assert part in text
    assert [(step.damage, length) for step, length, _ in response.context["steps"]] == [
        ("2d6", 133),
        ("3d6", 200),
    ]
    assert client.get(page("spell", "nowhere")).status_code == 404


def test_spell_page_names_the_others_of_its_name_and_escapes_what_it_shows(client):
    make_spell(id="a", name="<b>Fog</b>", description="<script>x</script>", data={})
    make_spell(id="b", name="<b>FOG</b>", description="", higher_levels="", data={})
    response = client.get(page("spell", "a"))
    assert [other.key for other in response.context["others"]] == ["b"]
    assert b"<b>Fog" not in response.content
    assert b"<script>x" not in response.content
    assert b"names this spell without its text" in client.get(page("spell", "b")).content


@pytest.mark.usefixtures("spells")
def test_cards_are_laid_out(client, django_assert_num_queries):
    client.get(page("spells"))
    with django_assert_num_queries(2):
        response = client.get(
            page("spell_cards", pick=["glow", "ember-veil"], size="eight", paper="letter")
        )
    (sheet,) = response.context["sheets"]
    assert [card.spell[1].pk for card in sheet] == ["glow", "ember-veil"]
    assert b'class="card-sheet eight letter"' in response.content
    response = client.get(page("spell_cards", ritual="yes", size="vast", paper="x"))
    assert [card.spell[1].pk for card in response.context["sheets"][0]] == ["fog-door"]
    assert b'class="card-sheet nine a4"' in response.content
    assert client.get(page("spell_cards")).url == page("spells")
    make_spell(id="long", description="It goes on and on. " * 200)
    response = client.get(page("spell_cards", pick="long"))
    assert response.context["cards"] > 2


def test_castable_spells_are_shown_to_those_who_see_the_character(client, spells):
    casting = {
        "ability": "wisdom",
        "slots": [{"level": 1, "used": 1}],
        "cantrips": ["glow"],
        "known": ["ember-veil", "lost"],
    }
    character = make_character(name="Ash", data=make_sheet(spellcasting=casting))
    owner = make_character_owner(character=character).owner
    address = page("castable_spells", character.pk)
    assert client.get(address).status_code == 302

    seat = make_campaign_character(character=character)
    fellow = make_campaign_member(campaign=seat.campaign).user
    for user, status in [(owner, 200), (fellow, 200), (make_user(), 404)]:
        client.force_login(user)
        assert client.get(address).status_code == status

    client.force_login(owner)
    response = client.get(address)
    found = response.context["found"]
    assert [record.key for record in found.cantrips] == ["glow"]
    assert [(each.spell.key, each.slots) for each in found.ready] == [("ember-veil", (2,))]
    assert found.missing == ["lost"]


def test_pages_are_for_looking(client):
    make_spell(id="glow")
    for address in (page("spells"), page("spell", "glow"), page("spell_cards"), page("bestiary")):
        assert client.post(address).status_code == 405
