"""Who sees what of a campaign: the one rule that pages, exports and the API go by."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["game_master", "player", "reader"]

EVERYONE, MEMBERS, GAME_MASTER, AUTHOR = "everyone", "members", "game_master", "author"
# From the most open to the most private, in words for a form.
WORDS = {
    EVERYONE: "Everybody, readers too",
    MEMBERS: "Game masters and players",
    GAME_MASTER: "Game masters alone",
    AUTHOR: "Nobody but you",
}


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at a campaign that they may open; ``role`` is ``None`` for a visitor."""

    user_key: str | None
    role: Role | None = None

    @property
    def runs_it(self) -> bool:
        return self.role == "game_master"

    @property
    def takes_part(self) -> bool:
        """Whether they sit at the table, as its game master or as a player."""
        return self.role in ("game_master", "player")


def may_see(visibility: str, author: str | None, viewer: Viewer) -> bool:
    """Whether ``viewer``, who may open the campaign, sees an element of it.

    What is for its author is for nobody else, not even for a game master. A visibility that
    nobody knows shows nothing.
    """
    if visibility == AUTHOR:
        return author is not None and author == viewer.user_key
    return {
        EVERYONE: True,
        MEMBERS: viewer.takes_part,
        GAME_MASTER: viewer.runs_it,
    }.get(visibility, False)


def sees(viewer: Viewer, element: dict) -> bool:
    """Whether ``viewer`` sees the part of a document that says itself whom it is for."""
    return may_see(element.get("visibility", EVERYONE), element.get("author"), viewer)
