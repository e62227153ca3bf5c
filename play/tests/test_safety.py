import pytest

from play.domain import errors
from play.domain.safety import add_safety_line, remove_safety_line
from play.models import GameMember, Notification, SafetyLine
from play.tests.factories import make_safety_line
from play.tests.tables import at, make_table, start_story

pytestmark = pytest.mark.django_db


def test_anyone_draws_a_line_and_the_others_hear_what_it_is_but_not_whose():
    game, (mara, ines) = make_table(2, name="Low Water")
    _, scene = start_story(game)
    line = add_safety_line(ines, kind="line", text=" Harm to\nanimals ", now=at())
    scene.refresh_from_db()
    assert (line.text, line.kind, line.added_by, scene.revision) == (
        "Harm to animals",
        "line",
        ines.user,
        1,
    )
    notice = Notification.objects.get()
    assert notice.recipient == mara.user
    assert notice.text == "“Low Water” leaves out: Harm to animals"


def test_a_veil_is_hinted_at():
    _, (mara, _) = make_table(2, name="Low Water")
    add_safety_line(mara, kind="veil", text="Illness", now=at())
    assert Notification.objects.get().text == "“Low Water” only hints at: Illness"


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("line", "  ", "Text: "),
        ("line", "x" * 301, "Text: "),
        ("wish", "Dragons", "Kind: "),
        ("line", "SPIDERS", "The table has agreed on this already."),
    ],
)
def test_what_is_no_line_is_refused(kind, text, message):
    game, (mara,) = make_table(1)
    make_safety_line(game=game, text="Spiders")
    with pytest.raises(errors.SafetyLineError, match=message):
        add_safety_line(mara, kind=kind, text=text, now=at())
    assert SafetyLine.objects.count() == 1


def test_who_asked_for_a_line_takes_it_back():
    game, (_, ines) = make_table(2)
    line = make_safety_line(game=game, added_by=ines.user)
    remove_safety_line(ines, line=line)
    remove_safety_line(ines, line=line)
    assert SafetyLine.objects.count() == 0


def test_nobody_takes_back_what_another_at_the_table_asked_for():
    game, (mara, ines, kofi) = make_table(3)
    line = make_safety_line(game=game, added_by=ines.user)
    for member in (mara, kofi):
        with pytest.raises(errors.NotTheAuthorError):
            remove_safety_line(member, line=line)
    assert SafetyLine.objects.count() == 1


@pytest.mark.parametrize("gone", ["left", "deleted"])
def test_the_organizer_takes_back_what_one_who_is_gone_asked_for(gone):
    game, (mara, ines, kofi) = make_table(3)
    line = make_safety_line(game=game, added_by=kofi.user)
    if gone == "left":
        GameMember.objects.filter(pk=kofi.pk).update(left_at=at())
    else:
        kofi.user.delete()
    with pytest.raises(errors.NotTheAuthorError):
        remove_safety_line(ines, line=line)
    remove_safety_line(mara, line=line)
    assert SafetyLine.objects.count() == 0


def test_a_line_of_another_game_is_not_touched():
    _, (mara,) = make_table(1)
    remove_safety_line(mara, line=make_safety_line(added_by=mara.user))
    assert SafetyLine.objects.count() == 1
