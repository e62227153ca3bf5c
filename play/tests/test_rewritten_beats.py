"""A major beat that the table agreed to, rewritten by its author before the scene is over."""

from copy import deepcopy
from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse

from play.domain.beats import revise_beat, write_beat
from play.domain.games import archive_game
from play.domain.proposals import vote, withdraw
from play.domain.versions import versions_of
from play.domain.x_cards import use_x_card
from play.models import Notification, Proposal, Scene
from play.tests.tables import NOW, make_table, start_story

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
RAIN = {"type": "narrative", "content": "Rain falls."}
TALK = {"type": "ooc", "content": "Back on Monday."}


def make_story():
    game, members = make_table()
    _, scene = start_story(game, title="The ford")
    return game, members, scene


def write(member, scene, *events):
    return write_beat(member, scene, events=events, significance="major", now=NOW, rng=Random(1))


def test_what_the_table_agreed_to_is_voted_on_again_once_it_is_rewritten():
    _, (ines, tom, _), scene = make_story()
    beat = write(ines, scene, RAIN)
    vote(tom, Proposal.objects.get(beat=beat), choice="yes", now=NOW)
    beat.refresh_from_db()
    assert beat.status == "approved"
    revise_beat(ines, beat, texts={1: "Snow falls."}, now=NOW)
    beat.refresh_from_db()
    kept = beat.versions.get().content["events"][0]["content"]
    votes = list(Proposal.objects.filter(beat=beat).values_list("status", flat=True))
    assert (beat.status, kept, sorted(votes)) == ("proposed", "Rain falls.", ["open", "passed"])


def said_of(beat):
    """How a beat stands, what it says, and what it said before, the oldest first."""
    beat.refresh_from_db()
    before = [
        [event["content"] for event in version.content["events"]]
        for version in beat.versions.order_by("number")
    ]
    return (
        beat.status,
        list(beat.events.order_by("order").values_list("content", flat=True)),
        before,
    )


def rewritten_beat(fold=False):
    """A major beat that the table agreed to, and that its author has rewritten twice since."""
    _, (ines, tom, mara), scene = make_story()
    beat = write(ines, scene, RAIN, TALK)
    revise_beat(ines, beat, texts={1: "Rain fell."}, now=NOW)
    vote(tom, Proposal.objects.get(beat=beat, status="open"), choice="yes", now=NOW)
    if fold:
        use_x_card(tom, beat, now=NOW)
    later = NOW + HOUR
    revise_beat(ines, beat, texts={1: "Snow falls."}, now=later)
    revise_beat(ines, beat, texts={1: "Hail falls.", 2: "Back on Friday."}, now=later)
    return (ines, tom, mara), beat, Proposal.objects.get(beat=beat, status="open")


@pytest.fixture(scope="module")
def rewritten_once(module_rows):
    return rewritten_beat()


@pytest.fixture
def rewritten(rewritten_once):
    """Each test has objects of its own."""
    return deepcopy(rewritten_once)


BEFORE = [
    ["Rain falls.", "Back on Monday."],
    ["Rain fell.", "Back on Monday."],
    ["Snow falls.", "Back on Monday."],
]
REFUSED = ["Hail falls.", "Back on Friday."]


@pytest.mark.parametrize("ending", ["voted down", "withdrawn", "voted down after the scene"])
def test_refused_new_words_give_way_to_those_that_the_table_agreed_to(ending, rewritten):
    (ines, tom, mara), beat, proposal = rewritten
    after = NOW + 2 * HOUR
    status = "approved"
    if ending == "withdrawn":
        withdraw(ines, proposal, now=after)
        news = f"{ines.user} withdrew the new words of a major beat by {ines.user}"
    else:
        if ending.endswith("the scene"):
            Scene.objects.update(status="complete", completed_at=after)
            status = "canon"
        vote(tom, proposal, choice="no", now=after)
        vote(mara, proposal, choice="no", now=after)
        news = f"The table decided against the new words of a major beat by {ines.user}"
    assert said_of(beat) == (status, BEFORE[1], [*BEFORE, REFUSED])
    told = Notification.objects.filter(kind="vote_ended").latest("created_at").text
    assert told == f"{news}: what was agreed to before stands."
    put_back = [version.is_put_back for version in versions_of(beat)]
    assert put_back == [True, False, False, False]


def test_page_of_the_versions_says_who_changed_what(client, rewritten):
    (ines, tom, _), beat, proposal = rewritten
    withdraw(ines, proposal, now=NOW + 2 * HOUR)
    client.force_login(tom.user)
    page = client.get(reverse("play:versions", args=[beat.pk])).content.decode()
    assert page.count("The table kept what it had agreed to before") == 1
    assert page.count(f"{ines.user} changed it") == 3


def test_words_brought_back_can_be_rewritten_and_brought_back_once_more(rewritten):
    (ines, *_), beat, proposal = rewritten
    withdraw(ines, proposal, now=NOW + 2 * HOUR)
    revise_beat(ines, beat, texts={1: "Fog."}, now=NOW + 3 * HOUR)
    withdraw(ines, Proposal.objects.get(beat=beat, status="open"), now=NOW + 4 * HOUR)
    kept = [*BEFORE, REFUSED, BEFORE[1], ["Fog.", "Back on Monday."]]
    assert said_of(beat) == ("approved", BEFORE[1], kept)


def test_closing_the_game_brings_back_what_was_agreed_to():
    (ines, *_), beat, _ = rewritten_beat()
    archive_game(ines, now=NOW + 2 * HOUR)
    assert said_of(beat) == ("approved", BEFORE[1], [*BEFORE, REFUSED])


def test_words_that_were_folded_away_do_not_come_back():
    (ines, *_), beat, proposal = rewritten_beat(fold=True)
    withdraw(ines, proposal, now=NOW + 2 * HOUR)
    assert said_of(beat) == ("rejected", REFUSED, BEFORE)
