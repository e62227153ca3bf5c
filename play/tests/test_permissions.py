"""Who may do what: every address below a game, by everybody who could come there."""

from dataclasses import dataclass
from functools import cache

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.tests.factories import make_admin, make_user
from common.tests.logs import unlogged
from play.models import GameMember
from play.tests.factories import (
    make_beat,
    make_challenge,
    make_comment,
    make_edit,
    make_event,
    make_game_member,
    make_invitation,
    make_npc,
    make_proposal,
    make_relationship,
    make_safety_line,
    make_setup_prompt,
    make_world_entry,
)
from play.tests.tables import LATER, make_table, start_story

pytestmark = pytest.mark.django_db

PEOPLE = ("guest", "stranger", "staff", "removed", "member", "author", "organizer")
OURS = ("games/", "acts/", "scenes/", "beats/", "proposals/", "events/", "comments/")


def rule(**whom):
    """What a request meets, by person. Whoever is not named comes in."""
    return {"guest": "sign in", "stranger": "404", "staff": "404"} | whom


# What a game shows, it shows to whoever sits or sat at its table, and to nobody else.
READ = rule()
# What changes it is for those who sit there, for the organizer, or for whose it is.
SIT = rule(removed="403")
ORGANIZE = rule(removed="403", member="403", author="403")
OWN = rule(removed="403", member="403", organizer="403")
# Signed in is signed in: then the address knows no such method, whoever asks.
NEVER = dict.fromkeys(PEOPLE, "405") | {"guest": "sign in"}

# By the name of the address: reading it, and sending something to it.
PAGES = {
    "game": (READ, NEVER),
    "describe_game": (SIT, SIT),
    "world_document": (READ, SIT),
    "setup": (READ, NEVER),
    "setup_prompt": (READ, NEVER),
    "settings": (READ, ORGANIZE),
    "delete_game": (ORGANIZE, ORGANIZE),
    "members": (READ, NEVER),
    "remove_member": (ORGANIZE, ORGANIZE),
    "hand_over": (ORGANIZE, ORGANIZE),
    "leave_game": (SIT, SIT),
    "invitations": (ORGANIZE, ORGANIZE),
    "safety": (READ, SIT),
    "words": (READ, SIT),
    "pause_game": (SIT, SIT),
    "archive_game": (ORGANIZE, ORGANIZE),
    # The world.
    "characters": (READ, NEVER),
    "new_character": (SIT, SIT),
    "character": (READ, NEVER),
    "edit_character": (OWN, OWN),
    "character_history": (READ, NEVER),
    "replace_character": (OWN, OWN),
    "npcs": (READ, NEVER),
    "new_npc": (SIT, SIT),
    "npc": (READ, NEVER),
    "edit_npc": (SIT, SIT),
    "npc_history": (READ, NEVER),
    "entries": (READ, NEVER),
    "new_entry": (SIT, SIT),
    "entry": (READ, NEVER),
    "edit_entry": (SIT, SIT),
    "entry_history": (READ, NEVER),
    "relations": (READ, NEVER),
    "new_relationship": (SIT, SIT),
    "edit_relationship": (SIT, SIT),
    "world_history": (READ, NEVER),
    "search": (READ, NEVER),
    # The book.
    "read_game": (READ, NEVER),
    "read_act": (READ, NEVER),
    "read_scene": (READ, NEVER),
    "take_game": (READ, NEVER),
    "take_act": (READ, NEVER),
    "take_scene": (READ, NEVER),
    "take_archive": (SIT, NEVER),
    # The story.
    "propose_act": (SIT, SIT),
    "end_act": (SIT, SIT),
    "act_summary": (SIT, SIT),
    "propose_scene": (SIT, SIT),
    "scene": (READ, SIT),
    # Polled every few seconds: who is signed in it asks by itself, in fewer queries.
    "news": (READ, dict.fromkeys(PEOPLE, "405")),
    "end_scene": (SIT, SIT),
    "scene_summary": (SIT, SIT),
    "beat": (READ, NEVER),
    "talk": (READ, NEVER),
    "challenge": (SIT, SIT),
    "revise_beat": (OWN, OWN),
    "versions": (READ, NEVER),
    "change_comment": (OWN, OWN),
    "proposal": (READ, NEVER),
    "revise_proposal": (OWN, OWN),
}
# What one does by a button alone: there is nothing to read.
ACTS = {
    "answer_prompt": SIT,
    "settle_prompt": SIT,
    "skip_prompt": SIT,
    "reopen_prompt": SIT,
    "move_prompt": SIT,
    "add_prompt": SIT,
    "start_game": SIT,
    "game_mail": SIT,
    "take_over": SIT,
    "take_back": ORGANIZE,
    "revoke_invitation": ORGANIZE,
    "remove_safety_line": OWN,
    "add_words": SIT,
    "remove_word": SIT,
    "resume_game": SIT,
    "undo_character": OWN,
    "retire_character": OWN,
    "return_character": OWN,
    "undo_npc": SIT,
    "undo_entry": SIT,
    "delete_relationship": SIT,
    "seen": READ,
    "draft": SIT,
    "enter_scene": SIT,
    "leave_scene": SIT,
    "comment_beat": SIT,
    "dismiss_challenge": OWN,
    "withdraw_challenge": OWN,
    "x_card": SIT,
    "vote": SIT,
    "vote_tension": SIT,
    "comment_proposal": SIT,
    "withdraw_proposal": OWN,
    "add_reading": SIT,
    "vote_reading": SIT,
    "choose_reading": OWN,
    "contest": SIT,
    "reaffirm": OWN,
    "take_back_roll": OWN,
}
RULES = PAGES | {name: (NEVER, rule) for name, rule in ACTS.items()}


