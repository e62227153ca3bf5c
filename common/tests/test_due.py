from datetime import UTC, datetime
from random import Random

import pytest
from django.core.management import CommandError, call_command

from common import due
from common.due import Report

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def runners(monkeypatch):
    """The registered functions, of which there are none to begin with."""
    found = []
    monkeypatch.setattr(due, "_runners", found)
    return found


def test_every_room_is_called_once_with_the_same_time(runners):
    seen = []

    def room(*, now, rng, bar):
        seen.append(now)
        return Report(", ".join(bar("Books", ["one", "two"])))

    assert [due.register(room), due.register(room)] == [room, room]
    assert due.run(now=NOW, rng=Random(1), bar=lambda label, items: items) == [Report("one, two")]
    assert seen == [NOW]


def test_command_says_what_was_done_and_fails_with_what_failed(runners, capsys):
    due.register(lambda **_: Report("Votes ended: 1"))
    due.register(lambda **_: Report())
    due.register(lambda **_: Report(failed=["a book", "a mail"]))
    with pytest.raises(CommandError, match="Failed, the log says why: a book, a mail"):
        call_command("run_due")
    assert capsys.readouterr().out == "Votes ended: 1\n"
