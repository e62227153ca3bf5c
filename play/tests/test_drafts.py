from datetime import timedelta

import pytest

from play.domain.drafts import Saved, clear_draft, load_draft, save_draft
from play.domain.errors import BeatError, GameArchivedError, NotAMemberError
from play.models import Draft
from play.tests.factories import DRAFT, make_scene
from play.tests.tables import LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db
SHORT, LONG = (
    {"version": 1, "events": [{"type": "narrative", "content": text}]}
    for text in ("Rain", "Rain falls")
)
SECOND = timedelta(seconds=1)


@pytest.fixture
def table():
    game, members = make_table(2)
    _, scene = start_story(game)
    return scene, members


def save(member, scene, content=DRAFT, typed_at=NOW, now=LATER):
    return save_draft(member, scene, content=content, typed_at=typed_at, now=now)


def test_each_keeps_their_own_draft(table):
    scene, (ines, tom) = table
    assert save(ines, scene, SHORT) == Saved(SHORT, NOW, is_sent=True)
    save(tom, scene, LONG)
    kept = [load_draft(member, scene).content for member in (ines, tom)]
    assert kept == [SHORT, LONG]


def test_older_text_that_arrives_late_is_not_kept(table):
    scene, (ines, _) = table
    save(ines, scene, LONG, typed_at=NOW)
    late = save(ines, scene, SHORT, typed_at=NOW - SECOND)
    assert late == Saved(LONG, NOW, is_sent=False)
    assert load_draft(ines, scene).content == LONG


def test_newer_text_replaces_what_is_kept(table):
    scene, (ines, _) = table
    save(ines, scene, SHORT, typed_at=NOW)
    save(ines, scene, LONG, typed_at=NOW + SECOND)
    kept = load_draft(ines, scene)
    assert (kept.content, kept.updated_at) == (LONG, NOW + SECOND)
    assert Draft.objects.count() == 1


def test_a_clock_that_is_ahead_does_not_lock_the_draft(table):
    scene, (ines, _) = table
    save(ines, scene, SHORT, typed_at=LATER, now=NOW)
    assert save(ines, scene, LONG, typed_at=NOW + SECOND, now=NOW + SECOND).is_sent


def test_a_sent_draft_stays_away_whatever_arrives_late(table):
    scene, (ines, _) = table
    save(ines, scene, SHORT)
    clear_draft(ines, scene, now=NOW + SECOND)
    assert load_draft(ines, scene) is None
    assert not save(ines, scene, LONG, typed_at=NOW).is_sent
    assert load_draft(ines, scene) is None
    save(ines, scene, SHORT, typed_at=NOW + 2 * SECOND)
    assert load_draft(ines, scene).content == SHORT


def test_what_is_no_draft_is_refused(table):
    scene, (ines, _) = table
    with pytest.raises(BeatError):
        save(ines, scene, {"version": 1, "events": [{"type": "spell"}]})
    with pytest.raises(BeatError):
        save(ines, make_scene())
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("status", ["setup", "active", "paused"])
def test_drafts_are_kept_until_the_game_is_over(status):
    game, (ines,) = make_table(1, status=status)
    assert save(ines, start_story(game)[1]).is_sent


def test_no_draft_in_a_game_that_is_over():
    game, (ines,) = make_table(1, status="archived")
    with pytest.raises(GameArchivedError):
        save(ines, start_story(game)[1])


def test_no_draft_of_somebody_who_left(table):
    scene, (_, tom) = table
    tom.left_at = LATER
    tom.save()
    with pytest.raises(NotAMemberError):
        save(tom, scene)
