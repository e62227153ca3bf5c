"""A coast with a secret, who lives there, and the three who came to look."""

import tomllib
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from campaigns.demo.npcs import load_npcs
from campaigns.demo.tables import load_characters, load_table
from campaigns.models import Monster, Spell

STEPS = 4


def load(rng):
    now = timezone.now()
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    Spell.objects.bulk_create(Spell(**fields) for fields in read("spells"))
    Monster.objects.bulk_create(Monster(**fields) for fields in read("monsters"))
    yield
    cast = load_characters(read("characters"), people, now)
    yield
    tables = {entry["key"]: load_table(entry, cast, people, now) for entry in read("campaigns")}
    yield
    load_npcs(read("npcs"), read("interactions"), tables["bells"], rng)
    yield


def read(name):
    """The entries of the file ``name``, in its order."""
    content = (Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)[name]
