"""A new character in steps: nothing is stored before the last, and the way back is open."""

import pytest
from django.urls import reverse

from accounts.tests.factories import make_user
from campaigns.models import Character
from campaigns.rules.sheet_numbers import numbers_of, whole
from campaigns.tests.factories import make_spell

pytestmark = pytest.mark.django_db

ORIGIN = {"name": "Zoë Ash", "race": "half-elf", "character_class": "wizard", "level": 5}
SCORES = {
    "method": "array",
    "strength": 8,
    "dexterity": 14,
    "constitution": 13,
    "intelligence": 15,
    "wisdom": 12,
    "charisma": 10,
    "free_bonuses": ["intelligence", "dexterity"],
}
BACKGROUND = {"background": "sage", "skills": ["insight", "medicine"], "backstory": "Fog."}
EQUIPMENT = {
    "weapons": ["quarterstaff"],
    "gear": "A lamp\n\nA rope",
    "gold": 12,
    "cantrips": ["spark"],
    "spells": ["ember-veil", "thorn-step"],
    "prepared": ["ember-veil"],
}
STEPS = {
    "origin": ORIGIN,
    "abilities": SCORES,
    "background": BACKGROUND,
    "equipment": EQUIPMENT,
}


def at(step):
    return reverse("campaigns:character_step", args=[step])


@pytest.fixture
def user(client):
    user = make_user()
    client.force_login(user)
    for key, level in (("spark", 0), ("ember-veil", 2), ("thorn-step", 1), ("too-high", 4)):
        make_spell(id=key, name=key.title(), level=level, spell_lists=["wizard"])
    return user


def walk(client, *, until="review", **changes):
    for step, data in STEPS.items():
        if step == until:
            return
        answer = client.post(at(step), data | changes.get(step, {}))
        assert answer.status_code == 302, (step, answer.context["form"].errors)


def test_a_wizard_of_level_5_is_made_in_five_steps(client, user):
    begin = client.get(reverse("campaigns:character_create"))
    assert begin.url == at("origin")
    walk(client)
    assert Character.objects.count() == 0
    review = client.get(at("review"))
    assert "Make Zoë Ash" in review.text
    assert "Ember-Veil" in review.text

    made = client.post(at("review"))
    character = Character.objects.get()
    assert (made.url, character.ownership.owner) == (character.get_absolute_url(), user)
    assert (character.name, character.level, character.character_class) == (
        "Zoë Ash",
        5,
        "wizard",
    )
    sheet, numbers = character.data, numbers_of(whole(character.data))
    assert (sheet["abilities"]["intelligence"], sheet["abilities"]["charisma"]) == (16, 12)
    assert sheet["hit_points"]["maximum"] == 27
    assert sheet["spellcasting"] == {
        "ability": "intelligence",
        "cantrips": ["spark"],
        "known": ["ember-veil", "thorn-step"],
        "prepared": ["ember-veil"],
    }
    assert [item["name"] for item in sheet["inventory"]] == ["Quarterstaff", "A lamp", "A rope"]
    assert (numbers.magic.save_dc, numbers.magic.limits.prepared) == (14, 8)
    assert sheet["experience"] == 6_500
    # Nothing of it is left for the next one.
    assert client.get(reverse("campaigns:character_create")).url == at("origin")


def test_the_way_back_is_open_and_keeps_what_was_said(client, user):
    walk(client)
    back = client.get(at("abilities"))
    assert back.context["form"].initial["intelligence"] == 15
    assert client.get(at("equipment")).context["form"].initial["gold"] == 12
    # The same once more changes nothing; another class asks again for what may not fit.
    assert client.post(at("origin"), ORIGIN).url == at("review")
    assert client.post(at("origin"), ORIGIN | {"character_class": "bard"}).url == at("abilities")
    assert client.get(at("review")).url == at("abilities")
    assert client.get(reverse("campaigns:character_create") + "?anew").url == at("origin")
    assert client.get(at("equipment")).url == at("origin")
    assert client.get(at("dinner")).status_code == 404


@pytest.mark.parametrize(
    ("step", "data", "expected"),
    [
        ("origin", {"name": " "}, "This field is required."),
        ("origin", {"level": 21}, "less than or equal to 20"),
        ("abilities", {"strength": 9}, "each number once"),
        ("abilities", {"method": "buy", "intelligence": 18}, "Points buy scores from 8 to 15."),
        ("abilities", {"free_bonuses": ["wisdom"]}, "+1 on 2 abilities"),
        ("background", {"skills": ["insight"]}, "A wizard chooses 2 skills; you chose 1."),
        ("background", {"skills": ["insight", "arcana"]}, "The background gives arcana already."),
        ("equipment", {"prepared": ["spark"]}, "Select a valid choice."),
        ("equipment", {"spells": ["too-high"]}, "Select a valid choice."),
        ("equipment", {"spells": []}, "Only what is in the spellbook can be prepared."),
        ("equipment", {"armor": "plate"}, "Select a valid choice."),
    ],
)
def test_a_step_refuses_in_words_and_keeps_what_was_typed(client, user, step, data, expected):
    walk(client, until=step)
    answer = client.post(at(step), STEPS[step] | data)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert any(expected in message for messages in errors.values() for message in messages)
    assert client.get(at("review")).status_code == 302
    assert Character.objects.count() == 0


def test_a_fighter_is_asked_for_armour_and_not_for_spells(client, user):
    fighter = {"origin": {"race": "human", "character_class": "fighter", "level": 1}}
    skills = {"skills": ["athletics", "perception"], "background": "", "own_background": "ferry"}
    walk(client, until="equipment", **fighter, background=skills)
    form = client.get(at("equipment")).context["form"]
    assert "cantrips" not in form.fields
    worn = {"armor": "chain mail", "has_shield": "on", "weapons": ["longsword"], "gold": ""}
    assert client.post(at("equipment"), worn).url == at("review")
    client.post(at("review"))
    sheet = Character.objects.get().data
    assert numbers_of(whole(sheet)).armor_class == 18
    assert (sheet["background"], sheet["purse"]) == ("ferry", {"gold": 0})
    assert "spellcasting" not in sheet


def test_steps_are_for_members(client):
    assert client.get(at("origin")).status_code == 302
    assert "login" in client.get(at("origin")).url
