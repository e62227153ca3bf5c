"""What people write with a little Markdown, as HTML that can do no harm."""

from functools import lru_cache

import nh3
from django import template
from django.utils.safestring import mark_safe

from common.publishing.prose import PARSER

register = template.Library()
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"}
SCHEMES = {"http", "https", "mailto"}


@register.filter
@lru_cache(maxsize=2048)
def markdown(text):
    """``text`` as HTML: emphasis, lists, quotes, links, and nothing that a stranger could use."""
    html = nh3.clean(
        PARSER.render(str(text)),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308 -- cleaned by nh3 right here
