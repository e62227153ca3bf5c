from storyteller.admin import (
    characters,
    collections,
    editing,
    exports,
    life_events,
    operations,
    process,
    prompts,
    session_records,
    sessions,
    story,
    storytellers,
)

__all__ = [
    "characters",
    "collections",
    "editing",
    "exports",
    "life_events",
    "operations",
    "process",
    "prompts",
    "session_records",
    "sessions",
    "story",
    "storytellers",
]
