"""What the pages of a table show."""

import nh3
from django import template
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()
# A picture would be fetched from somewhere else, and tell there who reads.
NOT_HERE = ["image", "reference", "html_block", "html_inline"]
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "s",
    "strong", "ul",
}  # fmt: skip
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
_reader.enable("strikethrough").disable(NOT_HERE)


@register.filter
def document(text, level=3):
    """A longer text in Markdown, its headings at ``level``, below those of the page, and under."""
    tokens = _reader.parse(str(text))
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{level if token.tag in ('h1', 'h2') else level + 1}"
    html = nh3.clean(
        _reader.renderer.render(tokens, _reader.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308 -- cleaned by nh3 right here
