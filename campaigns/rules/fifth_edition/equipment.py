"""Armour, weapons and what a character can carry (SRD 5.1, "Equipment")."""

from dataclasses import dataclass

from campaigns.rules.fifth_edition.abilities import modifier_of, proficiency_bonus, signed
from campaigns.rules.fifth_edition.classes import class_named

POUNDS_PER_STRENGTH = 15
SHIELD_BONUS = 2
COINS_PER_POUND = 50
COINS = ("copper", "silver", "electrum", "gold", "platinum")


@dataclass(frozen=True, slots=True)
class Armor:
    """``most_dexterity`` is what dexterity adds at most; None: all of it."""

    key: str
    kind: str
    base: int
    weight: float
    most_dexterity: int | None = None
    strength: int = 0
    is_noisy: bool = False


@dataclass(frozen=True, slots=True)
class Weapon:
    """``damage`` is dice; ``traits`` hold finesse, ranged, versatile and so on."""

    key: str
    category: str
    damage: str
    damage_type: str
    weight: float
    traits: tuple[str, ...] = ()
    range: str = ""
    versatile: str = ""


ARMORS = {
    armor.key: armor
    for armor in (
        Armor("padded", "light", 11, 8, is_noisy=True),
        Armor("leather", "light", 11, 10),
        Armor("studded leather", "light", 12, 13),
        Armor("hide", "medium", 12, 12, 2),
        Armor("chain shirt", "medium", 13, 20, 2),
        Armor("scale mail", "medium", 14, 45, 2, is_noisy=True),
        Armor("breastplate", "medium", 14, 20, 2),
        Armor("half plate", "medium", 15, 40, 2, is_noisy=True),
        Armor("ring mail", "heavy", 14, 40, 0, is_noisy=True),
        Armor("chain mail", "heavy", 16, 55, 0, 13, is_noisy=True),
        Armor("splint", "heavy", 17, 60, 0, 15, is_noisy=True),
        Armor("plate", "heavy", 18, 65, 0, 15, is_noisy=True),
    )
}

_SHOT = ("ranged", "two-handed")
_HEAVY_SHOT, _POLE = ("heavy", *_SHOT), ("heavy", "reach", "two-handed")

