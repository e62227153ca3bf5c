"""Every address of a campaign, asked by everybody: who may open it, and who may send something."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_user
from campaigns import table_urls
from campaigns.domain.members import remove_member
from campaigns.models import Campaign, CampaignMember
from campaigns.rules.elements import EVENT, FACTION, PICTURE, PLACE, QUEST, SESSION
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_campaign_invitation,
    make_character,
    make_character_owner,
    make_table,
)

pytestmark = pytest.mark.django_db
# Who may do what is decided before a page is drawn.
undrawn = pytest.mark.usefixtures("undrawn_pages")

DATA = {
    "version": 1,
    "state": "active",
    "sessions": [{"number": 1}],
    "quests": [{"name": "The lamp", "objectives": [{"text": "Light it"}]}],
    "locations": [{"name": "Low Quay"}],
    "events": [{"title": "The flood"}],
    "world_state": {"factions": [{"name": "The watch"}]},
    "next_session": {"on": "2126-12-01"},
}
ART = {"pictures": [{"source": "/map.svg", "title": "A map"}]}
KINDS = {
    "session": SESSION,
    "quest": QUEST,
    "place": PLACE,
    "faction": FACTION,
    "event": EVENT,
    "picture": PICTURE,
}
WHO = ("guest", "stranger", "staff", "removed", "reader", "player", "author", "gm")
OUT = dict.fromkeys(("stranger", "staff", "removed"), 404) | {"guest": 302}
MEMBERS = ("reader", "player", "author", "gm")
TABLE = ("player", "author", "gm")
MASTERS = ("author", "gm")

# Who may open a page.
READ = {
    "campaign": MEMBERS,
    "export_campaign": MEMBERS,
    "export_file": MEMBERS,
    "members": MEMBERS,
    "leave_campaign": MEMBERS,
    "party": MEMBERS,
    "sessions": MEMBERS,
    "quests": MEMBERS,
    "locations": MEMBERS,
    "factions": MEMBERS,
    "events": MEMBERS,
    "art": MEMBERS,
    "world": MEMBERS,
    "take_out_character": TABLE,
    "edit_campaign": MASTERS,
    "clone_campaign": MASTERS,
    "make_template": MASTERS,
    "archive_campaign": MASTERS,
    "delete_campaign": MASTERS,
    "plan_session": MASTERS,
    "invitations": MASTERS,
    "remove_member": MASTERS,
    "edit_world": MASTERS,
    "preparation": MASTERS,
    **{f"{verb}_{word}": MASTERS for verb in ("add", "edit", "remove") for word in KINDS},
}
# Who may send something to where nothing can be read.
SEND = {
    "answer_session": TABLE,
    "bring_character": TABLE,
    "change_role": MASTERS,
    "revoke_invitation": MASTERS,
    "tick_objective": MASTERS,
}


@pytest.fixture
def table():
    campaign, people = make_table(
        campaign={"data": DATA, "world_art": ART},
        gm="game_master",
        author="game_master",
        player="player",
        reader="reader",
        removed="player",
    )
    seat = CampaignMember.objects.get(campaign=campaign, user=people["removed"])
    remove_member(people["gm"], campaign.pk, who=seat, now=campaign.created_at)
    character = make_character()
    make_character_owner(character=character, owner=people["player"])
    make_campaign_character(campaign=campaign, character=character)
    people |= {"stranger": make_user(), "staff": make_user(is_staff=True)}
    return campaign, people, character


def address_of(name, campaign, people, character):
    extra = []
    verb, _, word = name.partition("_")
    if name in ("change_role", "remove_member"):
        extra = [campaign.members.get(user=people["reader"]).pk]
    elif name == "revoke_invitation":
        extra = [make_campaign_invitation(campaign=campaign).pk]
    elif name == "take_out_character":
        extra = [character.pk]
    elif name == "tick_objective":
        extra = [QUEST.mark(DATA["quests"][0]), 0]
    elif verb in ("edit", "remove") and word in KINDS:
        kind = KINDS[word]
        document = getattr(campaign, kind.column)
        extra = [kind.mark(kind.elements_of(document)[0])]
    return reverse(f"campaigns:{name}", args=[campaign.pk, *extra])


def clients_of(people):
    clients = {who: Client() for who in WHO}
    for who, client in clients.items():
        if who in people:
            client.force_login(people[who])
    return clients


@undrawn
def test_who_may_open_which_page(table):
    clients, found, expected = clients_of(table[1]), {}, {}
    del clients["gm"]
    for name, allowed in READ.items():
        address = address_of(name, *table)
        for who, client in clients.items():
            found[name, who] = client.get(address).status_code
            expected[name, who] = OUT.get(who) or (200 if who in allowed else 403)
    assert found == expected


def test_a_game_master_may_open_every_page_and_each_is_drawn(table):
    client = clients_of(table[1])["gm"]
    found = {name: client.get(address_of(name, *table)) for name in READ}
    assert {name: answer.status_code for name, answer in found.items()} == dict.fromkeys(READ, 200)
    assert {name for name, allowed in READ.items() if "gm" not in allowed} == set()


@undrawn
def test_who_may_send_something(table):
    """What is sent is empty or wrong. Whoever may is told so, or sent on; others are refused."""
    clients, wrong = clients_of(table[1]), []
    # Who else may not see it is told so before it is asked what was sent.
    clients = {who: clients[who] for who in ("guest", "stranger", "reader", "player", "gm")}
    for name, allowed in {**READ, **SEND}.items():
        if name in WITHOUT_A_FORM:
            continue
        address = address_of(name, *table)
        for who, client in clients.items():
            if who in allowed and name in CHANGING:
                continue
            status = client.post(address).status_code
            refused = OUT.get(who) or (None if who in allowed else 403)
            if status != (refused or status) or (not refused and status not in (302, 409, 422)):
                wrong.append((name, who, status))
    assert wrong == []
    assert Campaign.objects.get().data == DATA


WITHOUT_A_FORM = {
    "campaign",
    "export_campaign",
    "export_file",
    "members",
    "party",
    "sessions",
    "quests",
    "locations",
    "factions",
    "events",
    "art",
    "world",
}
# Whoever may and sends it has done it: other tests do so.
CHANGING = {
    "leave_campaign",
    "take_out_character",
    "remove_member",
    "archive_campaign",
    "plan_session",
    "revoke_invitation",
    "tick_objective",
    *(f"remove_{word}" for word in KINDS),
}


def test_every_address_is_in_the_tables_above():
    names = {name for name, _ in _named(table_urls.of_a_campaign)}
    assert names == {*READ, *SEND}


def _named(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _named(pattern.url_patterns)
        else:
            yield pattern.name, pattern


def test_an_open_campaign_is_read_by_all_who_are_signed_in_and_by_no_guest(client):
    campaign = make_campaign(data={**DATA, "visibility": "everyone"})
    visitor = Client()
    visitor.force_login(make_user())
    expected = {
        "campaign": 200,
        "quests": 200,
        "world": 200,
        "members": 403,
        "party": 403,
        "export_file": 403,
        "edit_campaign": 403,
    }
    found = {
        name: visitor.get(reverse(f"campaigns:{name}", args=[campaign.pk])).status_code
        for name in (
            "campaign",
            "quests",
            "world",
            "members",
            "party",
            "export_file",
            "edit_campaign",
        )
    }
    assert found == expected
    assert client.get(reverse("campaigns:campaign", args=[campaign.pk])).status_code == 302


def test_an_archived_campaign_is_read_and_changed_by_nobody(client):
    campaign, people = make_table(
        campaign={"data": {**DATA, "state": "archived"}}, gm="game_master"
    )
    client.force_login(people["gm"])
    names = {
        "campaign": 200,
        "preparation": 200,
        "archive_campaign": 200,
        "delete_campaign": 200,
        "invitations": 200,
        "edit_campaign": 403,
        "add_quest": 403,
        "plan_session": 403,
    }
    found = {
        name: client.get(reverse(f"campaigns:{name}", args=[campaign.pk])).status_code
        for name in names
    }
    assert found == names
    assert client.post(reverse("campaigns:preparation", args=[campaign.pk])).status_code == 403
    assert client.post(reverse("campaigns:invitations", args=[campaign.pk])).status_code == 403


@pytest.mark.parametrize("name", ["answer_session", "bring_character"])
def test_what_only_changes_is_not_opened(client, name):
    campaign, people = make_table(gm="game_master")
    client.force_login(people["gm"])
    assert client.get(reverse(f"campaigns:{name}", args=[campaign.pk])).status_code == 405


def test_who_may_open_what_belongs_to_no_campaign(client):
    make_campaign_invitation(token="open")
    member = Client()
    member.force_login(make_user())
    addresses = {
        "home": reverse("campaigns:home"),
        "start": reverse("campaigns:start"),
        "import": reverse("campaigns:import_campaign"),
        "door": reverse("campaigns:join", args=["open"]),
        "closed door": reverse("campaigns:join", args=["unknown"]),
    }
    found = {
        name: [each.get(address).status_code for each in (client, member)]
        for name, address in addresses.items()
    }
    assert found == {
        "home": [302, 200],
        "start": [302, 200],
        "import": [302, 200],
        "door": [200, 200],
        "closed door": [410, 410],
    }


def test_a_template_that_is_supplied_is_read_and_copied_and_changed_by_nobody(client):
    template = make_campaign(is_template=True, is_custom=False, data=DATA)
    client.force_login(make_user())
    expected = {
        "campaign": 200,
        "quests": 200,
        "clone_campaign": 200,
        "edit_campaign": 403,
        "delete_campaign": 403,
        "make_template": 403,
        "preparation": 403,
        "export_file": 403,
    }
    found = {
        name: client.get(reverse(f"campaigns:{name}", args=[template.pk])).status_code
        for name in expected
    }
    assert found == expected
