"""Who is what to whom: declared, mutual or not, secret or not, drawn, and cleaned up after."""

import pytest
from django.urls import reverse

from campaigns.domain.errors import NotTheGameMasterError
from campaigns.domain.npcs import create_npc, delete_npc, edit_npc
from campaigns.domain.people_errors import NPCError, NPCHasLogError, RelationError
from campaigns.domain.relation_pictures import draw
from campaigns.domain.relations import relate, relations_among, relations_of, unrelate
from campaigns.models import NPC
from campaigns.rules.visibility import Viewer
from campaigns.tests.factories import make_character, make_npc, make_npc_interaction
from common.relation_pictures import MAX_FIGURES

pytestmark = pytest.mark.django_db


def ties(npc):
    return [
        (tie.get("npc_id") or tie.get("character_id"), tie["relationship_type"], tie["trust_level"])
        for tie in NPC.objects.get(pk=npc.pk).relationships
    ]


def viewer(user, role):
    return Viewer(str(user.pk), role)


def test_relations_are_one_sided_or_mutual_and_replace_what_was_said(world):
    hob, yrsa = (make_npc(campaign=world.campaign, name=name) for name in ("Hob", "Yrsa"))
    relate(world.master, hob, yrsa, kind="rival", attitude=-40)
    assert (ties(hob), ties(yrsa)) == ([(yrsa.pk, "rival", -40)], [])
    relate(world.master, hob, world.ash, kind="ally", attitude=30)
    relate(world.master, hob, yrsa, kind="friend", attitude=55, is_mutual=True)
    # At its old place in the list.
    assert ties(hob) == [(yrsa.pk, "friend", 55), (world.ash.pk, "ally", 30)]
    assert ties(yrsa) == [(hob.pk, "friend", 55)]
    assert hob.standings.get().score_for_members == 30
    unrelate(world.master, hob, yrsa, both=True)
    unrelate(world.master, hob, world.ash)
    assert (ties(hob), ties(yrsa), hob.standings.count()) == ([], [], 0)

    stranger = make_npc(name="Elsewhere")
    for other in (hob, stranger, make_character(name="Nobody")):
        with pytest.raises(RelationError):
            relate(world.master, hob, other, kind="ally")
    with pytest.raises(RelationError):
        relate(world.master, hob, yrsa, kind="nemesis")
    with pytest.raises(RelationError):
        unrelate(world.master, hob, yrsa)
    with pytest.raises(NotTheGameMasterError):
        relate(world.player, hob, yrsa, kind="ally")


def test_secret_relations_and_people_are_on_nobody_elses_list_or_map(world):
    hob, yrsa, hidden = (
        make_npc(campaign=world.campaign, name=name, data={"visibility": visibility})
        for name, visibility in (
            ("Hob", "everyone"),
            ("Yrsa", "everyone"),
            ("Hidden", "game_master"),
        )
    )
    relate(world.master, hob, yrsa, kind="rival", visibility="game_master", is_mutual=True)
    relate(world.master, hob, hidden, kind="ally", is_mutual=True)
    relate(world.master, yrsa, world.ash, kind="mentor", attitude=20, visibility="members")
    seen = {}
    for name, user, role in (
        ("master", world.master, "game_master"),
        ("player", world.player, "player"),
        ("reader", world.reader, "reader"),
    ):
        people = NPC.objects.filter(campaign=world.campaign).visible_to(user)
        found = relations_among(people, viewer(user, role))
        picture = draw(found)
        own, towards = relations_of(NPC.objects.get(pk=hob.pk), viewer(user, role))
        seen[name] = (
            sorted((each.source.name, each.target.name) for each in found),
            sorted(placed.figure.name for placed in picture.figures),
            [each.target.name for each in own] + [each.source.name for each in towards],
        )
    assert seen == {
        "master": (
            [
                ("Hidden", "Hob"),
                ("Hob", "Hidden"),
                ("Hob", "Yrsa"),
                ("Yrsa", "Ash"),
                ("Yrsa", "Hob"),
            ],
            ["Ash", "Hidden", "Hob", "Yrsa"],
            ["Yrsa", "Hidden", "Hidden", "Yrsa"],
        ),
        "player": ([("Yrsa", "Ash")], ["Ash", "Yrsa"], []),
        "reader": ([], [], []),
    }


