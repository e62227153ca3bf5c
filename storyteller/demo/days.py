"""When things happened, counted back from the day on which the demo is loaded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random


@dataclass(frozen=True)
class Calendar:
    now: datetime
    rng: Random

    def day(self, days_ago: int, hour: int = 10) -> datetime:
        """Some minute of that hour; the day may lie ahead."""
        day = self.now - timedelta(days=days_ago)
        minute = self.rng.randrange(0, 60, 5)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def approval(entry, made_at):
    """The columns for what ``entry`` calls its state. What is approved was so the day after."""
    approved = entry.pop("state", "provisional") == "approved"
    return {
        "is_approved": approved,
        "is_provisional": not approved,
        "approved_at": made_at + timedelta(days=1) if approved else None,
    }
