import pytest

from play.domain.entries import change_entry, create_entry
from play.domain.errors import WorldError
from play.models import WorldEntry
from play.tests.factories import make_beat
from play.tests.tables import NOW, make_table, start_story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", WorldEntry.Kind.values)
def test_create_entry_of_each_kind(kind):
    game, (ines, *_) = make_table()
    entry = create_entry(ines, name="The mill", kind=kind, description="Burnt.", now=NOW)
    entry.refresh_from_db()
    assert (entry.game, entry.created_by) == (game, ines.user)
    assert (entry.name, entry.kind, entry.description) == ("The mill", kind, "Burnt.")


def test_create_entry_from_a_beat_is_one_step():
    game, (ines, *_) = make_table()
    _, scene = start_story(game)
    beat = make_beat(scene=scene)
    entry = create_entry(ines, name="The mill", kind="location", introduced_in=beat, now=NOW)
    assert list(beat.introduced_entries.all()) == [entry]


@pytest.mark.parametrize(
    ("texts", "start"),
    [
        ({"name": " "}, "Give it a name."),
        ({"name": "x" * 151}, "Name: Ensure this value has at most 150"),
        ({"kind": "dragon"}, "Kind: Value 'dragon' is not a valid choice."),
        ({"description": "x" * 10_001}, "This text has 10001 characters."),
    ],
)
def test_entry_that_cannot_be_is_refused(texts, start):
    _, (ines, *_) = make_table()
    with pytest.raises(WorldError) as refusal:
        create_entry(ines, **{"name": "The mill", **texts}, now=NOW)
    assert str(refusal.value).startswith(start)


def test_same_entry_twice_is_refused():
    _, (ines, *_) = make_table()
    create_entry(ines, name="The mill", now=NOW)
    with pytest.raises(WorldError, match="There is a THE MILL"):
        create_entry(ines, name="THE MILL", kind="item", now=NOW)


def test_anybody_at_the_table_changes_an_entry():
    _, (ines, mara, _) = make_table()
    entry = create_entry(ines, name="The mill", now=NOW)
    change_entry(mara, entry, seen=None, kind="location", now=NOW)
    entry.refresh_from_db()
    assert entry.kind == "location"
