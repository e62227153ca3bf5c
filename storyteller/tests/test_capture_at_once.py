"""Telling from several windows at once."""

from threading import Thread

import pytest
from django.db import connection

from storyteller.domain import sessions
from storyteller.domain.interactions import add_interaction
from storyteller.models import SessionProgress
from storyteller.tests.tellers import at, make_process, make_teller


@pytest.mark.django_db(transaction=True)
def test_interactions_at_once_are_numbered_without_a_double():
    make_process()
    teller = make_teller()
    session = sessions.start(sessions.plan_session(teller, now=at()), now=at())
    failures = []

    def tell(number):
        try:
            for _ in range(3):
                add_interaction(session, asked=f"{number}", answered="x", now=at())
        except Exception as error:  # noqa: BLE001 -- shown by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=tell, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = session.interactions.values_list("interaction_sequence", flat=True)
    assert sorted(numbers) == [*range(1, 13)]
    progress = SessionProgress.objects.get()
    assert (progress.prompts_total, progress.prompts_completed) == (12, 12)
