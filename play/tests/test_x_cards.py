from datetime import timedelta

import pytest
from django.urls import reverse

from play.domain.errors import (
    GameArchivedError,
    GameNotBegunError,
    NotAMemberError,
)
from play.domain.x_cards import use_x_card
from play.models import GameMember, Notification, Scene, XCard
from play.tests.factories import make_beat, make_event, make_x_card
from play.tests.tables import LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db


def make_story(**beat):
    game, members = make_table(3)
    _, scene = start_story(game, title="The ford")
    beat = make_beat(scene=scene, author=members[0].user, **beat)
    make_event(beat=beat, content="Spiders everywhere.")
    return members, beat


def test_a_beat_is_folded_for_all():
    (_, tom, _), beat = make_story()
    card = use_x_card(tom, beat, now=NOW)
    assert (card.beat, card.created_at, card.lifted_at) == (beat, NOW, None)
    assert Scene.objects.get().revision == 1


def test_nothing_tells_who_used_it():
    outcomes = set()
    for place in range(3):
        members, beat = make_story()
        use_x_card(members[place], beat, now=NOW)
        notices = Notification.objects.filter(beat=beat)
        order = [member.user_id for member in members]
        outcomes.add(
            tuple(
                (order.index(notice.recipient_id), notice.kind, notice.created_at)
                for notice in notices.order_by("recipient__created_at")
            )
        )
        texts = set(notices.values_list("text", flat=True))
        author = members[0].user
        assert texts == {f"A beat by {author} in “The ford” is folded away until it is changed."}
    assert outcomes == {tuple((place, "x_card", NOW) for place in range(3))}


def test_there_is_no_column_for_who_it_was():
    fields = {field.name for field in XCard._meta.get_fields()}
    assert fields == {"id", "created_at", "updated_at", "beat", "lifted_at"}


def test_a_second_card_is_the_first():
    (_, tom, ruth), beat = make_story()
    first = use_x_card(tom, beat, now=NOW)
    assert use_x_card(ruth, beat, now=NOW + timedelta(hours=1)) == first
    assert Notification.objects.count() == 3


def test_a_beat_that_was_changed_can_be_folded_again():
    (_, tom, _), beat = make_story()
    make_x_card(beat=beat, lifted_at=NOW, created_at=NOW)
    use_x_card(tom, beat, now=NOW)
    assert XCard.objects.filter(lifted_at=None).count() == 1


@pytest.mark.parametrize(
    "status", ["proposed", "approved", "canon", "challenged", "revised", "rejected"]
)
def test_every_beat_that_people_read_can_be_folded(status):
    (ines, *_), beat = make_story(status=status)
    use_x_card(ines, beat, now=NOW)
    beat.refresh_from_db()
    assert (beat.status, XCard.objects.count()) == (status, 1)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("setup", GameNotBegunError),
        ("archived", GameArchivedError),
    ],
)
def test_no_card_is_used_before_the_story_or_once_it_is_over(status, error):
    (_, tom, _), beat = make_story()
    tom.game.status = status
    tom.game.save()
    with pytest.raises(error):
        use_x_card(tom, beat, now=NOW)
    assert XCard.objects.count() == 0


def test_a_table_that_rests_can_fold_what_it_reads(client):
    (_, tom, _), beat = make_story()
    tom.game.status = "paused"
    tom.game.save()
    client.force_login(tom.user)
    page = reverse("play:scene", args=[beat.scene.pk])
    button = f'action="{reverse("play:x_card", args=[beat.pk])}"'
    assert button in client.get(page).content.decode()
    client.post(reverse("play:x_card", args=[beat.pk]))
    folded = client.get(page).content.decode()
    assert ("Folded away" in folded, button in folded) == (True, False)


def test_only_who_sits_at_the_table_uses_it():
    (_, tom, _), beat = make_story()
    (stranger, *_), _ = make_story()
    with pytest.raises(NotAMemberError):
        use_x_card(stranger, beat, now=NOW)
    GameMember.objects.filter(pk=tom.pk).update(left_at=LATER)
    with pytest.raises(NotAMemberError):
        use_x_card(tom, beat, now=NOW)
