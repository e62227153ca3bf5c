"""Parts of a sheet that are edited as a whole, each as a form that reads and gives entries."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.rules.documents.sheet import Alignment, Rarity
from campaigns.rules.documents.sheet import ItemType as ItemTypes
from campaigns.rules.documents.sheet import Slot as Slots
from campaigns.rules.fifth_edition.abilities import ABILITIES
from campaigns.rules.fifth_edition.equipment import ARMORS, WEAPONS
from campaigns.rules.fifth_edition.hit_points import SAVES_THAT_DECIDE
from campaigns.rules.fifth_edition.skills import SKILL_ABILITIES, skill_name
from common.fields import LinesField

LONGEST_PAGE, LONGEST_PARAGRAPH = 20_000, 2_000
MOST_FEATURES = 200
UNTRAINED = "untrained"


def words(values, *, empty="None"):
    """The values of a literal as choices that people read."""
    return [(value, value.replace("_", " ").capitalize() or empty) for value in values]


def long_text(label, rows, *, longest=LONGEST_PARAGRAPH, help_text=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class SectionForm(forms.Form):
    """``version`` is the sheet that the person saw; ``entries`` is what they make of it."""

    version = forms.CharField(max_length=40, widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, sheet):
        return {name: sheet.get(name) for name in cls.base_fields if name != "version"}

    def entries(self, sheet):
        """Entries of the sheet, by their name, in the shape that the document has."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class IdentityForm(SectionForm):
    name = forms.CharField(max_length=100)
    race = forms.CharField(max_length=100)
    subclass = forms.CharField(max_length=100, required=False)
    background = forms.CharField(max_length=100, required=False)
    alignment = forms.ChoiceField(
        choices=words(Alignment.__args__, empty="Not said"), required=False
    )
    speed = forms.IntegerField(min_value=0, max_value=500, help_text="Feet in a turn.")
    armor_class = forms.IntegerField(
        label="Armour class",
        min_value=0,
        max_value=50,
        required=False,
        help_text="Left empty, it follows from armour, shield and dexterity.",
    )

    @classmethod
    def initial_of(cls, sheet):
        return super().initial_of(sheet) | {"speed": sheet.get("speed", 30)}


