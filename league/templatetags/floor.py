"""Pictures of the Floor: where a rule stands on its range, and how a vote came out."""

from django import template

from league.forms.floor import range_of
from league.rules.chronicle import written

register = template.Library()

# Of the drawing of a range: where its ends lie.
LEFT, RIGHT, LEVEL = 8, 232, 30


@register.filter
def rule_range(parameter):
    """The values that a rule can have: "a whole number from 1 to 10"."""
    return range_of(parameter)


@register.filter
def tokens(trade, side):
    """What one side of a trade gives, ``"offered"`` or ``"requested"``: "1 propose, 2 boost"."""
    return trade.tokens(side)


@register.inclusion_tag("league/floor/charts/scale.html")
def rule_scale(parameter, value, history=(), wanted=None):
    """A rule on its range: what it was, what it is, and what somebody wants it to be."""
    if parameter.low is None:
        return {"parameter": None}

    def place(number):
        share = (number - parameter.low) / (parameter.high - parameter.low)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    return {
        "parameter": parameter,
        "value": value,
        "wanted": wanted,
        "left": LEFT,
        "right": RIGHT,
        "level": LEVEL,
        "here": place(value),
        "there": None if wanted is None else place(wanted),
        "earlier": [place(step.old_value) for step in history],
        "moves": [_arc(place(step.old_value), place(step.new_value)) for step in history],
        "ahead": "" if wanted is None else _arc(place(value), place(wanted)),
        "says": _says(parameter, value, history, wanted),
    }


@register.inclusion_tag("league/floor/charts/meter.html")
def vote_meter(proposal):
    """The weights of a decided vote, with a mark where the yes votes had to reach beyond."""
    yes, no = proposal.weighted_yes, proposal.weighted_no
    total = yes + no
    return {
        "proposal": proposal,
        "yes": round(200 * yes / total, 1) if total else 0,
        "no": round(200 * no / total, 1) if total else 0,
        "mark": round(200 * proposal.threshold, 1),
        "is_empty": not total,
        "weighs": f"{yes:.3g} for it, {no:.3g} against",
    }


def _arc(start, end):
    """A bow from one place of the range to another, the higher the longer."""
    height = min(6 + abs(end - start) / 4, LEVEL - 3)
    middle = (start + end) / 2
    return f"M{start} {LEVEL}Q{middle:.1f} {LEVEL - 2 * height + 4:.1f} {end} {LEVEL}"


def _says(parameter, value, history, wanted):
    text = f"{written(value)} on a range from {parameter.low:g} to {parameter.high:g}"
    if history:
        text += f"; before that {', '.join(written(step.old_value) for step in history)}"
    return text if wanted is None else f"{text}; proposed {written(wanted)}"
