"""Entries as other collections have them, in words of our own."""


def reference(kind, key):
    return {"index": key, "name": key.capitalize(), "url": f"/api/2014/{kind}/{key}"}


def five_e_bits_spell(**overrides):
    """A spell with every field that the 5e-bits database knows."""
    return {
        "index": "ember-rain",
        "name": "Ember Rain",
        "desc": ["Embers fall.", "Whoever stands below is burnt."],
        "higher_level": ["One more die for each slot above the third."],
        "range": "60 feet",
        "components": ["V", "S", "M"],
        "material": "coal worth 1,000 gp, which the spell consumes",
        "ritual": False,
        "duration": "Up to 1 minute",
        "concentration": True,
        "casting_time": "1 action",
        "level": 3,
        "attack_type": "ranged",
        "damage": {
            "damage_type": reference("damage-types", "fire"),
            "damage_at_slot_level": {"3": "2d6 + 1", "4": "3d6 + 1"},
        },
        "heal_at_slot_level": {"3": "1d4 + MOD"},
        "dc": {
            "dc_type": {"index": "dex", "name": "DEX", "url": "/api/2014/ability-scores/dex"},
            "dc_success": "half",
            "desc": "A wet creature succeeds.",
        },
        "area_of_effect": {"type": "cylinder", "size": 20},
        "school": reference("magic-schools", "evocation"),
        "classes": [reference("classes", "wizard"), reference("classes", "druid")],
        "subclasses": [reference("subclasses", "coast")],
        "url": "/api/2014/spells/ember-rain",
        **overrides,
    }


def open5e_v1_spell(**overrides):
    fields = {
        "name": "Turn the Blow",
        "desc": "The blow goes past you.",
        "higher_level": "",
        "page": "book 12",
        "archetype": "Circle of Fog",
        "circles": "Fog",
        "range": "Self",
        "target_range_sort": 0,
        "requires_verbal_components": True,
        "requires_somatic_components": False,
        "requires_material_components": False,
        "material": "",
        "can_be_cast_as_ritual": False,
        "duration": "1 round",
        "requires_concentration": False,
        "casting_time": "1 reaction, which you take when you are hit",
        "spell_level": 1,
        "school": "Abjuration",
        "dnd_class": "Wizard, Ritual Caster, Sorcerer",
        "document": 32,
        "route": "spells/",
        **overrides,
    }
    return {"model": "api.spell", "pk": "turn-the-blow", "fields": fields}


def open5e_v2_spell(pk="srd-2024_ember-rain", **overrides):
    fields = {
        "name": "Ember Rain",
        "desc": "Embers fall.",
        "document": "srd-2024",
        "level": 3,
        "school": "evocation",
        "higher_level": "More embers.",
        "target_type": "point",
        "target_count": 1,
        "range": 60,
        "range_text": "60 feet",
        "range_unit": "feet",
        "ritual": False,
        "casting_time": "bonus-action",
        "reaction_condition": None,
        "verbal": True,
        "somatic": False,
        "material": True,
        "material_specified": "coal",
        "material_cost": "25.00",
        "material_consumed": True,
        "saving_throw_ability": "dexterity",
        "attack_roll": True,
        "damage_roll": "2d6 + 1",
        "damage_types": ["fire"],
        "duration": "1 minute",
        "shape_type": "sphere",
        "shape_size": 20.0,
        "shape_size_unit": None,
        "concentration": True,
        "classes": ["srd-2024_wizard"],
        **overrides,
    }
    return {"model": "api_v2.spell", "pk": pk, "fields": fields}


def casting_option(parent, kind, **overrides):
    names = ("concentration", "damage_roll", "desc", "duration", "range", "shape_size")
    fields = dict.fromkeys([*names, "target_count"]) | {"parent": parent, "type": kind}
    return {"model": "api_v2.spellcastingoption", "pk": 1, "fields": fields | overrides}


def five_e_bits_monster(**overrides):
    """A creature with one of everything that the 5e-bits database knows."""
    poison = {"damage_type": reference("damage-types", "poison"), "damage_dice": "2d6"}
    save = {"dc_type": reference("ability-scores", "con"), "dc_value": 13, "success_type": "half"}
    return {
        "index": "fog-heron",
        "name": "Fog Heron",
        "desc": "It waits.",
        "size": "Large",
        "type": "beast",
        "subtype": "wader",
        "alignment": "unaligned",
        "armor_class": [
            {"type": "natural", "value": 13},
            {"type": "armor", "value": 15, "armor": [reference("equipment", "barding")]},
            {"type": "spell", "value": 16, "spell": reference("spells", "bark")},
            {"type": "condition", "value": 11, "condition": reference("conditions", "prone")},
        ],
        "hit_points": 33,
        "hit_dice": "6d10",
        "hit_points_roll": "6d10+12",
        "speed": {"fly": "50 ft.", "hover": True},
        **dict.fromkeys(("strength", "dexterity", "constitution"), 14),
        **dict.fromkeys(("intelligence", "wisdom", "charisma"), 8),
        "proficiencies": [
            {"value": 4, "proficiency": reference("proficiencies", "saving-throw-dex")},
            {"value": 6, "proficiency": reference("proficiencies", "skill-sleight-of-hand")},
        ],
        "damage_vulnerabilities": ["cold"],
        "damage_resistances": ["slashing from nonmagical weapons "],
        "damage_immunities": [],
        "condition_immunities": [reference("conditions", "exhaustion")] * 2,
        "senses": {"darkvision": "60 ft.", "passive_perception": 11},
        "languages": "",
        "challenge_rating": 0.5,
        "proficiency_bonus": 2,
        "xp": 100,
        "special_abilities": [
            {
                "name": "Fog Song",
                "desc": "It sings.",
                "spellcasting": {
                    "level": 3,
                    "ability": reference("ability-scores", "wis"),
                    "dc": 11,
                    "modifier": 3,
                    "components_required": ["V"],
                    "school": "druid",
                    "slots": {"1": 2},
                    "spells": [
                        {
                            "name": "Fog",
                            "level": 1,
                            "url": "/api/2014/spells/fog",
                            "notes": "itself only",
                            "usage": {"type": "per day", "times": 2},
                        }
                    ],
                },
            }
        ],
        "actions": [
            {
                "name": "Multiattack",
                "multiattack_type": "action_options",
                "desc": "It pecks twice.",
                "action_options": {
                    "choose": 1,
                    "type": "action",
                    "from": {
                        "options": [
                            {
                                "option_type": "multiple",
                                "items": [{"action_name": "Beak", "count": 2, "type": "melee"}],
                            },
                            {"option_type": "action", "action_name": "Beak", "count": 1},
                        ]
                    },
                },
            },
            {
                "name": "Beak",
                "desc": "It pecks.",
                "attack_bonus": 4,
                "damage": [
                    {
                        "choose": 1,
                        "type": "damage",
                        "from": {
                            "options": [poison, poison | {"damage_dice": "3d6", "notes": "Angry"}]
                        },
                    },
                    poison | {"dc": save},
                ],
                "dc": save,
                "usage": {"type": "recharge on roll", "dice": "1d6", "min_value": 5},
            },
            {
                "name": "Breath",
                "desc": "Fog, or more of it.",
                "options": {
                    "choose": 1,
                    "type": "attack",
                    "from": {"options": [{"name": "Fog", "dc": save, "damage": [poison]}]},
                },
            },
        ],
        "forms": [reference("monsters", "fog-heron-asleep")],
        "image": "/api/images/fog-heron.png",
        "url": "/api/2014/monsters/fog-heron",
        **overrides,
    }
