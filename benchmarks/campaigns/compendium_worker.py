"""The side of Fireside: a compendium of made-up spells, asked from a process of its own.

``python -m benchmarks.campaigns.compendium_worker`` takes its database from the environment, as
the site does, and is told what to do on stdin, a line at a time.
"""

from random import Random
from time import perf_counter, process_time
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- models need Django to be set up
from django.test import Client  # noqa: E402 -- likewise
from django.urls import reverse  # noqa: E402 -- likewise

from benchmarks.process import obey  # noqa: E402 -- likewise
from benchmarks.scenes.targets import HOST  # noqa: E402 -- likewise
from campaigns.domain.compendium import read_index, spell_index  # noqa: E402 -- likewise
from campaigns.domain.imports import Report, import_spells  # noqa: E402 -- likewise
from campaigns.models import Spell  # noqa: E402 -- likewise
from campaigns.rules.compendium.filters import (  # noqa: E402 -- likewise
    DAMAGE_TYPES,
    SCHOOLS,
    Asked,
)
from campaigns.rules.documents.sheet import CLASSES  # noqa: E402 -- likewise
from campaigns.rules.imports.collections import Given, spell_rows  # noqa: E402 -- likewise
from campaigns.tests.collections import five_e_bits_spell, reference  # noqa: E402 -- likewise

FIRST = ("ash", "moon", "storm", "iron", "glass", "rime", "ember", "hollow", "thorn", "grim")
SECOND = ("ward", "veil", "lance", "door", "hand", "song", "eye", "tide", "knot", "cage", "bell")
THIRD = ("of the marsh", "of echoes", "of nine", "of patience", "of rust", "unseen", "", "", "")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PAGE = 30


def made_up(number: int, random: Random) -> dict:
    """A spell in the form of the 5e-bits database."""
    level = random.randrange(10)
    name = f"{random.choice(FIRST)}{random.choice(FIRST)[:4]} {random.choice(SECOND)}"
    name = f"{name} {random.choice(THIRD)}".strip().title()
    concentration = random.random() < 0.4
    classes = random.sample(CLASSES, random.randint(1, 4))
    spell = five_e_bits_spell(
        index=f"spell-{number}",
        name=name,
        level=level,
        ritual=random.random() < 0.1,
        concentration=concentration,
        duration="Up to 1 minute" if concentration else "1 hour",
        school=reference("magic-schools", random.choice(SCHOOLS)),
        classes=[reference("classes", each) for each in classes],
        desc=["It is made of words that nobody reads. " * 8] * 2,
        components=random.sample(["V", "S", "M"], random.randint(1, 3)),
    )
    spell["damage"] = {"damage_type": reference("damage-types", random.choice(DAMAGE_TYPES))}
    if level:
        slots = range(level, 10)
        spell["damage"]["damage_at_slot_level"] = {str(slot): f"{slot}d6" for slot in slots}
    # As often as in the System Reference Document.
    for part, share in (
        ("damage", 0.2),
        ("dc", 0.3),
        ("area_of_effect", 0.3),
        ("attack_type", 0.05),
    ):
        if random.random() >= share:
            del spell[part]
    del spell["heal_at_slot_level"]
    if "M" not in spell["components"]:
        del spell["material"]
    return spell


def imported(values: list[dict]) -> tuple[Report, tuple[float, float]]:
    """What an import made of them, and the seconds, by the clock and of the processor.

    Reading the file is not among it.
    """
    report, start, cpu = Report(), perf_counter(), process_time()
    for _ in import_spells(spell_rows(values, "5e-bits", Given()), report):
        pass
    return report, (perf_counter() - start, process_time() - cpu)


