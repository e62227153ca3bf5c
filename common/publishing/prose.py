"""Markdown read into a tree. Each renderer writes the nodes that it knows, and nothing else."""

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

MAX_ADDRESS = 2_000
SCHEMES = ("http://", "https://", "mailto:")

# In somebody's text a heading or a picture would take a page apart: they, and tags, are text.
_NOT_HERE = ["heading", "lheading", "image", "reference", "html_block", "html_inline"]
# Pages (common/templatetags/markdown.py) read by it too. Only they heed "breaks": the line breaks
# of a text are theirs to write.
PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True})
PARSER.enable("strikethrough").disable(_NOT_HERE)


def blocks_of(text: str) -> list[SyntaxTreeNode]:
    return SyntaxTreeNode(PARSER.parse(text)).children


def line_of(text: str) -> list[SyntaxTreeNode]:
    """What stands in ``text`` where it is all one line."""
    [inline] = SyntaxTreeNode(PARSER.parseInline(" ".join(text.split()))).children
    return inline.children


def spans_of(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """What stands in a paragraph."""
    return [span for inline in node.children for span in inline.children]


def address_of(link: SyntaxTreeNode) -> str:
    """Where a link leads; nowhere, unless that is outside the book."""
    address = str(link.attrs.get("href", ""))
    is_safe = address.lower().startswith(SCHEMES) and len(address) <= MAX_ADDRESS
    return address if is_safe else ""


def start_of(numbered: SyntaxTreeNode) -> int:
    """The first number of an ordered list."""
    return int(numbered.attrs.get("start", 1))
