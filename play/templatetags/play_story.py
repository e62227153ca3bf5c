from django import template

from play.rules.fortune import FACES, RESULTS

register = template.Library()


@register.inclusion_tag("play/story/odds_bar.html")
def odds_bar(chances):
    """How likely each result is, as a bar and in words."""
    parts, start = [], 0
    for name, label in RESULTS.items():
        width = getattr(chances, name)
        parts.append({"name": name, "label": label, "start": start, "width": width})
        start += width
    return {"parts": parts, "whole": FACES}
