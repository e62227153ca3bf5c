"""The word tables that every game may draw from, one file a genre."""

import tomllib
from pathlib import Path

from play.models import WordSeedTable

MODELS = [WordSeedTable]
FOLDER = Path(__file__).parent / "words"


def load():
    """Add the tables that are missing by name and type, and return how many they were."""
    known = {
        (name.lower(), type_)
        for name, type_ in WordSeedTable.objects.filter(game=None).values_list("name", "type")
    }
    missing = [table for table in _tables() if (table.name.lower(), table.type) not in known]
    for table in missing:
        table.full_clean()
    return len(WordSeedTable.objects.bulk_create(missing))


def _tables():
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for type_ in WordSeedTable.Type.values:
            yield WordSeedTable(
                name=content["name"], genre=content["genre"], type=type_, words=content[type_]
            )
