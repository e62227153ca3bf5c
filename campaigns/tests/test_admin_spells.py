"""What staff can do with the spells of the compendium in the admin."""

import csv
import io
import json

import pytest
from django.urls import reverse

from accounts.tests.factories import make_admin
from campaigns.models import Spell
from campaigns.tests.factories import make_spell, spell_fields

pytestmark = pytest.mark.django_db

CANTRIP = {
    "name": "Glow",
    "level": 0,
    "school": "illusion",
    "concentration": False,
    "ritual": True,
    "duration": "1 hour",
    "spell_lists": ["wizard"],
    "save_type": "",
    "damage_dice": "",
    "data": {"ruleset": "2014"},
}


@pytest.fixture(autouse=True)
def staff(client):
    client.force_login(make_admin())


def page(name, *args, **query):
    return reverse(f"admin:campaigns_spell_{name}", args=args, query=query)


@pytest.mark.usefixtures("undrawn_pages")
def test_spells_are_found(client):
    make_spell()
    make_spell(**CANTRIP)
    queries = [
        {"level__exact": 2},
        {"level": 2},
        {"school__exact": "evocation"},
        {"class": "druid"},
        {"ritual__exact": 0},
        {"concentration__exact": 1},
        {"save_type__exact": "DEX"},
        {"ruleset": "homebrew"},
        {"q": "veil"},
    ]
    found = [client.get(page("changelist", **query)).context_data["cl"] for query in queries]
    assert [
        (query, [row.name for row in changelist.result_list])
        for query, changelist in zip(queries, found, strict=True)
    ] == [(query, ["Ember veil"]) for query in queries]


@pytest.mark.usefixtures("undrawn_pages")
def test_key_of_a_spell_is_given_once(client):
    spell = make_spell()
    forms = [
        client.get(url).context_data["adminform"].form
        for url in (page("add"), page("change", spell.pk))
    ]
    assert ["id" in form.fields for form in forms] == [True, False]


def test_exported_spells_are_imported_as_they_were(client):
    make_spell(**spell_fields())
    make_spell(**CANTRIP)
    before = list(Spell.objects.order_by("id").values())
    text = exported(client, "csv")
    Spell.objects.all().delete()

    response = client.post(page("import"), {"text": text, "step": "import"})

    assert response.status_code == 302
    assert list(Spell.objects.order_by("id").values()) == before


def test_spells_are_exported_as_json(client):
    make_spell(**spell_fields())
    assert json.loads(exported(client, "json")) == [spell_fields()]


def exported(client, kind):
    url = page("export", kind)
    return b"".join(client.get(url).streaming_content).decode("utf-8-sig")


def as_csv(*spells):
    file = io.StringIO()
    writer = csv.DictWriter(file, spell_fields())
    writer.writeheader()
    for spell in spells:
        writer.writerow(
            {
                name: json.dumps(value) if isinstance(value, dict | list) else value
                for name, value in spell.items()
            }
        )
    return file.getvalue()


GOOD = spell_fields()
FAULTY = [
    spell_fields(id="too-high", level=10, data={}),
    spell_fields(id="no-class", spell_lists=["plumber"]),
]


@pytest.mark.usefixtures("undrawn_pages")
@pytest.mark.parametrize("step", ["check", "import"])
def test_faulty_lines_are_reported_and_nothing_is_half_written(client, step):
    response = client.post(page("import"), {"text": as_csv(GOOD, *FAULTY), "step": step})

    # A description spans three lines of the file.
    faults = {line.number: dict(line.faults) for line in response.context_data["report"].faulty}
    assert faults[5] == {"level": "Ensure this value is less than or equal to 9."}
    assert list(faults[8]) == ["spell_lists"]
    assert list(faults) == [5, 8]
    assert Spell.objects.count() == 0


def test_good_lines_change_a_spell_by_its_key(client):
    make_spell(**spell_fields(name="Old name"))
    client.post(page("import"), {"text": as_csv(GOOD), "step": "import"})
    assert Spell.objects.values_list("id", "name").get() == ("ember-veil", "Ember veil")
