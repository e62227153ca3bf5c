"""Trust as people write it."""

from django import template

from campaigns.rules.standing import in_signs

register = template.Library()

register.filter("trust", in_signs)
