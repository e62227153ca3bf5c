"""The people of a large campaign: what a page of the roster costs, and one meeting in the log.

``measure()`` fills the migrated database of the environment and asks as a browser does, through
the whole application. ``python -m benchmarks.campaigns.roster_worker`` does as it is told on stdin,
a line at a time.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median
from time import perf_counter, process_time

import django

django.setup()

from django.db import connection  # noqa: E402 -- models need Django to be set up
from django.test import Client, override_settings  # noqa: E402 -- likewise
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- likewise
from django.urls import reverse  # noqa: E402 -- likewise

from accounts.models import User  # noqa: E402 -- likewise
from benchmarks.process import obey  # noqa: E402 -- likewise
from campaigns.domain.interactions import log_interaction  # noqa: E402 -- likewise
from campaigns.domain.standings import rebuild_standings  # noqa: E402 -- likewise
from campaigns.models import (  # noqa: E402 -- likewise
    NPC,
    Campaign,
    CampaignCharacter,
    CampaignMember,
    Character,
    NPCInteraction,
)
from campaigns.models.bases import new_key  # noqa: E402 -- likewise
from campaigns.rules.npc_stats import stats_by_role  # noqa: E402 -- likewise
from campaigns.rules.npc_words import suggest_personality  # noqa: E402 -- likewise

NPCS, INTERACTIONS, CHARACTERS = 2_000, 100_000, 5
# At most so many milliseconds a page, and queries whatever the size.
PAGE = 60
WARM_UP = 2
FROM = datetime(2026, 1, 1, 19, tzinfo=UTC)
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
type Row = tuple[str, str, str, str, str]


def measure(
    *, npcs: int = NPCS, interactions: int = INTERACTIONS, rounds: int = 15, seed: int = 1
) -> list[Row]:
    """What was asked, what was found, how much of it the processor worked here, the goal, met?"""
    campaign, master = _filled(Random(seed), npcs, interactions)
    start = perf_counter()
    rebuild_standings()
    seconds = perf_counter() - start
    rows = [
        (
            f"rebuild the standings of {npcs:,} NPCs from {interactions:,} interactions",
            f"{interactions / seconds:,.0f} interactions/s",
            "",
            "",
            "",
        )
    ]
    _settle()
    # Links to static files without their hash: nothing has been collected for this database.
    with override_settings(STORAGES=PLAIN_FILES):
        rows += _pages(campaign, master, rounds)
    return [*rows, _logging(campaign, master, rounds)]


def _pages(campaign, master, rounds) -> Iterator[Row]:

    people = reverse("campaigns:people", args=[campaign.pk])
    someone = campaign.npcs.order_by("name").first()
    addresses = {
        "roster, first page": people,
        "roster, last page": f"{people}?page=last",
        "roster, two words": f"{people}?q=keeper+quay",
        "roster, hostile and alive": f"{people}?band=hostile&alive=yes",
        "roster, most trust first": f"{people}?sort=trust",
        "roster, met most recently, can cast": f"{people}?sort=met&met=yes&casts=on",
        "one NPC, with line and reasons": reverse("campaigns:npc", args=[campaign.pk, someone.pk]),
        "log of one NPC": reverse("campaigns:npc_log", args=[campaign.pk, someone.pk]),
    }
    client = Client(headers={"X-Forwarded-Proto": "https", "Host": "127.0.0.1"})
    client.force_login(master)
    queries = {what: _queries(client, address) for what, address in addresses.items()}
    # In turns, so that a slow moment of the machine is everybody's.
    measured = {what: [] for what in addresses}
    for _ in range(rounds + WARM_UP):
        for what, address in addresses.items():
            measured[what].append(_timed(lambda at=address: _ask(client, at)))
    for what, times in measured.items():
        found, worked = _medians(times)
        yield (
            what,
            f"{found:.1f} ms, {queries[what]} queries",
            f"{worked:.1f} ms",
            f"≤ {PAGE} ms",
            "met" if found <= PAGE else "not met",
        )


def _queries(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        _ask(client, address)
    return len(queries)


def _ask(client, address):
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} is answered with {response.status_code}.")


def _logging(campaign, master, rounds) -> Row:
    """One meeting of the whole party, with all that follows from it."""

    npc = campaign.npcs.order_by("name").last()
    now = datetime.now(UTC)

    def log():
        log_interaction(
            master, npc, key=new_key(), kind="dialogue", summary="They met.", change=1, now=now
        )

    found, worked = _medians([_timed(log) for _ in range(rounds + WARM_UP)])
    return "log a meeting of the whole party", f"{found:.1f} ms", f"{worked:.1f} ms", "", ""


def _timed(do: Callable) -> tuple[float, float]:
    """The milliseconds that passed, and that this process was at work."""
    start, at_work = perf_counter(), process_time()
    do()
    return (perf_counter() - start) * 1000, (process_time() - at_work) * 1000


def _medians(times) -> tuple[float, float]:
    """Of both, without the first rounds."""
    passed, worked = zip(*times[WARM_UP:], strict=True)
    return median(passed), median(worked)


def _filled(random, npcs, interactions):

    master = User.objects.create_user(email=f"roster-{random.getrandbits(32)}@example.org")
    campaign = Campaign.objects.create(
        name="A crowded coast", setting="Everybody lives here.", data={"version": 1}
    )
    CampaignMember.objects.create(campaign=campaign, user=master, role="game_master")
    party = [_character(number) for number in range(CHARACTERS)]
    CampaignCharacter.objects.bulk_create(
        CampaignCharacter(campaign=campaign, character=each, joined_at=FROM) for each in party
    )
    people = [_npc(campaign, number, random) for number in range(npcs)]
    NPC.objects.bulk_create(people, batch_size=500)
    NPCInteraction.objects.bulk_create(
        (
            _interaction(random.choice(people), party, number, random)
            for number in range(interactions)
        ),
        batch_size=2_000,
    )
    return campaign, master


def _character(number):

    name = f"Hero {number}"
    sheet = {
        "version": 1,
        "name": name,
        "race": "human",
        "character_class": "fighter",
        "level": 3,
        "abilities": {},
        "hit_points": {"current": 20, "maximum": 20},
    }
    return Character.objects.create(name=name, data=sheet)


def _npc(campaign, number, random):

    casts = number % 7 == 0
    return NPC(
        campaign=campaign,
        name=f"Person {number:04}",
        race="human",
        occupation=random.choice(["keeper", "baker", "ringer", "guard", "diver"]),
        location=" ".join(map(random.choice, (["Low", "High", "Old"], ["Quay", "Gate"]))),
        personality=suggest_personality(random),
        stats=stats_by_role("guard", 3, random) | {"spells": ["light"] if casts else []},
        relationships=[],
        data={
            "version": 1,
            "importance": random.choice(["minor", "major", "critical"]),
            "current_mood": random.choice(["friendly", "neutral", "hostile"]),
            "is_alive": random.random() > 0.1,
            "visibility": random.choice(["everyone", "members", "game_master"]),
            "backstory": "Born by the sea, and never far from it since. " * 8,
        },
    )


def _interaction(npc, party, number, random):

    return NPCInteraction(
        npc=npc,
        character=random.choice([None, *party]),
        interaction_type=random.choice(["dialogue", "trade", "help", "combat"]),
        summary=f"They spoke of the weather, for the {number}th time.",
        outcome="It rained.",
        relationship_change=random.randint(-20, 20),
        timestamp=FROM + timedelta(minutes=number),
        data={
            "version": 1,
            "visibility": random.choice(["everyone", "members", "game_master"]),
            "topics": ["the weather"],
        },
    )


def _settle():
    """Let the database know how large its tables are, as it would by itself in a while."""

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    obey(sys.modules[__name__])


if __name__ == "__main__":
    main()
