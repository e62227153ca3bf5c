"""The campaigns that everybody may start from, one file each."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from campaigns.models import NPC, Campaign

MODELS = [Campaign, NPC]
FOLDER = Path(__file__).parent / "templates"
# They are listed in the order of their files, below what people made themselves.
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = ("name", "description", "setting", "tone", "homebrew_rules", "world_description")
PERSON = ("name", "race", "occupation", "location", "personality", "stats")


def load() -> int:
    """Add the templates that are missing by key, and return how many they were."""
    known = set(Campaign.objects.filter(is_custom=False).values_list("pk", flat=True))
    missing = [content for content in contents() if content["key"] not in known]
    for place, content in enumerate(missing):
        campaign = _campaign(content, FIRST - timedelta(minutes=place))
        campaign.full_clean()
        campaign.save(force_insert=True)
        people = list(_people(content, campaign))
        for npc in people:
            npc.full_clean()
        NPC.objects.bulk_create(people)
    return len(missing)


def contents() -> Iterator[dict[str, Any]]:
    """What each file holds, in the order of their names."""
    for path in sorted(FOLDER.glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def _campaign(content, created_at):
    return Campaign(
        id=content["key"],
        is_template=True,
        is_custom=False,
        created_at=created_at,
        data={"version": 1, **content["data"]},
        **{name: content[name] for name in TEXTS},
    )


def _people(content, campaign):
    keys = {entry["key"]: f"{campaign.pk}-{entry['key']}" for entry in content["npcs"]}
    for place, entry in enumerate(content["npcs"]):
        yield NPC(
            id=keys[entry["key"]],
            campaign=campaign,
            created_at=campaign.created_at + timedelta(seconds=place),
            relationships=[_tie(tie, keys) for tie in entry.get("knows", [])],
            data={"version": 1, **entry["data"]},
            **{name: entry[name] for name in PERSON if name in entry},
        )


def _tie(tie, keys):
    """What NPCs are to one another is for the game master until the players find out."""
    kept = {name: value for name, value in tie.items() if name != "key"}
    return {"visibility": "game_master", **kept, "npc_id": keys[tie["key"]]}
