"""A campaign as a file: what goes out comes in again, once, and the same."""

import json
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.tests.factories import make_user
from campaigns.domain import archive as module
from campaigns.domain.archive import export_campaign, import_campaign
from campaigns.domain.deletion import delete_campaign
from campaigns.domain.errors import ArchiveError
from campaigns.domain.members import leave_campaign
from campaigns.forms import campaigns as forms
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    CampaignMember,
    Character,
    NPCInteraction,
    NPCStanding,
)
from campaigns.rules.documents.archive import read_campaign_archive
from campaigns.tests import test_documents as samples
from campaigns.tests.factories import (
    make_campaign_character,
    make_character,
    make_npc,
    make_npc_interaction,
    make_sheet,
    make_table,
)
from common.documents import DocumentError, read_json, write_json

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def make_whole_campaign():
    """A campaign with something in every part of it."""
    campaign, people = make_table(
        campaign={
            "data": samples.CAMPAIGN_DATA,
            "world_art": samples.PICTURES,
            "homebrew_rules": ["Eat together."],
            "world_description": "Fog.",
        },
        gm="game_master",
        player="player",
    )
    ash, bo = make_character(data=make_sheet(), name="Ash"), make_character()
    make_campaign_character(campaign=campaign, character=ash)
    make_campaign_character(campaign=campaign, character=bo)
    mara = make_npc(
        campaign=campaign,
        personality=samples.PERSON,
        stats=samples.STAT_BLOCK,
        data=samples.NPC_DATA,
    )
    wick = make_npc(campaign=campaign, relationships=[{"character_id": ash.pk, "trust_level": 9}])
    mara.relationships = [{"npc_id": wick.pk, "notes": "Twins.", "visibility": "game_master"}]
    mara.save()
    for change in (90, 30, -40):
        # All at one moment: in which order they count, their keys say.
        make_npc_interaction(
            npc=mara,
            character=ash,
            relationship_change=change,
            timestamp=NOW,
            data=samples.TALK_DATA,
        )
    make_npc_interaction(npc=wick, timestamp=NOW + timedelta(hours=1))
    return campaign, people


@pytest.fixture(scope="module")
def whole(module_rows):
    return make_whole_campaign()


def through_a_file(document):
    return read_json(write_json(document).encode())


def without_keys(document):
    """The same document with each key replaced by the number of its first appearance."""
    names, rows = {}, document["npcs"] + document["characters"] + document["interactions"]
    for row in [document["campaign"], *rows]:
        names.setdefault(row["id"], f"key {len(names)}")
    text = json.dumps(document, sort_keys=True)
    for key, name in names.items():
        text = text.replace(key, name)
    return json.loads(text)


def test_what_goes_out_comes_in_again_the_same_but_for_its_keys(whole):
    campaign, people = whole
    first = export_campaign(people["gm"], campaign).document
    other = make_user()
    taken = import_campaign(other, through_a_file(first), now=NOW)
    second = export_campaign(other, taken.campaign).document
    again = import_campaign(make_user(), through_a_file(second), now=NOW).campaign

    assert without_keys(second) == without_keys(first)
    user = again.members.get().user
    assert without_keys(export_campaign(user, again).document) == without_keys(first)
    keys = [{row["id"] for row in document["npcs"]} for document in (first, second)]
    assert keys[0] & keys[1] == set()


def test_scores_are_the_same_in_the_copy(whole):
    campaign, people = whole
    module.rebuild_standings(NPC.objects.filter(campaign=campaign))
    document = through_a_file(export_campaign(people["gm"], campaign).document)
    copy = import_campaign(people["gm"], document, now=NOW).campaign

    def scores(of):
        rows = NPCStanding.objects.filter(npc__campaign=of)
        names = ("npc__name", "character__name", "score_for_game_masters")
        return set(rows.values_list(*names))

    assert scores(copy) == scores(campaign) != set()


def test_the_same_file_twice_changes_nothing(whole):
    campaign, people = whole
    document = through_a_file(export_campaign(people["gm"], campaign).document)
    user = make_user()
    first = import_campaign(user, document, now=NOW)

    def counts():
        models = (Campaign, NPC, NPCInteraction, Character, CampaignCharacter, CampaignMember)
        return [model.objects.count() for model in models]

    before = counts()
    second = import_campaign(user, document, now=NOW)
    assert (first.is_new, second.is_new) == (True, False)
    assert (second.campaign, counts()) == (first.campaign, before)


