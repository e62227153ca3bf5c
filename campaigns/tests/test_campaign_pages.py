"""The pages of a campaign: what they show, what they refuse, and how often they ask."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import PASSWORD, make_user
from campaigns.domain.invitations import make_invitation
from campaigns.models import Campaign, CampaignMember
from campaigns.rules.elements import QUEST
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_campaign_invitation,
    make_campaign_member,
    make_character,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_table,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def at(name, campaign=None, *args):
    return reverse(f"campaigns:{name}", args=[campaign.pk, *args] if campaign else args)


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def stored(campaign):
    return Campaign.objects.get(pk=campaign.pk)


@pytest.fixture
def table(client):
    campaign, people = make_table(gm="game_master", player="player")
    client.force_login(people["gm"])
    return campaign, people


# Few rows and many cost the same.


def _fill(campaign, people, number):
    character = make_character()
    make_character_owner(character=character, owner=make_user())
    make_campaign_character(campaign=campaign, character=character)
    make_campaign_character(
        campaign=campaign, character=make_character(), left_at=NOW + timedelta(hours=1)
    )
    npc = make_npc(campaign=campaign)
    make_npc_interaction(npc=npc, character=character)
    make_campaign_member(campaign=campaign)
    make_campaign_invitation(campaign=campaign, created_by=people["gm"])
    own = make_campaign_member(user=people["gm"], role="game_master").campaign
    make_campaign_member(campaign=own)
    make_campaign(is_template=True, is_custom=False)
    data = stored(campaign).data
    campaign.data = {
        **data,
        "sessions": [
            *data.get("sessions", []),
            {"number": number, "characters": [character.pk], "summary": "Fog."},
        ],
        "quests": [*data.get("quests", []), {"name": f"Quest {number}"}],
        "locations": [*data.get("locations", []), {"name": f"Place {number}"}],
        "events": [*data.get("events", []), {"title": f"Event {number}"}],
        "world_state": {
            "factions": [
                *data.get("world_state", {}).get("factions", []),
                {"name": f"Faction {number}"},
            ]
        },
        "next_session": {"on": "2126-01-01"},
    }
    pictures = (stored(campaign).world_art or {}).get("pictures", [])
    picture = {"source": f"/{number}.svg", "title": f"Map {number}"}
    campaign.world_art = {"pictures": [*pictures, picture]}
    campaign.save()


QUERIES = {
    "home": 9,
    "start": 4,
    "campaign": 7,
    "sessions": 4,
    "quests": 3,
    "locations": 3,
    "factions": 3,
    "events": 3,
    "art": 3,
    "world": 3,
    "members": 5,
    "party": 7,
    "invitations": 5,
    "export_file": 7,
    "delete_campaign": 9,
}


OF_NO_CAMPAIGN = {"home", "start"}


def test_pages_ask_as_often_with_one_row_as_with_three(client, table):
    campaign, people = table
    counts = []
    for numbers in ([1], [2, 3]):
        for number in numbers:
            _fill(campaign, people, number)
        counts.append(
            {
                name: queries_of(
                    client, at(name, *([] if name in ("home", "start") else [campaign]))
                )
                for name in QUERIES
            }
        )
    assert counts == [QUERIES, QUERIES]


# Started, edited, copied, deleted.


def test_a_campaign_is_started_by_a_page_and_what_is_wrong_stays_typed(client):
    user = make_user()
    client.force_login(user)
    typed = {"name": "Low Mill", "setting": "", "tone": "dry", "description": "Water."}
    page = client.post(at("start"), typed)
    assert (page.status_code, "Low Mill" in page.text, "Water." in page.text) == (422, True, True)
    page = client.post(at("start"), typed | {"setting": "A valley."})
    campaign = Campaign.objects.get()
    assert page.headers["Location"] == at("campaign", campaign)
    assert "and you run it" in client.get(page.headers["Location"]).text


def test_the_first_page_invites_whoever_has_nothing(client):
    client.force_login(make_user())
    assert "No campaign yet" in client.get(at("home")).text
    assert "The archive is empty" in client.get(at("home"), {"show": "archived"}).text


EDIT = {
    "name": "Mill",
    "setting": "A valley.",
    "tone": "dry",
    "description": "",
    "homebrew_rules": "Eat together.\n\nNobody dies at sea.",
    "world_description": "*Fog*",
    "state": "paused",
    "visibility": "everyone",
}


def test_a_campaign_is_edited_by_a_page(client, table):
    campaign, _ = table
    was = client.get(at("edit_campaign", campaign)).context["form"].initial["was"]
    page = client.post(at("edit_campaign", campaign), EDIT | {"was": was})
    assert page.status_code == 302
    row = stored(campaign)
    assert (row.name, row.state, row.visibility, row.homebrew_rules) == (
        "Mill",
        "paused",
        "everyone",
        ["Eat together.", "Nobody dies at sea."],
    )
    assert "<em>Fog</em>" in client.get(at("world", campaign)).text


def test_a_save_that_another_overtook_keeps_what_was_typed(client, table):
    campaign, _ = table
    page = client.post(at("edit_campaign", campaign), EDIT | {"was": "something older"})
    assert (page.status_code, "Nobody dies at sea." in page.text) == (409, True)
    assert stored(campaign).name == campaign.name
    again = page.context["form"].data["was"]
    assert client.post(at("edit_campaign", campaign), EDIT | {"was": again}).status_code == 302
    assert stored(campaign).name == "Mill"


def test_from_a_template_one_comes_to_a_campaign_of_ones_own(client):
    template = make_campaign(is_template=True, is_custom=False, description="A valley in fog.")
    make_npc(campaign=template)
    client.force_login(make_user())
    assert "A valley in fog." in client.get(at("home")).text
    assert "Start from this" in client.get(at("campaign", template)).text
    page = client.post(at("clone_campaign", template), {"name": "My fog"})
    copy = Campaign.objects.get(name="My fog")
    assert page.headers["Location"] == at("campaign", copy)
    assert (copy.template, copy.npcs.count()) == (template, 1)
    page = client.post(at("clone_campaign", template), {"name": ""})
    assert page.status_code == 422


def test_a_template_of_ones_own_is_made_by_a_page(client, table):
    campaign, _ = table
    page = client.post(at("make_template", campaign), {"name": "Mould", "is_shared": "on"})
    template = Campaign.objects.get(name="Mould")
    assert page.headers["Location"] == at("campaign", template)
    assert (template.is_template, template.visibility) == (True, "everyone")
    page = client.post(at("invitations", template), {"role": "player", "days": 7, "max_uses": 1})
    assert (page.status_code, "Nobody plays in a template" in page.text) == (409, True)


def test_a_campaign_is_deleted_only_by_its_name(client, table):
    campaign, _ = table
    make_npc(campaign=campaign)
    page = client.get(at("delete_campaign", campaign)).text
    assert re.search(r"<b>1</b>\s*NPC", page)
    page = client.post(at("delete_campaign", campaign), {"name": "Another"})
    assert (page.status_code, "That is not the name" in page.text) == (422, True)
    client.post(at("delete_campaign", campaign), {"name": campaign.name})
    assert Campaign.objects.count() == 0


def test_a_second_click_on_archive_does_not_take_it_out_again(client, table):
    campaign, _ = table
    for _ in range(2):
        client.post(at("archive_campaign", campaign), {"do": "archive"})
    assert stored(campaign).state == "archived"
    assert campaign.name not in client.get(at("home")).text
    assert campaign.name in client.get(at("home"), {"show": "archived"}).text
    client.post(at("archive_campaign", campaign), {"do": "unarchive"})
    assert stored(campaign).state == "created"


# Elements.

ELEMENTS = {
    "session": (
        "sessions",
        {
            "number": "3",
            "title": "Fog",
            "played_on": "2026-11-28",
            "summary": "*Fog*.",
            "experience_awarded": "50",
        },
        {
            "number": 3,
            "title": "Fog",
            "played_on": "2026-11-28",
            "summary": "*Fog*.",
            "experience_awarded": 50,
        },
    ),
    "quest": (
        "quests",
        {
            "name": "Lamp",
            "status": "active",
            "objectives": "[x] Find it\nLight it",
            "giver": "Mara",
        },
        {
            "name": "Lamp",
            "status": "active",
            "giver": "Mara",
            "objectives": [
                {"text": "Find it", "is_done": True},
                {"text": "Light it", "is_done": False},
            ],
        },
    ),
    "place": ("locations", {"name": "Mill", "kind": "ruin"}, {"name": "Mill", "kind": "ruin"}),
    "faction": (
        "factions",
        {"name": "Watch", "attitude": "-20"},
        {"name": "Watch", "attitude": -20},
    ),
    "event": ("events", {"title": "Flood", "when": "Then"}, {"title": "Flood", "when": "Then"}),
    "picture": (
        "art",
        {"source": "https://example.org/a.png", "title": "A map", "licence": "CC BY 4.0"},
        {"source": "https://example.org/a.png", "title": "A map", "licence": "CC BY 4.0"},
    ),
}


@pytest.mark.parametrize("word", ELEMENTS)
def test_what_is_typed_is_stored_shown_edited_and_removed(client, table, word):
    campaign, people = table
    place, typed, expected = ELEMENTS[word]
    expected = {**expected, "visibility": "members", "author": str(people["gm"].pk)}
    page = client.post(at(f"add_{word}", campaign), typed | {"visibility": "members"})
    assert page.headers["Location"] == at(place, campaign)
    shown = client.get(at(place, campaign))
    [row] = shown.context["rows"]
    assert {name: row["element"][name] for name in row["element"] if name != "names"} == expected
    assert "Players see it" in shown.text

    address = at(f"edit_{word}", campaign, row["mark"])
    form = client.get(address).context["form"]
    assert form.initial["visibility"] == "members"
    later = typed | {"visibility": "game_master", "was": form.initial["was"]}
    assert client.post(address, later).status_code == 302
    assert client.post(address, later).status_code == 409
    client.post(at(f"remove_{word}", campaign, row["mark"]))
    assert client.get(at(place, campaign)).context["rows"] == []
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("word", "typed", "told"),
    [
        ("session", {"number": "0"}, "greater than or equal to 1"),
        ("quest", {"name": "", "status": "active"}, "This field is required"),
        ("quest", {"name": "A", "status": "active", "objectives": "[x]"}, "Say what is to be done"),
        ("faction", {"name": "A", "attitude": "101"}, "less than or equal to 100"),
        ("picture", {"source": "http://a.org/a.png", "title": "A"}, "begins with https://"),
        ("picture", {"source": "javascript:alert(1)", "title": "A"}, "begins with https://"),
        ("place", {"name": "   "}, "This field is required"),
    ],
)
def test_what_cannot_be_so_is_refused_and_stays_typed(client, table, word, typed, told):
    campaign, _ = table
    page = client.post(at(f"add_{word}", campaign), typed | {"visibility": "everyone"})
    assert (page.status_code, told in page.text) == (422, True)
    assert stored(campaign).data == campaign.data


def test_a_name_that_stands_there_already_is_refused_in_words(client, table):
    campaign, _ = table
    typed = {"name": "Lamp", "status": "active", "visibility": "everyone"}
    pages = [client.post(at("add_quest", campaign), typed) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 422]
    assert "should stand here only once" in pages[1].text


def test_a_picture_from_elsewhere_is_a_link_and_one_from_here_is_shown(client, table):
    campaign, _ = table
    campaign.world_art = {
        "pictures": [
            {"source": "https://example.org/a.png", "title": "A map", "credit": "Ada"},
            {"source": "/static/img/door.svg", "title": "A door"},
        ]
    }
    campaign.save()
    page = client.get(at("art", campaign)).text
    assert re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page) == [
        ("/static/img/door.svg", "A door")
    ]
    assert '<a href="https://example.org/a.png" rel="noopener noreferrer nofollow">' in page


def test_quests_are_chosen_by_how_they_stand(client, table):
    campaign, _ = table
    quests = [{"name": "Lamp", "status": "active"}, {"name": "Wick", "status": "failed"}]
    campaign.data = {"quests": quests}
    campaign.save()

    def shown(**query):
        rows = client.get(at("quests", campaign), query).context["rows"]
        return [row["element"]["name"] for row in rows]

    assert (shown(), shown(status="failed"), shown(status="unheard of")) == (
        ["Lamp", "Wick"],
        ["Wick"],
        ["Lamp", "Wick"],
    )


def test_an_objective_is_ticked_where_it_stands(client, table):
    campaign, _ = table
    quest = {"name": "Lamp", "objectives": [{"text": "Light it"}]}
    campaign.data = {"quests": [quest]}
    campaign.save()
    address = at("tick_objective", campaign, QUEST.mark(quest), 0)
    page = client.post(address, {"back": "overview"})
    assert page.headers["Location"] == at("campaign", campaign)
    assert stored(campaign).data["quests"][0]["objectives"][0]["is_done"] is True
    assert client.post(address).headers["Location"] == at("quests", campaign)


def test_how_things_stand_is_written_in_lines(client, table):
    campaign, _ = table
    was = client.get(at("edit_world", campaign)).context["form"].initial["was"]
    typed = {
        "current_location": "Quay",
        "today": "The ninth",
        "weather": "Fog",
        "facts": "Boats: 9\nThe gate is open: yes\nWho rings: Linnet",
    }
    client.post(at("edit_world", campaign), typed | {"was": was})
    assert stored(campaign).data["world_state"] == {
        "today": "The ninth",
        "weather": "Fog",
        "facts": {"Boats": 9, "The gate is open": True, "Who rings": "Linnet"},
    }
    form = client.get(at("edit_world", campaign)).context["form"]
    assert form.initial["facts"] == ["Boats: 9", "The gate is open: yes", "Who rings: Linnet"]
    page = client.post(at("edit_world", campaign), typed | {"was": was})
    assert page.status_code == 409
    page = client.post(at("edit_world", campaign), {"facts": "No colon", "was": was})
    assert (page.status_code, "a colon" in page.text) == (422, True)


def test_hooks_and_notes_are_for_the_next_time(client, table):
    campaign, _ = table
    was = client.get(at("preparation", campaign)).context["form"].initial["was"]
    typed = {"plot_hooks": "The lamp is out.\n", "key_npcs": "", "dm_notes": "It was her."}
    client.post(at("preparation", campaign), typed | {"was": was})
    data = stored(campaign).data
    assert (data["plot_hooks"], data["dm_notes"]) == (["The lamp is out."], "It was her.")
    assert "The lamp is out." in client.get(at("campaign", campaign)).text
    page = client.post(at("preparation", campaign), typed | {"was": was})
    assert page.status_code == 409
    page = client.post(at("preparation", campaign), {"plot_hooks": "x" * 301, "was": was})
    assert page.status_code == 422


# The evening before.


def test_the_dashboard_tells_a_game_master_what_they_need(client, table):
    campaign, people = table
    sheet = make_character(name="Ash")
    make_character_owner(character=sheet, owner=people["player"])
    make_campaign_character(campaign=campaign, character=sheet)
    npc = make_npc(campaign=campaign, name="Linnet")
    make_npc_interaction(npc=npc, summary="She lent them a wrench.")
    campaign.data = {
        "sessions": [
            {"number": 1, "summary": "Old."},
            {"number": 2, "summary": "They lay in wait."},
        ],
        "quests": [{"name": "Lamp", "status": "active"}, {"name": "Over", "status": "failed"}],
        "plot_hooks": ["Eleven bells."],
    }
    campaign.save()
    context = client.get(at("campaign", campaign)).context
    [ash] = context["party"]
    assert (ash.name, ash.current, ash.maximum, ash.perception) == ("Ash", 11, 11, 12)
    assert [quest["name"] for _, quest in context["quests"]] == ["Lamp"]
    assert context["last"]["summary"] == "They lay in wait."
    assert [(met.name, row.summary) for met, row in context["met"]] == [
        ("Linnet", "She lent them a wrench.")
    ]
    player = Client()
    player.force_login(people["player"])
    page = player.get(at("campaign", campaign)).text
    assert ("They lay in wait." in page, "Eleven bells." in page) == (True, False)


def test_everybody_says_whether_they_come(client, table):
    campaign, people = table
    on = (NOW + timedelta(days=4)).date().isoformat()
    client.post(at("plan_session", campaign), {"on": on, "note": "Stew."})
    player = Client()
    player.force_login(people["player"])
    player.post(at("answer_session", campaign), {"answer": "yes", "on": on})
    answers = dict(client.get(at("campaign", campaign)).context["answers"])
    assert answers == {str(people["gm"]): "", str(people["player"]): "yes"}
    page = player.post(at("answer_session", campaign), {"answer": "yes", "on": "2020-01-01"})
    assert (page.status_code, "Look again" in page.text) == (409, True)


# The door.

NEW = {"email": "ada@example.org", "password1": PASSWORD, "display_name": "Ada"}


def test_a_guest_signs_up_and_lands_in_the_campaign(client, table):
    campaign, _ = table
    page = client.post(at("invitations", campaign), {"role": "player", "days": 7, "max_uses": 2})
    assert page.status_code == 201
    token = re.search(r"/campaigns/invite/([\w-]{43})/", page.text).group(1)
    assert token not in client.get(at("invitations", campaign)).text
    guest, door = Client(), at("join", None, token)
    assert campaign.name in guest.get(door).text
    page = guest.post(door, {"by": "signup"})
    page = guest.post(page.headers["Location"], NEW)
    assert page.headers["Location"] == door
    page = guest.get(door)
    assert page.headers["Location"] == at("campaign", campaign)
    seat = CampaignMember.objects.get(campaign=campaign, user__email="ada@example.org")
    assert seat.role == "player"
    assert guest.get(door).headers["Location"] == at("campaign", campaign)


def test_a_link_that_is_closed_says_so_and_lets_members_in(client, table):
    campaign, people = table
    invitation, token = make_invitation(people["gm"], campaign.pk, now=NOW)
    door = at("join", None, token)
    client.post(at("revoke_invitation", campaign, invitation.pk))
    page = Client().get(door)
    assert (page.status_code, "taken back" in page.text) == (410, True)
    assert client.get(door).headers["Location"] == at("campaign", campaign)


def test_roles_are_changed_and_members_removed_by_pages(client, table):
    campaign, people = table
    seat = campaign.members.get(user=people["player"])
    client.post(at("change_role", campaign, seat.pk), {"role": "reader"})
    seat.refresh_from_db()
    assert seat.role == "reader"
    own = campaign.members.get(user=people["gm"])
    page = client.post(at("change_role", campaign, own.pk), {"role": "reader"})
    assert (page.status_code, "Somebody has to run" in page.text) == (409, True)
    client.post(at("remove_member", campaign, seat.pk))
    assert campaign.members.count() == 1
    page = client.post(at("leave_campaign", campaign))
    assert (page.status_code, "Somebody has to run" in page.text) == (409, True)


def test_a_player_brings_a_character_and_takes_them_out(client, table):
    campaign, people = table
    character = make_character(name="Ash")
    make_character_owner(character=character, owner=people["player"])
    player = Client()
    player.force_login(people["player"])
    player.post(at("bring_character", campaign), {"character": character.pk})
    assert "Ash" in client.get(at("party", campaign)).text
    page = player.post(at("bring_character", campaign), {"character": character.pk})
    assert page.status_code == 422
    player.post(at("take_out_character", campaign, character.pk))
    assert campaign.party.get().left_at is not None
    page = player.post(at("bring_character", campaign), {"character": make_character().pk})
    assert page.status_code == 422