@cache
def addresses():
    """By name, the parts that vary in each address below a game."""
    _, resolver = get_resolver().namespace_dict["play"]
    every = {
        name: resolver.reverse_dict[name][0][0]
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    below = {name: parts for name, (route, parts) in every.items() if parts}
    return {name: parts for name, parts in below.items() if every[name][0].startswith(OURS)}


@dataclass
class Table:
    """A game under way with one row of each kind, all of it the author's.

    ``keys`` are the parts of addresses that are the same everywhere, ``own_keys`` those of the
    addresses that have a word in their name.
    """

    people: dict
    keys: dict
    own_keys: dict

    def address(self, name):
        keys = dict(self.keys)
        for word in name.split("_"):
            keys |= self.own_keys.get(word, {})
        return reverse(f"play:{name}", kwargs={part: keys[part] for part in addresses()[name]})


@pytest.fixture(scope="module")
def table(module_rows):
    game, (organizer, author, member) = make_table(3)
    removed = make_game_member(game=game)
    act, scene = start_story(game)
    by = {"game": game}
    beat = make_beat(scene=scene, author=author.user, order=1, status="challenged")
    make_challenge(beat=beat, challenger=author.user, status="open")
    asked = make_beat(scene=scene, author=author.user, order=2, status="proposed")
    roll = make_event(
        beat=asked,
        type="fortune_roll",
        die=None,
        result="",
        contested_at=LATER,
        contest_closes_at=LATER,
    )
    proposal = make_proposal(kind="scene_complete", scene=scene, proposer=author.user, **by)
    rows = {
        "game": game,
        "act": act,
        "scene": scene,
        "beat": beat,
        "proposal": proposal,
        "event": make_event(beat=beat, type="oracle"),
        "comment": make_comment(beat=beat, author=author.user),
        "prompt": make_setup_prompt(**by),
        "line": make_safety_line(added_by=author.user, **by),
        "invitation": make_invitation(**by),
        "seat": make_game_member(**by),
        "relationship": make_relationship(**by),
    }
    sheets = {
        "character": author.user.play_characters.get(),
        "npc": make_npc(created_by=author.user, **by),
        "entry": make_world_entry(created_by=author.user, **by),
    }
    subjects = {"character": "character", "npc": "npc", "entry": "world_entry"}
    own_keys = {
        name: {"sheet": sheet.pk, "edit": make_edit(**by, **{subjects[name]: sheet}).pk}
        for name, sheet in sheets.items()
    }
    own_keys |= {name: {"key": rows[name].pk} for name in ("game", "act", "scene")}
    own_keys["archive"] = own_keys["game"]
    own_keys |= {word: {"event": roll.pk} for word in ("contest", "reaffirm", "roll")}
    keys = {name: row.pk for name, row in rows.items()} | {"form": "markdown"}
    GameMember.objects.filter(pk=removed.pk).update(left_at=LATER)
    people = {
        "guest": None,
        "stranger": make_user(),
        "staff": make_admin(),
        "removed": removed.user,
        "member": member.user,
        "author": author.user,
        "organizer": organizer.user,
    }
    return Table(people, keys, own_keys)


def met(client, method, address):
    """What a request meets. Nothing that it changes stays."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    if response.status_code in (403, 404, 405):
        return str(response.status_code)
    is_turned_away = response.headers.get("Location", "").startswith(reverse("account_login"))
    return "sign in" if is_turned_away else "in"


def test_each_address_below_a_game_has_its_rule():
    assert sorted(addresses()) == sorted(RULES)


@pytest.fixture
def known_people(table, monkeypatch, settings):
    """Only who may come in counts: nobody is looked up, and no refusal is logged."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    by_key = {user.pk: user for user in table.people.values() if user}
    monkeypatch.setattr(ModelBackend, "get_user", lambda backend, key: by_key[key])
    with unlogged():
        yield


@pytest.mark.usefixtures("undrawn_pages", "known_people")
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_meets_what_the_rules_say(table, person, method):
    client = Client()
    if user := table.people[person]:
        client.force_login(user)
    found = {name: met(client, method, table.address(name)) for name in RULES}
    place = ("get", "post").index(method)
    assert found == {name: rules[place].get(person, "in") for name, rules in RULES.items()}
