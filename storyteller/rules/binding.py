"""How chapters and sections are bound into a book."""

from collections.abc import Iterable, Sequence


def runs_on(before: str, after: str) -> bool:
    """Whether two sections, by their types, follow one another without a break between them."""
    joins = ("transition", "dialogue", "description")
    return before == "transition" or after in joins


def parts_in_order(wanted: Iterable[Sequence[str]]) -> list[str]:
    """The part that each chapter stands in. ``wanted`` are the parts that each could belong to,
    the best first; none for a chapter outside all parts.

    A part opens once: a chapter that belongs to one that is closed stands in the part before it.
    """
    found, opened = [], set()
    for titles in wanted:
        current = found[-1] if found else ""
        possible = [title for title in titles if title == current or title not in opened]
        title = next(iter(possible), current if titles else "")
        opened.add(title)
        found.append(title)
    return found
