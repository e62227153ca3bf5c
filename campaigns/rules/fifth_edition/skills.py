"""The eighteen skills and what they add to a roll (SRD 5.1, "Using Ability Scores")."""

from campaigns.rules.fifth_edition.abilities import modifier_of, proficiency_bonus

SKILL_ABILITIES = {
    "acrobatics": "dexterity",
    "animal_handling": "wisdom",
    "arcana": "intelligence",
    "athletics": "strength",
    "deception": "charisma",
    "history": "intelligence",
    "insight": "wisdom",
    "intimidation": "charisma",
    "investigation": "intelligence",
    "medicine": "wisdom",
    "nature": "intelligence",
    "perception": "wisdom",
    "performance": "charisma",
    "persuasion": "charisma",
    "religion": "intelligence",
    "sleight_of_hand": "dexterity",
    "stealth": "dexterity",
    "survival": "wisdom",
}


def skill_name(skill: str) -> str:
    """A skill as people write it: ``sleight_of_hand`` is Sleight of hand."""
    return skill.replace("_", " ").capitalize()


def skill_bonus(sheet: dict, skill: str) -> int:
    """What a check of ``skill`` adds: the ability, and proficiency once, or twice for experts."""
    times = {"proficient": 1, "expert": 2}.get(sheet.get("skills", {}).get(skill), 0)
    return modifier_of(sheet, SKILL_ABILITIES[skill]) + times * proficiency_bonus(sheet["level"])


def saving_throw_bonus(sheet: dict, ability: str) -> int:
    """What a saving throw of ``ability`` adds (SRD 5.1, "Saving Throws")."""
    is_proficient = ability in sheet.get("saving_throw_proficiencies", [])
    return modifier_of(sheet, ability) + is_proficient * proficiency_bonus(sheet["level"])


def passive(sheet: dict, skill: str = "perception") -> int:
    """What somebody notices without trying: 10 and the bonus (SRD 5.1, "Passive Checks")."""
    return 10 + skill_bonus(sheet, skill)


def initiative_bonus(sheet: dict) -> int:
    """Initiative is a dexterity check (SRD 5.1, "The Order of Combat")."""
    return modifier_of(sheet, "dexterity")
