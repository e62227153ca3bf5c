"""The campaigns that everybody may start from."""

import pytest
from django.utils import timezone

from accounts.tests.factories import make_user
from campaigns import reference
from campaigns.domain.clones import clone_campaign
from campaigns.models import NPC, Campaign
from campaigns.rules.vista import HEIGHT, WIDTH, vista_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(module_rows):
    """How many there were when they were looked for, for the first time."""
    return reference.load()


def test_there_are_five_and_a_second_time_adds_none(loaded):
    assert [loaded, reference.load()] == [5, 0]
    kinds = set(Campaign.objects.values_list("is_template", "is_custom"))
    assert (Campaign.objects.count(), kinds) == (5, {(True, False)})


def test_each_has_what_a_game_master_begins_with():
    for campaign in Campaign.objects.all():
        campaign.full_clean()
        data = campaign.data
        people = {npc.name: npc for npc in campaign.npcs.all()}
        lists = ("plot_hooks", "quests", "locations", "events")
        assert all(len(data[name]) >= 1 for name in lists), campaign.name
        assert len(data["world_state"]["factions"]) >= 2
        assert len(campaign.homebrew_rules) == 3
        assert set(data["key_npcs"]) <= set(people)
        assert all(
            npc.personality["traits"] and npc.personality["voice"] for npc in people.values()
        )
        keys = {npc.pk for npc in people.values()}
        ties = {tie["npc_id"] for npc in people.values() for tie in npc.relationships}
        assert ties <= keys
        givers = {quest["giver"] for quest in data["quests"] if "giver" in quest}
        assert givers <= set(people)


def test_one_that_staff_changed_stays_as_it_is():
    Campaign.objects.filter(pk="thornwatch").update(name="Our winter")
    NPC.objects.filter(campaign="nine-keys").delete()
    Campaign.objects.filter(pk="nine-keys").delete()
    assert reference.load() == 1
    assert Campaign.objects.get(pk="thornwatch").name == "Our winter"
    assert NPC.objects.filter(campaign="nine-keys").count() == 5


def test_a_copy_keeps_secrets_and_who_is_what_to_whom():
    template = Campaign.objects.get(pk="lantern-tithe")
    copy = clone_campaign(make_user(), template, now=timezone.now())
    assert copy.data["dm_notes"] == template.data["dm_notes"]
    ties = [
        {
            (npc.name, names[tie["npc_id"]], tie.get("trust_level"))
            for npc in campaign.npcs.all()
            for tie in npc.relationships
        }
        for campaign in (template, copy)
        for names in [dict(campaign.npcs.values_list("pk", "name"))]
    ]
    assert ties[0] == ties[1]


def test_a_landscape_is_the_same_each_time_and_stays_in_its_frame():
    assert vista_of("mill") == vista_of("mill") != vista_of("quay")
    for number in range(50):
        vista = vista_of(str(number))
        assert 0 < vista.light_x < WIDTH
        assert 0 < vista.light_y < HEIGHT
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in vista.stars)
        assert all(path.startswith("M0 ") and path.endswith("Z") for path in vista.ridges)
