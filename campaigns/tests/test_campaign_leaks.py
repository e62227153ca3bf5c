"""No secret is anywhere where somebody could come upon it who should not."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import make_user
from campaigns.domain.archive import export_campaign
from campaigns.domain.redaction import data_seen_by, interaction_seen_by, npc_seen_by
from campaigns.models import NPC, NPCInteraction
from campaigns.rules.visibility import Viewer
from campaigns.tests.factories import make_campaign, make_npc, make_npc_interaction
from campaigns.tests.secrets import LEVELS, SEEN_BY, make_secret_table, words_of

pytestmark = pytest.mark.django_db

PAGES = (
    "campaign",
    "sessions",
    "quests",
    "locations",
    "factions",
    "events",
    "art",
    "world",
    "export_campaign",
    "export_file",
    "party",
    "members",
    "leave_campaign",
)
FOR_MEMBERS = {"export_campaign", "export_file", "party", "members", "leave_campaign"}


@pytest.fixture(scope="module")
def table(module_rows):
    return make_secret_table()


@pytest.mark.parametrize("who", ["gm", "player", "reader", "visitor"])
def test_no_page_and_no_file_holds_a_secret(table, who):
    campaign, people = table
    client = Client()
    client.force_login(people.get(who) or make_user())
    names = [name for name in PAGES if who != "visitor" or name not in FOR_MEMBERS]
    told = {
        name: client.get(reverse(f"campaigns:{name}", args=[campaign.pk])).text for name in names
    }
    told["home"] = client.get(reverse("campaigns:home")).text
    told["start"] = client.get(reverse("campaigns:start")).text

    found = {
        (level, page) for level in LEVELS for page, text in told.items() if words_of(level) in text
    }
    assert {level for level, _ in found} == SEEN_BY[who]
    assert {page for level, page in found if level not in SEEN_BY[who]} == set()


def test_a_page_of_quests_counts_only_what_is_shown(client, table):
    campaign, people = table
    client.force_login(people["reader"])
    page = client.get(reverse("campaigns:quests", args=[campaign.pk]))
    assert page.context["page_obj"].paginator.count == 1
    assert page.context["states"] == [("active", "Under way", 1)]


def test_what_another_keeps_to_themselves_is_in_no_export_of_a_game_master(table):
    campaign, people = table
    texts = {
        who: json.dumps(export_campaign(people[who], campaign).document, default=str)
        for who in ("gm", "other")
    }
    assert [words_of("author") in texts[who] for who in ("gm", "other")] == [False, True]


def test_whoever_may_not_see_somebody_learns_nothing_of_meetings_with_them(table):
    campaign, people = table
    rows = NPCInteraction.objects.filter(npc__campaign=campaign)
    seen = {
        who: rows.visible_to(people[who]).count() for who in ("gm", "other", "player", "reader")
    }
    # With whom everybody knows, and with whom only game masters do.
    assert seen == {"gm": 3 + 3, "other": 4 + 4, "player": 2, "reader": 1}


@pytest.mark.parametrize("role", ["player", "reader", None])
def test_of_an_npc_one_sees_what_one_notices(role):
    npc = make_npc(
        personality={"version": 1, "traits": ["loud"], "flaws": ["greedy"], "voice": "deep"},
        data={"version": 1, "gender": "woman", "current_mood": "hostile", "notes": "It was her."},
    )
    seen = npc_seen_by(Viewer("somebody", role), npc, known=())
    assert (seen["personality"], seen["stats"], seen["data"]) == (
        {"version": 1, "traits": ["loud"], "voice": "deep"},
        None,
        {"version": 1, "gender": "woman", "current_mood": "hostile"},
    )


def test_what_was_undone_is_left_to_game_masters():
    row = make_npc_interaction(
        data={"version": 1, "undone_at": "2026-11-30T10:00:00+00:00", "visibility": "everyone"}
    )
    seen = [interaction_seen_by(Viewer("x", role), row) for role in ("game_master", "player")]
    assert [bool(document) for document in seen] == [True, False]


def test_where_the_party_is_says_nothing_of_a_hidden_place():
    data = {
        "current_location": "The vault",
        "locations": [{"name": "The vault", "visibility": "game_master"}],
        "sessions": [{"number": 1, "visibility": "members"}],
        "active_session": 1,
    }
    seen = data_seen_by(Viewer("x", "reader"), data)
    assert seen == {"current_location": "", "locations": [], "sessions": []}
    assert data_seen_by(Viewer("x", "game_master"), data) == data


def test_a_key_of_who_wrote_it_is_told_to_nobody_else():
    data = {"quests": [{"name": "Lamp", "author": "mara"}]}
    seen = {key: data_seen_by(Viewer(key, "player"), data)["quests"][0] for key in ("mara", "ines")}
    assert seen == {"mara": {"name": "Lamp", "author": "mara"}, "ines": {"name": "Lamp"}}


def test_in_sql_and_in_python_the_same_is_seen(table):
    """Every visibility, author and role, of open campaigns and closed ones."""
    campaign, people = table
    closed = make_campaign()
    make_npc(campaign=closed, data={"version": 1})
    roles = {"gm": "game_master", "other": "game_master", "player": "player", "reader": "reader"}
    npcs = list(NPC.objects.all())
    for who, role in [*roles.items(), ("visitor", None)]:
        user = people.get(who) or make_user()
        viewer = Viewer(str(user.pk), role)
        expected = {
            npc.pk
            for npc in npcs
            if npc.campaign_id == campaign.pk and npc_seen_by(viewer, npc, known=())
        }
        found = set(NPC.objects.visible_to(user).values_list("pk", flat=True))
        assert (who, found) == (who, expected)
