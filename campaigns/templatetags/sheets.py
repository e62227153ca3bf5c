"""How numbers of a sheet are written."""

from django import template

from campaigns.rules.fifth_edition.abilities import SHORT
from campaigns.rules.fifth_edition.abilities import signed as in_signs

register = template.Library()


@register.filter
def signed(number):
    """+3, +0, and a real minus sign below."""
    return in_signs(number)


@register.filter
def short(ability):
    """DEX for dexterity."""
    return SHORT[ability]


@register.filter
def pips(slots):
    """One entry a slot: whether it is used. Free ones come first."""
    return [False] * slots.free + [True] * slots.used


@register.filter
def marks(count):
    """Three boxes, so many of them ticked."""
    return [number < count for number in range(3)]


@register.filter
def words(text):
    """``sleight_of_hand`` as people write it."""
    return str(text).replace("_", " ")


@register.filter
def pounds(weight):
    """Without a point where it is whole."""
    return f"{weight:,.2f}".rstrip("0").rstrip(".") if weight else "0"


@register.filter
def grouped(number):
    """14,000"""
    return f"{number:,}"
