"""What a condition and exhaustion do, in a line each (SRD 5.1, "Appendix: Conditions")."""

CONDITIONS = {
    "blinded": "Cannot see. Attacks with disadvantage, is attacked with advantage.",
    "charmed": "Will not harm the charmer, who has advantage on social checks.",
    "deafened": "Cannot hear.",
    "frightened": "Disadvantage while the source is in sight; will not go nearer to it.",
    "grappled": "Speed 0.",
    "incapacitated": "Takes neither actions nor reactions.",
    "invisible": "Cannot be seen. Attacks with advantage, is attacked with disadvantage.",
    "paralyzed": "Incapacitated, cannot move or speak; hits from within 5 feet are critical.",
    "petrified": "Turned to stone: incapacitated, resistant to all damage.",
    "poisoned": "Disadvantage on attack rolls and ability checks.",
    "prone": "Crawls. Attacks with disadvantage; is easier to hit from near, harder from afar.",
    "restrained": "Speed 0. Disadvantage on attacks and dexterity saves; easier to hit.",
    "stunned": "Incapacitated, cannot move; fails strength and dexterity saves.",
    "unconscious": "Incapacitated and prone, drops everything; hits from near are critical.",
}

EXHAUSTION = (
    "Disadvantage on ability checks",
    "Speed halved",
    "Disadvantage on attack rolls and saving throws",
    "Hit point maximum halved",
    "Speed reduced to 0",
    "Death",
)
_SLOWED_AT, _STOPPED_AT = 2, 5
_HELD = frozenset({"grappled", "paralyzed", "petrified", "restrained", "stunned", "unconscious"})
_ATTACK_WORSE = frozenset({"blinded", "frightened", "poisoned", "prone", "restrained"})
_CHECK_WORSE = frozenset({"frightened", "poisoned"})


def exhaustion_effects(level: int) -> tuple[str, ...]:
    """All that ``level`` levels of exhaustion do, from 0 to 6; each adds to those before."""
    return EXHAUSTION[:level]


def speed(sheet: dict) -> int:
    """Feet a turn, as conditions and exhaustion leave it."""
    walked = sheet.get("speed", 30)
    exhaustion = sheet.get("exhaustion_level", 0)
    if exhaustion >= _STOPPED_AT or _HELD & set(sheet.get("conditions", [])):
        return 0
    return walked // 2 if exhaustion >= _SLOWED_AT else walked


def disadvantages(sheet: dict, kind: str) -> list[str]:
    """What gives disadvantage on rolls of ``kind``: ``check``, ``save`` or ``attack``.

    The names of conditions and "exhaustion". Whether the source of a fear is in sight nobody can
    know here: the page tells, the player decides.
    """
    exhaustion = sheet.get("exhaustion_level", 0)
    tired = exhaustion >= (1 if kind == "check" else 3)
    worse = {"check": _CHECK_WORSE, "attack": _ATTACK_WORSE}.get(kind, frozenset())
    found = [condition for condition in sheet.get("conditions", []) if condition in worse]
    return [*found, "exhaustion"] if tired else found
