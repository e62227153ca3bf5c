"""Plain functions: every default is visible here, every override in the test."""

from datetime import timedelta
from itertools import count

from django.db import connection
from django.utils import timezone

from accounts.tests.factories import make_user
from campaigns.models import (
    NPC,
    Campaign,
    CampaignCharacter,
    CampaignInvitation,
    CampaignMember,
    Character,
    CharacterChange,
    CharacterOwner,
    CompendiumVersion,
    Monster,
    NPCInteraction,
    NPCStanding,
    Spell,
)
from common.tokens import hash_token

_numbers = count(1)

ABILITIES = {
    "strength": 8,
    "dexterity": 16,
    "constitution": 12,
    "intelligence": 13,
    "wisdom": 14,
    "charisma": 10,
}


def make_sheet(**overrides):
    """A sheet with something in every part of it."""
    return {
        "version": 2,
        "name": "Ash",
        "race": "half-elf",
        "character_class": "ranger",
        "subclass": "hunter",
        "level": 5,
        "experience": 6_500,
        "background": "outlander",
        "alignment": "neutral good",
        "abilities": dict(ABILITIES),
        "ability_score_improvements_used": 1,
        "hit_points": {"current": 30, "maximum": 38, "temporary": 4},
        "hit_dice": {"remaining": 5},
        "death_saves": {"successes": 0, "failures": 1},
        "armor_class": 15,
        "speed": 30,
        "inspiration": True,
        "saving_throw_proficiencies": ["strength", "dexterity"],
        "skills": {"stealth": "expert", "survival": "proficient"},
        "other_proficiencies": ["longbow"],
        "languages": ["Common", "Elvish"],
        "inventory": [
            {
                "name": "Longbow",
                "item_type": "weapon",
                "base": "longbow",
                "weight": 2,
                "slot": "main_hand",
            },
            {
                "name": "Cloak of moths",
                "item_type": "wondrous",
                "rarity": "rare",
                "slot": "shoulders",
                "requires_attunement": True,
                "attuned": True,
            },
            {"name": "Rations", "quantity": 6, "weight": 2.5},
        ],
        "purse": {"gold": 41, "copper": 7},
        "carrying_capacity": 120.5,
        "spellcasting": {
            "ability": "wisdom",
            "slots": [{"level": 1, "used": 1}, {"level": 2, "used": 0}],
            "known": ["ember-veil", "thorn-step"],
            "prepared": ["ember-veil"],
            "concentration": "ember-veil",
        },
        "features": [{"name": "Extra attack", "level_gained": 5}],
        "conditions": ["poisoned"],
        "exhaustion_level": 1,
        "backstory": "Raised by ferrymen. Zoë’s twin.",
        "notes": "",
        **overrides,
    }


def make_character(**fields):
    name = fields.pop("name", f"Character {next(_numbers)}")
    return Character.objects.create(
        **{
            "name": name,
            "data": {
                "version": 2,
                "name": name,
                "race": "human",
                "character_class": "fighter",
                "level": 1,
                "abilities": dict(ABILITIES),
                "hit_points": {"current": 11, "maximum": 11},
            },
            **fields,
        }
    )


def make_character_owner(**fields):
    return CharacterOwner.objects.create(
        **{
            "character": fields.get("character") or make_character(),
            "owner": fields.get("owner") or make_user(),
            **fields,
        }
    )


def make_character_change(**fields):
    character = fields.get("character") or make_character()
    return CharacterChange.objects.create(
        **{
            "character": character,
            "kind": "damage",
            "summary": f"{character.name} lost 3 hit points.",
            "before": character.data,
            "after": character.data,
            **fields,
        }
    )


def make_campaign(**fields):
    return Campaign.objects.create(
        **{
            "name": f"Campaign {next(_numbers)}",
            "setting": "A river delta where the tide brings back what was lost.",
            "data": {"version": 1, "state": "active"},
            **fields,
        }
    )


def make_campaign_member(**fields):
    return CampaignMember.objects.create(
        **{
            "campaign": fields.get("campaign") or make_campaign(),
            "user": fields.get("user") or make_user(),
            "role": "player",
            **fields,
        }
    )