WEAPONS = {
    weapon.key: weapon
    for weapon in (
        Weapon("club", "simple", "1d4", "bludgeoning", 2, ("light",)),
        Weapon("dagger", "simple", "1d4", "piercing", 1, ("finesse", "light", "thrown"), "20/60"),
        Weapon("greatclub", "simple", "1d8", "bludgeoning", 10, ("two-handed",)),
        Weapon("handaxe", "simple", "1d6", "slashing", 2, ("light", "thrown"), "20/60"),
        Weapon("javelin", "simple", "1d6", "piercing", 2, ("thrown",), "30/120"),
        Weapon("light hammer", "simple", "1d4", "bludgeoning", 2, ("light", "thrown"), "20/60"),
        Weapon("mace", "simple", "1d6", "bludgeoning", 4),
        Weapon("quarterstaff", "simple", "1d6", "bludgeoning", 4, versatile="1d8"),
        Weapon("sickle", "simple", "1d4", "slashing", 2, ("light",)),
        Weapon("spear", "simple", "1d6", "piercing", 3, ("thrown",), "20/60", "1d8"),
        Weapon("light crossbow", "simple", "1d8", "piercing", 5, _SHOT, "80/320"),
        Weapon("dart", "simple", "1d4", "piercing", 0.25, ("finesse", "ranged", "thrown"), "20/60"),
        Weapon("shortbow", "simple", "1d6", "piercing", 2, _SHOT, "80/320"),
        Weapon("sling", "simple", "1d4", "bludgeoning", 0, ("ranged",), "30/120"),
        Weapon("battleaxe", "martial", "1d8", "slashing", 4, versatile="1d10"),
        Weapon("flail", "martial", "1d8", "bludgeoning", 2),
        Weapon("glaive", "martial", "1d10", "slashing", 6, _POLE),
        Weapon("greataxe", "martial", "1d12", "slashing", 7, ("heavy", "two-handed")),
        Weapon("greatsword", "martial", "2d6", "slashing", 6, ("heavy", "two-handed")),
        Weapon("halberd", "martial", "1d10", "slashing", 6, _POLE),
        Weapon("lance", "martial", "1d12", "piercing", 6, ("reach",)),
        Weapon("longsword", "martial", "1d8", "slashing", 3, versatile="1d10"),
        Weapon("maul", "martial", "2d6", "bludgeoning", 10, ("heavy", "two-handed")),
        Weapon("morningstar", "martial", "1d8", "piercing", 4),
        Weapon("pike", "martial", "1d10", "piercing", 18, _POLE),
        Weapon("rapier", "martial", "1d8", "piercing", 2, ("finesse",)),
        Weapon("scimitar", "martial", "1d6", "slashing", 3, ("finesse", "light")),
        Weapon("shortsword", "martial", "1d6", "piercing", 2, ("finesse", "light")),
        Weapon("trident", "martial", "1d6", "piercing", 4, ("thrown",), "20/60", "1d8"),
        Weapon("war pick", "martial", "1d8", "piercing", 2),
        Weapon("warhammer", "martial", "1d8", "bludgeoning", 2, versatile="1d10"),
        Weapon("whip", "martial", "1d4", "slashing", 3, ("finesse", "reach")),
        Weapon("hand crossbow", "martial", "1d6", "piercing", 3, ("light", "ranged"), "30/120"),
        Weapon("heavy crossbow", "martial", "1d10", "piercing", 18, _HEAVY_SHOT, "100/400"),
        Weapon("longbow", "martial", "1d8", "piercing", 2, _HEAVY_SHOT, "150/600"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack of the sheet: ``bonus`` to hit, ``damage`` as dice with what is added."""

    name: str
    bonus: int
    damage: str
    damage_type: str
    ability: str
    notes: tuple[str, ...]
    is_proficient: bool
    item: int | None = None

    @property
    def has_dice(self) -> bool:
        return "d" in self.damage


def base_of(name: str) -> str:
    """The armour or weapon that a plain name means: "Leather armour" is leather; else nothing."""
    plain = name.strip().casefold().removesuffix(" armour").removesuffix(" armor")
    singular = plain.removesuffix("s")
    return next((key for key in (plain, singular) if key in ARMORS or key in WEAPONS), "")


def armor_class(sheet: dict) -> int:
    """The armour class: what the player wrote over it, else by what is worn and held."""
    written = sheet.get("armor_class")
    return computed_armor_class(sheet) if written is None else written


def computed_armor_class(sheet: dict) -> int:
    """The armour class by worn armour, shield and dexterity (SRD 5.1, "Armor").

    Without armour 10 and dexterity; a barbarian adds constitution, a monk without a shield wisdom.
    """
    worn = worn_armor(sheet)
    shields = [item for item in sheet.get("inventory", []) if is_held_shield(item)]
    held = sum(SHIELD_BONUS + item.get("bonus", 0) for item in shields[:1])
    if worn is None:
        return _unarmored(sheet, bool(shields)) + held
    armor, dexterity = ARMORS[worn["base"]], modifier_of(sheet, "dexterity")
    if armor.most_dexterity is not None:
        dexterity = min(dexterity, armor.most_dexterity) if armor.most_dexterity else 0
    return armor.base + dexterity + worn.get("bonus", 0) + held


def _unarmored(sheet, has_shield):
    its_class = class_named(sheet["character_class"])
    usual = 10 + modifier_of(sheet, "dexterity")
    if not its_class.unarmored_ability or (has_shield and not its_class.unarmored_shield):
        return usual
    return max(usual, usual + modifier_of(sheet, its_class.unarmored_ability))


def worn_armor(sheet: dict) -> dict | None:
    """The item that is worn as armour, if its kind is one of the SRD's."""
    for item in sheet.get("inventory", []):
        if item.get("item_type") == "armor" and item.get("slot") and item.get("base") in ARMORS:
            return item
    return None


def is_held_shield(item: dict) -> bool:
    return item.get("item_type") == "shield" and bool(item.get("slot"))


def place_for(item: dict, items: list[dict]) -> str | None:
    """Where a thing of its kind is worn or held, a free hand first; None: it is only carried."""
    places = {
        "armor": ("body",),
        "shield": ("off_hand",),
        "weapon": ("main_hand", "off_hand"),
        "wand": ("main_hand", "off_hand"),
        "ring": ("left_ring", "right_ring"),
    }.get(item.get("item_type", "gear"), ())
    taken = {each.get("slot") for each in items}
    return next((place for place in places if place not in taken), next(iter(places), None))


def armor_warnings(sheet: dict) -> list[str]:
    """What the worn armour costs: stealth, and speed where strength is wanting."""
    if (item := worn_armor(sheet)) is None:
        return []
    armor, found = ARMORS[item["base"]], []
    if armor.is_noisy:
        found.append("Disadvantage on stealth")
    if armor.strength > sheet["abilities"].get("strength", 10):
        found.append(f"10 feet slower: needs strength {armor.strength}")
    return found


def attacks_of(sheet: dict) -> list[Attack]:
    """The weapons of the inventory as attacks, those in hand first, and an unarmed strike."""
    weapons = [
        (number, item)
        for number, item in enumerate(sheet.get("inventory", []))
        if item.get("item_type") == "weapon" and item.get("quantity", 1)
    ]
    weapons.sort(key=lambda entry: entry[1].get("slot") not in ("main_hand", "off_hand"))
    strength = modifier_of(sheet, "strength")
    fist = Attack(
        name="Unarmed strike",
        bonus=strength + proficiency_bonus(sheet["level"]),
        damage=str(max(0, 1 + strength)),
        damage_type="bludgeoning",
        ability="strength",
        notes=(),
        is_proficient=True,
    )
    return [*(_attack(sheet, number, item) for number, item in weapons), fist]


def _attack(sheet, number, item):
    weapon = WEAPONS.get(item.get("base", ""))
    traits = weapon.traits if weapon else ()
    ability = _attack_ability(sheet, traits)
    is_proficient = _is_proficient(sheet, weapon)
    added = modifier_of(sheet, ability) + item.get("bonus", 0)
    dice = item.get("damage_dice") or (weapon.damage if weapon else "1d4")
    notes = [*traits]
    if weapon and weapon.versatile:
        notes.append(f"versatile {_with(weapon.versatile, added)}")
    if weapon and weapon.range:
        notes.append(f"{weapon.range} feet")
    return Attack(
        name=item["name"],
        bonus=added + is_proficient * proficiency_bonus(sheet["level"]),
        damage=_with(dice, added),
        damage_type=item.get("damage_type") or (weapon.damage_type if weapon else "bludgeoning"),
        ability=ability,
        notes=tuple(notes),
        is_proficient=is_proficient,
        item=number,
    )


def _attack_ability(sheet, traits):
    """Strength; dexterity for what is shot; with finesse, and for a monk, the better one."""
    if "finesse" in traits or sheet["character_class"] == "monk":
        return max(("strength", "dexterity"), key=lambda each: modifier_of(sheet, each))
    return "dexterity" if "ranged" in traits else "strength"


def _is_proficient(sheet, weapon):
    if weapon is None:
        return True
    learnt = {line.casefold() for line in sheet.get("other_proficiencies", [])}
    learnt |= {line.casefold() for line in class_named(sheet["character_class"]).proficiencies}
    ways = {f"{weapon.category} weapons", weapon.key, f"{weapon.key}s"}
    return bool(ways & learnt)


def _with(dice, added):
    return f"{dice}{signed(added).replace('\u2212', '-')}" if added else dice


def carried(sheet: dict) -> float:
    """The weight of all that is carried, coins included, in pounds (50 coins weigh one)."""
    items = sum(
        item.get("weight", 0) * item.get("quantity", 1) for item in sheet.get("inventory", [])
    )
    coins = sum(sheet.get("purse", {}).get(coin, 0) for coin in COINS)
    return round(items + coins / COINS_PER_POUND, 2)


def capacity(sheet: dict) -> float:
    """How many pounds can be carried: 15 for each point of strength, unless the sheet says else."""
    written = sheet.get("carrying_capacity")
    strength = sheet["abilities"].get("strength", 10)
    return POUNDS_PER_STRENGTH * strength if written is None else written
