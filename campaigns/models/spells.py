import re

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast

from campaigns.models.bases import (
    LONGEST_KEY,
    DocumentedModel,
    KeyedModel,
    RandomKey,
    filled,
    holds,
    known,
    new_key,
)
from campaigns.rules.documents import (
    check_components,
    check_spell_agreement,
    check_spell_data,
    check_spell_lists,
)
from campaigns.rules.documents.base import MAX_SPELL_LEVEL
from campaigns.rules.documents.spell import PLAIN_DICE, SCHOOLS
from common.fields import DocumentField
from common.forms import faults_of

_SHORT = {"validators": [MaxLengthValidator(200)]}


class SpellQuerySet(models.QuerySet):
    def on_list_of(self, character_class):
        """Spells that ``character_class`` can learn."""
        # SQLite knows no containment of JSON. A class never holds a quotation mark, so that its
        # quoted name stands in the text of a list exactly where it is an entry.
        spelled = self.alias(lists_text=Cast("spell_lists", TextField()))
        return spelled.filter(lists_text__contains=f'"{character_class}"')


class Spell(DocumentedModel, KeyedModel):
    """A spell of the compendium. The columns say what it is, the document how it works."""

    class School(models.TextChoices):
        ABJURATION = "abjuration", "Abjuration"
        CONJURATION = "conjuration", "Conjuration"
        DIVINATION = "divination", "Divination"
        ENCHANTMENT = "enchantment", "Enchantment"
        EVOCATION = "evocation", "Evocation"
        ILLUSION = "illusion", "Illusion"
        NECROMANCY = "necromancy", "Necromancy"
        TRANSMUTATION = "transmutation", "Transmutation"

    class Save(models.TextChoices):
        STRENGTH = "STR", "Strength"
        DEXTERITY = "DEX", "Dexterity"
        CONSTITUTION = "CON", "Constitution"
        INTELLIGENCE = "INT", "Intelligence"
        WISDOM = "WIS", "Wisdom"
        CHARISMA = "CHA", "Charisma"

    id = models.CharField(
        "key",
        primary_key=True,
        default=new_key,
        db_default=RandomKey(),
        validators=[
            MaxLengthValidator(LONGEST_KEY),
            RegexValidator(r"^[a-z0-9][a-z0-9_-]*\Z", "Use small letters, digits, - and _."),
        ],
        help_text="Such as fireball. An import finds a spell again by its key.",
    )
    name = models.CharField(**_SHORT)
    level = models.IntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(MAX_SPELL_LEVEL)],
        help_text="0 is a cantrip.",
    )
    school = models.CharField(choices=School)
    casting_time = models.CharField(**_SHORT, help_text="Such as 1 action.")
    range = models.CharField(**_SHORT, help_text="Such as 60 feet, Touch or Self.")
    components = DocumentField(
        help_text='{"verbal": true, "material": true, "material_text": "a feather"}'
    )
    duration = models.CharField(
        **_SHORT, help_text="Such as Instantaneous, or Concentration, up to 1 minute."
    )
    # Some collections name a spell without its text.
    description = models.TextField(blank=True, validators=[MaxLengthValidator(20_000)])
    higher_levels = models.TextField(
        "at higher levels",
        blank=True,
        default="",
        db_default="",
        validators=[MaxLengthValidator(5_000)],
    )
    ritual = models.BooleanField(default=False, db_default=False)
    concentration = models.BooleanField(default=False, db_default=False)
    damage_dice = models.CharField(
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(rf"^{PLAIN_DICE}\Z", "Write dice such as 2d6 or 1d8+2.")],
        help_text="The base damage, such as 2d6. Other forms and growth are in the data.",
    )
    save_type = models.CharField(
        "saving throw", choices=Save, blank=True, default="", db_default=""
    )
    spell_lists = DocumentField(
        "class lists",
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        help_text='The classes that can learn it: ["bard", "wizard"]',
    )
    data = DocumentField(
        default=dict, blank=True, help_text="Ruleset, source, scaling, area, restrictions."
    )

    documents = {
        "components": check_components,
        "spell_lists": check_spell_lists,
        "data": check_spell_data,
    }

    objects = SpellQuerySet.as_manager()

    class Meta:
        db_table = "spells"
        constraints = [
            filled("spell", "id", "A spell needs a key."),
            filled("spell", "name", "A spell needs a name."),
            filled("spell", "casting_time", "A spell needs a casting time."),
            filled("spell", "range", "A spell needs a range."),
            filled("spell", "duration", "A spell needs a duration."),
            models.CheckConstraint(
                condition=Q(level__range=(0, MAX_SPELL_LEVEL)),
                name="spell_level_0_to_9",
                violation_error_message="A spell's level is from 0 (a cantrip) to 9.",
            ),
            known(
                "spell",
                "school",
                [*SCHOOLS],
                "Choose one of the eight schools.",
            ),
            known(
                "spell",
                "save_type",
                ["", "STR", "DEX", "CON", "INT", "WIS", "CHA"],
                "Choose one of the six saving throws, or none.",
            ),
            holds("spell", "components", "object"),
            holds("spell", "spell_lists", "array"),
            holds("spell", "data", "object"),
        ]
        indexes = [
            models.Index(fields=["name"], name="spells_name"),
            models.Index(fields=["level", "name"], name="spells_level_name"),
        ]

    def __str__(self):
        kind = "cantrip" if self.level == 0 else f"level {self.level}"
        return f"{self.name} ({kind}, {self.school})"

    def clean(self):
        """Hold the documents against their rules, then against the columns."""
        super().clean()
        faults = {}
        if re.match("concentration", self.duration, re.IGNORECASE) and not self.concentration:
            faults["concentration"] = "The duration says concentration."
        if self.level is not None and self.data is not None:
            columns = {name: getattr(self, name) for name in ("level", "damage_dice", "save_type")}
            if messages := faults_of(check_spell_agreement, self.data, **columns):
                faults["data"] = messages
        if faults:
            raise ValidationError(faults)
