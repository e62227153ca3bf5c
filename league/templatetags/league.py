"""Numbers and names of the League, as its pages write them."""

from django import template
from django.urls import reverse

from league.rules.archetypes import ARCHETYPES
from league.rules.awards import (
    BEST_DEFENDER,
    COALITION_BUILDER,
    MOST_ACTIVE_GOVERNOR,
    MOST_EFFICIENT,
    MVP,
    RULE_ARCHITECT,
)
from league.rules.chronicle import written
from league.rules.documents.ruleset import PARAMETERS
from league.rules.simulation import describe

register = template.Library()
MINUS = "\N{MINUS SIGN}"


@register.filter
def signed(number):
    """+3, a true minus and 3, or 0; one decimal place where the number has any."""
    text = f"{abs(number):.1f}" if isinstance(number, float) else str(abs(number))
    if not float(text):
        return "0"
    return f"{'+' if number > 0 else MINUS}{text}"


@register.filter
def percent(share):
    """A share from 0 to 1 as a percentage; a dash where nothing was tried."""
    return "–" if share is None else f"{100 * share:.0f} %"


@register.filter
def rule_name(parameter):
    """What people call a rule."""
    return PARAMETERS[parameter].label if parameter in PARAMETERS else parameter


register.filter("rule_value", written)


@register.filter
def archetype_name(key):
    return ARCHETYPES[key].name if key in ARCHETYPES else key


@register.filter
def streak(number):
    """How many games were won or lost in a row: "won 3", "lost 2"."""
    return f"{'won' if number > 0 else 'lost'} {abs(number)}" if number else "–"


@register.filter
def ordinal(number):
    """1st, 2nd, 3rd, 4th, …"""
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if 10 <= number % 100 <= 20 else endings.get(number % 10, "th")
    return f"{number}{ending}"


@register.filter
def attribute_name(name):
    return "IQ" if name == "iq" else name.replace("_", " ").capitalize()


@register.filter
def play_clock(play):
    """The time left in the period as 4:05; nothing where there is no clock."""
    seconds = play.get("clock")
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


@register.filter
def game_clock(play, target):
    """Where the game is: "Period 2, 4:05 left", or what wins it."""
    if play.get("clock") is not None:
        return f"Period {play['quarter']}, {play_clock(play)} left"
    return f"First to {target}" if target else "The next points win"


@register.simple_tag
def play_text(play, names):
    return describe(play, names)


@register.filter
def leader_value(leader, category):
    if category.is_share:
        return percent(leader.value)
    return signed(leader.value) if category.key == "plus_minus" else f"{leader.value:.1f}"


AWARDS = {
    MVP: ("Most valuable player", "{:.1f} points a game"),
    BEST_DEFENDER: ("Best defender", "{:.1f} steals a game"),
    MOST_EFFICIENT: ("Most efficient", "{:.0%} of the shots made"),
    MOST_ACTIVE_GOVERNOR: ("Most active governor", "{:.0f} proposals and votes"),
    COALITION_BUILDER: ("Coalition builder", "{:.0f} trades that were accepted"),
    RULE_ARCHITECT: ("Rule architect", "{:.0%} of the proposals that were decided passed"),
}


@register.filter
def award_name(kind):
    return AWARDS[kind][0]


@register.filter
def award_value(award):
    """What the award was won with, in words."""
    return AWARDS[award.kind][1].format(award.value).replace("%", " %")


# The pages of a season: first what is played, then what is governed, then what is kept.
PAGES = {
    "season": "Season",
    "schedule": "Schedule",
    "standings": "Standings",
    "bracket": "Playoffs",
    "leaders": "Leaders",
    "floor": "The Floor",
    "rules": "Rules",
    "governors": "Governors",
    "trades": "Trades",
    "log": "Log",
    "mirrors": "Mirrors",
    "archive": "Archive",
}


@register.inclusion_tag("league/_season_nav.html", takes_context=True)
def season_nav(context):
    """The pages of ``season``, and the rounds of it that are on the air."""
    season = context["season"]
    match = context["request"].resolver_match
    here = match.url_name if match else ""
    pages = [
        (reverse(f"league:{name}", args=[season.pk]), text, name == here)
        for name, text in PAGES.items()
    ]
    return {"season": season, "pages": pages, "on_air": context.get("on_air", ())}
