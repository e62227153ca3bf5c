"""The list of spells in memory, never older than the database.

Each question asks the database for the version of the list, one row, and reads the list again only
if it is another one. So an edit by whoever in whatever process is seen by the next page.
"""

from threading import Lock

from django.db.models import Q

from campaigns.models import Spell
from campaigns.models.compendium_versions import current_version
from campaigns.rules.compendium.index import SpellIndex
from campaigns.rules.compendium.records import record_of

_COLUMNS = (
    "id",
    "name",
    "level",
    "school",
    "casting_time",
    "range",
    "components",
    "duration",
    "ritual",
    "concentration",
    "save_type",
    "spell_lists",
    "data",
    "has_more",
)


class _Memory:
    """The last list that was read, and its version."""

    def __init__(self):
        self.version = ""
        self.index = SpellIndex(())
        self.lock = Lock()


_memory = _Memory()


def spell_index() -> SpellIndex:
    """All spells, as they are now."""
    # The version is read before the list: an edit in between is found by the next question.
    version = current_version()
    if not version:
        return read_index()
    with _memory.lock:
        if _memory.version != version:
            _memory.index = read_index()
            _memory.version = version
        return _memory.index


def read_index() -> SpellIndex:
    """All spells, from the database."""
    spells = Spell.objects.annotate(has_more=~Q(higher_levels="")).values(*_COLUMNS)
    return SpellIndex(map(record_of, spells.iterator(chunk_size=2_000)))