def test_a_campaign_that_was_deleted_comes_back_by_its_file(whole):
    """Its characters stayed, and whoever deleted it has them; the file brings its own."""
    campaign, people = whole
    document = through_a_file(export_campaign(people["gm"], campaign).document)
    user = make_user()
    first = import_campaign(user, document, now=NOW).campaign
    keys = set(Character.objects.run_by(user).values_list("pk", flat=True))
    delete_campaign(user, first.pk, name=first.name)
    assert set(Character.objects.filter(ownership__owner=user).values_list("pk", flat=True)) == keys
    again = import_campaign(user, document, now=NOW + timedelta(days=1))
    assert (again.is_new, again.campaign.npcs.count()) == (True, 2)
    assert without_keys(export_campaign(user, again.campaign).document) == without_keys(document)
    playing = set(again.campaign.party.values_list("character", flat=True))
    assert (len(playing), playing & keys) == (2, set())


def test_sheets_come_along_and_belong_to_whoever_runs_the_copy(whole):
    campaign, people = whole
    document = through_a_file(export_campaign(people["gm"], campaign).document)
    user = make_user()
    import_campaign(user, document, now=NOW)
    mine = Character.objects.run_by(user)
    assert sorted(mine.values_list("data__level", flat=True)) == [1, 5]
    assert Character.objects.filter(ownership__isnull=False).count() == 0


def test_what_is_for_its_author_is_for_whoever_takes_it_in():
    campaign, people = make_table(gm="game_master")
    gm = people["gm"]
    campaign.data = {"locations": [{"name": "Den", "visibility": "author", "author": str(gm.pk)}]}
    campaign.save()
    document = export_campaign(gm, campaign).document
    assert document["campaign"]["data"]["locations"] == [{"name": "Den", "visibility": "author"}]
    user = make_user()
    copy = import_campaign(user, through_a_file(document), now=NOW).campaign
    assert copy.data["locations"][0]["author"] == str(user.pk)


def test_meetings_with_a_sheet_that_one_may_not_see_are_left_out_and_counted(whole):
    campaign, people = whole
    CampaignCharacter.objects.filter(character__name="Ash").update(left_at=NOW + timedelta(hours=2))
    exported = export_campaign(people["gm"], campaign)
    found = exported.document
    assert (exported.left_out, len(found["interactions"]), len(found["characters"])) == (3, 1, 1)
    read_campaign_archive(through_a_file(found))


def test_a_campaign_of_many_rows_goes_through_a_file_by_the_batch(
    whole, monkeypatch, django_assert_max_num_queries
):
    campaign, people = whole
    NPC.objects.bulk_create(
        NPC(campaign=campaign, name=f"NPC {number}", data={}) for number in range(120)
    )
    npcs, ash = list(campaign.npcs.all()), Character.objects.get(name="Ash")
    NPCInteraction.objects.bulk_create(
        NPCInteraction(
            npc=npcs[number % len(npcs)],
            character=ash,
            interaction_type="trade",
            summary=f"Meeting {number}",
            relationship_change=number % 41 - 20,
            timestamp=NOW + timedelta(minutes=number),
            data={"version": 1},
        )
        for number in range(500)
    )
    monkeypatch.setattr(module, "BATCH", 60)
    user, first = make_user(), export_campaign(people["gm"], campaign).document
    with django_assert_max_num_queries(60):
        copy = import_campaign(user, through_a_file(first), now=NOW).campaign
    second = export_campaign(user, copy).document
    assert len(second["interactions"]) == 504
    assert without_keys(second) == without_keys(first)


@pytest.mark.parametrize("role", ["gm", "player"])
def test_what_an_export_would_hold_is_counted_without_making_it(
    whole, role, django_assert_num_queries
):
    campaign, people = whole
    make_npc_interaction(npc=make_npc(campaign=campaign, data={"visibility": "game_master"}))
    make_npc_interaction(npc=campaign.npcs.first(), data={"undone_at": NOW.isoformat()})
    CampaignCharacter.objects.filter(character__name="Ash").update(left_at=NOW + timedelta(hours=2))
    exported = export_campaign(people[role], campaign)
    counts = {name: len(exported.document[name]) for name in ("npcs", "characters", "interactions")}
    with django_assert_num_queries(4):
        counted = module.count_export(people[role], campaign)
    assert asdict(counted) == {**counts, "left_out": exported.left_out}
    assert counted.left_out == {"gm": 3, "player": 0}[role]


