"""A stat block by hand: what a game master looks up in the middle of a fight."""

from typing import get_args

from django import forms
from django.core.exceptions import ValidationError

from campaigns.forms.npcs import text, whole, words
from campaigns.rules.documents import check_stats
from campaigns.rules.documents.base import DAMAGE_TYPES
from campaigns.rules.documents.sheet import Alignment
from campaigns.rules.documents.stat_block import CHALLENGE_RATINGS, SIZES, OpenAlignment
from campaigns.rules.fifth_edition.abilities import ABILITIES
from common.fields import LinesField
from common.forms import faults_of

SPEEDS = ("walk", "fly", "swim", "climb", "burrow")
ACTIONS = 4
ALIGNMENTS = (*filter(None, get_args(Alignment)), *get_args(OpenAlignment))
PARTS_OF_ACTION = ("name", "attack_bonus", "damage_dice", "damage_type", "description")
PLAIN = (
    "hit_dice",
    "armor_class",
    "challenge_rating",
    "experience",
    "proficiency_bonus",
    "size",
    "creature_type",
    "alignment",
    "senses",
    "languages",
    "spells",
)
FRACTIONS = {0.125: "1/8", 0.25: "1/4", 0.5: "1/2"}


class StatsForm(forms.Form):
    """The entries of a block that a form has; what else is in it stays as it was."""

    armor_class = whole("Armour class", 0, 50, initial=10)
    hit_points = whole("Hit points now", 0, 10_000, initial=4)
    maximum = whole("of at most", 1, 10_000, initial=4)
    hit_dice = text("Hit dice", longest=15, help_text="Such as 2d8+2.")
    challenge_rating = forms.TypedChoiceField(
        choices=[(value, FRACTIONS.get(value, f"{value:g}")) for value in CHALLENGE_RATINGS],
        coerce=float,
        initial=0.0,
    )
    experience = whole("Experience", 0, 10_000_000, initial=10)
    proficiency_bonus = whole("Proficiency bonus", 2, 9, initial=2)
    size = forms.ChoiceField(choices=words(SIZES), initial="medium")
    creature_type = text("Kind of creature", longest=100, initial="humanoid")
    alignment = forms.ChoiceField(choices=[("", "Unstated"), *words(ALIGNMENTS)], required=False)
    senses = text("Senses", longest=300)
    languages = text("Languages", longest=300)
    spells = LinesField(
        label="Spells",
        required=False,
        help_text="The keys of spells of the compendium, such as mage-hand, one a line.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, stats, **kwargs):
        self.stats = stats or {}
        super().__init__(*args, **{"initial": self._initial(), **kwargs})
        for name in ABILITIES:
            self.fields[name] = whole(name.capitalize(), 1, 30, initial=10)
        for name in SPEEDS:
            self.fields[name] = whole(
                f"{name.capitalize()}, feet", 0, 500, initial=30 if name == "walk" else 0
            )
        for place in range(ACTIONS):
            self._add_action(place)
        self.order_fields(["armor_class", "hit_points", "maximum", *ABILITIES])

    def abilities(self):
        return [self[name] for name in ABILITIES]

    def speeds(self):
        return [self[name] for name in SPEEDS]

    def actions(self):
        return [
            [self[f"action_{place}_{part}"] for part in PARTS_OF_ACTION] for place in range(ACTIONS)
        ]

    def others(self):
        names = ("size", "creature_type", "alignment", "senses", "languages", "spells")
        return [self[name] for name in names]

    def clean(self):
        super().clean()
        if self.errors:
            return
        if messages := faults_of(check_stats, self.block()):
            raise ValidationError(messages)

    def block(self):
        """The stat block as it is stored."""
        typed = self.cleaned_data
        kept = {name: value for name, value in self.stats.items() if name not in PLAIN}
        later = self.stats.get("actions", [])[ACTIONS:]
        return {
            "version": 1,
            **kept,
            **{name: typed[name] for name in PLAIN},
            "abilities": {name: typed[name] for name in ABILITIES},
            "hit_points": {
                **self.stats.get("hit_points", {}),
                "current": typed["hit_points"],
                "maximum": typed["maximum"],
            },
            "speed": {**self.stats.get("speed", {}), **{name: typed[name] for name in SPEEDS}},
            "actions": [*self._typed_actions(), *later],
        }

    def _typed_actions(self):
        old = self.stats.get("actions", [])
        for place in range(ACTIONS):
            part = {name: self.cleaned_data[f"action_{place}_{name}"] for name in PARTS_OF_ACTION}
            part["damage_type"] = part["damage_type"] or None
            if part["name"]:
                yield _changed(old[place] if place < len(old) else {}, part)

    def _initial(self):
        stats, points = self.stats, self.stats.get("hit_points", {})
        found = {name: value for name, value in stats.items() if name in self.base_fields}
        if "challenge_rating" in found:
            found["challenge_rating"] = float(found["challenge_rating"])
        if points:
            found |= {"hit_points": points["current"], "maximum": points["maximum"]}
        found |= stats.get("abilities", {}) | stats.get("speed", {})
        for place, action in enumerate(stats.get("actions", [])[:ACTIONS]):
            found |= {f"action_{place}_{name}": value for name, value in action.items()}
        return found

    def _add_action(self, place):
        prefix = f"action_{place}"
        self.fields |= {
            f"{prefix}_name": text("Action", longest=100),
            f"{prefix}_attack_bonus": whole("To hit", -10, 30, required=False),
            f"{prefix}_damage_dice": text("Damage", longest=50),
            f"{prefix}_damage_type": forms.ChoiceField(
                label="Kind of damage",
                choices=[("", "None"), *words(DAMAGE_TYPES)],
                required=False,
            ),
            f"{prefix}_description": text("What it does", longest=2_000),
        }


def _changed(action, part):
    """``action`` with ``part``. Its list of several damages goes once the first is another."""
    dice = ("damage_dice", "damage_type")
    is_same = all((action.get(name) or "") == (part[name] or "") for name in dice)
    kept = {name: value for name, value in action.items() if is_same or name != "damage"}
    return {**kept, **part}
