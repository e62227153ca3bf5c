"""Who sits at which table, with which character, and what has been played there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from campaigns.models import (
    Campaign,
    CampaignCharacter,
    CampaignMember,
    Character,
    CharacterOwner,
)

FIRST_HOUR = 19
BEFORE_ITS_FIRST_SESSION = timedelta(hours=2)
COLUMNS = (
    "name",
    "tone",
    "description",
    "setting",
    "world_description",
    "homebrew_rules",
    "world_art",
)


@dataclass
class Seat:
    """A character, the campaign that it plays in and its first session there."""

    character: Character
    campaign: str
    from_session: int


@dataclass
class Table:
    campaign: Campaign
    seats: dict[str, Seat]
    evenings: dict[int, datetime]

    def party(self, session: int) -> list[str]:
        """The keys of those who play in ``session``."""
        return [key for key, seat in self.seats.items() if seat.from_session <= session]


def load_characters(entries, people, now):
    """The seats by the key of their character."""
    seats = {
        entry["key"]: Seat(
            Character(name=entry["sheet"]["name"], data=entry["sheet"]),
            entry["campaign"],
            entry["from_session"],
        )
        for entry in entries
    }
    Character.objects.bulk_create(seat.character for seat in seats.values())
    CharacterOwner.objects.bulk_create(
        CharacterOwner(
            character=seats[entry["key"]].character,
            owner=people[entry["player"]],
            created_at=evening(now, entry["days_ago"]),
        )
        for entry in entries
    )
    return seats


def load_table(entry, seats, people, now):
    sessions = entry["data"]["sessions"]
    table = Table(
        Campaign(
            created_at=evening(now, entry["days_ago"]),
            **{name: entry[name] for name in COLUMNS if name in entry},
        ),
        {key: seat for key, seat in seats.items() if seat.campaign == entry["key"]},
        {session["number"]: evening(now, session["days_ago"]) for session in sessions},
    )
    table.campaign.data = (
        entry["data"]
        | {"sessions": [played(each, table) for each in sessions]}
        | planned(entry, people, now)
    )
    table.campaign.save(force_insert=True)
    CampaignMember.objects.bulk_create(members(entry, table.campaign, people, now))
    CampaignCharacter.objects.bulk_create(
        CampaignCharacter(
            campaign=table.campaign,
            character=seat.character,
            joined_at=table.evenings[seat.from_session] - BEFORE_ITS_FIRST_SESSION,
        )
        for seat in table.seats.values()
    )
    return table


def members(entry, campaign, people, now):
    for member in entry["members"]:
        joined_at = evening(now, member["days_ago"])
        yield CampaignMember(
            campaign=campaign,
            user=people[member["user"]],
            role=member["role"],
            created_at=joined_at,
        )


def played(session, table):
    """A session as the campaign's document keeps it."""
    kept = {name: value for name, value in session.items() if name != "days_ago"}
    number = session["number"]
    return kept | {
        "played_on": table.evenings[number].date().isoformat(),
        "characters": [table.seats[key].character.pk for key in table.party(number)],
    }


def planned(entry, people, now):
    """When the table meets next, where it knows, and who has said whether they come."""
    if "next" not in entry:
        return {}
    session = entry["next"]
    answers = {str(people[name].pk): answer for name, answer in session["answers"].items()}
    on = evening(now, -session["days_ahead"]).date().isoformat()
    return {"next_session": {"on": on, "note": session["note"], "answers": answers}}


def evening(now, days_ago):
    return (now - timedelta(days=days_ago)).replace(
        hour=FIRST_HOUR, minute=0, second=0, microsecond=0
    )
