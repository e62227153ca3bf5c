"""What the database refuses of links and of changes, and what follows from a document."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.tests.factories import make_user
from campaigns.models import (
    NPC,
    Campaign,
    CampaignInvitation,
    Character,
    CharacterChange,
    NPCInteraction,
)
from campaigns.tests.factories import (
    execute,
    make_campaign,
    make_campaign_character,
    make_campaign_invitation,
    make_campaign_member,
    make_character,
    make_character_change,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_table,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PAST = NOW - timedelta(days=1)
REFUSED = [
    (make_campaign_invitation, {"token_hash": "plain"}, "campaigninvitation_token_is_hashed"),
    (make_campaign_invitation, {"role": "owner"}, "campaigninvitation_role_known"),
    (make_campaign_invitation, {"uses": 7}, "campaigninvitation_uses_within_limit"),
    (make_campaign_invitation, {"max_uses": 0}, "campaigninvitation_uses_within_limit"),
    (make_campaign_invitation, {"expires_at": PAST}, "campaigninvitation_expires_later"),
    (make_character_change, {"kind": ""}, "characterchange_kind_filled"),
    (make_character_change, {"summary": ""}, "characterchange_summary_filled"),
    (make_character_change, {"before": []}, "characterchange_before_is_object"),
    (make_character_change, {"after": []}, "characterchange_after_is_object"),
    (make_character_change, {"undone_at": PAST}, "characterchange_undone_later"),
]


@pytest.mark.parametrize(("make", "fields", "constraint"), REFUSED)
def test_the_database_refuses(make, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


def test_a_change_undone_by_somebody_says_when():
    with pytest.raises(IntegrityError, match="undone_has_time"), transaction.atomic():
        make_character_change(undone_by=make_user())


def test_no_two_links_have_one_token():
    make_campaign_invitation(token="same")
    with pytest.raises(IntegrityError, match="token"), transaction.atomic():
        make_campaign_invitation(token="same")


def test_each_check_is_tried_above():
    tried = {constraint for _, _, constraint in REFUSED}
    own = {"characterchange_undone_has_time", "campaigninvitation_token_unique"}
    names = {
        constraint.name
        for model in (CampaignInvitation, CharacterChange)
        for constraint in model._meta.constraints
    }
    assert names == tried | own


def test_who_casts_spells_follows_from_the_stat_block():
    ability = {"description": "It knows a trick."}
    blocks = [
        (None, False),
        ({}, False),
        ({"spells": []}, False),
        ({"spells": ["light"]}, True),
        ({"special_abilities": [{"name": "Innate Spellcasting", **ability}]}, True),
        ({"special_abilities": [{"name": "Keen Smell", **ability}]}, False),
    ]
    npcs = [make_npc(stats=stats) for stats, _ in blocks]
    found = [NPC.objects.get(pk=npc.pk).casts_spells for npc in npcs]
    assert found == [casts for _, casts in blocks]
    # What plain SQL changes, it follows as well.
    execute('UPDATE npcs SET stats = \'{"spells": ["light"]}\' WHERE id = %s', npcs[0].pk)
    assert NPC.objects.get(pk=npcs[0].pk).casts_spells


def test_constraints_speak_to_people():
    invitation = make_campaign_invitation()
    invitation.expires_at = PAST
    with pytest.raises(ValidationError, match="A link expires after"):
        invitation.full_clean()


def test_history_goes_with_its_character_and_stays_without_its_author():
    later = timezone.now() + timedelta(hours=1)
    change = make_character_change(actor=make_user(), undone_by=make_user(), undone_at=later)
    execute("DELETE FROM users")
    change.refresh_from_db()
    assert (change.actor, change.undone_by) == (None, None)
    execute("DELETE FROM characters")
    assert CharacterChange.objects.count() == 0


def test_a_link_goes_with_its_campaign_and_stays_without_its_author():
    invitation = make_campaign_invitation(created_by=make_user())
    execute("DELETE FROM users")
    invitation.refresh_from_db()
    assert invitation.created_by is None
    execute("DELETE FROM campaigns")
    assert CampaignInvitation.objects.count() == 0


@pytest.mark.parametrize(
    ("make", "data", "expected"),
    [
        (make_npc, {}, ("everyone", "")),
        (make_npc, {"visibility": "author", "author": "mara"}, ("author", "mara")),
        (make_npc_interaction, {}, ("everyone", "")),
        (make_npc_interaction, {"visibility": "members", "author": None}, ("members", "")),
    ],
)
def test_whom_a_row_is_for_follows_its_document(make, data, expected):
    row = make(data={"version": 1})
    row.data = {"version": 1, **data}
    row.save()
    row.refresh_from_db()
    assert (row.visibility, row.author_key) == expected


def test_state_and_openness_of_a_campaign_follow_its_document():
    campaign = make_campaign(data={"version": 1})
    assert (campaign.state, campaign.visibility) == ("created", "members")
    campaign.data = {"version": 1, "state": "paused", "visibility": "everyone"}
    campaign.save()
    campaign.refresh_from_db()
    assert (campaign.state, campaign.visibility) == ("paused", "everyone")


def test_which_campaigns_exist_for_whom():
    user = make_user()
    run = make_campaign_member(user=user, role="game_master").campaign
    read = make_campaign_member(user=user, role="reader").campaign
    opened = make_campaign(data={"version": 1, "visibility": "everyone"})
    supplied = make_campaign(is_template=True, is_custom=False)
    make_campaign()
    found = {
        name: set(getattr(Campaign.objects, name)(user))
        for name in ("visible_to", "joined_by", "run_by", "usable_by")
    }
    assert found == {
        "visible_to": {run, read, opened, supplied},
        "joined_by": {run, read},
        "run_by": {run},
        "usable_by": {supplied},
    }


def test_which_characters_exist_for_whom():
    campaign, people = make_table(gm="game_master", player="player", reader="reader")
    own, gone, stray = make_character(), make_character(), make_character()
    make_character_owner(character=own, owner=people["player"])
    make_campaign_character(campaign=campaign, character=own)
    make_campaign_character(
        campaign=campaign, character=gone, left_at=timezone.now() + timedelta(hours=1)
    )
    make_character_owner(character=stray)
    seen = {who: set(Character.objects.visible_to(user)) for who, user in people.items()}
    run = {who: set(Character.objects.run_by(user)) for who, user in people.items()}
    assert seen == {"gm": {own}, "player": {own}, "reader": {own}}
    assert run == {"gm": {own}, "player": {own}, "reader": set()}


def test_whoever_runs_a_campaign_changes_its_people_and_log():
    campaign, people = make_table(gm="game_master", player="player")
    make_npc_interaction(npc=make_npc(campaign=campaign))
    counts = {
        who: (NPC.objects.run_by(user).count(), NPCInteraction.objects.run_by(user).count())
        for who, user in people.items()
    }
    assert counts == {"gm": (1, 1), "player": (0, 0)}
