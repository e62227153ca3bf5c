"""A campaign begins, changes, is copied, archived and deleted; people come and go."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import make_user
from campaigns.domain import campaigns as verbs
from campaigns.domain import elements
from campaigns.domain.clones import clone_campaign, save_as_template, ties_left_behind
from campaigns.domain.deletion import contents_of, delete_campaign
from campaigns.domain.errors import (
    CampaignArchivedError,
    CampaignError,
    ChangedMeanwhileError,
    ElementError,
    InvitationError,
    MembershipError,
    NotAMemberError,
    NotTheGameMasterError,
    PartyError,
    TemplateError,
)
from campaigns.domain.invitations import (
    find_invitation,
    follow_invitation,
    make_invitation,
    revoke_invitation,
)
from campaigns.domain.members import change_role, leave_campaign, remove_member
from campaigns.domain.party import bring_character, party_of, take_out_character
from campaigns.domain.waiting import waiting_for
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    CampaignInvitation,
    CampaignMember,
    Character,
    NPCInteraction,
)
from campaigns.rules.elements import PLACE, QUEST, SESSION, fingerprint
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_character,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_table,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TEXTS = {
    "name": "The Drowned Mill",
    "setting": "A valley.",
    "tone": "dry",
    "description": "Water.",
}


def seat_of(campaign, user):
    return CampaignMember.objects.get(campaign=campaign, user=user)


def stored(campaign):
    return Campaign.objects.get(pk=campaign.pk)


# Begun and changed.


def test_whoever_starts_a_campaign_runs_it():
    user = make_user()
    campaign = stored(verbs.start_campaign(user, **TEXTS, now=NOW))
    assert {name: getattr(campaign, name) for name in TEXTS} == TEXTS
    assert (campaign.is_template, campaign.is_custom, campaign.state) == (False, True, "created")
    assert seat_of(campaign, user).role == "game_master"


def test_every_field_can_be_cleared():
    campaign, people = make_table(
        campaign={
            "description": "Water.",
            "world_description": "Fog.",
            "homebrew_rules": ["Eat."],
        },
        gm="game_master",
    )
    verbs.edit_campaign(
        people["gm"],
        campaign.pk,
        was=verbs.campaign_mark(campaign),
        state="active",
        visibility="members",
        description="",
        world_description="",
        homebrew_rules=[],
    )
    row = stored(campaign)
    assert (row.description, row.world_description, row.homebrew_rules) == ("", "", [])


def test_what_was_saved_in_between_is_not_overwritten():
    campaign, people = make_table(gm="game_master")
    mark = verbs.campaign_mark(campaign)
    edit = {"state": "active", "visibility": "members", "was": mark}
    verbs.edit_campaign(people["gm"], campaign.pk, tone="dark", **edit)
    with pytest.raises(ChangedMeanwhileError):
        verbs.edit_campaign(people["gm"], campaign.pk, tone="light", **edit)
    assert stored(campaign).tone == "dark"


def test_the_archive_keeps_a_campaign_as_it_is_until_it_is_taken_out():
    data = {"version": 1, "state": "active", "sessions": [{"number": 1}]}
    campaign, people = make_table(campaign={"data": data}, gm="game_master", player="player")
    gm, key = people["gm"], campaign.pk
    for _ in range(2):
        verbs.archive_campaign(gm, key)
    assert stored(campaign).state == "archived"
    with pytest.raises(CampaignArchivedError):
        elements.add_element(gm, key, QUEST, {"name": "Lamp"})
    with pytest.raises(NotTheGameMasterError):
        verbs.unarchive_campaign(people["player"], key)
    for _ in range(2):
        verbs.unarchive_campaign(gm, key)
    assert stored(campaign).data == data


# Elements.


def test_an_element_is_added_changed_and_taken_away():
    campaign, people = make_table(gm="game_master")
    gm, key = people["gm"], campaign.pk
    added = elements.add_element(gm, key, QUEST, {"name": "The lamp"})
    assert stored(campaign).data["quests"] == [{"name": "The lamp", "author": str(gm.pk)}]
    mark, was = QUEST.mark(added), fingerprint(added)
    changed = {"name": "The lamp", "status": "active"}
    elements.change_element(gm, key, QUEST, mark, changed, was=was)
    assert stored(campaign).data["quests"][0]["status"] == "active"
    with pytest.raises(ChangedMeanwhileError):
        elements.change_element(gm, key, QUEST, mark, {"name": "The wick"}, was=was)
    elements.remove_element(gm, key, QUEST, mark)
    assert stored(campaign).data["quests"] == []
    with pytest.raises(ElementError, match="no longer here"):
        elements.remove_element(gm, key, QUEST, mark)


def test_two_quests_of_one_name_are_refused_and_nothing_is_stored():
    campaign, people = make_table(gm="game_master")
    elements.add_element(people["gm"], campaign.pk, QUEST, {"name": "The lamp"})
    before = stored(campaign).data
    with pytest.raises(ElementError, match="only once"):
        elements.add_element(people["gm"], campaign.pk, QUEST, {"name": "The lamp"})
    assert stored(campaign).data == before


def test_the_party_follows_a_place_that_is_renamed_and_is_nowhere_when_it_goes():
    data = {"current_location": "Quay", "locations": [{"name": "Mill"}, {"name": "Quay"}]}
    campaign, people = make_table(campaign={"data": data}, gm="game_master")
    gm, place = people["gm"], data["locations"][1]
    elements.change_element(
        gm, campaign.pk, PLACE, PLACE.mark(place), {"name": "Low Quay"}, was=fingerprint(place)
    )
    assert stored(campaign).data["current_location"] == "Low Quay"
    elements.remove_element(gm, campaign.pk, PLACE, PLACE.mark({"name": "Low Quay"}))
    assert stored(campaign).data["current_location"] == ""


def test_a_session_that_goes_is_active_no_more():
    data = {"sessions": [{"number": 1}, {"number": 2}], "active_session": 2}
    campaign, people = make_table(campaign={"data": data}, gm="game_master")
    elements.remove_element(people["gm"], campaign.pk, SESSION, SESSION.mark({"number": 2}))
    assert stored(campaign).data == {"sessions": [{"number": 1}]}


def test_an_objective_is_ticked_and_open_again():
    quest = {"name": "Lamp", "objectives": [{"text": "Light it"}, {"text": "Hang it"}]}
    campaign, people = make_table(campaign={"data": {"quests": [quest]}}, gm="game_master")
    mark = QUEST.mark(quest)
    for expected in (True, False):
        elements.tick_objective(people["gm"], campaign.pk, mark, 1)
        done = [each.get("is_done") for each in stored(campaign).data["quests"][0]["objectives"]]
        assert done == [None, expected]
    with pytest.raises(ElementError):
        elements.tick_objective(people["gm"], campaign.pk, mark, 2)


def test_another_day_asks_everybody_again():
    campaign, people = make_table(gm="game_master", player="player", reader="reader")
    gm, player, key = people["gm"], people["player"], campaign.pk
    on = timezone.now().date() + timedelta(days=3)
    elements.plan_next_session(gm, key, on=on, note="Stew.")
    asked = {who: [item.text for item in waiting_for(people[who])] for who in people}
    question = f"Do you come to “{campaign.name}” on {on.day} {on:%B}?"
    assert asked == {"gm": [question], "player": [question], "reader": []}

    elements.answer_next_session(player, key, answer="yes", on=on.isoformat())
    assert list(waiting_for(player)) == []
    elements.plan_next_session(gm, key, on=on, note="No stew.")
    assert stored(campaign).data["next_session"]["answers"] == {str(player.pk): "yes"}
    elements.plan_next_session(gm, key, on=on + timedelta(days=7))
    assert stored(campaign).data["next_session"]["answers"] == {}
    with pytest.raises(ElementError, match="no longer"):
        elements.answer_next_session(player, key, answer="no", on=on.isoformat())
    with pytest.raises(ElementError):
        elements.answer_next_session(people["reader"], key, answer="yes", on=on.isoformat())
    elements.plan_next_session(gm, key, on=None)
    assert "next_session" not in stored(campaign).data


def test_a_day_that_is_past_waits_for_nobody():
    data = {"next_session": {"on": date(2020, 1, 1).isoformat()}}
    _, people = make_table(campaign={"data": data}, gm="game_master")
    assert list(waiting_for(people["gm"])) == []


# Copies.


def make_full_campaign():
    """A campaign with two NPCs who know each other and a character, and one evening played."""
    data = {
        "version": 1,
        "state": "active",
        "visibility": "everyone",
        "sessions": [{"number": 1}],
        "active_session": 1,
        "next_session": {"on": "2126-01-01"},
        "plot_hooks": ["The lamp is out."],
        "dm_notes": "It was the miller.",
        "locations": [{"name": "Mill"}],
        "quests": [
            {"name": "Lamp", "status": "active", "objectives": [{"text": "x", "is_done": True}]}
        ],
    }
    art = {"pictures": [{"source": "/map.svg", "title": "A map"}]}
    campaign, people = make_table(
        campaign={"data": data, "world_art": art, "homebrew_rules": ["Eat."]},
        gm="game_master",
        player="player",
    )
    character = make_character()
    make_campaign_character(campaign=campaign, character=character)
    mara, wick = make_npc(campaign=campaign), make_npc(campaign=campaign)
    mara.relationships = [
        {"npc_id": wick.pk, "trust_level": 20, "visibility": "game_master"},
        {"character_id": character.pk, "trust_level": 5},
    ]
    mara.save()
    make_npc_interaction(npc=mara, character=character)
    return campaign, people, (mara, wick)


def test_a_clone_is_deep_and_begins_anew():
    campaign, people, (mara, wick) = make_full_campaign()
    copy = stored(clone_campaign(people["gm"], campaign, name="Again", now=NOW))

    assert (copy.name, copy.template, copy.is_template, copy.state) == (
        "Again",
        campaign,
        False,
        "created",
    )
    assert copy.data == {
        "version": 1,
        "state": "created",
        "plot_hooks": ["The lamp is out."],
        "dm_notes": "It was the miller.",
        "locations": [{"name": "Mill"}],
        "quests": [{"name": "Lamp", "status": "offered", "objectives": [{"text": "x"}]}],
    }
    assert (copy.world_art, copy.homebrew_rules) == (campaign.world_art, ["Eat."])
    npcs = {npc.name: npc for npc in NPC.objects.filter(campaign=copy)}
    assert set(npcs) == {mara.name, wick.name}
    assert {npc.pk for npc in npcs.values()} & {mara.pk, wick.pk} == set()
    assert npcs[mara.name].relationships == [
        {"npc_id": npcs[wick.name].pk, "trust_level": 20, "visibility": "game_master"}
    ]
    assert [member.user for member in copy.members.all()] == [people["gm"]]
    assert (copy.party.count(), NPCInteraction.objects.filter(npc__campaign=copy).count()) == (0, 0)
    assert ties_left_behind(campaign) == 1
    # What is done to the copy is done to the copy.
    npcs[mara.name].relationships = []
    npcs[mara.name].save()
    assert len(NPC.objects.get(pk=mara.pk).relationships) == 2


def test_one_may_copy_what_one_runs_and_templates_that_are_for_all():
    campaign, people = make_table(gm="game_master", player="player")
    with pytest.raises(TemplateError):
        clone_campaign(people["player"], campaign, now=NOW)
    supplied = make_campaign(is_template=True, is_custom=False)
    shared = make_campaign(is_template=True, data={"version": 1, "visibility": "everyone"})
    private = make_campaign(is_template=True)
    player = people["player"]
    assert clone_campaign(player, supplied, now=NOW).template == supplied
    assert clone_campaign(player, shared, now=NOW).template == shared
    with pytest.raises(TemplateError):
        clone_campaign(player, private, now=NOW)
    assert set(Campaign.objects.usable_by(player)) == {supplied, shared}


@pytest.mark.parametrize(("is_shared", "others"), [(True, 1), (False, 0)])
def test_a_template_of_ones_own_is_for_oneself_or_for_all(is_shared, others):
    campaign, people, _ = make_full_campaign()
    template = save_as_template(people["gm"], campaign, name="Mill", is_shared=is_shared, now=NOW)
    assert (template.is_template, template.is_custom, template.npcs.count()) == (True, True, 2)
    assert Campaign.objects.usable_by(people["gm"]).count() == 1
    assert Campaign.objects.usable_by(make_user()).count() == others
    with pytest.raises(TemplateError):
        save_as_template(people["player"], campaign, now=NOW)


def test_what_another_keeps_to_themselves_is_not_copied():
    data = {
        "version": 1,
        "locations": [
            {"name": "Den", "visibility": "author", "author": "somebody"},
            {"name": "Mill", "author": "somebody"},
        ],
    }
    campaign, people = make_table(campaign={"data": data}, gm="game_master")
    make_npc(campaign=campaign, data={"version": 1, "visibility": "author", "author": "x"})
    copy = clone_campaign(people["gm"], campaign, now=NOW)
    assert copy.data["locations"] == [{"name": "Mill", "author": str(people["gm"].pk)}]
    assert copy.npcs.count() == 0


# The end.


def test_all_that_belongs_to_a_campaign_goes_with_it_and_characters_stay():
    campaign, people, _ = make_full_campaign()
    copy = clone_campaign(people["gm"], campaign, now=NOW)
    make_invitation(people["gm"], campaign.pk, now=NOW)
    contents = contents_of(campaign)
    assert dict(contents.goes) == {
        "NPC": 2,
        "interaction": 1,
        "membership": 2,
        "invitation": 1,
        "session": 1,
        "quest": 1,
        "place": 1,
        "picture": 1,
        "hook": 1,
        "house rule": 1,
    }
    assert (len(contents.characters), contents.copies) == (1, 1)
    with pytest.raises(CampaignError, match="not the name"):
        delete_campaign(people["gm"], campaign.pk, name="Something else")
    with pytest.raises(NotTheGameMasterError):
        delete_campaign(people["player"], campaign.pk, name=campaign.name)
    delete_campaign(people["gm"], campaign.pk, name=campaign.name)
    left = [model.objects.count() for model in (Campaign, NPC, NPCInteraction, CampaignCharacter)]
    assert left == [1, 2, 0, 0]
    assert (Character.objects.count(), CampaignInvitation.objects.count()) == (1, 0)
    assert stored(copy).template is None


# People.


def test_a_campaign_keeps_a_game_master():
    campaign, people = make_table(gm="game_master", player="player")
    gm, player, key = people["gm"], people["player"], campaign.pk
    last = "Somebody has to run the campaign"
    with pytest.raises(MembershipError, match=last):
        leave_campaign(gm, key, now=NOW)
    with pytest.raises(MembershipError, match=last):
        change_role(gm, key, who=seat_of(campaign, gm), role="player")
    change_role(gm, key, who=seat_of(campaign, player), role="game_master")
    leave_campaign(gm, key, now=NOW)
    assert [member.user for member in campaign.members.all()] == [player]


def test_whoever_goes_takes_their_characters_out_and_closes_the_links():
    campaign, people = make_table(gm="game_master", player="player")
    character = make_character()
    make_character_owner(character=character, owner=people["player"])
    bring_character(people["player"], campaign.pk, character=character, now=NOW)
    assert Character.objects.visible_to(people["gm"]).count() == 1
    _, token = make_invitation(people["gm"], campaign.pk, now=NOW)
    seat = seat_of(campaign, people["player"])
    with pytest.raises(MembershipError, match="leave the campaign"):
        remove_member(people["gm"], campaign.pk, who=seat_of(campaign, people["gm"]), now=NOW)
    remove_member(people["gm"], campaign.pk, who=seat, now=NOW + timedelta(hours=1))

    assert party_of(campaign).count() == 0
    assert Character.objects.visible_to(people["gm"]).count() == 0
    assert Campaign.objects.visible_to(people["player"]).count() == 0
    with pytest.raises(InvitationError, match="taken back"):
        find_invitation(token=token, now=NOW)
    with pytest.raises(NotAMemberError):
        leave_campaign(people["player"], campaign.pk, now=NOW)


@pytest.mark.parametrize("role", ["game_master", "player", "reader"])
def test_a_link_makes_what_it_says(role):
    campaign, people = make_table(gm="game_master")
    user = make_user()
    invitation, token = make_invitation(people["gm"], campaign.pk, role=role, max_uses=1, now=NOW)
    for _ in range(2):
        assert follow_invitation(user, token=token, now=NOW).role == role
    invitation.refresh_from_db()
    assert (invitation.uses, token in invitation.token_hash) == (1, False)
    with pytest.raises(InvitationError, match="as often as it may"):
        follow_invitation(make_user(), token=token, now=NOW)


def test_a_link_leads_nowhere_when_it_is_late_taken_back_or_the_campaign_archived():
    campaign, people = make_table(gm="game_master", player="player")
    gm, key = people["gm"], campaign.pk
    invitation, token = make_invitation(gm, key, days=2, now=NOW)
    with pytest.raises(InvitationError, match="run out"):
        find_invitation(token=token, now=NOW + timedelta(days=2))
    verbs.archive_campaign(gm, key)
    with pytest.raises(InvitationError, match="archived"):
        find_invitation(token=token, now=NOW)
    verbs.unarchive_campaign(gm, key)
    revoke_invitation(gm, key, invitation=invitation, now=NOW)
    with pytest.raises(InvitationError, match="taken back"):
        find_invitation(token=token, now=NOW)
    with pytest.raises(InvitationError, match="no campaign"):
        find_invitation(token="nothing", now=NOW)
    with pytest.raises(NotTheGameMasterError):
        make_invitation(people["player"], key, now=NOW)
    for wrong in ({"days": 31}, {"max_uses": 0}, {"role": "owner"}):
        with pytest.raises(InvitationError):
            make_invitation(gm, key, now=NOW, **wrong)


def test_a_link_makes_nobody_less_than_they_are():
    campaign, people = make_table(gm="game_master")
    _, token = make_invitation(people["gm"], campaign.pk, role="reader", now=NOW)
    assert follow_invitation(people["gm"], token=token, now=NOW).role == "game_master"


def test_players_bring_their_own_and_game_masters_whom_they_run():
    campaign, people = make_table(gm="game_master", player="player", reader="reader")
    key, player = campaign.pk, people["player"]
    own, other = make_character(), make_character()
    make_character_owner(character=own, owner=player)
    with pytest.raises(PartyError, match="of your own"):
        bring_character(player, key, character=other, now=NOW)
    with pytest.raises(PartyError, match="Players and game masters"):
        bring_character(people["reader"], key, character=own, now=NOW)
    for _ in range(2):
        bring_character(player, key, character=own, now=NOW)
    assert [row.character for row in party_of(campaign)] == [own]
    mate = make_user()
    CampaignMember.objects.create(campaign=campaign, user=mate, role="player")
    with pytest.raises(PartyError, match="Its player or a game master"):
        take_out_character(mate, key, character=own, now=NOW)
    take_out_character(people["gm"], key, character=own, now=NOW)
    assert party_of(campaign).count() == 0
    bring_character(player, key, character=own, now=NOW)
    assert CampaignCharacter.objects.get().left_at is None
