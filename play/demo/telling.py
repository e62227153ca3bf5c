import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from accounts.models import User
from play.models import Beat, Character, Game, Proposal, Scene

ROOT = Path(__file__).parent


@dataclass
class Telling:
    """One game while it is written: its folder, its clock, and the rows that later ones name."""

    folder: str
    people: dict[str, User]
    now: datetime
    rng: Random
    game: Game | None = None
    gathered_at: datetime | None = None
    members: list[str] = field(default_factory=list)
    characters: dict[str, Character] = field(default_factory=dict)
    scenes: list[Scene] = field(default_factory=list)
    beats: dict[str, Beat] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    unsaved: dict[type, list] = field(default_factory=lambda: defaultdict(list))

    def add(self, row):
        self.unsaved[type(row)].append(row)
        return row

    def save(self):
        for model, rows in self.unsaved.items():
            model.objects.bulk_create(rows)
        self.unsaved.clear()

    def read(self, name):
        text = (ROOT / self.folder / f"{name}.toml").read_text(encoding="utf-8")
        return _unwrapped(tomllib.loads(text))

    def read_scenes(self):
        paths = sorted((ROOT / self.folder).glob("scene_*.toml"))
        return [self.read(path.stem) for path in paths]

    def ago(self, days):
        return self.now - timedelta(days=days)

    def soon_after(self, moment):
        return moment + timedelta(minutes=self.rng.randint(5, 50))

    def moments(self, start, end, count):
        """``count`` times in their order, spread over the time from ``start`` to ``end``."""
        step = (end - start) / count
        return [start + step * (place + self.rng.uniform(0.3, 1)) for place in range(count)]

    def silence(self):
        return timedelta(hours=self.game.settings["silence_hours"])

    def key(self):
        return str(UUID(int=self.rng.getrandbits(128), version=4))


def _unwrapped(value):
    """``value`` with every text as paragraphs, each on one line."""
    match value:
        case dict():
            return {key: _unwrapped(part) for key, part in value.items()}
        case list():
            return [_unwrapped(part) for part in value]
        case str():
            return "\n\n".join(" ".join(part.split()) for part in value.split("\n\n"))
    return value
