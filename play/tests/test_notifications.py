import pytest

from accounts.tests.factories import make_user
from play.domain.notifications import (
    MAX_TEXT,
    WEIGHTIEST_FIRST,
    mark_all_read,
    mark_read,
    mark_read_in_scene,
    notify,
    unread_count,
)
from play.models import Notification
from play.tests.factories import make_beat, make_notification, make_proposal
from play.tests.tables import EARLIER, LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return make_table(3)


def told():
    rows = Notification.objects.order_by("recipient__created_at", "created_at", "text")
    return [(row.recipient, row.kind, row.text) for row in rows]


def test_whole_table_hears_but_for_the_actor(table):
    game, (ines, tom, ruth) = table
    notify(game, kind="game_paused", text="It rests.", actor=tom.user, now=NOW)
    assert told() == [
        (ines.user, "game_paused", "It rests."),
        (ruth.user, "game_paused", "It rests."),
    ]


def test_only_the_named_who_sit_at_the_table_hear(table):
    game, (ines, tom, ruth) = table
    ruth.left_at = LATER
    ruth.save()
    people = [tom.user, tom.user, ruth.user, make_user()]
    notify(game, kind="new_beat", text="A beat.", recipients=people, actor=ines.user, now=NOW)
    assert told() == [(tom.user, "new_beat", "A beat.")]


def test_nobody_named_means_nobody(table):
    notify(table[0], kind="new_beat", text="A beat.", recipients=[], now=NOW)
    assert told() == []


def test_one_event_gives_one_notice_and_the_weightiest_stays(table):
    game, (ines, tom, ruth) = table
    _, scene = start_story(game)
    beat = make_beat(scene=scene, author=ines.user)
    proposal = make_proposal(game=game, kind="beat", beat=beat, proposer=ines.user)
    same = {"actor": ines.user, "now": NOW}
    notify(game, kind="mention", text="You!", recipients=[tom.user], beat=beat, **same)
    notify(game, kind="new_beat", text="A beat.", beat=beat, **same)
    notify(game, kind="vote_needed", text="Vote.", proposal=proposal, **same)
    assert told() == [(tom.user, "mention", "You!"), (ruth.user, "vote_needed", "Vote.")]
    voter = Notification.objects.get(recipient=ruth.user)
    assert (voter.beat, voter.proposal) == (None, proposal)


@pytest.mark.parametrize("other", ["moment", "beat"])
def test_two_events_give_two_notices(table, other):
    game, (_, tom, _) = table
    _, scene = start_story(game)
    first = make_beat(scene=scene)
    second = make_beat(scene=scene) if other == "beat" else first
    later = LATER if other == "moment" else NOW
    notify(game, kind="new_beat", text="1", recipients=[tom.user], beat=first, now=NOW)
    notify(game, kind="new_beat", text="2", recipients=[tom.user], beat=second, now=later)
    assert told() == [(tom.user, "new_beat", "1"), (tom.user, "new_beat", "2")]


def test_every_kind_has_its_weight():
    assert sorted(WEIGHTIEST_FIRST) == sorted(Notification.Kind)


def test_long_text_is_shortened(table):
    game, (_, tom, _) = table
    notify(game, kind="new_beat", text="á" * 600, recipients=[tom.user], now=NOW)
    assert told() == [(tom.user, "new_beat", "á" * (MAX_TEXT - 1) + "…")]


def test_notices_take_as_many_queries_for_two_as_for_five(django_assert_num_queries):
    for players in (2, 5):
        game, (member, *_) = make_table(players)
        with django_assert_num_queries(3):
            notify(game, kind="new_beat", text="A beat.", actor=member.user, now=NOW)


def test_reading_keeps_the_first_time():
    notice = make_notification()
    mark_read(notice, now=NOW)
    mark_read(notice, now=LATER)
    notice.refresh_from_db()
    assert notice.read_at == NOW


def test_all_of_one_game_are_read_and_counted(table):
    game, (ines, tom, _) = table
    for person in (ines.user, ines.user, tom.user):
        make_notification(game=game, recipient=person, created_at=EARLIER)
    other = make_notification(recipient=ines.user, created_at=EARLIER)
    assert mark_all_read(ines.user, game=game, now=NOW) == 2
    assert [unread_count(user) for user in (ines.user, tom.user)] == [1, 1]
    assert mark_all_read(ines.user, now=NOW) == 1
    other.refresh_from_db()
    assert other.read_at == NOW


def test_what_came_after_the_page_was_opened_stays_unread(table):
    game, (ines, _, _) = table
    make_notification(game=game, recipient=ines.user, created_at=LATER)
    assert (mark_all_read(ines.user, now=NOW), unread_count(ines.user)) == (0, 1)


def test_opening_a_scene_reads_what_leads_there_and_nothing_else(table):
    game, (ines, tom, _) = table
    _, scene = start_story(game)
    beat = make_beat(scene=scene)
    proposals = [
        make_proposal(game=game, kind="beat", beat=beat),
        make_proposal(game=game, kind="scene_complete", scene=scene),
    ]
    there = [{"scene": scene}, {"beat": beat}, *({"proposal": row} for row in proposals)]
    for place in there:
        make_notification(game=game, recipient=ines.user, created_at=EARLIER, **place)
    for place in ({}, {"beat": make_beat()}):
        make_notification(game=game, recipient=ines.user, created_at=EARLIER, **place)
    make_notification(game=game, recipient=tom.user, created_at=EARLIER, scene=scene)
    assert mark_read_in_scene(ines.user, scene, now=NOW) == 4
    assert [unread_count(user) for user in (ines.user, tom.user)] == [2, 1]
