"""The pages of characters, NPCs and entries: lists, sheets, forms and their history."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_user
from play.domain.addresses import beat_address
from play.domain.edits import change_sheet, last_edit
from play.models import NPC, Character, Edit, WorldEntry
from play.tests.factories import (
    make_act,
    make_beat,
    make_character,
    make_event,
    make_game_member,
    make_npc,
    make_relationship,
    make_scene,
    make_world_entry,
)
from play.tests.tables import LATER, NOW, make_table, start_story
from play.tests.world_pages import at, queries_of

pytestmark = pytest.mark.django_db

LISTS = ["characters", "npcs", "entries", "relations", "world_history", "search"]


@pytest.fixture
def table(client):
    """A game whose organizer is signed in."""
    game, members = make_table()
    client.force_login(members[0].user)
    return game, members


def of_each_kind(game, player):
    return {
        "character": make_character(game=game, player=player, name="Ash"),
        "npc": make_npc(game=game, name="Sel"),
        "entry": make_world_entry(game=game, name="The mill"),
    }


# Who may come in.


def every_address(game, player):
    """By name, the address of each page and whether it is only asked for by POST."""
    sheets = of_each_kind(game, player)
    bond = make_relationship(
        game=game, source_character=sheets["character"], target_npc=sheets["npc"]
    )
    reads = {name: at(name, game) for name in LISTS}
    forms = {name: at(name, game) for name in ("new_npc", "new_entry", "new_character")}
    forms["new_relationship"] = at("new_relationship", game)
    forms["edit_relationship"] = at("edit_relationship", game, bond)
    forms["replace_character"] = at("replace_character", game, sheets["character"])
    verbs = {
        "retire_character": at("retire_character", game, sheets["character"]),
        "return_character": at("return_character", game, sheets["character"]),
        "delete_relationship": at("delete_relationship", game, bond),
    }
    for name, sheet in sheets.items():
        edit = change_sheet(
            game.members.get(user=player), sheet, seen=None, name=f"New {name}", now=NOW
        )
        reads[name] = at(name, game, sheet)
        reads[f"{name}_history"] = at(f"{name}_history", game, sheet)
        forms[f"edit_{name}"] = at(f"edit_{name}", game, sheet)
        verbs[f"undo_{name}"] = at(f"undo_{name}", game, sheet, edit)
    return reads, forms, verbs


@pytest.fixture(scope="module")
def everywhere(module_rows):
    """A game, its members, and its addresses: what is read, forms, and what only acts."""
    game, members = make_table()
    return game, members, every_address(game, members[0].user)


@pytest.mark.usefixtures("undrawn_pages")
def test_guest_is_sent_to_sign_in(client, everywhere):
    for addresses in everywhere[2]:
        for address in addresses.values():
            for answer in (client.get(address), client.post(address)):
                assert answer.status_code == 302
                assert answer.url.startswith(reverse("account_login"))


@pytest.mark.usefixtures("undrawn_pages")
def test_stranger_finds_nothing_here(client, everywhere):
    reads, forms, verbs = everywhere[2]
    client.force_login(make_user())
    answers = [client.get(address).status_code for address in [*reads.values(), *forms.values()]]
    answers += [client.post(address).status_code for address in [*forms.values(), *verbs.values()]]
    assert set(answers) == {404}


@pytest.mark.usefixtures("undrawn_pages")
def test_who_left_reads_and_does_not_write(client, everywhere):
    game, _, (reads, forms, verbs) = everywhere
    gone = make_game_member(game=game, left_at=LATER)
    client.force_login(gone.user)
    assert {client.get(address).status_code for address in reads.values()} == {200}
    writes = [client.get(address).status_code for address in forms.values()]
    writes += [client.post(address).status_code for address in [*forms.values(), *verbs.values()]]
    assert set(writes) == {403}


def test_player_writes_on_no_sheet_but_their_own(client, everywhere):
    game, (_, mara, _), (_, forms, verbs) = everywhere
    client.force_login(mara.user)
    of_the_character = ["retire_character", "return_character", "undo_character"]
    answers = [client.post(verbs[name]).status_code for name in of_the_character]
    answers += [client.get(forms["edit_character"]).status_code]
    answers += [client.post(forms["replace_character"], {"name": "Bo"}).status_code]
    assert set(answers) == {403}
    assertNotContains(client.get(at("character", game, game.characters.get())), "Retire")


def test_member_opens_every_page(client, everywhere):
    _, members, (reads, forms, _) = everywhere
    client.force_login(members[0].user)
    answers = {name: client.get(url).status_code for name, url in (reads | forms).items()}
    assert set(answers.values()) == {200}


@pytest.mark.usefixtures("undrawn_pages")
def test_pages_that_only_act_are_not_read(client, everywhere):
    _, members, (_, _, verbs) = everywhere
    client.force_login(members[0].user)
    assert {client.get(address).status_code for address in verbs.values()} == {405}


def test_sheet_of_another_game_is_not_found(client, table):
    game, _ = table
    other = make_npc()
    assert client.get(at("npc", game, other)).status_code == 404
    assert client.post(at("edit_npc", game, other), {"name": "X"}).status_code == 404


# Lists.


def test_characters_stand_before_those_who_retired(client, table):
    game, (ines, mara, _) = table
    make_character(game=game, player=ines.user, name="Ash", retired_at=NOW)
    make_character(game=game, player=mara.user, name="Bo")
    page = client.get(at("characters", game))
    assert [sheet.name for sheet in page.context["page_obj"]] == ["Bo", "Ash"]
    assertContains(page, "Retired", count=1)


def test_who_plays_somebody_is_not_asked_to_make_a_character(client, table):
    game, (ines, *_) = table
    assertContains(client.get(at("characters", game)), "Make your character")
    make_character(game=game, player=ines.user)
    assertNotContains(client.get(at("characters", game)), "Make your character")


def test_entries_of_one_kind(client, table):
    game, _ = table
    make_world_entry(game=game, kind="location", name="The mill")
    make_world_entry(game=game, kind="item", name="A lamp")
    page = client.get(at("entries", game), {"kind": "item"})
    assert [sheet.name for sheet in page.context["page_obj"]] == ["A lamp"]
    everything = client.get(at("entries", game), {"kind": "nonsense"})
    assert len(everything.context["page_obj"]) == 2


def test_lists_are_paged(client, table):
    game, _ = table
    for number in range(25):
        make_npc(game=game, name=f"NPC {number:02}")
    page = client.get(at("npcs", game), {"page": 2})
    assert [sheet.name for sheet in page.context["page_obj"]] == ["NPC 24"]


def test_lists_take_as_many_queries_for_many_as_for_one(client):
    counts = {name: set() for name in ("characters", "npcs", "entries", "world_history")}
    for size in (1, 3):
        game, members = make_table(4)
        client.force_login(members[-1].user)
        for member in members[:size]:
            for sheet in of_each_kind(game, member.user).values():
                change_sheet(member, sheet, seen=None, name=f"{sheet.pk}", now=NOW)
        for name, found in counts.items():
            found.add(queries_of(client, at(name, game)))
    assert {name: len(found) for name, found in counts.items()} == dict.fromkeys(counts, 1)
    assert max(found.pop() for found in counts.values()) <= 8


def test_sheets_take_as_many_queries_with_many_bonds_as_with_one(client):
    counts = {name: set() for name in ("character", "npc", "entry")}
    for size in (1, 3):
        game, (ines, *_) = make_table()
        client.force_login(ines.user)
        for name, sheet in of_each_kind(game, ines.user).items():
            for _ in range(size):
                make_relationship(game=game, **{f"source_{name}": sheet})
            counts[name].add(queries_of(client, at(name, game, sheet)))
    assert {name: len(found) for name, found in counts.items()} == dict.fromkeys(counts, 1)
    assert max(found.pop() for found in counts.values()) <= 8


# Sheets.


def test_sheet_shows_its_texts_and_escapes_them(client, table):
    game, _ = table
    npc = make_npc(game=game, name="Sel", description="One.\n\n<b>Two</b>", wants="A boat.")
    page = client.get(at("npc", game, npc))
    assertContains(page, "&lt;b&gt;Two&lt;/b&gt;")
    assertContains(page, "A boat.")


def test_sheet_leads_to_the_beat_that_first_told_of_it(client, table):
    game, _ = table
    _, scene = start_story(game)
    beat = make_beat(scene=scene)
    npc = make_npc(game=game, introduced_in=beat)
    page = client.get(at("npc", game, npc))
    assertContains(page, f'<a href="{beat_address(beat.pk)}">Act 1, scene 1</a>', html=True)


def test_new_character_is_made(client, table):
    game, (ines, *_) = table
    answer = client.post(at("new_character", game), {"name": "Ash", "voice_notes": "Low."})
    ash = game.characters.get()
    assert (ash.player, ash.voice_notes, answer.url) == (ines.user, "Low.", ash.get_absolute_url())


def test_new_npc_from_a_beat_is_one_step_and_leads_back_to_it(client, table):
    game, _ = table
    _, scene = start_story(game)
    beat = make_beat(scene=scene)
    make_event(beat=beat, content="A ferryman waits.")
    asked = client.get(at("new_npc", game), {"beat": beat.pk, "name": "Sel"})
    assertContains(asked, "A ferryman waits.")
    assertContains(asked, 'value="Sel"')
    answer = client.post(at("new_npc", game), {"name": "Sel", "beat": beat.pk})
    assert NPC.objects.get(game=game).introduced_in == beat
    assert answer.url == beat_address(beat.pk)


@pytest.mark.parametrize("beat", ["nonsense", "of another game"])
def test_beat_that_is_not_here_is_left_out(client, table, beat):
    game, _ = table
    if beat == "of another game":
        elsewhere, _ = make_table()
        beat = make_beat(scene=make_scene(act=make_act(game=elsewhere))).pk
    assert client.get(at("new_entry", game), {"beat": beat}).context["beat"] is None
    client.post(at("new_entry", game), {"name": "The mill", "kind": "location", "beat": beat})
    assert WorldEntry.objects.get(game=game).introduced_in is None


def test_form_that_is_wrong_keeps_what_was_typed(client, table):
    game, _ = table
    answer = client.post(at("new_npc", game), {"name": "", "description": "A ferryman."})
    assert answer.status_code == 422
    assertContains(answer, "A ferryman.", status_code=422)
    assert not NPC.objects.filter(game=game).exists()


def test_refusal_keeps_what_was_typed(client, table):
    game, _ = table
    make_npc(game=game, name="Sel")
    answer = client.post(at("new_npc", game), {"name": "Sel", "description": "A ferryman."})
    assertContains(answer, "There is a Sel in this world already.", status_code=409)
    assertContains(answer, "A ferryman.", status_code=409)


@pytest.mark.parametrize("status", ["paused", "archived"])
def test_game_that_rests_or_is_over_is_read_only(client, status):
    game, (ines, *_) = make_table(status=status)
    sheets = of_each_kind(game, ines.user)
    client.force_login(ines.user)
    for name, sheet in sheets.items():
        page = client.get(at(name, game, sheet))
        assertNotContains(page, at(f"edit_{name}", game, sheet))
        assertNotContains(page, "Add a relation")
        answer = client.post(at(f"edit_{name}", game, sheet), {"name": "X", "kind": "other"})
        assert answer.status_code == 409
        assertContains(answer, 'value="X"', status_code=409)
    assert client.post(at("retire_character", game, sheets["character"])).status_code == 409
    assert not Edit.objects.filter(game=game).exists()


# Changes.


def test_edit_keeps_the_change(client, table):
    game, (ines, *_) = table
    npc = make_npc(game=game, name="Sel")
    address = at("edit_npc", game, npc)
    assertContains(client.get(address), 'value="Sel"')
    answer = client.post(address, {"name": "Sella", "wants": "A boat."})
    npc.refresh_from_db()
    assert (npc.name, npc.wants, answer.url) == ("Sella", "A boat.", npc.get_absolute_url())
    assert last_edit(npc).editor == ines.user


def test_two_who_edit_at_once_lose_nothing(client, table):
    game, (_, mara, _) = table
    npc = make_npc(game=game, name="Sel", description="Old.")
    address = at("edit_npc", game, npc)
    typed = client.get(address).context["form"].initial | {"description": "Young."}
    change_sheet(mara, npc, seen=None, description="Very old.", notes="Limps.", now=NOW)
    answer = client.post(address, typed | {"seen": ""})
    assert answer.status_code == 409
    for text in ("Very old.", "Young.", "Limps.", "Somebody else has changed this"):
        assertContains(answer, text, status_code=409)
    again = answer.context["form"].data
    client.post(address, again)
    npc.refresh_from_db()
    assert (npc.description, npc.notes) == ("Young.", "Limps.")


def test_history_shows_what_changed(client, table):
    game, (ines, *_) = table
    npc = make_npc(game=game, name="Sel", description="A tall man.")
    change_sheet(ines, npc, seen=None, description="A small man.", now=NOW)
    page = client.get(at("npc_history", game, npc))
    assertContains(page, "<dd>A <del>tall</del><ins>small</ins> man.</dd>", html=True)


def test_undo_from_the_history(client, table):
    game, (ines, *_) = table
    npc = make_npc(game=game, name="Sel")
    edit = change_sheet(ines, npc, seen=None, name="Sella", now=NOW)
    address = at("undo_npc", game, npc, edit)
    assertContains(client.get(at("npc_history", game, npc)), address)
    assert client.post(address).url == npc.get_absolute_url()
    npc.refresh_from_db()
    assert npc.name == "Sel"
    answer = client.post(address)
    assertContains(answer, "Only the last change is undone.", status_code=409)


def test_edit_of_another_sheet_is_not_undone_here(client, table):
    game, (ines, *_) = table
    one, other = make_npc(game=game), make_npc(game=game)
    edit = change_sheet(ines, other, seen=None, name="Other", now=NOW)
    assert client.post(at("undo_npc", game, one, edit)).status_code == 404


def test_undo_is_offered_for_the_last_change_only(client, table):
    game, (ines, *_) = table
    npc = make_npc(game=game, name="Sel")
    seen = None
    for name in ("A", "B", "C"):
        seen = change_sheet(ines, npc, seen=seen, name=name, now=NOW).pk
    page = client.get(at("npc_history", game, npc))
    assertContains(page, "Undo this change", count=1)
    assertContains(page, at("undo_npc", game, npc, last_edit(npc)))


# A character's life.


def test_retire_and_return(client, table):
    game, (ines, *_) = table
    ash = make_character(game=game, player=ines.user)
    client.post(at("retire_character", game, ash))
    ash.refresh_from_db()
    assert ash.retired_at is not None
    client.post(at("return_character", game, ash))
    ash.refresh_from_db()
    assert ash.retired_at is None


def test_return_is_refused_to_who_plays_somebody(client, table):
    game, (ines, *_) = table
    ash = make_character(game=game, player=ines.user, retired_at=NOW)
    make_character(game=game, player=ines.user, name="Bo")
    answer = client.post(at("return_character", game, ash))
    assertContains(answer, "You play Bo", status_code=409)


def test_replace_makes_the_next_character(client, table):
    game, (ines, *_) = table
    ash = make_character(game=game, player=ines.user, name="Ash")
    answer = client.post(at("replace_character", game, ash), {"name": "Bo"})
    bo = Character.objects.get(game=game, retired_at=None)
    assert (bo.name, bo.player, answer.url) == ("Bo", ines.user, bo.get_absolute_url())
