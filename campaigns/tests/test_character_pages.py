"""The pages of characters: who sees and does what, what they refuse, what they cost."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.tests.factories import make_user
from campaigns.domain.characters import create_character
from campaigns.domain.sheet_changes import change_sheet, version_of
from campaigns.models import Character, CharacterChange
from campaigns.rules.sheet_verbs import vitals
from campaigns.tests.factories import (
    make_campaign,
    make_campaign_character,
    make_campaign_member,
    make_npc,
    make_npc_interaction,
    make_npc_standing,
    make_sheet,
    make_spell,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)


@pytest.fixture
def user(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def ash(user):
    return create_character(user, make_sheet(), now=NOW)


def at(name, *args):
    return reverse(f"campaigns:{name}", args=args)


def do(client, character, action, htmx=False, **data):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(at("character_do", character.pk, action), data, headers=headers)


def stored(character):
    return Character.objects.get(pk=character.pk).data


def damage(user, character, *amounts):
    for amount in amounts:
        change_sheet(user, character.pk, vitals.take_damage, amount, kind="damage", now=NOW)


PAGES = {
    "read": ["character", "character_history", "character_print"],
    "change": [
        "character_spells",
        "character_level",
        "character_improvement",
        "character_export",
        "character_delete",
        "character_new_thing",
    ],
}


@pytest.mark.usefixtures("undrawn_pages")
def test_who_reads_and_who_changes_a_character(client):
    owner = make_user()
    ash = create_character(owner, make_sheet(), now=NOW)
    campaign = make_campaign()
    make_campaign_character(campaign=campaign, character=ash)
    seat = {
        role: make_campaign_member(campaign=campaign, role=role).user
        for role in ("game_master", "player", "reader")
    }
    left = make_campaign_character(character=ash, left_at=None)
    left.left_at = left.joined_at
    left.save()
    former = make_campaign_member(campaign=left.campaign, role="game_master").user
    table = [
        (None, 302, 302),
        (make_user(), 404, 404),
        (make_user(is_staff=True), 404, 404),
        (former, 404, 404),
        (seat["reader"], 200, 403),
        (seat["player"], 200, 403),
        (seat["game_master"], 200, 200),
        (owner, 200, 200),
    ]
    for who, reads, changes in table:
        client.logout()
        if who:
            client.force_login(who)
        for name in PAGES["read"]:
            assert client.get(at(name, ash.pk)).status_code == reads, (who, name)
        for name in PAGES["change"]:
            assert client.get(at(name, ash.pk)).status_code == changes, (who, name)
        assert client.get(at("character_edit", ash.pk, "notes")).status_code == changes
        assert client.get(at("character_thing", ash.pk, 0)).status_code == changes
        # A change answers with the way back to the sheet; a guest is sent to sign in.
        expected = 302 if changes == 200 else changes
        assert do(client, ash, "damage", amount=1).status_code == expected
        roll = client.post(at("character_roll", ash.pk), {"roll": "initiative"})
        assert roll.status_code == (302 if reads == 200 else reads)
    assert stored(ash)["hit_points"] == {"current": 30, "maximum": 38, "temporary": 2}


def test_the_sheet_shows_what_follows_from_it(client, ash):
    page = client.get(ash.get_absolute_url())
    numbers = page.context["numbers"]
    assert (numbers.armor_class, numbers.magic.save_dc, numbers.speed) == (15, 13, 30)
    assert "Ash" in page.text
    assert "Use a slot of level 1" in page.text
    assert "not in the compendium any more" in page.text


def test_a_button_changes_the_sheet_with_and_without_htmx(client, ash):
    answer = do(client, ash, "damage", amount=6)
    assert answer.url == f"{ash.get_absolute_url()}#vitals"
    part = do(client, ash, "heal", htmx=True, amount=4)
    assert (part.status_code, "<html" in part.text) == (200, False)
    assert "Healed 4 hit points." in part.text
    assert stored(ash)["hit_points"]["current"] == 32


def test_what_cannot_be_is_refused_in_words_and_keeps_what_was_typed(client, ash):
    wrong = do(client, ash, "damage", amount=-3)
    assert wrong.status_code == 422
    assert 'value="-3"' in wrong.text
    refused = do(client, ash, "slot", level=9, way="use")
    assert refused.status_code == 409
    assert "There are no slots of level 9." in refused.text
    assert do(client, ash, "slot", htmx=True, level=9, way="use").status_code == 200
    assert do(client, ash, "dance").status_code == 404
    assert client.get(at("character_do", ash.pk, "damage")).status_code == 405


def test_every_button_of_the_sheet_does_what_it_says(client, ash):
    make_spell(id="ember-veil", name="Ember veil", level=2, spell_lists=["ranger"])
    make_spell(id="thorn-step", name="Thorn step", level=1, spell_lists=["ranger"])
    steps = [
        ("temporary", {"amount": 9}),
        ("add-condition", {"condition": "prone"}),
        ("remove-condition", {"condition": "poisoned"}),
        ("exhaustion", {"level": 0}),
        ("spend-inspiration", {}),
        ("inspire", {}),
        ("slot", {"level": 1, "way": "restore"}),
        ("spell", {"order": "concentrate -"}),
        ("spell", {"order": "cast thorn-step", "slot": "2"}),
        ("spell", {"order": "forget thorn-step"}),
        ("spell", {"order": "learn thorn-step"}),
        ("spell", {"order": "unprepare ember-veil"}),
        ("thing", {"order": "carry 0 Longbow"}),
        ("thing", {"order": "wear 0 Longbow"}),
        ("thing", {"order": "release 1 Cloak of moths"}),
        ("thing", {"order": "attune 1 Cloak of moths"}),
        ("thing", {"order": "remove 2 Rations"}),
        ("purse", {"gold": "-1", "silver": "2"}),
        ("experience", {"points": 100}),
        ("short-rest", {"dice": 0, "faces": "3, 4"}),
        ("long-rest", {}),
        ("retire", {}),
        ("return", {}),
    ]
    for action, data in steps:
        before = stored(ash)
        answer = do(client, ash, action, **data)
        assert answer.status_code == 302, (action, data, answer.context["refusal"])
        assert stored(ash) != before, (action, data)
    sheet = stored(ash)
    assert sheet["hit_points"] == {"current": 38, "maximum": 38, "temporary": 0}
    assert sheet["spellcasting"] == {
        "ability": "wisdom",
        "cantrips": [],
        "slots": [],
        "known": ["ember-veil", "thorn-step"],
        "prepared": [],
        "always": [],
        "concentration": None,
    }
    do(client, ash, "damage", amount=38)
    do(client, ash, "death-save", face=20)
    assert stored(ash)["hit_points"]["current"] == 1
    for order in ("fly ember-veil", "cast", "wear x Longbow"):
        action = "thing" if order.startswith("wear") else "spell"
        assert do(client, ash, action, order=order).status_code == 422
    assert do(client, ash, "short-rest", faces="four").status_code == 422
    assert do(client, ash, "thing", order="wear 99 Lamp").status_code == 409


def test_dice_show_every_die_and_are_kept_a_while(client, ash):
    url = at("character_roll", ash.pk)
    part = client.post(
        url, {"roll": "skill:stealth", "edge": "adv"}, headers={"HX-Request": "true"}
    )
    assert part.text.count('class="die') == 2
    assert part.text.count("dropped") >= 1
    for _ in range(8):
        client.post(url, {"roll": "damage:0"})
    page = client.get(ash.get_absolute_url())
    assert len(page.context["rolls"]) == 6
    newest = page.context["rolls"][0]
    assert (newest["label"], newest["notation"]) == ("Longbow, piercing damage", "1d8+3")
    assert newest["total"] == newest["dice"][0][0] + 3
    assert client.post(url, {"roll": "skill:cooking"}).status_code == 409
    assert client.post(url, {"roll": "initiative", "edge": "sideways"}).status_code == 422


def test_a_section_is_edited_and_refuses_an_older_sheet(client, user, ash):
    url = at("character_edit", ash.pk, "identity")
    shown = client.get(url).context["form"].initial
    given = {"name": "Bo", "race": "elf", "speed": 30, "version": shown["version"]}
    assert client.post(url, given | {"speed": 501}).status_code == 422
    assert client.post(url, given).url == f"{ash.get_absolute_url()}#identity"
    sheet = stored(ash)
    assert (sheet["name"], sheet["race"], "armor_class" in sheet) == ("Bo", "elf", False)

    conflict = client.post(url, given | {"name": "Cy"})
    assert conflict.status_code == 409
    assert "What you typed is kept here" in conflict.text
    assert 'value="Cy"' in conflict.text
    assert [each.place for each in conflict.context["news"]][:2] == ["Name", "Race"]
    again = given | {"name": "Cy", "version": conflict.context["version"]}
    assert client.post(url, again).status_code == 302
    assert stored(ash)["name"] == "Cy"
    assert client.get(at("character_edit", ash.pk, "spleen")).status_code == 404


def test_all_sections_come_back_as_they_were_written(client, ash):
    """What a form shows and sends unchanged changes nothing."""
    for section in (
        "identity",
        "abilities",
        "training",
        "vitals",
        "features",
        "story",
        "notes",
        "magic",
    ):
        url = at("character_edit", ash.pk, section)
        form = client.get(url).context["form"]
        data = {name: "" if value is None else value for name, value in form.initial.items()}
        data = {
            name: "\n".join(value) if name in ("other_proficiencies", "languages") else value
            for name, value in data.items()
        }
        if section == "features":
            data |= {
                "features-TOTAL_FORMS": 3,
                "features-INITIAL_FORMS": 1,
                "features-0-name": "Extra attack",
                "features-0-level_gained": 5,
                "features-1-name": "Lamp lore",
                "features-1-level_gained": 2,
                "features-2-level_gained": 1,
            }
        before = stored(ash)
        answer = client.post(url, data)
        after = stored(ash)
        if section == "features":
            assert [each["name"] for each in after["features"]] == ["Extra attack", "Lamp lore"]
        else:
            assert answer.status_code in (302, 409), (section, answer.context["form"].errors)
            assert numbers(after) == numbers(before), section


def numbers(sheet):
    """A sheet without entries that say nothing."""
    return {name: value for name, value in sheet.items() if value or value == 0}


def test_things_are_added_and_edited(client, ash):
    new = at("character_new_thing", ash.pk)
    version = client.get(new).context["version"]
    thing = {"name": "Lamp", "item_type": "gear", "quantity": 1, "rarity": "common"}
    assert client.post(new, thing | {"version": version, "attuned": "on"}).status_code == 422
    assert client.post(new, thing | {"version": version}).status_code == 302
    assert client.post(new, thing | {"version": version}).status_code == 409
    url = at("character_thing", ash.pk, 3)
    version = client.get(url).context["version"]
    client.post(url, thing | {"name": "Lantern", "weight": "2.5", "version": version})
    assert stored(ash)["inventory"][3]["name"] == "Lantern"
    assert client.get(at("character_thing", ash.pk, 4)).status_code == 404


def test_a_level_is_taken_once(client, ash):
    make_spell(id="tide-step", name="Tide step", level=2, spell_lists=["ranger"])
    url = at("character_level", ash.pk)
    page = client.get(url)
    assert page.context["form"].initial["is_milestone"] is True
    given = {"hit_points": "typed", "version": page.context["version"], "spells": ["tide-step"]}
    assert client.post(url, given).status_code == 422
    early = client.post(url, given | {"face": 7})
    assert early.status_code == 409
    assert "Level 6 needs 14000 experience" in early.text
    given |= {"face": 7, "is_milestone": "on", "feature": "Favoured foe"}
    assert client.post(url, given).url == ash.get_absolute_url()
    sheet = stored(ash)
    assert (sheet["level"], sheet["hit_points"]["maximum"]) == (6, 46)
    assert sheet["spellcasting"]["known"] == ["ember-veil", "thorn-step", "tide-step"]
    assert sheet["features"][-1]["name"] == "Favoured foe"
    assert client.post(url, given | {"spells": []}).status_code == 409
    assert Character.objects.get(pk=ash.pk).level == 6


def test_an_improvement_waits_until_it_is_taken(client, user):
    character = create_character(user, make_sheet(ability_score_improvements_used=0), now=NOW)
    url = at("character_improvement", character.pk)
    assert client.get(url).context["waiting"] == 1
    assert client.post(url, {"first": "wisdom"}).status_code == 409
    assert client.post(url, {"first": "luck"}).status_code == 422
    assert client.post(url, {"first": "wisdom", "second": "wisdom"}).status_code == 302
    assert stored(character)["abilities"]["wisdom"] == 16


def test_spells_are_found_by_name_also_mistyped(client, ash):
    make_spell(id="lantern-of-moths", name="Lantern of moths", level=1, spell_lists=["ranger"])
    make_spell(id="deep-bell", name="Deep bell", level=5, spell_lists=["cleric"])
    url = at("character_spells", ash.pk)

    def found(**query):
        return [spell.key for spell in client.get(url, query).context["page_obj"]]

    assert found() == ["lantern-of-moths"]
    assert found(q="lantren of moths") == ["lantern-of-moths"]
    assert found(q="bell") == []
    assert found(q="bell", lists="all") == ["deep-bell"]
    part = client.get(url, {"q": "lant"}, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    sent = {"order": "always deep-bell", "back": "spells", "q": "bell", "lists": "all"}
    assert do(client, ash, "spell", **sent).url == f"{url}?q=bell&lists=all"
    again = do(client, ash, "spell", **sent)
    assert (again.status_code, again.context["q"]) == (409, "bell")
    assert "Deep bell is on the sheet already." in again.text
    assert stored(ash)["spellcasting"]["always"] == ["deep-bell"]


def test_history_is_paged_readable_and_undoes_the_latest(client, user, ash):
    damage(user, ash, 5)
    earlier = ash.changes.get(kind="create")
    CharacterChange.objects.bulk_create(
        CharacterChange(
            character=ash,
            kind="damage",
            summary=f"Wound {number}.",
            made_at=NOW - timedelta(days=number + 1),
            after=earlier.after,
        )
        for number in range(20)
    )
    page = client.get(at("character_history", ash.pk))
    assert len(page.context["changes"]) == 20
    assert "Hit points › Current" in page.text
    latest = page.context["last"]
    back = client.post(at("character_undo", ash.pk, latest.pk), {"back": "history"})
    assert back.url == at("character_history", ash.pk)
    again = client.post(at("character_undo", ash.pk, latest.pk))
    assert again.status_code == 409
    assert "Only the latest change can be undone" in again.text


def test_export_and_import_lead_to_the_same_character(client, ash):
    answer = client.get(at("character_export", ash.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="ash.json"'
    file = json.loads(answer.content)
    assert (file["key"], file["sheet"]) == (ash.pk, make_sheet())
    url = at("character_import")
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"text": "{"}).status_code == 422
    same = client.post(url, {"text": answer.text})
    assert same.status_code == 409
    assert "Ash is here already, just so." in same.text
    file["sheet"]["notes"] = "New."
    offered = client.post(url, {"text": json.dumps(file)})
    assert "Update Ash" in offered.text
    assert client.post(url, {"text": json.dumps(file), "update": "on"}).status_code == 302
    assert stored(ash)["notes"] == "New."
    file |= {"key": "another"}
    assert client.post(url, {"text": json.dumps(file)}).url == at("character", "another")


def test_a_character_in_a_log_is_offered_retirement(client, ash):
    campaign = make_campaign()
    make_campaign_character(character=ash, campaign=campaign)
    make_npc_interaction(npc=make_npc(campaign=campaign), character=ash)
    url = at("character_delete", ash.pk)
    assert "Retire Ash" in client.get(url).text
    refused = client.post(url, {"name": "Ash"})
    assert refused.status_code == 409
    assert "Retire the character instead" in refused.text
    assert Character.objects.count() == 1


def test_a_character_is_deleted_by_its_name(client, ash):
    url = at("character_delete", ash.pk)
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"name": "Bo"}).status_code == 409
    assert client.post(url, {"name": "Ash"}).url == at("characters")
    assert Character.objects.count() == 0


def test_the_list_costs_the_same_for_one_and_for_three(client, user, django_assert_num_queries):
    campaign = make_campaign_member(user=user).campaign
    url = at("characters")
    assert "Nobody yet" in client.get(url).text
    for number in range(3):
        character = create_character(user, make_sheet(name=f"Ash {number}"), now=NOW)
        make_campaign_character(character=character, campaign=campaign)
        if number in (0, 2):
            with django_assert_num_queries(LIST_QUERIES):
                page = client.get(url)
            assert len(page.context["cards"]) == number + 1
    other = create_character(make_user(), make_sheet(name="Other"), now=NOW)
    make_campaign_character(character=other, campaign=campaign)
    names = [row.name for row, _, _ in client.get(url, {"show": "table"}).context["cards"]]
    assert names == ["Ash 0", "Ash 1", "Ash 2", "Other"]
    chosen = client.get(url, {"campaign": campaign.pk}).context["cards"]
    assert len(chosen) == 3


def test_a_sheet_costs_the_same_with_little_and_with_much(client, user, django_assert_num_queries):
    for number in range(12):
        make_spell(id=f"spell-of-{number}", name=f"Spell {number}", level=1)
    many = make_sheet(
        inventory=[{"name": f"Thing {number}"} for number in range(40)],
        spellcasting={"ability": "wisdom", "known": [f"spell-of-{n}" for n in range(12)]},
    )
    little = create_character(user, make_sheet(), now=NOW)
    much = create_character(user, many, now=NOW)
    damage(user, much, 1, 1, 1)
    campaign = make_campaign_member(user=user).campaign
    for character in (little, much):
        make_campaign_character(character=character, campaign=campaign)
    for _ in range(3):
        make_npc_standing(
            npc=make_npc(campaign=campaign), character=much, score_for_game_masters=30
        )
    client.get(little.get_absolute_url())
    for character in (little, much):
        for name, count in SHEET_QUERIES.items():
            with django_assert_num_queries(count):
                client.get(at(name, character.pk))


LIST_QUERIES = 6
SHEET_QUERIES = {
    "character": 9,
    "character_history": 7,
    "character_print": 5,
    "character_spells": 6,
    "character_level": 5,
    "character_delete": 8,
}


def test_a_version_is_a_matter_of_content_alone(ash):
    assert version_of({"b": 1, "a": [1.5, {"d": 1, "c": None}]}) == version_of(
        {"a": [1.5, {"c": None, "d": 1}], "b": 1}
    )
    assert version_of({"a": 1}) != version_of({"a": 2})
