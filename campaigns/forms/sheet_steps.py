"""The steps to a new character. What earlier steps said is ``said``, by the names of fields."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.domain.characters import find_spells
from campaigns.forms.sheet_sections import long_text, words
from campaigns.rules.compendium.records import told_apart
from campaigns.rules.documents.sheet import Alignment
from campaigns.rules.fifth_edition.abilities import (
    ABILITIES,
    POINTS,
    STANDARD_ARRAY,
    AbilityError,
    check_point_buy,
    check_standard_array,
)
from campaigns.rules.fifth_edition.backgrounds import BACKGROUNDS, background_skills
from campaigns.rules.fifth_edition.classes import CLASSES, class_named
from campaigns.rules.fifth_edition.equipment import ARMORS, WEAPONS
from campaigns.rules.fifth_edition.races import RACES, race_named
from campaigns.rules.fifth_edition.skills import skill_name
from campaigns.rules.fifth_edition.slots import slot_totals
from campaigns.rules.new_character import MOST_GOLD, creation_limits, final_scores
from campaigns.rules.sheet_verbs import SheetError
from common.fields import LinesField

ARRAY, BUY, MANUAL = "array", "buy", "manual"
MOST_OFFERED = 400


class OriginForm(forms.Form):
    """Who they are."""

    name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    race = forms.ChoiceField(choices=[(race.key, race.name) for race in RACES.values()])
    character_class = forms.ChoiceField(
        label="Class", choices=[(kind.key, kind.name) for kind in CLASSES.values()]
    )
    level = forms.IntegerField(min_value=1, max_value=20, initial=1)
    subclass = forms.CharField(
        max_length=100, required=False, help_text="Once the class has one: a path, oath, school …"
    )

    def __init__(self, *args, said=None, **kwargs):
        super().__init__(*args, **kwargs)


class AbilitiesForm(forms.Form):
    """Six scores, by one of three ways, and what a half-elf adds freely."""

    method = forms.ChoiceField(
        label="How the scores come about",
        choices=[
            (ARRAY, f"Standard array: {', '.join(map(str, STANDARD_ARRAY))}"),
            (BUY, f"Points: {POINTS} to spend, from 8 to 15"),
            (MANUAL, "As we rolled them, from 3 to 18"),
        ],
        initial=ARRAY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, said, **kwargs):
        super().__init__(*args, **kwargs)
        self.race = race_named(said["race"])
        for ability, score in zip(ABILITIES, STANDARD_ARRAY, strict=True):
            bonus = self.race.bonuses.get(ability)
            self.fields[ability] = forms.IntegerField(
                label=ability.capitalize(),
                min_value=3,
                max_value=18,
                initial=score,
                help_text=f"The {self.race.key} adds {bonus}." if bonus else "",
            )
        if self.race.free_bonuses:
            others = [each for each in ABILITIES if each not in self.race.bonuses]
            self.fields["free_bonuses"] = forms.MultipleChoiceField(
                label=f"+1 on {self.race.free_bonuses} of these",
                choices=words(others),
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def scores(self):
        return [self[ability] for ability in ABILITIES]

    def clean(self):
        given = super().clean()
        scores = {ability: given.get(ability) for ability in ABILITIES}
        if None in scores.values():
            return given
        checks = {ARRAY: check_standard_array, BUY: check_point_buy}
        try:
            if check := checks.get(given.get("method")):
                check(scores)
            final_scores(scores, self.race.key, given.get("free_bonuses", []))
        except (AbilityError, SheetError) as error:
            raise ValidationError(str(error)) from error
        return given


class BackgroundForm(forms.Form):
    """Where they come from, and what they learnt."""

    background = forms.ChoiceField(required=False)

    def __init__(self, *args, said, **kwargs):
        super().__init__(*args, **kwargs)
        self.its_class = class_named(said["character_class"])
        self.fields["background"].choices = [
            *((name, _background_words(name)) for name in BACKGROUNDS),
            ("", "Another one, of our own"),
        ]
        self.fields["own_background"] = forms.CharField(
            label="A background of your own", max_length=100, required=False
        )
        count = self.its_class.skill_count
        self.fields["skills"] = forms.MultipleChoiceField(
            label=f"Choose {count} skills of the {self.its_class.key}",
            choices=[(skill, skill_name(skill)) for skill in self.its_class.skills],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["alignment"] = forms.ChoiceField(
            choices=words(Alignment.__args__, empty="Not said"), required=False
        )
        self.fields["appearance"] = long_text("Appearance", 3)
        self.fields["personality"] = long_text("Personality", 3)
        self.fields["backstory"] = long_text("Backstory", 6, longest=20_000)

    def clean_skills(self):
        chosen, count = self.cleaned_data["skills"], self.its_class.skill_count
        if len(chosen) != count:
            message = f"A {self.its_class.key} chooses {count} skills; you chose {len(chosen)}."
            raise ValidationError(message)
        return chosen

    def clean(self):
        given = super().clean()
        known = background_skills(given.get("background") or "")
        if twice := [skill for skill in given.get("skills", []) if skill in known]:
            message = f"The background gives {skill_name(twice[0]).lower()} already."
            self.add_error("skills", ValidationError(message))
        return given


def _background_words(name):
    skills = " and ".join(skill_name(skill).lower() for skill in background_skills(name))
    return f"{name.capitalize()} ({skills})"


class EquipmentForm(forms.Form):
    """What they carry, and the spells that they begin with."""

    armor = forms.ChoiceField(label="Armour", required=False)
    has_shield = forms.BooleanField(label="A shield", required=False)
    weapons = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    gear = LinesField(
        label="Other things", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    gold = forms.IntegerField(min_value=0, max_value=MOST_GOLD, initial=10, required=False)

    def __init__(self, *args, said, **kwargs):
        super().__init__(*args, **kwargs)
        self.said = said
        its_class = class_named(said["character_class"])
        kinds = [kind for kind in ("light", "medium", "heavy") if _may(its_class, kind)]
        self.fields["armor"].choices = [
            ("", "None"),
            *((key, key.capitalize()) for key, armor in ARMORS.items() if armor.kind in kinds),
        ]
        if "Shields" not in its_class.proficiencies:
            del self.fields["has_shield"]
        self.fields["weapons"].choices = _weapons_of(its_class)
        self._offer_spells(its_class)

    def _offer_spells(self, its_class):
        level = self.said["level"]
        totals = slot_totals(its_class.caster, level)
        if not totals:
            return
        scores = {ability: self.said[ability] for ability in ABILITIES}
        scores = final_scores(scores, self.said["race"], self.said.get("free_bonuses", []))
        self.limits = limits = creation_limits(its_class.key, level, scores)
        rows = find_spells("", of_class=its_class.key, highest=max(totals))[:MOST_OFFERED]
        names = told_apart(rows)
        cantrips = [(row.key, names[row.key]) for row in rows if not row.level]
        spells = [(row.key, f"{names[row.key]}, level {row.level}") for row in rows if row.level]
        if limits.cantrips:
            self._offer("cantrips", f"Cantrips: up to {limits.cantrips}", cantrips)
        if limits.has_spellbook:
            self._offer("spells", "In the spellbook", spells)
        elif limits.known is not None:
            self._offer("spells", f"Spells: up to {limits.known}", spells)
        if limits.prepared is not None:
            self._offer("prepared", f"Prepared today: up to {limits.prepared}", spells)

    def _offer(self, name, label, choices):
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="" if choices else "The compendium has none yet; they can be added later.",
        )

    def clean(self):
        given = super().clean()
        limits = getattr(self, "limits", None)
        if limits is None:
            return given
        for name, limit in (
            ("cantrips", limits.cantrips),
            ("spells", limits.known),
            ("prepared", limits.prepared),
        ):
            chosen = given.get(name, [])
            if limit is not None and len(chosen) > limit:
                self.add_error(name, f"You chose {len(chosen)}; there are {limit} to choose.")
        if limits.has_spellbook and set(given.get("prepared", [])) - set(given.get("spells", [])):
            self.add_error("prepared", "Only what is in the spellbook can be prepared.")
        return given


def _may(its_class, kind):
    return f"{kind.capitalize()} armour" in its_class.proficiencies


def _weapons_of(its_class):
    learnt = {line.casefold() for line in its_class.proficiencies}
    return [
        (key, f"{key.capitalize()} ({weapon.damage})")
        for key, weapon in WEAPONS.items()
        if {f"{weapon.category} weapons", f"{key}s"} & learnt
    ]


STEPS = {
    "origin": ("Race and class", OriginForm),
    "abilities": ("Abilities", AbilitiesForm),
    "background": ("Background and skills", BackgroundForm),
    "equipment": ("Equipment and spells", EquipmentForm),
}
REVIEW = "review"
