"""The small forms of a sheet: one thing that happens, said in a number or a choice."""

import re

from django import forms
from django.core.exceptions import ValidationError

from campaigns.rules.documents.base import MAX_SPELL_LEVEL
from campaigns.rules.fifth_edition.conditions import CONDITIONS
from campaigns.rules.fifth_edition.equipment import COINS

_DICE = re.compile(r"[\s,;]+")
_NUMBER = {"inputmode": "numeric"}


class NothingForm(forms.Form):
    """The button says it all."""


class AmountForm(forms.Form):
    amount = forms.IntegerField(min_value=1, max_value=10_000)
    is_critical = forms.BooleanField(required=False)


class TemporaryForm(forms.Form):
    amount = forms.IntegerField(min_value=0, max_value=10_000)


class ConditionForm(forms.Form):
    condition = forms.ChoiceField(choices=[(name, name.capitalize()) for name in CONDITIONS])


class ExhaustionForm(forms.Form):
    level = forms.IntegerField(min_value=0, max_value=6)


class SlotForm(forms.Form):
    level = forms.IntegerField(min_value=1, max_value=MAX_SPELL_LEVEL)
    way = forms.ChoiceField(choices=[("use", "use"), ("restore", "restore")])


class FaceForm(forms.Form):
    """A d20 that was rolled at the table; empty: Fireside rolls."""

    face = forms.IntegerField(min_value=1, max_value=20, required=False)


class ShortRestForm(forms.Form):
    dice = forms.IntegerField(min_value=0, max_value=20, required=False)
    faces = forms.CharField(max_length=100, required=False)

    def clean_faces(self):
        """Numbers in a row, such as “4, 7”."""
        words = [word for word in _DICE.split(self.cleaned_data["faces"]) if word]
        if not all(word.isascii() and word.isdigit() for word in words):
            raise ValidationError("Write what the dice showed, such as 4, 7.")
        return [int(word) for word in words]


class ExperienceForm(forms.Form):
    points = forms.IntegerField(min_value=-10_000_000, max_value=10_000_000)


class PurseForm(forms.Form):
    """Coins that come, or with a minus go."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for coin in COINS:
            self.fields[coin] = forms.IntegerField(
                min_value=-10_000_000, max_value=10_000_000, required=False
            )

    def coins(self):
        return {coin: number for coin, number in self.cleaned_data.items() if number}


class OrderForm(forms.Form):
    """What a button in a list says: a verb and what it is about, such as “prepare ember-veil”."""

    verbs = ()
    order = forms.CharField(max_length=300)

    def clean_order(self):
        verb, _, about = self.cleaned_data["order"].partition(" ")
        if verb not in self.verbs or not about:
            raise ValidationError("This button leads nowhere. Load the page again.")
        return verb, about


class SpellOrderForm(OrderForm):
    verbs = ("cast", "ritual", "prepare", "unprepare", "forget", "concentrate", "learn", "always")
    slot = forms.ChoiceField(
        choices=[("lowest", "lowest"), *((str(n), str(n)) for n in range(1, 10))], required=False
    )


class ThingOrderForm(OrderForm):
    """The verb, the number in the list, and the name that stood there."""

    verbs = ("wear", "carry", "attune", "release", "remove")

    def clean_order(self):
        verb, about = super().clean_order()
        number, _, name = about.partition(" ")
        if not (number.isascii() and number.isdigit()) or not name:
            raise ValidationError("This button leads nowhere. Load the page again.")
        return verb, int(number), name


class RollForm(forms.Form):
    roll = forms.CharField(max_length=60)
    edge = forms.ChoiceField(
        choices=[("", "plain"), ("adv", "adv"), ("dis", "dis")], required=False
    )


class NoteForm(forms.Form):
    text = forms.CharField(max_length=2_000, strip=True)


def first_error(form):
    """One sentence for what is wrong, with the name of the field where it helps."""
    for field, errors in form.errors.items():
        if field in ("order", "__all__", "faces"):
            return errors[0]
        return f"{field.replace('_', ' ').capitalize()}: {errors[0]}"
    return ""
