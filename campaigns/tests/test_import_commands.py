"""Importing with the commands: what they say, refuse, and leave alone."""

import json
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from campaigns.domain import imports
from campaigns.management import import_command
from campaigns.models import Monster, Spell
from campaigns.tests.collections import (
    five_e_bits_monster,
    five_e_bits_spell,
    open5e_v1_spell,
    open5e_v2_spell,
)
from campaigns.tests.factories import make_spell

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    """``write(values)``: the path of a file with them."""

    def write(values, name="file.json"):
        path = tmp_path / name
        path.write_text(values if isinstance(values, str) else json.dumps(values))
        return str(path)

    return write


def run(command, *arguments, **options):
    """What the command says to people, and what it complains of."""
    out, err = StringIO(), StringIO()
    call_command(f"import_{command}", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_same_file_can_be_imported_again(write):
    file = write([five_e_bits_spell(), five_e_bits_spell(index="fog", name="Fog")])
    told = "{} spells from 5e-bits: {} created, {} changed, {} unchanged, 0 refused\n"

    assert run("spells", file, dry_run=True) == (told.format("Would import", 2, 0, 0), "")
    assert Spell.objects.count() == 0
    assert run("spells", file) == (told.format("Imported", 2, 0, 0), "")
    before = list(Spell.objects.order_by("id").values())
    assert run("spells", file) == (told.format("Imported", 0, 0, 2), "")
    assert list(Spell.objects.order_by("id").values()) == before

    file = write(
        [five_e_bits_spell(name="Ember Storm"), five_e_bits_spell(index="fog", name="Fog")]
    )
    assert run("spells", file, dry_run=True) == (told.format("Would import", 0, 1, 1), "")
    assert run("spells", file) == (told.format("Imported", 0, 1, 1), "")
    names = Spell.objects.order_by("id").values_list("name", flat=True)
    assert list(names) == ["Ember Storm", "Fog"]


def test_rulesets_stand_side_by_side(write):
    spells = [open5e_v2_spell(), open5e_v2_spell("srd_ember-rain", document="srd-2014")]
    run("spells", write([five_e_bits_spell()]), verbosity=0)
    run("spells", write(spells), verbosity=0)
    found = {spell.pk: spell.data["ruleset"] for spell in Spell.objects.all()}
    assert found == {"ember-rain": "2014", "srd_ember-rain": "2014", "srd-2024_ember-rain": "2024"}


def test_refused_rows_are_told_with_place_and_reason_and_harm_no_other(write):
    make_spell(id="ours", name="Ours")
    rows = [
        five_e_bits_spell(),
        five_e_bits_spell(),
        five_e_bits_spell(index="no-level", level=None),
        five_e_bits_spell(index="too-high", level=12),
        five_e_bits_spell(index="Bad Key"),
        five_e_bits_spell(index="ours"),
        five_e_bits_spell(index="fine", colour="orange"),
    ]
    said, complained = run("spells", write(rows))
    assert complained.splitlines() == [
        "#2 ember-rain: ember-rain stands in this file already, at #1 ember-rain",
        "#3 no-level: level is missing",
        "#4 too-high: level: Ensure this value is less than or equal to 9."
        " data: damage › by_slot_level: No slot should be below level 12"
        " data: healing › by_slot_level: No slot should be below level 12",
        "#5 Bad Key: id: Use small letters, digits, - and _.",
        "#6 ours: the key ours belongs to an entry from Fireside; --prefix keeps the two apart",
    ]
    assert said.splitlines() == [
        "Not taken over, because nothing here stands for it: colour (1)",
        "Imported spells from 5e-bits: 2 created, 0 changed, 0 unchanged, 5 refused",
    ]
    assert Spell.objects.get(pk="ours").name == "Ours"

    said, complained = run("spells", write([five_e_bits_spell(index="ours")]), prefix="srd-")
    assert complained == ""
    assert said.endswith("1 created, 0 changed, 0 unchanged, 0 refused\n")


def test_source_and_licence_must_be_known(write):
    file = write([open5e_v1_spell()])
    assert "give --source and --licence" in run("spells", file)[1]
    assert run("spells", file, source="Fog Book", licence="MIT", author="A. Heron")[1] == ""
    assert Spell.objects.get().data["source"] == {
        "title": "Fog Book",
        "author": "A. Heron",
        "licence": "MIT",
        "key": "turn-the-blow",
        "collection": "Open5e v1",
    }


def test_what_only_the_database_refuses_is_told_too(write, monkeypatch):
    created = Spell.objects.bulk_create

    def bulk_create(rows, **options):
        if any(row.name == "Fog" for row in rows):
            raise IntegrityError("no fog")
        return created(rows, **options)

    monkeypatch.setattr(imports.Spell.objects, "bulk_create", bulk_create)
    rows = [five_e_bits_spell(), five_e_bits_spell(index="fog", name="Fog")]
    said, complained = run("spells", write(rows))
    assert complained == "#2 fog: the database refuses it: no fog\n"
    assert said.endswith("1 created, 0 changed, 0 unchanged, 1 refused\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "JSON is malformed"),
        ("[]", "no list of objects"),
        ('{"name": 1}', "should be a list of objects"),
        ('[{"name": 1}]', "neither a list of the 5e-bits database"),
        ('{"results": [], "next": "x", "count": 7}', "one page of several"),
    ],
)
def test_file_that_is_none_is_refused_whole(write, content, message):
    with pytest.raises(CommandError, match=message):
        run("spells", write(content))


