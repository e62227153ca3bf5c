"""Several requests and programs at one moment, each with a connection of its own."""

from datetime import timedelta
from random import Random

import pytest
from django.test import Client

from common.tests.threads import at_once
from play.domain.beats import write_beat
from play.domain.drafts import load_draft, save_draft
from play.domain.mail import send_due
from play.models import Beat, Event, GameMember, Notification
from play.tests.factories import make_game_member, make_notification
from play.tests.story_pages import boxes, make_played_scene, page_of, story
from play.tests.tables import LATER, NOW, make_table, start_story

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_drafts_that_arrive_together_the_newest_is_kept():
    game, (ines,) = make_table(1)
    _, scene = start_story(game)

    def save(place):
        member = GameMember.objects.select_related("user").get(pk=ines.pk)
        text = {"version": 1, "events": [{"type": "narrative", "content": f"Text {place}"}]}
        typed_at = NOW + timedelta(seconds=place)
        return save_draft(member, scene, content=text, typed_at=typed_at, now=LATER)

    saved = at_once(8, save)

    kept = load_draft(ines, scene)
    assert kept.content == saved[7].content
    assert (kept.updated_at, saved[7].is_sent) == (NOW + timedelta(seconds=7), True)


def test_programs_that_send_together_send_each_notice_once(settings, mailoutbox):
    settings.SITE_URL = "https://fireside.example"
    members = [make_game_member(mail="at_once") for _ in range(6)]
    for member in members:
        make_notification(
            game=member.game, recipient=member.user, created_at=NOW - timedelta(minutes=1)
        )

    sent = at_once(4, lambda _: send_due(now=NOW))

    assert sum(sent) == len(mailoutbox) == 6
    assert {mail.to[0] for mail in mailoutbox} == {member.user.email for member in members}
    assert Notification.objects.filter(mailed_at=None).count() == 0


def test_a_form_sent_twice_makes_one_beat_and_other_words_another(client):
    scene, members = make_played_scene()
    client.force_login(members[0].user)
    composer = client.get(page_of(scene)).context["composer"]
    form = {"form_key": str(composer.beat["form_key"].value())}

    def send(_):
        browser = Client()
        browser.cookies.update(client.cookies)
        return browser.post(page_of(scene), boxes(story("Rain."), **form)).url

    places = set(at_once(2, send))
    assert (Beat.objects.count(), len(places)) == (1, 1)
    client.post(page_of(scene), boxes(story("Snow."), **form))
    client.post(page_of(scene), boxes(story("Rain.")))
    told = [beat.events.get().content for beat in Beat.objects.order_by("order")]
    assert told == ["Rain.", "Snow.", "Rain."]


def test_two_who_post_lose_nothing():
    game, members = make_table(2)
    _, scene = start_story(game)
    each = 5

    def post(number):
        for count in range(each):
            member = GameMember.objects.select_related("user").get(pk=members[number].pk)
            event = {"type": "narrative", "content": f"{number}.{count}"}
            write_beat(member, scene, events=[event], now=NOW, rng=Random(1))

    at_once(2, post)

    beats = Beat.objects.order_by("order")
    assert list(beats.values_list("order", flat=True)) == list(range(1, 2 * each + 1))
    said = [Event.objects.get(beat=beat).content for beat in beats]
    for number in range(2):
        own = [text for text in said if text.startswith(f"{number}.")]
        assert own == [f"{number}.{count}" for count in range(each)]
