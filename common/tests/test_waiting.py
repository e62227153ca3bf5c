from datetime import UTC, datetime

import pytest

from common import waiting
from common.waiting import SHOWN, Waiting, register, waiting_for


@pytest.fixture(autouse=True)
def no_sources(monkeypatch):
    monkeypatch.setattr(waiting, "_sources", [])


def item(text, day=None):
    due = datetime(2030, 1, day, tzinfo=UTC) if day else None
    return Waiting(text, "/somewhere/", "play", due)


def test_waiting_for_is_empty_without_sources():
    assert waiting_for(None) == []


def test_waiting_for_sorts_by_due_and_puts_undated_last():
    register(lambda user: [item("whenever"), item("later", 9)])
    register(lambda user: [item("soon", 2), item("some day")])
    assert [i.text for i in waiting_for(None)] == ["soon", "later", "whenever", "some day"]


def test_waiting_for_asks_for_the_given_user():
    register(lambda user: [item(f"for {user}")])
    assert waiting_for("Ada") == [item("for Ada")]


def test_waiting_for_keeps_what_is_due_first_when_there_is_too_much():
    register(lambda user: [item(f"undated {n}") for n in range(SHOWN)])
    register(lambda user: [item("due", 1)])
    found = waiting_for(None)
    assert (len(found), found[0].text) == (SHOWN, "due")


def test_register_twice_asks_once():
    def source(user):
        return [item("one")]

    register(source)
    assert register(source) is source
    assert waiting_for(None) == [item("one")]