def test_missing_and_enormous_files_are_refused(write, monkeypatch):
    with pytest.raises(CommandError, match="No such file"):
        run("spells", "nowhere.json")
    monkeypatch.setattr(import_command, "LARGEST", 1)
    with pytest.raises(CommandError, match="larger than"):
        run("spells", write([five_e_bits_spell()]))


class Answer(BaseHTTPRequestHandler):
    def __init__(self, content, *arguments):
        self.content = content
        super().__init__(*arguments)

    def do_GET(self):
        is_there = self.path == "/spells"
        self.send_response(200 if is_there else 404)
        self.end_headers()
        self.wfile.write(self.content if is_there else b"")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def site():
    content = json.dumps({"results": [five_e_bits_spell()], "next": None}).encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Answer, content))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_address_is_fetched_within_bounds(site, monkeypatch):
    assert run("spells", f"{site}/spells")[0].startswith("Imported spells from 5e-bits: 1 created")
    with pytest.raises(CommandError, match=r"cannot be fetched \(Not Found\)"):
        run("spells", f"{site}/monsters")
    with pytest.raises(CommandError, match="cannot be fetched"):
        run("spells", "http://127.0.0.1:9/spells")
    monkeypatch.setattr(import_command, "LARGEST", 10)
    with pytest.raises(CommandError, match="larger than"):
        run("spells", f"{site}/spells")


def test_monsters_are_imported_likewise(write):
    file = write([five_e_bits_monster(), five_e_bits_monster(index="x", challenge_rating=0.3)])
    said, complained = run("monsters", file)
    assert complained == (
        "#2 x: stats: The challenge rating should be a whole number, 0.125, 0.25 or 0.5\n"
    )
    assert said == "Imported monsters from 5e-bits: 1 created, 0 changed, 0 unchanged, 1 refused\n"
    monster = Monster.objects.get()
    assert (monster.size, monster.creature_type, monster.challenge_rating) == (
        "large",
        "beast",
        0.5,
    )
    assert run("monsters", write([five_e_bits_monster()]))[0] == (
        "Imported monsters from 5e-bits: 0 created, 0 changed, 1 unchanged, 0 refused\n"
    )
    with pytest.raises(CommandError, match="from the 5e-bits database"):
        run("monsters", write([open5e_v2_spell()]))
