import pytest
from django.urls import reverse

from accounts.tests.factories import make_admin
from campaigns.tests.factories import (
    make_campaign,
    make_character,
    make_npc,
    make_npc_interaction,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(make_admin())
    return client


@pytest.mark.usefixtures("undrawn_pages")
@pytest.mark.parametrize(
    ("character", "change", "shown"),
    [
        ("Nerea", 5, ["Linnet", "Nerea", "+5", "Bells"]),
        (None, -5, ["Linnet", "the party", "-5", "Bells"]),
    ],
)
def test_list_of_interactions_names_who_met_whom(staff, character, change, shown):
    npc = make_npc(name="Linnet", campaign=make_campaign(name="Bells"))
    with_whom = make_character(name=character) if character else None
    make_npc_interaction(npc=npc, character=with_whom, relationship_change=change)
    changelist = staff.get(reverse("admin:campaigns_npcinteraction_changelist")).context_data["cl"]
    [row] = changelist.result_list
    columns = ("whom", "who", "change_of_trust", "campaign")
    assert [getattr(changelist.model_admin, name)(row) for name in columns] == shown
