"""Where a monster of the bestiary comes from. What it can do is a stat block, as an NPC's."""

from pydantic import TypeAdapter

from campaigns.rules.documents.base import Document, Name, Word, refuse_faults
from campaigns.rules.documents.spell import Ruleset, SourceUrl


class MonsterSource(Document):
    """An empty one says: a creature of our own."""

    title: Name = "Fireside"
    author: Word = ""
    licence: Word = ""
    url: SourceUrl = ""
    key: Word = ""
    collection: Word = ""
    ruleset: Ruleset = "homebrew"


_SOURCE = TypeAdapter(MonsterSource)


def check_monster_source(value: object) -> object:
    """``value``, once it is known to name a source. Raises ``DocumentError``."""
    refuse_faults(_SOURCE, value)
    return value
