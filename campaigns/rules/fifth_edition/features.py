"""What each class gains at which level, by name (SRD 5.1, the table of each class).

Only names: what a feature does is for the player to write, or to look up. Ability score
improvements, and what a subclass brings, are not among them.
"""

_AT = {
    "barbarian": {
        1: ("Rage", "Unarmoured defence"),
        2: ("Reckless attack", "Danger sense"),
        5: ("Extra attack", "Fast movement"),
        7: ("Feral instinct",),
        9: ("Brutal critical, one die",),
        11: ("Relentless rage",),
        13: ("Brutal critical, two dice",),
        15: ("Persistent rage",),
        17: ("Brutal critical, three dice",),
        18: ("Indomitable might",),
        20: ("Primal champion",),
    },
    "bard": {
        1: ("Spellcasting", "Bardic inspiration, d6"),
        2: ("Jack of all trades", "Song of rest"),
        3: ("Expertise",),
        5: ("Bardic inspiration, d8", "Font of inspiration"),
        6: ("Countercharm",),
        10: ("Magical secrets", "Bardic inspiration, d10"),
        14: ("Magical secrets, two more",),
        15: ("Bardic inspiration, d12",),
        18: ("Magical secrets, two more",),
        20: ("Superior inspiration",),
    },
    "cleric": {
        1: ("Spellcasting",),
        2: ("Channel divinity", "Turn undead"),
        5: ("Destroy undead",),
        6: ("Channel divinity, twice",),
        10: ("Divine intervention",),
        18: ("Channel divinity, three times",),
        20: ("Divine intervention, always heard",),
    },
    "druid": {
        1: ("Spellcasting", "Druidic"),
        2: ("Wild shape",),
        4: ("Wild shape, swimming",),
        8: ("Wild shape, flying",),
        18: ("Timeless body", "Beast spells"),
        20: ("Archdruid",),
    },
    "fighter": {
        1: ("Fighting style", "Second wind"),
        2: ("Action surge",),
        5: ("Extra attack",),
        9: ("Indomitable",),
        11: ("Extra attack, two",),
        13: ("Indomitable, twice",),
        17: ("Action surge, twice", "Indomitable, three times"),
        20: ("Extra attack, three",),
    },
    "monk": {
        1: ("Unarmoured defence", "Martial arts"),
        2: ("Ki", "Unarmoured movement"),
        3: ("Deflect missiles",),
        4: ("Slow fall",),
        5: ("Extra attack", "Stunning strike"),
        6: ("Ki-empowered strikes",),
        7: ("Evasion", "Stillness of mind"),
        10: ("Purity of body",),
        13: ("Tongue of the sun and moon",),
        14: ("Diamond soul",),
        15: ("Timeless body",),
        18: ("Empty body",),
        20: ("Perfect self",),
    },
    "paladin": {
        1: ("Divine sense", "Lay on hands"),
        2: ("Fighting style", "Divine smite"),
        3: ("Divine health", "Channel divinity"),
        5: ("Extra attack",),
        6: ("Aura of protection",),
        10: ("Aura of courage",),
        11: ("Improved divine smite",),
        14: ("Cleansing touch",),
        18: ("Wider auras",),
    },
    "ranger": {
        1: ("Favoured enemy", "Natural explorer"),
        2: ("Fighting style", "Spellcasting"),
        3: ("Primeval awareness",),
        5: ("Extra attack",),
        6: ("Favoured enemy, a second", "Natural explorer, a second"),
        8: ("Land’s stride",),
        10: ("Natural explorer, a third", "Hide in plain sight"),
        14: ("Favoured enemy, a third", "Vanish"),
        18: ("Feral senses",),
        20: ("Foe slayer",),
    },
    "rogue": {
        1: ("Expertise", "Sneak attack"),
        2: ("Cunning action",),
        5: ("Uncanny dodge",),
        6: ("Expertise, two more",),
        7: ("Evasion",),
        11: ("Reliable talent",),
        14: ("Blindsense",),
        15: ("Slippery mind",),
        18: ("Elusive",),
        20: ("Stroke of luck",),
    },
    "sorcerer": {
        1: ("Spellcasting",),
        2: ("Font of magic",),
        3: ("Metamagic",),
        10: ("Metamagic, a third",),
        17: ("Metamagic, a fourth",),
        20: ("Sorcerous restoration",),
    },
    "warlock": {
        1: ("Pact magic",),
        2: ("Eldritch invocations",),
        3: ("Pact boon",),
        11: ("Mystic arcanum, level 6",),
        13: ("Mystic arcanum, level 7",),
        15: ("Mystic arcanum, level 8",),
        17: ("Mystic arcanum, level 9",),
        20: ("Eldritch master",),
    },
    "wizard": {
        1: ("Spellcasting", "Arcane recovery"),
        18: ("Spell mastery",),
        20: ("Signature spells",),
    },
}


def features_at(character_class: str, level: int) -> tuple[str, ...]:
    """The names of what the class gains at ``level``, two at most."""
    return _AT[character_class].get(level, ())


def features_up_to(character_class: str, level: int) -> list[tuple[str, int]]:
    """All names up to ``level``, each with the level at which it was gained."""
    return [
        (name, gained)
        for gained, names in _AT[character_class].items()
        if gained <= level
        for name in names
    ]