def make_campaign_character(**fields):
    return CampaignCharacter.objects.create(
        **{
            "campaign": fields.get("campaign") or make_campaign(),
            "character": fields.get("character") or make_character(),
            **fields,
        }
    )


def make_campaign_invitation(**fields):
    """``token`` instead of ``token_hash``: the secret part of the link."""
    token = fields.pop("token", f"token-{next(_numbers)}")
    return CampaignInvitation.objects.create(
        **{
            "campaign": fields.get("campaign") or make_campaign(),
            "role": "player",
            "token_hash": hash_token(token),
            "expires_at": timezone.now() + timedelta(days=7),
            "max_uses": 6,
            **fields,
        }
    )


def make_table(**roles):
    """A campaign with an account for each role, by name: ``make_table(gm="game_master")``."""
    fields = roles.pop("campaign", {})
    campaign = make_campaign(**fields)
    people = {name: make_user() for name in roles}
    for name, role in roles.items():
        make_campaign_member(campaign=campaign, user=people[name], role=role)
    return campaign, people


def make_npc(**fields):
    return NPC.objects.create(
        **{
            "name": f"NPC {next(_numbers)}",
            "occupation": "ferry keeper",
            "location": "Low Quay",
            "campaign": fields.get("campaign") or make_campaign(),
            "personality": {"version": 1, "traits": ["counts everything twice"]},
            "data": {"version": 1, "importance": "major"},
            **fields,
        }
    )


def make_npc_interaction(**fields):
    return NPCInteraction.objects.create(
        **{
            "npc": fields.get("npc") or make_npc(),
            "interaction_type": "dialogue",
            "summary": "They asked about the missing lamp.",
            "relationship_change": 5,
            "data": {"version": 1, "topics": ["the lamp"]},
            **fields,
        }
    )


def make_npc_standing(**fields):
    return NPCStanding.objects.create(
        **{
            "npc": fields.get("npc") or make_npc(),
            "character": fields.get("character") or make_character(),
            **fields,
        }
    )


def make_spell(**fields):
    number = next(_numbers)
    return Spell.objects.create(**{**spell_fields(), "id": f"spell-{number}", **fields})


def spell_fields(**overrides):
    """All columns of a spell, with something in every part of its documents."""
    return {
        "id": "ember-veil",
        "name": "Ember veil",
        "level": 2,
        "school": "evocation",
        "casting_time": "1 action",
        "range": "Self",
        "components": {
            "version": 1,
            "verbal": True,
            "somatic": True,
            "material": True,
            "material_text": "a glowing coal worth 5 gp",
            "cost_gp": 5,
            "is_consumed": True,
        },
        "duration": "Concentration, up to 1 minute",
        "description": "Embers circle you.\n\nWhoever strikes you is burnt.",
        "higher_levels": "One more die for each slot above the second.",
        "ritual": False,
        "concentration": True,
        "damage_dice": "2d6",
        "save_type": "DEX",
        "spell_lists": ["druid", "ranger"],
        "data": {
            "version": 1,
            "ruleset": "homebrew",
            "source": {"title": "Fireside", "licence": "MIT"},
            "damage": {"damage_types": ["fire"], "by_slot_level": {"2": "2d6", "3": "3d6"}},
            "healing": {"by_slot_level": {"2": "1d4 + MOD"}},
            "save": {"on_success": "half"},
            "area": {"shape": "sphere", "size": 10},
            "attack_type": "melee",
            "effects": {"light_radius": 10, "dims_darkness": True},
        },
        **overrides,
    }


STATS = {
    "version": 1,
    "size": "large",
    "creature_type": "beast",
    "abilities": {"strength": 16},
    "hit_points": {"current": 30, "maximum": 30},
    "armor_class": 13,
    "challenge_rating": 0.125,
}


def make_monster(**overrides):
    number = next(_numbers)
    fields = {"id": f"reed-boar-{number}", "name": f"Reed boar {number}", "stats": STATS}
    return Monster.objects.create(**fields | overrides)


def make_compendium_version():
    """The database itself writes it, with every spell."""
    make_spell()
    return CompendiumVersion.objects.get()


# The database, asked behind Django's back.


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
