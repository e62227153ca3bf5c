"""Blocks of text, and the numbers of a stat block, as pages show them."""

from django import template

from campaigns.rules.compendium.ratings import rating_text
from campaigns.rules.compendium.texts import Heading, Prose, Table

register = template.Library()
register.filter("rating", rating_text)


@register.filter
def signed(number):
    """``+3`` or ``+0``; below zero with the minus sign that typesetters use."""
    return f"\N{MINUS SIGN}{abs(number)}" if number < 0 else f"+{number}"


@register.filter
def words(key):
    """A key of a document as people read it: ``sleight_of_hand`` without its lines."""
    return str(key).replace("_", " ")


@register.inclusion_tag("campaigns/spells/_blocks.html")
def text_blocks(blocks):
    """Prose, headings and tables of an imported text."""
    kinds = {Prose: "prose", Heading: "heading", Table: "table"}
    return {"blocks": [(kinds[type(block)], block) for block in blocks]}


@register.filter
def usage_text(usage):
    """``3 a day``, ``recharges on 5 or 6``, ``recharges after a rest``, ``at will``."""
    if usage["kind"] == "per_day":
        return f"{usage.get('times', 1)} a day"
    if usage["kind"] == "on_roll":
        least, most = usage.get("minimum", 6), int(usage.get("dice", "1d6").partition("d")[2] or 6)
        return f"recharges on {most}" if least == most else f"recharges on {least} to {most}"
    if usage["kind"] == "after_rest":
        return f"recharges after a {' or '.join(usage.get('rests', ['long']))} rest"
    return "at will"


@register.filter
def speed_text(speed):
    """``30 ft., fly 60 ft. (hovers)``"""
    modes = [f"{speed['walk']} ft."] if speed.get("walk") else []
    modes += [
        f"{mode} {speed[mode]} ft."
        for mode in ("burrow", "climb", "fly", "swim")
        if speed.get(mode)
    ]
    text = ", ".join(modes) or "0 ft."
    return f"{text} (hovers)" if speed.get("hover") else text


@register.filter
def armor_text(stats):
    """``17 (natural)``, ``15 (chain shirt, shield); 16 with barkskin``"""
    ways = [_armor(way) for way in stats.get("armor", ())]
    return "; ".join(ways) or str(stats["armor_class"])


def _armor(way):
    if way["kind"] == "spell":
        return f"{way['value']} with {way.get('spell', 'a spell')}"
    if way["kind"] == "condition":
        return f"{way['value']} while {way.get('condition', '')}"
    worn = ", ".join(way.get("armor", ())).lower() or way.get("description", "")
    worn = worn or ("natural" if way["kind"] == "natural" else "")
    return f"{way['value']} ({worn})" if worn else str(way["value"])


@register.filter
def defences(stats, kind):
    """What a creature resists, is immune or vulnerable to, with what holds only sometimes."""
    return "; ".join(
        part
        for part in (
            ", ".join(stats.get(f"damage_{kind}", ())),
            *(stats.get("defence_notes") or {}).get(kind, ()),
        )
        if part
    )