def test_map_leaves_out_whom_it_has_no_room_for_and_says_so(world):
    people = [make_npc(campaign=world.campaign) for _ in range(MAX_FIGURES + 3)]
    for npc in people[1:]:
        npc.relationships = [{"npc_id": people[0].pk}]
    picture = draw(relations_among(people, viewer(world.master, "game_master")))
    assert (len(picture.figures), picture.left_out) == (MAX_FIGURES, 3)


def test_relation_is_declared_changed_and_taken_back_on_its_pages(client, world):
    hob, yrsa = (make_npc(campaign=world.campaign, name=name) for name in ("Hob", "Yrsa"))
    client.force_login(world.master)
    form = reverse("campaigns:relation", args=[world.campaign.pk, hob.pk])
    typed = {
        "other": f"npc:{yrsa.pk}",
        "kind": "rival",
        "attitude": "-40",
        "visibility": "everyone",
        "notes": "Late bells.",
    }
    refused = client.post(form, {**typed, "attitude": "-140"})
    assert (refused.status_code, "Late bells." in refused.text) == (422, True)
    for other in ("npc:nobody", "monster:x", "nonsense"):
        assert client.post(form, {**typed, "other": other}).status_code == 422
    assert client.post(form, typed).status_code == 302
    shown = client.get(form, {"other": typed["other"]}).context["form"]
    assert (shown["kind"].value(), shown["attitude"].value()) == ("rival", -40)
    page = client.get(reverse("campaigns:npc", args=[world.campaign.pk, yrsa.pk]))
    assert [each.source.name for each in page.context["towards"]] == ["Hob"]

    remove = reverse("campaigns:remove_relation", args=[world.campaign.pk, hob.pk])
    assert client.post(remove, {"other": "nonsense"}).status_code == 404
    assert client.post(remove, {"other": typed["other"]}).status_code == 302
    assert ties(hob) == []


# The notes of the specification, and what the domain refuses.


def test_note_personality_and_relationships_are_kept_as_documents(world):
    npc = create_npc(
        world.master,
        world.campaign,
        name=" Hob ",
        personality={"version": 1, "traits": ["quiet"]},
        data={"current_mood": "fearful"},
    )
    relate(world.master, npc, world.ash, kind="enemy", attitude=-80)
    stored = NPC.objects.get(pk=npc.pk)
    assert (stored.name, stored.personality) == ("Hob", {"version": 1, "traits": ["quiet"]})
    assert stored.data == {
        "version": 1,
        "author": str(world.master.pk),
        "current_mood": "fearful",
    }
    [tie] = stored.relationships
    assert (tie["relationship_type"], tie["trust_level"]) == ("enemy", -80)

    for fields in (
        {"name": " "},
        {"personality": {"traits": "quiet"}},
        {"stats": {"size": "vast"}},
    ):
        with pytest.raises(NPCError):
            edit_npc(world.master, npc, **fields)
    with pytest.raises(NPCError):
        edit_npc(world.master, npc, data={"current_mood": "merry"})
    with pytest.raises(TypeError):
        edit_npc(world.master, npc, campaign="elsewhere")
    assert NPC.objects.get(pk=npc.pk).data == stored.data


def test_npc_with_a_log_goes_only_on_purpose_and_from_everybodys_list(world):
    npc, other = make_npc(campaign=world.campaign), make_npc(campaign=world.campaign)
    relate(world.master, other, npc, kind="ally")
    make_npc_interaction(npc=npc), make_npc_interaction(npc=npc)
    with pytest.raises(NPCHasLogError, match="2 interactions"):
        delete_npc(world.master, npc)
    assert delete_npc(world.master, npc, with_log=True) == 2
    assert ties(other) == []
    with pytest.raises(NPCError):
        delete_npc(world.master, npc)
