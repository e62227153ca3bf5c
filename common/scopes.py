"""What a program may be allowed to read, declared by the rooms.

A room names its scopes when its app is ready, as it does with what waits for people::

    scopes.register("spells:read", "The compendium of spells")

A personal access token carries some of them, and each operation of the API asks for one.
"""

_scopes: dict[str, str] = {}


def register(name: str, description: str) -> None:
    """Offer the scope ``name``, which ``description`` explains to people."""
    _scopes[name] = description


def scopes() -> dict[str, str]:
    """The scopes of all rooms with their descriptions, by name."""
    return dict(sorted(_scopes.items()))
