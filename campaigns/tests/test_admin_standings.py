"""What staff do to a log or a party by hand shows in the standings that follow from it."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_admin
from campaigns.models import CampaignCharacter, NPCInteraction, NPCStanding
from campaigns.tests.factories import make_npc
from campaigns.tests.people import at, make_world

pytestmark = pytest.mark.django_db


def page(model, name, *args):
    return reverse(f"admin:campaigns_{model}_{name}", args=args)


def scores():
    rows = NPCStanding.objects.order_by("npc__name", "character__name")
    return list(rows.values_list("npc__name", "character__name", "score_for_members"))


def saved(client, address, data):
    response = client.post(address, data)
    assert response.status_code == 302, response.context["errors"]


def test_standings_follow_what_staff_do(client):
    client.force_login(make_admin())
    world = make_world()
    hob, yrsa = (make_npc(campaign=world.campaign, name=name) for name in ("Hob", "Yrsa"))
    typed = {
        "npc": hob.pk,
        "interaction_type": "gift",
        "timestamp_0": "2026-03-01",
        "timestamp_1": "19:00:00",
        "summary": "A lamp for everybody.",
        "relationship_change": "30",
        "data": "{}",
    }
    saved(client, page("npcinteraction", "add"), typed)
    assert scores() == [("Hob", "Ash", 30), ("Hob", "Bo", 30)]
    row = NPCInteraction.objects.get()
    saved(client, page("npcinteraction", "change", row.pk), {**typed, "npc": yrsa.pk})
    assert scores() == [("Yrsa", "Ash", 30), ("Yrsa", "Bo", 30)]

    # Bo came later than that evening.
    stay = CampaignCharacter.objects.get(character=world.bo)
    joined = {"joined_at_0": "2026-04-01", "joined_at_1": "19:00:00"}
    campaign = {"campaign": world.campaign.pk, "character": world.bo.pk}
    saved(client, page("campaigncharacter", "change", stay.pk), {**campaign, **joined})
    assert scores() == [("Yrsa", "Ash", 30)]
    CampaignCharacter.objects.filter(pk=stay.pk).update(joined_at=at(-1))
    saved(client, page("campaigncharacter", "delete", stay.pk), {"post": "yes"})
    assert scores() == [("Yrsa", "Ash", 30)]
    saved(client, page("npcinteraction", "delete", row.pk), {"post": "yes"})
    assert scores() == []
