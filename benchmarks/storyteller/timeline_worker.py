"""A life of thousands of events, and how long the pages of its timeline take.

``python -m benchmarks.storyteller.timeline_worker EVENTS`` takes its database from the environment,
fills it, and prints milliseconds, queries and kilobytes of each page as JSON.
"""

import json
import sys
from random import Random
from statistics import median
from time import perf_counter, process_time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- models need Django to be set up
from django.db import connection  # noqa: E402 -- likewise
from django.test import Client  # noqa: E402 -- likewise
from django.urls import reverse  # noqa: E402 -- likewise
from django.utils import timezone  # noqa: E402 -- likewise

from accounts.models import User  # noqa: E402 -- likewise
from storyteller.models import LifeEvent, LifeEventTimespan, Storyteller  # noqa: E402 -- likewise

ROUNDS = 15
PAGES = {
    "whole life": {},
    "a decade": {"decade": "1970"},
    "a year": {"year": "1975"},
    "the last page of the list": {"page": "9999"},
}


def main() -> None:
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0, stdout=sys.stderr)
    print(json.dumps(_measured(_fill(int(sys.argv[1])))))


def _fill(count):
    """A life of which much is told: a few turning points, some years that last, some undated."""
    rng = Random(7)
    keeper = User.objects.create_user(email="ada@fireside.example", password=None)
    teller = Storyteller.objects.create(
        user=keeper,
        first_name="Ada",
        relationship_to_user="self",
        birth_year=1941,
        consent_given=True,
        consent_date=timezone.now(),
    )
    kinds, levels = LifeEvent.EventType.values, LifeEvent.Significance.values
    events = LifeEvent.objects.bulk_create(
        LifeEvent(
            storyteller=teller,
            event_name=f"What happened on day {number}",
            event_type=rng.choice(kinds),
            significance_level=rng.choice(levels),
            is_turning_point=rng.random() < 0.02,
        )
        for number in range(count)
    )
    LifeEventTimespan.objects.bulk_create(
        _span(event, rng) for event in events if rng.random() < 0.97
    )
    return teller


def _span(event, rng):
    year = rng.randint(1941, 2024)
    lasts = rng.random() < 0.1
    return LifeEventTimespan(
        life_event=event,
        start_year=year,
        start_month=rng.randint(1, 12),
        end_year=min(year + rng.randint(1, 12), 2025) if lasts else None,
    )


def _measured(teller) -> dict:
    client = Client(headers={"X-Forwarded-Proto": "https", "Host": "127.0.0.1"})
    client.force_login(teller.user)
    address = reverse("storyteller:timeline", args=[teller.pk])
    return {name: _page(client, address, query) for name, query in PAGES.items()}


def _page(client, address, query):
    queries = []

    def note(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        page = client.get(address, query)
    if page.status_code != 200:
        sys.exit(f"{address} answered {page.status_code}: {page.headers.get('Location', '')}")
    times = [_timed(client, address, query) for _ in range(ROUNDS)]
    return {
        "milliseconds": 1000 * median(seconds for seconds, _ in times),
        "processor_milliseconds": 1000 * median(seconds for _, seconds in times),
        "queries": len(queries),
        "kilobytes": len(page.content) / 1000,
    }


def _timed(client, address, query):
    begun, worked = perf_counter(), process_time()
    client.get(address, query)
    return perf_counter() - begun, process_time() - worked


if __name__ == "__main__":
    main()
