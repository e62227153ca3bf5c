"""The demo's texts, which name columns as the tables do, and rows made of them."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


def read(name):
    """The file ``name``, its paragraphs a line each."""
    return _unwrap(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def read_chapters():
    """The chapters by number."""
    return {number: read(f"chapters/{number}") for number in range(1, 7)}


def _unwrap(value):
    if isinstance(value, dict):
        return {name: _unwrap(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_unwrap(entry) for entry in value]
    if isinstance(value, str):
        return "\n\n".join(" ".join(part.split()) for part in value.split("\n\n"))
    return value


def save(rows):
    """Insert rows of any models. A row stands after those that it refers to."""
    by_model = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, group in by_model.items():
        model.objects.bulk_create(group)


def words(text):
    return len(text.split())
