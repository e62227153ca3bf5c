"""Who likes a character: told on the sheet, as far as its reader may know."""

import re
from datetime import UTC, datetime

import pytest

from campaigns.tests.factories import make_npc, make_npc_standing
from campaigns.tests.people import make_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)


def test_the_sheet_says_who_knows_them_and_keeps_secrets(client):
    world = make_world(name="The Drowned Bells")
    people = {
        name: make_npc(campaign=world.campaign, name=name, data={"visibility": visibility})
        for name, visibility in (
            ("Hob", "everyone"),
            ("Yrsa", "everyone"),
            ("Hidden", "game_master"),
            ("Whisperer", "everyone"),
        )
    }
    met = {"met_for_readers": NOW, "met_for_members": NOW, "met_for_game_masters": NOW}
    for name, scores in (("Hob", (60, 60)), ("Yrsa", (-80, -80)), ("Hidden", (99, 99))):
        members, masters = scores
        make_npc_standing(
            npc=people[name],
            character=world.ash,
            score_for_members=members,
            score_for_game_masters=masters,
            **met,
        )
    make_npc_standing(npc=people["Whisperer"], character=world.ash, score_for_game_masters=-5)

    def told(user):
        client.force_login(user)
        page = client.get(world.ash.get_absolute_url())
        card = page.text.partition('id="known"')[2].partition("</details>")[0]
        links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', card)
        people = [name for url, name in links if "character=" in url]
        bands = re.findall(r'class="band (\w+)">([^<]+) <span class="quiet">([^<]+)<', card)
        assert all(client.get(url).status_code == 200 for url, _ in links)
        return people, bands, "Hidden" in page.text

    warm, hostile = ("warm", "Warm", "+60"), ("hostile", "Hostile", "\N{MINUS SIGN}80")
    assert told(world.player) == (["Hob", "Yrsa"], [warm, hostile], False)
    names, bands, has_secret = told(world.master)
    assert (names, has_secret) == (["Hidden", "Hob", "Whisperer", "Yrsa"], True)
    assert bands[0] == ("warm", "Warm", "+99")


def test_a_sheet_shows_those_who_feel_most(client, world):
    for number in range(10):
        make_npc_standing(
            npc=make_npc(campaign=world.campaign, name=f"NPC {number}"),
            character=world.ash,
            score_for_members=(number - 5) * 10,
            score_for_readers=0,
            met_for_members=NOW,
        )
    client.force_login(world.player)
    page = client.get(world.ash.get_absolute_url())
    scores = [each.score for each in page.context["standings"]]
    assert scores == [40, 30, 20, 10, -20, -30, -40, -50]
    assert "2 more know them" in page.text
