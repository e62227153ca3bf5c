"""The way through the process: phases follow one another, and nobody is led back."""

from collections.abc import Collection

ORDER = (
    "trust_setup",
    "scope_selection",
    "profile",
    "contextual_grounding",
    "section_selection",
    "story_capture",
    "synthesis",
    "archetype_inference",
    "book_formation",
)


def is_ahead(phase: str, current: str) -> bool:
    return ORDER.index(phase) > ORDER.index(current)


def passed_over(phase: str, done: Collection[str]) -> list[str]:
    """The phases before ``phase`` that were not done."""
    return [earlier for earlier in ORDER[: ORDER.index(phase)] if earlier not in done]
