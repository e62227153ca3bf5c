import pytest

from accounts.tests.factories import make_user
from play.domain.reading import mark_read, read_to
from play.models import ReadMark
from play.tests.factories import make_read_mark, make_scene
from play.tests.tables import at

pytestmark = pytest.mark.django_db


def test_nothing_is_read_at_first():
    assert read_to(make_user(), make_scene()) == 0


def test_each_reader_has_their_own_place_in_each_scene():
    mara, ines = make_user(), make_user()
    scene, other = make_scene(), make_scene()
    mark_read(mara, scene, last_beat=7, now=at())
    assert [read_to(mara, scene), read_to(ines, scene), read_to(mara, other)] == [7, 0, 0]


@pytest.mark.parametrize(("first", "then", "known"), [(3, 7, 7), (7, 3, 7), (3, 3, 3), (-2, 0, 0)])
def test_nothing_is_read_backwards(first, then, known):
    mara, scene = make_user(), make_scene()
    mark_read(mara, scene, last_beat=first, now=at())
    mark_read(mara, scene, last_beat=then, now=at(minutes=1))
    assert read_to(mara, scene) == known
    assert ReadMark.objects.get().seen_at == at(minutes=1)


def test_a_late_request_does_not_make_somebody_seen_earlier():
    mara, scene = make_user(), make_scene()
    mark_read(mara, scene, last_beat=7, now=at(minutes=1))
    mark_read(mara, scene, last_beat=8, now=at())
    assert ReadMark.objects.get().seen_at == at(minutes=1)


def test_whoever_was_never_seen_is_seen_now():
    mark = make_read_mark(last_beat=4, seen_at=None)
    mark_read(mark.reader, mark.scene, last_beat=5, now=at())
    mark.refresh_from_db()
    assert (mark.last_beat, mark.seen_at) == (5, at())