def test_what_a_player_exports_can_be_read_too(whole):
    campaign, people = whole
    document = through_a_file(export_campaign(people["player"], campaign).document)
    assert read_campaign_archive(document).is_whole is False
    assert document["npcs"][0]["stats"] is None


def test_one_who_left_the_copy_does_not_come_back_by_the_file(whole):
    campaign, people = whole
    document = through_a_file(export_campaign(people["gm"], campaign).document)
    user, other = make_user(), make_user()
    copy = import_campaign(user, document, now=NOW).campaign
    CampaignMember.objects.create(campaign=copy, user=other, role="game_master")
    leave_campaign(user, copy.pk, now=NOW)
    with pytest.raises(ArchiveError, match="have left it"):
        import_campaign(user, document, now=NOW)


MINIMAL = {
    "version": 1,
    "kind": "fireside-campaign",
    "campaign": {"id": "mill", "name": "Mill", "setting": "A valley.", "tone": "dry", "data": {}},
}
MET = {"id": "i", "npc_id": "a", "interaction_type": "trade", "summary": "A lamp."}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "fireside-game"}, "kind: Input should be 'fireside-campaign'"),
        ({"extra": 1}, "extra: Extra inputs are not permitted"),
        ({"npcs": [{"id": "a", "name": "A"}] * 2}, "npcs: a should stand here only once"),
        (
            {"interactions": [{**MET, "timestamp": "2026-11-30T10:00:00+00:00"}]},
            "Interaction 0 is with an NPC that is not in the file",
        ),
        (
            {"npcs": [{"id": "a", "name": "A", "relationships": [{"npc_id": "b"}]}]},
            "A knows an NPC that is not in the file",
        ),
        (
            {"npcs": [{"id": "a", "name": "A"}], "interactions": [{**MET, "timestamp": "today"}]},
            "interactions › 0 › timestamp",
        ),
        ({"campaign": {**MINIMAL["campaign"], "name": " "}}, "campaign › name"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_its_place(changes, expected):
    with pytest.raises(ArchiveError, match="This is not the export of a campaign") as caught:
        import_campaign(make_user(), {**MINIMAL, **changes}, now=NOW)
    assert expected in str(caught.value)
    assert not Campaign.objects.filter(setting=MINIMAL["campaign"]["setting"]).exists()


@settings(max_examples=25)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*MINIMAL, "npcs", "id"]), inner, max_size=4)
        ),
        max_leaves=8,
    )
)
def test_no_document_makes_reading_fail_in_another_way(value):
    with pytest.raises(DocumentError):
        read_campaign_archive(value)


# By the pages.


def upload(client, document, name="campaign.json"):
    content = document if isinstance(document, bytes) else write_json(document).encode()
    file = SimpleUploadedFile(name, content, content_type="application/json")
    return client.post(reverse("campaigns:import_campaign"), {"file": file})


def test_a_file_is_taken_in_by_a_page_and_the_second_time_is_told(client):
    user = make_user()
    client.force_login(user)
    for told in ("is there, and you run it", "was here already"):
        page = upload(client, MINIMAL)
        campaign = Campaign.objects.get(name="Mill")
        assert page.headers["Location"] == reverse("campaigns:campaign", args=[campaign.pk])
        assert told in client.get(page.headers["Location"]).text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "line 1"),
        (b'{"kind": "fireside-game"}', "This is not the export of a campaign"),
        (b"x" * 2_001, "No more than"),
        (b"[" + b"{}," * 500 + b"{}]", "more than 1,000 parts, and no campaign has"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused_in_words(client, monkeypatch, content, told):
    monkeypatch.setattr(forms, "MAX_BYTES", 2_000)
    monkeypatch.setattr(module, "MAX_PARTS", 1_000)
    client.force_login(make_user())
    page = upload(client, content)
    assert (page.status_code, told in page.text) == (422, True)


def test_a_file_is_named_after_the_campaign_and_kept_by_nobody_between(client):
    campaign, people = make_table(campaign={"name": "Low Mill"}, gm="game_master")
    client.force_login(people["gm"])
    answer = client.get(reverse("campaigns:export_file", args=[campaign.pk]))
    assert (answer.headers["Content-Disposition"], answer.headers["Cache-Control"]) == (
        'attachment; filename="low-mill.json"',
        "no-store",
    )
    assert read_json(answer.content)["campaign"]["name"] == "Low Mill"