class AbilitiesForm(SectionForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for ability in ABILITIES:
            self.fields[ability] = forms.IntegerField(
                label=ability.capitalize(), min_value=1, max_value=30
            )

    @classmethod
    def initial_of(cls, sheet):
        return dict(sheet["abilities"])

    def entries(self, sheet):
        return {"abilities": {ability: self.cleaned_data[ability] for ability in ABILITIES}}


class TrainingForm(SectionForm):
    saving_throw_proficiencies = forms.MultipleChoiceField(
        label="Saving throws",
        choices=words(ABILITIES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_proficiencies = LinesField(
        label="Armour, weapons, tools",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line. “Simple weapons”, “Martial weapons” or the name of a weapon adds"
        " the proficiency bonus to attacks with it.",
    )
    languages = LinesField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for skill in SKILL_ABILITIES:
            self.fields[f"skill_{skill}"] = forms.ChoiceField(
                label=skill_name(skill),
                choices=words((UNTRAINED, "proficient", "expert")),
                initial=UNTRAINED,
            )

    @classmethod
    def initial_of(cls, sheet):
        kept = sheet.get("skills", {})
        skills = {f"skill_{skill}": kept.get(skill, UNTRAINED) for skill in SKILL_ABILITIES}
        return super().initial_of(sheet) | skills

    def entries(self, sheet):
        names = ("saving_throw_proficiencies", "other_proficiencies", "languages")
        how = {skill: self.cleaned_data[f"skill_{skill}"] for skill in SKILL_ABILITIES}
        return {name: self.cleaned_data[name] for name in names} | {
            "skills": {skill: level for skill, level in how.items() if level != UNTRAINED}
        }


class VitalsForm(SectionForm):
    maximum = forms.IntegerField(label="Maximum hit points", min_value=1, max_value=10_000)
    current = forms.IntegerField(label="Hit points now", min_value=0, max_value=10_000)
    temporary = forms.IntegerField(label="Temporary hit points", min_value=0, max_value=10_000)
    remaining = forms.IntegerField(label="Hit dice left", min_value=0, max_value=20)
    successes = forms.IntegerField(
        label="Death saves that succeeded", min_value=0, max_value=SAVES_THAT_DECIDE
    )
    failures = forms.IntegerField(
        label="Death saves that failed", min_value=0, max_value=SAVES_THAT_DECIDE
    )

    @classmethod
    def initial_of(cls, sheet):
        saves = {"successes": 0, "failures": 0} | sheet.get("death_saves", {})
        remaining = sheet.get("hit_dice", {}).get("remaining", 1)
        return {"temporary": 0} | sheet["hit_points"] | saves | {"remaining": remaining}

    def entries(self, sheet):
        given = self.cleaned_data
        points = ("current", "maximum", "temporary")
        return {
            "hit_points": {name: given[name] for name in points},
            "hit_dice": {"remaining": given["remaining"]},
            "death_saves": {name: given[name] for name in ("successes", "failures")},
        }


class StoryForm(SectionForm):
    appearance = long_text("Appearance", 4)
    personality = long_text("Personality", 4)
    backstory = long_text("Backstory", 12, longest=LONGEST_PAGE, help_text="Markdown is welcome.")
    portrait = forms.CharField(
        label="Portrait",
        required=False,
        max_length=300,
        help_text="The address of a picture on this site. Left empty, the initials stand there.",
    )


class NotesForm(SectionForm):
    notes = long_text("Notes", 16, longest=LONGEST_PAGE, help_text="Markdown is welcome.")


class MagicForm(SectionForm):
    """Whether somebody casts at all, and with which ability."""

    ability = forms.ChoiceField(
        choices=[("", "Does not cast spells"), *words(ABILITIES)], required=False
    )

    @classmethod
    def initial_of(cls, sheet):
        return {"ability": (sheet.get("spellcasting") or {}).get("ability", "")}

    def entries(self, sheet):
        ability = self.cleaned_data["ability"]
        if not ability:
            return {"spellcasting": None}
        return {"spellcasting": (sheet.get("spellcasting") or {}) | {"ability": ability}}


class FeatureForm(forms.Form):
    name = forms.CharField(max_length=100)
    feature_type = forms.CharField(
        label="Kind",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "class, race, feat"}),
    )
    source = forms.CharField(label="From", max_length=100, required=False)
    level_gained = forms.IntegerField(label="Since level", min_value=1, max_value=20, initial=1)
    description = long_text("What it does", 3)


class FeaturesForm(SectionForm):
    """All features: those there are, and room for more. One without a name is taken away."""

    @classmethod
    def initial_of(cls, sheet):
        return {}

    def __init__(self, *args, features=(), **kwargs):
        super().__init__(*args, **kwargs)
        data = args[0] if args else None
        formset = forms.formset_factory(
            FeatureForm,
            extra=2,
            can_delete=True,
            can_delete_extra=False,
            max_num=MOST_FEATURES,
            absolute_max=MOST_FEATURES,
        )
        self.features = formset(data, initial=list(features), prefix="features")
        for form in self.features.initial_forms:
            form.fields["DELETE"].label = "Take it off the sheet"

    def is_valid(self):
        return super().is_valid() & self.features.is_valid()

    def entries(self, sheet):
        kept = [
            form.cleaned_data
            for form in self.features
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        return {"features": [{k: v for k, v in row.items() if k != "DELETE"} for row in kept]}


SECTION_FORMS = {
    "identity": IdentityForm,
    "abilities": AbilitiesForm,
    "training": TrainingForm,
    "vitals": VitalsForm,
    "features": FeaturesForm,
    "story": StoryForm,
    "notes": NotesForm,
    "magic": MagicForm,
}


class ItemForm(SectionForm):
    name = forms.CharField(max_length=100)
    item_type = forms.ChoiceField(label="Kind", choices=words(ItemTypes.__args__), initial="gear")
    base = forms.ChoiceField(
        label="Counts as",
        required=False,
        choices=[
            ("", "Nothing in particular"),
            ("Armour", words(ARMORS)),
            ("Weapons", words(WEAPONS)),
        ],
        help_text="For weapons and armour: what it hits or protects like.",
    )
    bonus = forms.IntegerField(
        label="Magic bonus", min_value=0, max_value=10, initial=0, required=False
    )
    quantity = forms.IntegerField(min_value=0, max_value=100_000, initial=1)
    weight = forms.FloatField(
        min_value=0, max_value=100_000, initial=0, required=False, help_text="Pounds, of one piece."
    )
    rarity = forms.ChoiceField(choices=words(Rarity.__args__), initial="common")
    slot = forms.ChoiceField(
        label="Worn or held", choices=[("", "Carried"), *words(Slots.__args__)], required=False
    )
    requires_attunement = forms.BooleanField(label="Asks for attunement", required=False)
    attuned = forms.BooleanField(label="Attuned", required=False)
    description = long_text("What is special about it", 4)

    @classmethod
    def initial_of_item(cls, item):
        return {**item, "slot": item.get("slot") or ""}

    def clean(self):
        given = super().clean()
        if given.get("attuned") and not given.get("requires_attunement"):
            message = "Only a thing that asks for attunement can be attuned."
            self.add_error("attuned", ValidationError(message))
        return given

    def item(self, before=None):
        """The thing, with what of it no field shows, such as dice of its own."""
        kept = {k: v for k, v in (before or {}).items() if k in ("damage_dice", "damage_type")}
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return (
            kept
            | given
            | {
                "slot": given["slot"] or None,
                "bonus": given["bonus"] or 0,
                "weight": given["weight"] or 0,
            }
        )
