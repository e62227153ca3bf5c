"""What people write about the world of a game."""

from django import forms
from django.core.exceptions import ValidationError

from play.domain.search import MAX_QUERY
from play.domain.sheets import ENDS, MAX_TEXT
from play.models import NPC, Character, Relationship, WorldEntry

MODELS = {name: model for model, name in ENDS.items()}
LONGEST_MENU = 500


def one_line(column, **options):
    return forms.CharField(max_length=column.field.max_length, **options)


def long_text(*, label, rows, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class SheetForm(forms.Form):
    """The texts of a sheet; ``seen`` is the last edit that the person knew of."""

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def texts(self):
        return {name: text for name, text in self.cleaned_data.items() if name != "seen"}


class CharacterForm(SheetForm):
    name = one_line(Character.name)
    description = long_text(
        label="Who they are", rows=7, help_text="What others see, and what drives them."
    )
    voice_notes = long_text(
        label="How they speak", rows=3, help_text="A turn of phrase, a silence, an accent."
    )
    notes = long_text(label="Notes", rows=4, help_text="Everybody at the table can read them.")


class NPCForm(SheetForm):
    name = one_line(NPC.name)
    description = long_text(label="Who they are", rows=6)
    wants = one_line(
        NPC.wants,
        label="What they want",
        required=False,
        help_text="It tells whoever plays them what they would do.",
    )
    notes = long_text(label="Notes", rows=4)


class EntryForm(SheetForm):
    name = one_line(WorldEntry.name)
    kind = forms.ChoiceField(choices=WorldEntry.Kind, initial=WorldEntry.Kind.LOCATION)
    description = long_text(label="What is known of it", rows=9)


class EndField(forms.ChoiceField):
    """One of the world, whatever it is: kind and key are one choice, so that they always fit."""

    def __init__(self, **kwargs):
        super().__init__(**{"choices": [], **kwargs})

    def to_python(self, value):
        kind, _, key = (value or "").partition(":")
        return (MODELS[kind], key) if kind in MODELS and key else None

    def validate(self, value):
        if value is None:
            raise ValidationError("Choose one of them.")


class RelationshipForm(forms.Form):
    source = EndField(label="Who or what")
    label = one_line(
        Relationship.label,
        label="is what to",
        help_text="Read from the first to the second.",
        widget=forms.TextInput(attrs={"placeholder": "owes money to", "autocomplete": "off"}),
    )
    target = EndField(label="Whom or what")

    def __init__(self, *args, sheets, **kwargs):
        """``sheets`` is a function from a model to the rows of it that may be chosen."""
        super().__init__(*args, **kwargs)
        choices = [("", "Choose …"), *_menu(sheets)]
        self.sheets = sheets
        self.fields["source"].choices = self.fields["target"].choices = choices

    def clean_source(self):
        return self._found("source")

    def clean_target(self):
        return self._found("target")

    def _found(self, name):
        model, key = self.cleaned_data[name]
        try:
            return self.sheets(model).get(pk=key)
        except (model.DoesNotExist, ValidationError) as error:
            raise ValidationError("This is not in the game any more.") from error


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Words",
        max_length=MAX_QUERY,
        widget=forms.TextInput({"type": "search"}),
    )


def end_value(sheet):
    """How a sheet is named in the menus of ``RelationshipForm``."""
    return f"{ENDS[type(sheet)]}:{sheet.pk}"


def _menu(sheets):
    titles = {Character: "Characters", NPC: "NPCs", WorldEntry: "World"}
    for model, title in titles.items():
        names = sheets(model).order_by("name", "pk").values_list("pk", "name")[:LONGEST_MENU]
        if choices := [(f"{ENDS[model]}:{key}", name) for key, name in names]:
            yield title, choices
