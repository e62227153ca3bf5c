"""The pages about people: what they show, to whom, what they refuse, and in how many queries."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from campaigns.domain.interactions import log_interaction
from campaigns.models import NPC, Monster, NPCInteraction
from campaigns.rules.visibility import Viewer
from campaigns.tests.factories import make_npc, make_npc_interaction
from campaigns.tests.people import START, Browsers, at, key, make_world

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def page(name, world, *args, **query):
    return reverse(f"campaigns:{name}", args=[world.campaign.pk, *args], query=query)


@pytest.fixture
def browsers():
    return Browsers()


def open_as(browsers, user, address, **options):
    return browsers[user].get(address, **options)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def typed(number=1, **fields):
    """A log form as it is sent by a game master."""
    return {
        "key": key(number),
        "character": "party",
        "kind": "dialogue",
        "summary": "They asked about the lamp.",
        "change": "10",
        "visibility": "everyone",
        **fields,
    }


def log(world, npc, number, **fields):
    """What ``typed`` would bring into the log, at ``START``."""
    met = {"kind": "dialogue", "summary": "They asked about the lamp.", "change": 10, "at": START}
    return log_interaction(world.master, npc, key=key(number), now=at(1_000), **{**met, **fields})


def npc_typed(**fields):
    return {
        "name": "Hob",
        "importance": "minor",
        "current_mood": "neutral",
        "is_alive": "on",
        "visibility": "everyone",
        "level": "1",
        **fields,
    }


def stats_typed(**fields):
    abilities = ("strength", "dexterity", "constitution", "intelligence", "wisdom", "charisma")
    return {
        "armor_class": "13",
        "hit_points": "9",
        "maximum": "9",
        "challenge_rating": "0.25",
        "experience": "50",
        "proficiency_bonus": "2",
        "size": "medium",
        "creature_type": "humanoid",
        **dict.fromkeys(abilities, "10"),
        **dict.fromkeys(("fly", "swim", "climb", "burrow"), "0"),
        "walk": "30",
        **fields,
    }


@pytest.mark.usefixtures("undrawn_pages")
def test_who_may_open_and_do_what(browsers, world):
    """A member reads, those who play write in the log, a game master does the rest."""
    npc = make_npc(campaign=world.campaign)
    row = make_npc_interaction(npc=npc, character=world.ash)
    monster = Monster.objects.create(id="marsh-rat", name="Marsh rat", stats=STATS)
    users = (world.master, world.player, world.reader, world.stranger)
    reads = ("people", (), "npc_relations", ()), ("npc", (npc.pk,), "npc_log", (npc.pk,))
    for names in reads:
        for name, args in zip(names[::2], names[1::2], strict=True):
            address = page(name, world, *args)
            found = [open_as(browsers, user, address).status_code for user in users]
            assert (name, found) == (name, [200, 200, 200, 404])
    forms = ("npc_create", ()), *((name, (npc.pk,)) for name in GM_FORMS)
    for name, args in forms:
        found = [open_as(browsers, user, page(name, world, *args)).status_code for user in users]
        assert (name, found) == (name, [200, 403, 403, 404])

    posts = {
        ("log_interaction", npc.pk): ({}, [422, 422, 403, 404]),
        ("undo_interaction", npc.pk, row.pk): ({}, [302, 404, 403, 404]),
        ("restore_interaction", npc.pk, row.pk): ({}, [302, 403, 403, 404]),
        ("npc_create",): ({}, [422, 403, 403, 404]),
        ("npc_edit", npc.pk): ({}, [422, 403, 403, 404]),
        ("npc_stats", npc.pk): ({}, [422, 403, 403, 404]),
        ("npc_stats_by_role", npc.pk): ({"role": "guard", "level": 3}, [302, 403, 403, 404]),
        ("npc_stats_of_monster", npc.pk): ({"monster": monster.pk}, [302, 403, 403, 404]),
        ("npc_stats_remove", npc.pk): ({}, [302, 403, 403, 404]),
        ("relation", npc.pk): ({}, [422, 403, 403, 404]),
        ("remove_relation", npc.pk): ({"other": f"character:{world.ash.pk}"}, [302, 403, 403, 404]),
        ("npc_delete", npc.pk): ({}, [422, 403, 403, 404]),
    }
    for (name, *args), (data, expected) in posts.items():
        address = page(name, world, *args)
        found = [browsers[user].post(address, data).status_code for user in users]
        assert (name, found) == (name, expected)
    for name in ("undo_interaction", "npc_stats_remove", "remove_relation"):
        args = (npc.pk, row.pk) if name == "undo_interaction" else (npc.pk,)
        assert open_as(browsers, world.master, page(name, world, *args)).status_code == 405


GM_FORMS = ("npc_edit", "npc_stats", "relation", "npc_delete")
STATS = {
    "version": 1,
    "abilities": {},
    "hit_points": {"current": 7, "maximum": 7},
    "armor_class": 12,
    "special_abilities": [{"name": "Spellcasting", "description": "It knows a trick."}],
}


def secret(where):
    """A word that no player may find anywhere, and that says where it leaked."""
    return f"hush{where}"


def make_secrets(world):
    """People, ties and meetings of every kind of secrecy, marked by ``secret``."""
    open_npc = make_npc(
        campaign=world.campaign,
        name="Open Hob",
        personality={
            "version": 1,
            "traits": ["noticed"],
            **{name: [secret(name)] for name in ("ideals", "bonds", "flaws", "motivations")},
        },
        stats={**STATS, "senses": secret("senses")},
        data={
            "version": 1,
            "story_role": secret("role"),
            "backstory": secret("backstory"),
            "notes": secret("notes"),
            "combat_tactics": secret("tactics"),
            "quest_hooks": [secret("hook")],
            "quest_involvement": [secret("involved")],
            "inventory": [{"name": secret("thing")}],
        },
    )
    hidden = make_npc(
        campaign=world.campaign,
        name=secret("Name").title(),
        occupation=secret("occupation"),
        location=secret("place"),
        data={"version": 1, "visibility": "game_master"},
        relationships=[{"npc_id": open_npc.pk, "notes": secret("tie")}],
    )
    open_npc.relationships = [
        {"npc_id": hidden.pk, "notes": secret("tiename")},
        {
            "character_id": world.ash.pk,
            "relationship_type": "rival",
            "trust_level": -77,
            "notes": secret("tienotes"),
            "visibility": "game_master",
        },
    ]
    open_npc.save()
    for number, fields in enumerate(
        (
            {"summary": "Everybody saw this.", "relationship_change": 8},
            {
                "summary": secret("summary"),
                "outcome": secret("outcome"),
                "relationship_change": 63,
                "data": {
                    "version": 1,
                    "visibility": "game_master",
                    "topics": [secret("topic")],
                    "consequences": [secret("consequence")],
                },
            },
            {
                "summary": secret("undone"),
                "relationship_change": 31,
                "data": {"version": 1, "undone_at": at(9).isoformat()},
            },
            {
                "summary": "Seen, with a note.",
                "relationship_change": 0,
                "data": {"version": 1, "notes": secret("gmnote")},
            },
        )
    ):
        make_npc_interaction(
            npc=open_npc, character=world.ash, timestamp=at(number), pk=key(number), **fields
        )
    return open_npc, hidden


def test_nothing_secret_reaches_a_player_or_a_reader(browsers, world):
    """Titles, lists, counts, filters, search, map and log, against what is marked secret."""
    from campaigns.domain.standings import rebuild_standings  # noqa: PLC0415 -- after the rows

    open_npc, hidden = make_secrets(world)
    rebuild_standings()
    of_one = [page(name, world, open_npc.pk) for name in ("npc", "npc_log")]
    filters = [
        {"q": secret("name")},
        {"casts": "on", "sort": "trust"},
        {"band": "warm", "met": "yes"},
        {"band": "hostile"},
    ]
    addresses = [
        page("people", world),
        *(page("people", world, **query) for query in filters),
        *of_one,
        f"{of_one[0]}?{urlencode({'character': world.ash.pk})}",
        page("npc_log", world, open_npc.pk, undone=1),
        page("npc_log", world, open_npc.pk, topic=secret("summary")),
        page("npc_relations", world),
        page("npc_relations", world, between="party"),
    ]
    for user in (world.player, world.reader):
        answers = {address: open_as(browsers, user, address) for address in addresses}
        for address, response in answers.items():
            assert response.status_code == 200
            found = set(re.findall(r"hush\w+", response.text.casefold()))
            # What somebody searched for comes back in the field, and nowhere else.
            assert found <= set(re.findall(r"hush\w+", address.casefold())), address
            assert "\N{MINUS SIGN}77" not in response.text
            assert "+71" not in response.text
        # Whoever is not there cannot be opened, nor guessed by what differs.
        for name in ("npc", "npc_log"):
            assert open_as(browsers, user, page(name, world, hidden.pk)).status_code == 404
        counted = answers[page("people", world)]
        assert counted.context["page_obj"].paginator.count == 1
        assert counted.context["lines"][0].score == (8 if user == world.player else 4)
        assert [line.key for line in counted.context["lines"]] == [open_npc.pk]
        shown = answers[page("npc_log", world, open_npc.pk)]
        assert shown.context["page_obj"].paginator.count == 2
        assert text_of(shown).count("2 interactions") == 1
        assert not answers[page("npc_relations", world)].context["map"].figures
        by_filter = answers[page("people", world, band="hostile")]
        assert by_filter.context["page_obj"].paginator.count == 0

    every = (page("npc_log", world, open_npc.pk, undone=1), page("npc", world, hidden.pk))
    master = "".join(
        open_as(browsers, world.master, address).text.casefold()
        for address in (*of_one, *every, page("npc_relations", world))
    )
    made = set(
        re.findall(
            r"hush\w+", repr([*NPC.objects.values(), *NPCInteraction.objects.values()]).casefold()
        )
    )
    assert made - set(re.findall(r"hush\w+", master)) == set()


def test_the_quick_way_to_what_is_shown_is_the_way_of_visible_to():
    world = make_world(data={"version": 1, "visibility": "everyone"})
    authors = (world.master, world.player, world.reader, world.stranger)
    for author in authors:
        for visibility in ("everyone", "members", "game_master", "author"):
            data = {"version": 1, "visibility": visibility, "author": str(author.pk)}
            npc = make_npc(campaign=world.campaign, data=data)
            make_npc_interaction(npc=npc, data=data)
            make_npc_interaction(npc=npc, data={**data, "undone_at": at(1).isoformat()})
    roles = ("game_master", "player", "reader", None)
    for user, role in zip(authors, roles, strict=True):
        viewer = Viewer(str(user.pk), role)
        people = set(NPC.objects.visible_to(user))
        assert set(NPC.objects.filter(campaign=world.campaign).shown_to(viewer)) == people
        log = NPCInteraction.objects.filter(npc__in=people).shown_to(viewer)
        assert set(log) == set(NPCInteraction.objects.visible_to(user))


def test_visitor_of_an_open_campaign_reads_of_its_people_but_not_of_the_party(browsers):
    world = make_world(data={"version": 1, "visibility": "everyone"})
    npc = make_npc(
        campaign=world.campaign, relationships=[{"character_id": world.ash.pk, "trust_level": 30}]
    )
    make_npc_interaction(npc=npc, character=world.ash)
    for name, args in (
        ("people", ()),
        ("npc", (npc.pk,)),
        ("npc_log", (npc.pk,)),
        ("npc_relations", ()),
    ):
        response = open_as(browsers, world.stranger, page(name, world, *args))
        assert (name, response.status_code) == (name, 200)
        assert "Ash" not in text_of(response)


def test_roster_finds_filters_and_sorts(browsers, world):
    lamp = make_npc(
        campaign=world.campaign,
        name="Lamp Lily",
        occupation="lamplighter",
        location="Low Quay",
        stats={**STATS, "spells": ["light"]},
        data={"version": 1, "importance": "critical", "current_mood": "friendly"},
    )
    make_npc(
        campaign=world.campaign,
        name="Dead Dan",
        occupation="sexton",
        location="Hill",
        data={"version": 1, "is_alive": False, "current_mood": "hostile"},
    )
    make_npc(campaign=world.campaign, name="Anna", location="Low Quay", occupation="baker", data={})
    for number, (change, who) in enumerate(((60, "ash"), (80, "bo"))):
        log(world, lamp, number, change=change, character=getattr(world, who))

    def found(**query):
        response = open_as(browsers, world.master, page("people", world, **query))
        return [line.name for line in response.context["lines"]]

    assert found() == ["Anna", "Dead Dan", "Lamp Lily"]
    assert found(q="lamp quay") == ["Lamp Lily"]
    assert found(q="lamp hill") == []
    assert found(place="Low Quay") == ["Anna", "Lamp Lily"]
    assert found(place="Nowhere") == ["Anna", "Dead Dan", "Lamp Lily"]
    assert found(occupation="sexton") == found(alive="no") == found(mood="hostile") == ["Dead Dan"]
    assert found(alive="yes") == ["Anna", "Lamp Lily"]
    assert found(importance="minor") == ["Anna", "Dead Dan"]
    assert found(importance="critical") == found(casts="on") == found(band="warm") == ["Lamp Lily"]
    assert found(band="guarded") == found(met="no") == ["Anna", "Dead Dan"]
    assert found(met="yes", band="warm", mood="friendly") == ["Lamp Lily"]
    assert found(sort="trust") == found(sort="met") == ["Lamp Lily", "Anna", "Dead Dan"]
    assert found(sort="distrust") == ["Anna", "Dead Dan", "Lamp Lily"]
    assert found(sort="importance") == ["Lamp Lily", "Anna", "Dead Dan"]
    assert found(sort="place") == ["Dead Dan", "Anna", "Lamp Lily"]
    # To a player, "us" is their own character alone.
    response = open_as(browsers, world.player, page("people", world, band="warm"))
    [line] = response.context["lines"]
    assert (line.score, response.context["us"].name) == (60, "Ash")
    part = open_as(browsers, world.master, page("people", world), headers=HTMX)
    assert part.text.lstrip().startswith('<section id="people-list"')


def test_pages_ask_as_often_for_many_people_as_for_one(client, django_assert_num_queries, world):
    counts = {"people": 8, "npc_relations": 7, "npc": 12, "npc_log": 7}
    client.force_login(world.master)
    npcs = []
    for number in (1, 30):
        while len(npcs) < number:
            ties = [
                {"character_id": world.ash.pk, "trust_level": 5},
                *({"npc_id": other.pk} for other in npcs[:3]),
            ]
            npcs.append(make_npc(campaign=world.campaign, relationships=ties))
            if len(npcs) < 4:
                for each in range(4):
                    log(world, npcs[-1], len(npcs) * 10 + each, at=at(24 * each))
        last = npcs[0].pk
        for name, count in counts.items():
            args = (last,) if name.startswith("npc") and name != "npc_relations" else ()
            with django_assert_num_queries(count, info=f"{name}, {number}"):
                assert client.get(page(name, world, *args)).status_code == 200


def test_log_form_keeps_what_was_typed_and_a_second_click_is_harmless(client, world):
    npc = make_npc(campaign=world.campaign)
    client.force_login(world.master)
    address = page("log_interaction", world, npc.pk)
    good = typed(
        dice_rolls="1d20+5 = 14 for Insight against 15\n2d6",
        exchanges="Hob: Sit down.",
        topics="the lamp, the lamp, rain",
        consequences="They owe a lamp.",
    )
    faults = {
        "summary": "",
        "change": "101",
        "character": "nobody",
        "kind": "duel",
        "exchanges": "no speaker",
        "dice_rolls": "1d20 = 21",
        "at": "2036-01-01T10:00",
    }
    for name, value in faults.items():
        response = client.post(address, {**good, name: value})
        assert (name, response.status_code) == (name, 422)
        assert "Hob: Sit down." in response.text or name == "exchanges"
    # htmx shows only what is answered with success, of the form's refusals and of the rules'.
    for name in ("summary", "at"):
        part = client.post(address, {**good, name: faults[name]}, headers=HTMX)
        assert (part.status_code, part.text.lstrip()[:20]) == (200, '<div id="log-panel" ')
    assert not NPCInteraction.objects.exists()

    for _ in range(2):
        assert client.post(address, good).url == page("npc_log", world, npc.pk)
    [row] = NPCInteraction.objects.all()
    [insight, plain] = row.data["dice_rolls"]
    assert insight == {
        "notation": "1d20+5",
        "dice": [14],
        "total": 19,
        "purpose": "Insight",
        "difficulty": 15,
        "is_success": True,
    }
    assert (plain["notation"], len(plain["dice"]), plain["total"]) == ("2d6", 2, sum(plain["dice"]))
    assert row.data["exchanges"] == [{"speaker": "Hob", "text": "Sit down."}]
    assert row.data["topics"] == ["the lamp", "rain"]

    part = client.post(address, typed(2, location="Low Quay"), headers=HTMX)
    assert part.status_code == 200
    assert part.context["form"]["location"].value() == "Low Quay"
    assert part.context["form"]["key"].value() != key(2)
    assert part.text.count('class="card meeting') == 2

    undo = page("undo_interaction", world, npc.pk, row.pk)
    assert client.post(undo).status_code == 302
    assert client.post(undo).status_code == 409
    shown = client.get(page("npc_log", world, npc.pk, undone=1))
    assert f"<del>{row.summary}</del>" in shown.text
    assert row.pk not in client.get(page("npc_log", world, npc.pk)).text


def test_log_is_filtered_by_kind_character_and_word(client, world):
    npc = make_npc(campaign=world.campaign)
    for number, (kind, who, outcome) in enumerate(
        (("trade", world.ash, ""), ("combat", None, "A draw."), ("combat", world.bo, ""))
    ):
        make_npc_interaction(
            npc=npc, interaction_type=kind, character=who, outcome=outcome, timestamp=at(number)
        )
    client.force_login(world.player)

    def found(**query):
        response = client.get(page("npc_log", world, npc.pk, **query))
        return [line["row"].timestamp for line in response.context["lines"]]

    assert found() == [at(2), at(1), at(0)]
    assert found(kind="combat") == [at(2), at(1)]
    assert found(kind="nonsense") == [at(2), at(1), at(0)]
    assert found(character="party") == [at(1)]
    assert found(character=world.ash.pk) == [at(0)]
    assert found(topic="draw") == [at(1)]


def test_npc_is_made_suggested_edited_and_taken_out(client, world):
    client.force_login(world.master)
    create = page("npc_create", world)
    drawn = client.post(create, {**npc_typed(), "suggest": "1"})
    assert drawn.status_code == 200
    assert drawn.context["form"]["traits"].value() != ""
    assert drawn.context["form"]["name"].value() == "Hob"
    assert not NPC.objects.exists()
    refused = client.post(create, npc_typed(name="", backstory="Kept."))
    assert (refused.status_code, "Kept." in refused.text) == (422, True)
    too_long = client.post(create, npc_typed(traits="x" * 301, backstory="Kept."))
    assert (too_long.status_code, "Kept." in too_long.text) == (422, True)

    client.post(create, npc_typed(traits="quiet\nslow", notes="Knows.", visibility="members"))
    npc = NPC.objects.get()
    assert (npc.name, npc.personality) == ("Hob", {"version": 1, "traits": ["quiet", "slow"]})
    assert (npc.visibility, npc.author_key) == ("members", str(world.master.pk))
    edit = page("npc_edit", world, npc.pk)
    seen = client.get(edit).context["form"]["seen"].value()
    changed = npc_typed(name="Hob Pellow", traits="quiet", seen=seen)
    assert client.post(edit, changed).status_code == 302
    npc.refresh_from_db()
    assert (npc.name, npc.personality["traits"], npc.data["notes"]) == ("Hob Pellow", ["quiet"], "")
    late = client.post(edit, {**changed, "name": "Too late"})
    assert (late.status_code, "Too late" in late.text) == (409, True)

    make_npc_interaction(npc=npc, summary="They met by the well.")
    other = make_npc(campaign=world.campaign, name="Yrsa", relationships=[{"npc_id": npc.pk}])
    delete = page("npc_delete", world, npc.pk)
    warned = client.get(delete)
    assert "They met by the well." in warned.text
    assert "what they are to Yrsa" in text_of(warned)
    assert client.post(delete).status_code == 422
    assert client.post(delete, {"with_log": "on"}).url == page("people", world)
    assert list(NPC.objects.values_list("name", "relationships")) == [("Yrsa", [])]
    assert NPC.objects.get() == other
    assert not NPCInteraction.objects.exists()


def test_note_stats_hold_a_stat_block_by_hand_by_role_or_of_a_monster(client, world):
    npc = make_npc(campaign=world.campaign)
    client.force_login(world.master)
    address = page("npc_stats", world, npc.pk)
    refused = client.post(address, stats_typed(hit_points="12", senses="Kept."))
    assert (refused.status_code, "Kept." in refused.text) == (422, True)
    action = {"action_0_name": "Ladle", "action_0_damage_dice": "1d4", "action_0_attack_bonus": "2"}
    assert client.post(address, stats_typed(**action, alignment="neutral")).status_code == 302
    stats = NPC.objects.get().stats
    assert (stats["armor_class"], stats["challenge_rating"]) == (13, 0.25)
    assert stats["actions"] == [
        {
            "name": "Ladle",
            "attack_bonus": 2,
            "damage_dice": "1d4",
            "damage_type": None,
            "description": "",
        }
    ]
    assert client.get(address).context["form"]["challenge_rating"].value() == 0.25

    client.post(page("npc_stats_by_role", world, npc.pk), {"role": "soldier", "level": "5"})
    npc.refresh_from_db()
    assert (npc.stats["hit_dice"], npc.data["level"]) == ("5d10+5", 5)
    bad = client.post(page("npc_stats_by_role", world, npc.pk), {"role": "king", "level": "99"})
    assert bad.status_code == 422

    monster = Monster.objects.create(id="marsh-rat", name="Marsh rat", stats=STATS)
    assert "Marsh rat" in client.get(page("npc_stats", world, npc.pk, monster="rat")).text
    client.post(page("npc_stats_of_monster", world, npc.pk), {"monster": monster.pk})
    assert NPC.objects.get().stats == STATS
    # What the form has no field for stays when the block is saved by hand.
    client.post(address, stats_typed())
    assert NPC.objects.get().stats["special_abilities"] == STATS["special_abilities"]
    client.post(page("npc_stats_remove", world, npc.pk))
    assert NPC.objects.get().stats is None


def test_player_without_a_character_is_told_how_to_write(browsers, world):
    npc = make_npc(campaign=world.campaign)
    world.ash.ownership.delete()
    response = open_as(browsers, world.player, page("log_interaction", world, npc.pk))
    assert response.context["form"] is None
    assert "Bring a character of yours" in text_of(response)


def test_empty_pages_say_what_comes(browsers, world):
    for user, sentence in (
        (world.master, "A name is enough to begin with."),
        (world.player, "Whoever the game master lets you meet will stand here."),
    ):
        assert sentence in text_of(open_as(browsers, user, page("people", world)))
        assert "No bond is drawn yet" in text_of(
            open_as(browsers, user, page("npc_relations", world))
        )