class Questions:
    """Questions of one kind, as people ask them, and each time others."""

    def __init__(self, what: str, seed: int):
        self.random = Random(f"{what} {seed}")
        self.what = what
        self.names = [record.name.lower() for record in spell_index().records]

    def next(self) -> Asked:
        text, chosen = "", {}
        if self.what != "filters":
            name = self.random.choice(self.names)
            text = name[: self.random.randint(1, len(name))]
        if self.what == "slips":
            text = self.slipped(name)
        elif self.what == "both":
            text = text[:4]
        if self.what in ("filters", "both"):
            chosen = self.chosen()
        return Asked(text, chosen, self.random.choice(["name", "level"]))

    def slipped(self, name: str) -> str:
        """The first dozen letters or so, one or two of them wrong."""
        letters = list(name[: self.random.randint(7, 16)])
        for _ in range(self.random.randint(1, 2)):
            place = self.random.randrange(len(letters))
            letters[place] = self.random.choice(
                ["", self.random.choice(LETTERS), letters[place] * 2]
            )
        return "".join(letters)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        values = {
            "class": CLASSES,
            "level": [str(level) for level in range(10)],
            "school": SCHOOLS,
            "damage": DAMAGE_TYPES,
            "concentration": ["yes", "no"],
            "ritual": ["yes", "no"],
        }
        keys = self.random.sample(list(values), self.random.randint(1, 4))
        return {key: self.some(values[key]) for key in keys}

    def some(self, values) -> tuple[str, ...]:
        """One to three of them."""
        return tuple(self.random.sample(values, self.random.randint(1, min(3, len(values)))))


class Worker:
    def fill(self, *, spells: int, seed: int) -> dict[str, Any]:
        """Import made-up spells twice, and read the list; how many seconds each took."""
        call_command("prepare_database", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        random = Random(seed)
        values = [made_up(number, random) for number in range(spells)]
        first, created = imported(values)
        second, unchanged = imported(values)
        if (first.created, second.unchanged) != (spells, spells):
            raise RuntimeError(f"Not all was imported: {first.refused[:3]} {second.refused[:3]}")
        start = perf_counter()
        spell_index()
        read = perf_counter() - start
        return {"spells": spells, "created": created, "unchanged": unchanged, "read": read}

    def ask(self, *, what: str, times: int, seed: int) -> list[tuple[float, float]]:
        """Milliseconds by the clock and of the processor, for the first page of each answer.

        The check of the version is among it.
        """
        questions, found = Questions(what, seed), []
        for _ in range(times):
            asked = questions.next()
            start, cpu = perf_counter(), process_time()
            spell_index().ask(asked)[:PAGE]
            found.append(((perf_counter() - start) * 1000, (process_time() - cpu) * 1000))
        return found

    def open(self, *, what: str, times: int, seed: int) -> list[tuple[float, float]]:
        """Likewise for whole pages, as htmx asks for them; the first one warms up."""
        browser = Client(SERVER_NAME=HOST, HTTP_X_FORWARDED_PROTO="https")
        questions, found = Questions(what, seed), []
        address = reverse("campaigns:spells")
        for _ in range(times + 1):
            pairs = questions.next().pairs()
            query = {key: [value for each, value in pairs if each == key] for key, _ in pairs}
            start, cpu = perf_counter(), process_time()
            response = browser.get(address, query, headers={"HX-Request": "true"})
            found.append(((perf_counter() - start) * 1000, (process_time() - cpu) * 1000))
            if response.status_code != 200:
                raise RuntimeError(f"{query} is answered with {response.status_code}.")
        return found[1:]

    def check(self, *, times: int, seed: int) -> list[str]:
        """What is answered otherwise than a plain loop over all spells would, or out of date."""
        wrong, questions = [], Questions("filters", seed + 1)
        for _ in range(times):
            asked = questions.next()
            plain = sum(
                all(set(values) & set(record.facets[key]) for key, values in asked.chosen.items())
                for record in spell_index().records
            )
            if spell_index().ask(asked).total != plain:
                wrong.append(f"{asked.chosen} has {plain} spells")
        Spell.objects.filter(pk="spell-0").update(name="Renamed")
        if [record.key for record in spell_index().ask(Asked("renamed", {}))[:1]] != ["spell-0"]:
            wrong.append("an edit was not seen")
        if len(read_index()) != Spell.objects.count():
            wrong.append("not all spells are in the list")
        return wrong


def main() -> None:
    obey(Worker())


if __name__ == "__main__":
    main()
