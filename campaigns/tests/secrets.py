"""A campaign full of secrets: each text says who may read it, so that a page can be searched."""

from campaigns.tests.factories import (
    make_campaign_character,
    make_character,
    make_character_owner,
    make_npc,
    make_npc_interaction,
    make_table,
)

# Whom a text with this word is for: the words of a level stand for itself alone.
LEVELS = ("everyone", "members", "game_master", "author")
SEEN_BY = {
    "gm": {"everyone", "members", "game_master"},
    "player": {"everyone", "members"},
    "reader": {"everyone"},
    "visitor": {"everyone"},
}


def word(level, what):
    return f"{level}-{what}-text".replace("_", "-")


def words_of(level):
    return f"{level}-".replace("_", "-")


def each(make):
    return [make(level) for level in LEVELS]


def make_secret_table():
    """A table in which everything stands once for each level; ``other`` wrote what is theirs."""
    campaign, people = make_table(
        gm="game_master", other="game_master", player="player", reader="reader"
    )
    author = str(people["other"].pk)

    def of(level, **fields):
        return {**fields, "visibility": level, "author": author}

    campaign.data = {
        "version": 1,
        "state": "active",
        "visibility": "everyone",
        "locations": each(lambda lv: of(lv, name=word(lv, "place"))),
        "current_location": word("game_master", "place"),
        "quests": each(
            lambda lv: of(
                lv,
                name=word(lv, "quest"),
                status="active",
                objectives=[{"text": word(lv, "goal")}],
            )
        ),
        "sessions": [
            of(lv, number=number, title=word(lv, "session"), summary=word(lv, "summary"))
            for number, lv in enumerate(LEVELS, 1)
        ],
        "active_session": 3,
        "events": each(lambda lv: of(lv, title=word(lv, "event"))),
        "world_state": {"factions": each(lambda lv: of(lv, name=word(lv, "faction")))},
        "plot_hooks": [word("game_master", "hook")],
        "key_npcs": [word("game_master", "key")],
        "dm_notes": word("game_master", "notes"),
    }
    campaign.world_art = {
        "version": 1,
        "pictures": each(
            lambda lv: of(
                lv, source=f"https://example.org/{word(lv, 'map')}", title=word(lv, "art")
            )
        ),
    }
    campaign.save()
    character = make_character(name="Ash")
    make_character_owner(character=character, owner=people["player"])
    make_campaign_character(campaign=campaign, character=character)
    npcs = {level: _make_npc(campaign, level, author) for level in LEVELS}
    everybody = npcs["everyone"]
    everybody.relationships = [
        {"npc_id": npcs[lv].pk, "notes": word(lv, "tie"), "visibility": lv, "author": author}
        for lv in LEVELS[1:]
    ] + [{"character_id": character.pk, "notes": word("everyone", "tie")}]
    everybody.save()
    for level in LEVELS:
        _make_meeting(everybody, character, level, author)
        _make_meeting(npcs["game_master"], None, level, author, name="hidden")
    return campaign, people


def _make_npc(campaign, level, author):
    return make_npc(
        campaign=campaign,
        name=word(level, "npc"),
        occupation=word(level, "work"),
        stats={
            "abilities": {},
            "hit_points": {"current": 9, "maximum": 9},
            "armor_class": 11,
            "senses": word("game_master", "senses"),
        },
        data={
            "version": 1,
            "notes": word("game_master", "npc-notes"),
            "backstory": word("game_master", "backstory"),
            "quest_hooks": [word("game_master", "npc-hook")],
            "visibility": level,
            "author": author,
        },
    )


def _make_meeting(npc, character, level, author, name="meeting"):
    # With somebody hidden, everything is hidden.
    shown = level if name == "meeting" else "game_master"
    return make_npc_interaction(
        npc=npc,
        character=character,
        summary=word(shown, name),
        outcome=word(shown, "outcome"),
        data={
            "version": 1,
            "notes": word("game_master", "meeting-notes"),
            "visibility": level,
            "author": author,
        },
    )
