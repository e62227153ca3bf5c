"""The page of a scene: reading it, writing in it, hearing what is new."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.tests.factories import make_user
from play.domain.comments import add_comment
from play.domain.members import leave_game
from play.domain.scenes import propose_scene_end
from play.domain.x_cards import use_x_card
from play.models import Beat, Draft, GameMember, ReadMark
from play.tests.factories import (
    make_challenge,
    make_comment,
    make_event,
    make_game_word_seed_table,
    make_proposal,
    make_read_mark,
    make_spotlight,
    make_word_seed_table,
    make_x_card,
)
from play.tests.story_pages import (
    boxes,
    page_of,
    queries,
    shown,
    story,
    tell,
    tell_many,
)
from play.views.scene_state import number
from play.views.story_rows import NEW_AT_ONCE

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SCENE_QUERIES, NEWS_QUERIES = 31, 5


@pytest.fixture
def table(client, played):
    """A scene with three at the table; the organizer looks at it."""
    client.force_login(played[1][0].user)
    return played


def test_scene_shows_its_question_place_and_beats(client, table):
    scene, _ = table
    scene.place = "Under the bridge"
    scene.save()
    tell(scene, "Rain *falls*.")
    make_x_card(beat=tell(scene, "The spider."), lifted_at=None)
    tell(scene, "<script>a()</script> [x](javascript:b()) ![y](http://z/)")
    response = client.get(page_of(scene))
    assertContains(response, scene.guiding_question)
    assertContains(response, "Under the bridge")
    assertContains(response, "<p>Rain <em>falls</em>.</p>", html=True)
    # A folded beat keeps its text to itself.
    assertNotContains(response, "The spider.")
    assertContains(response, "Folded away")
    # Markdown lets nothing dangerous through.
    assertContains(response, "&lt;script&gt;a()&lt;/script&gt;")
    assertNotContains(response, 'href="javascript:')
    assertNotContains(response, "<img")


def test_scene_of_another_table_is_not_found(client, table):
    client.force_login(make_user())
    assert client.get(page_of(table[0])).status_code == 404


def test_scene_sends_a_guest_to_sign_in(client, table):
    client.logout()
    response = client.get(page_of(table[0]))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_somebody_who_left_reads_what_was_there_and_writes_nothing(client, table):
    scene, members = table
    before = tell(scene, "Before.")
    GameMember.objects.filter(pk=members[1].pk).update(left_at=timezone.now())
    later = tell(scene, "After.", created_at=timezone.now() + timedelta(hours=1))
    client.force_login(members[1].user)
    response = client.get(page_of(scene))
    assert (shown(response), later.order) == ([before.order], 2)
    assertNotContains(response, 'id="composer"')
    assert client.get(reverse("play:beat", args=[later.pk])).status_code == 404
    assert client.post(page_of(scene), boxes(story("I write."))).status_code == 403


@pytest.mark.parametrize("beats", [1, 3])
def test_scene_takes_as_many_queries_for_few_beats_as_for_many(client, table, beats):
    scene, members = table
    for place in range(beats):
        beat = tell(scene, f"Told {place}.")
        make_event(beat=beat, type="roll", order=2)
        make_event(beat=beat, type="oracle", order=3)
        make_comment(beat=beat)
        make_challenge(beat=beat, status="open")
        make_proposal(game=scene.act.game, kind="beat", beat=beat, proposer=members[1].user)
        make_spotlight(beat=beat, character=members[1].user.play_characters.get())
    client.get(page_of(scene))
    _, found = queries(client, page_of(scene))
    assert found == SCENE_QUERIES


def test_a_long_scene_opens_at_its_newest_beats_and_the_others_are_pages_away(client, table):
    beats = tell_many(table[0], 70)
    assert shown(client.get(page_of(table[0]))) == list(range(41, 71))
    earlier = client.get(page_of(table[0]), {"before": 41})
    later = client.get(page_of(table[0]), {"after": 10})
    assert (shown(earlier), shown(later)) == (list(range(11, 41)), list(range(11, 41)))
    # A link to a beat opens the page around it.
    response = client.get(reverse("play:beat", args=[beats[4].pk]), follow=True)
    assert response.redirect_chain == [(f"{page_of(table[0])}?at=5#beat-5", 302)]
    assert shown(response) == list(range(1, 31))


def test_a_place_that_is_no_number_is_the_newest(client, table):
    places = ["x", "-1", "99999999999999999999", "\u0661"]
    assert [number({"at": place}, "at") for place in places] == [None] * 4
    tell(table[0], "Here.")
    assert shown(client.get(page_of(table[0]), {"at": places[-1]})) == [1]


def test_what_is_new_is_marked_once(client, table):
    scene, members = table
    tell(scene, "Known.", members[1].user)
    tell(scene, "New.", members[1].user)
    make_read_mark(scene=scene, reader=members[0].user, last_beat=1)
    assertContains(client.get(page_of(scene)), "New since you were here", count=1)
    assertNotContains(client.get(page_of(scene)), "New since you were here")
    assert ReadMark.objects.get(reader=members[0].user).last_beat == 2


# Writing.


def test_a_beat_is_sent_and_the_page_opens_at_it(client, table):
    scene, members = table
    response = client.post(page_of(scene), boxes(story("Rain falls.")), follow=True)
    beat = Beat.objects.get()
    assert (beat.author, beat.events.get().content) == (members[0].user, "Rain falls.")
    assert shown(response) == [beat.order]


def test_a_beat_holds_its_events_in_their_order(client, table):
    scene, _ = table
    roll = {"type": "roll", "notation": "2d6+1", "content": "To climb"}
    aside = {"type": "ooc", "content": "Back on Monday."}
    asked = {"type": "fortune_roll", "question": "Is it locked?", "odds": "likely"}
    client.post(page_of(scene), boxes(story("She climbs."), roll, aside, story(""), asked))
    types = list(Beat.objects.get().events.order_by("order").values_list("type", flat=True))
    assert types == ["narrative", "roll", "ooc", "fortune_roll"]


def test_a_refused_beat_keeps_what_was_typed(client, table):
    data = boxes(story("She climbs."), {"type": "roll", "notation": "2x6", "content": ""})
    response = client.post(page_of(table[0]), data)
    assert (response.status_code, Beat.objects.count()) == (422, 0)
    assertContains(response, "She climbs.", status_code=422)
    assertContains(response, 'value="2x6"', status_code=422)


def test_an_empty_beat_is_refused_in_words(client, table):
    response = client.post(page_of(table[0]), boxes(story("  ")))
    assert (response.status_code, Beat.objects.count()) == (409, 0)


def test_htmx_gets_an_empty_composer_and_is_told_to_look(client, table):
    response = client.post(page_of(table[0]), boxes(story("Rain.")), headers=HTMX)
    assert (response.status_code, response["HX-Trigger"]) == (200, "story-changed")
    assertContains(response, 'data-sent="')
    assertNotContains(response, "Rain.")


def test_a_box_is_added_with_all_that_was_typed(client, table):
    response = client.post(page_of(table[0]), boxes(story("Rain.")) | {"add": "fortune_roll"})
    assertContains(response, "Rain.")
    assertContains(response, 'name="events-1-odds"', count=7)
    assert Beat.objects.count() == 0


def test_odds_are_shown_before_fortune_is_asked(client, table):
    response = client.post(page_of(table[0]), boxes(story("")) | {"add": "fortune_roll"})
    assertContains(response, "How likely is a yes, at tension 5?")
    assertContains(response, "<b>50 %</b> yes", count=1)


def test_a_box_is_taken_away(client, table):
    data = boxes(story("Rain."), story("Snow.")) | {"remove": "0"}
    response = client.post(page_of(table[0]), data)
    assertContains(response, "Snow.")
    assertNotContains(response, "Rain.")


@pytest.fixture
def words(table):
    for kind, word in (("action", "seek"), ("descriptor", "silver")):
        listed = make_word_seed_table(type=kind, words=[word])
        make_game_word_seed_table(game=table[0].act.game, word_seed_table=listed)


def test_an_oracle_box_comes_with_two_words(client, table, words):
    response = client.post(page_of(table[0]), boxes(story("Rain.")) | {"add": "oracle"})
    assertContains(response, "<span>seek</span> <span>silver</span>", html=False)


def test_the_oracle_is_asked_with_the_words_that_were_drawn(client, table, words):
    drawn = client.post(page_of(table[0]), boxes(story("")) | {"add": "oracle"})
    token = drawn.context["composer"].events.forms[1]["drawn"].value()
    asked = {"type": "oracle", "question": "Who?", "scope": "world", "drawn": token}
    client.post(page_of(table[0]), boxes(asked))
    event = Beat.objects.get().events.get()
    assert (event.action_word, event.descriptor_word, event.question) == ("seek", "silver", "Who?")


def test_the_oracle_has_no_words_to_draw_and_says_so(client, table):
    response = client.post(page_of(table[0]), boxes(story("Rain.")) | {"add": "oracle"})
    assertContains(response, "Rain.", status_code=409)
    assertContains(response, "switch one on, or add words", status_code=409)


def test_two_who_send_at_once_are_both_heard(client, table):
    scene, members = table
    client.post(page_of(scene), boxes(story("First.")))
    client.force_login(members[1].user)
    client.post(page_of(scene), boxes(story("Second.")))
    told = [beat.events.get().content for beat in Beat.objects.order_by("order")]
    assert told == ["First.", "Second."]


def test_a_refused_form_keeps_its_key(client, table):
    form = {"form_key": "0d7d2a34-5c11-4e0f-9f62-6f2c3f6f5d10"}
    data = boxes({"type": "roll", "notation": "2x6", "content": ""}, **form)
    for more in ({}, {"add": "ooc"}):
        composer = client.post(page_of(table[0]), data | more).context["composer"]
        assert str(composer.beat["form_key"].value()) == form["form_key"]


def test_a_table_that_rests_has_no_composer(client, table):
    game = table[0].act.game
    game.status = "paused"
    game.save()
    assertNotContains(client.get(page_of(table[0])), 'id="composer"')
    assert client.post(page_of(table[0]), boxes(story("Rain."))).status_code == 409


# Drafts.


def test_a_draft_is_kept_and_comes_back(client, table):
    scene, members = table
    data = boxes(story("Rain f")) | {"typed_at": timezone.now().isoformat()}
    response = client.post(reverse("play:draft", args=[scene.pk]), data)
    assert (response.status_code, response.json()["kept"]) == (200, True)
    assertContains(client.get(page_of(scene)), "Rain f")
    assert Draft.objects.get().author == members[0].user


def test_a_draft_keeps_questions_with_their_words_and_odds(client, table, words):
    scene, _ = table
    drawn = client.post(page_of(scene), boxes(story("")) | {"add": "oracle"})
    token = drawn.context["composer"].events.forms[1]["drawn"].value()
    oracle = {"type": "oracle", "question": "Who?", "scope": "personal", "drawn": token}
    asked = {"type": "fortune_roll", "question": "Is it locked?", "odds": "likely", "content": ""}
    empty = {"type": "fortune_roll", "question": "", "odds": "unlikely"}
    client.post(reverse("play:draft", args=[scene.pk]), boxes(oracle, asked, empty))
    assert Draft.objects.get().content["events"] == [{**oracle, "content": ""}, asked]
    page = client.get(page_of(scene))
    assertContains(page, "<span>seek</span> <span>silver</span>", html=False)
    forms = page.context["composer"].events.forms
    assert [form["question"].value() for form in forms] == ["Who?", "Is it locked?"]
    assert (forms[0]["scope"].value(), forms[1].chosen_odds) == ("personal", "likely")


def test_an_older_draft_does_not_replace_a_newer_one(client, table):
    address, now = reverse("play:draft", args=[table[0].pk]), timezone.now()
    client.post(address, boxes(story("New")) | {"typed_at": now.isoformat()})
    earlier = (now - timedelta(minutes=1)).isoformat()
    response = client.post(address, boxes(story("Old")) | {"typed_at": earlier})
    assert response.json()["kept"] is False
    assert Draft.objects.get().content["events"][0]["content"] == "New"


def test_what_was_sent_is_no_draft_any_more(client, table):
    scene, _ = table
    client.post(reverse("play:draft", args=[scene.pk]), boxes(story("Rain f")))
    client.post(page_of(scene), boxes(story("Rain falls.")))
    assert Draft.objects.get().content == {}


# What is new.


def news_of(scene, **query):
    return reverse("play:news", args=[scene.pk], query={"first": 1, "last": 0, "end": 1, **query})


def test_news_brings_new_beats(client, table):
    tell(table[0], "Known.")
    tell(table[0], "Rain.")
    response = client.get(news_of(table[0], last=1, since=timezone.now() + timedelta(hours=1)))
    assert (response.status_code, shown(response)) == (200, [2])


def known_from(response):
    """What a browser tells when it asks the next time."""
    found = re.findall(r'data-(last|since|beside)="([^"]*)"', response.content.decode())
    return dict(found)


def test_news_bring_each_change_once_and_the_side_column_where_it_changed(client, table):
    scene, members = table
    beats = [tell(scene, text, members[1].user) for text in ("One.", "Two.")]
    opened = client.get(news_of(scene))
    assert (shown(opened), 'id="beside"' in opened.content.decode()) == ([1, 2], True)
    add_comment(members[1], beats[0], text="I like that.", now=timezone.now())
    told = client.get(news_of(scene, **known_from(opened)))
    assert (shown(told), 'id="beside"' in told.content.decode()) == ([1], False)
    again = client.get(news_of(scene, **known_from(told)))
    assert (shown(again), 'id="beside"' in again.content.decode()) == ([], False)
    propose_scene_end(members[1], scene, now=timezone.now())
    asked = client.get(news_of(scene, **known_from(again)))
    assert (shown(asked), 'class="card ballot open"' in asked.content.decode()) == ([], True)


def test_a_beat_is_rendered_once_for_all_and_says_to_each_what_is_theirs(client, table):
    scene, members = table
    beat = tell(scene, "Rain.", members[1].user, status="canon")
    first, first_queries = queries(client, news_of(scene, beside=beside_of(client, scene)))
    client.force_login(members[2].user)
    known = beside_of(client, scene)
    other, fewer = queries(client, news_of(scene, beside=known), **{"If-None-Match": '"older"'})
    tokens = {token_in(first), token_in(other)}
    assert (len(tokens), fewer) == (2, NEWS_QUERIES)
    assert fewer <= first_queries
    client.force_login(members[1].user)
    own = client.get(news_of(scene, beside=known)).content.decode()
    challenge = reverse("play:challenge", args=[beat.pk])
    assert [challenge in text.content.decode() for text in (first, other)] == [True, True]
    assert challenge not in own
    use_x_card(members[2], beat, now=timezone.now())
    folded = client.get(news_of(scene)).content.decode()
    assert ("Rain." in folded, "Folded away" in folded) == (False, True)
    leave_game(members[2], now=timezone.now())
    tell(scene, "Snow.", created_at=timezone.now() + timedelta(hours=1))
    client.force_login(members[2].user)
    gone = client.get(news_of(scene))
    assert (shown(gone), challenge in gone.content.decode()) == ([1], False)


def beside_of(client, scene):
    return known_from(client.get(news_of(scene, last=9)))["beside"]


def token_in(response):
    return re.search(r'csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())[1]


def test_many_new_beats_come_in_parts(client, table):
    tell_many(table[0], NEW_AT_ONCE + 5)
    first = client.get(news_of(table[0]))
    assert (len(shown(first)), first.has_header("ETag")) == (NEW_AT_ONCE, False)
    assert shown(client.get(news_of(table[0], **known_from(first)))) == list(
        range(NEW_AT_ONCE + 1, NEW_AT_ONCE + 6)
    )


def test_news_that_is_not_new_takes_two_queries(client, table):
    scene, _ = table
    etag = client.get(news_of(scene))["ETag"]
    response, found = queries(client, news_of(scene), **{"If-None-Match": etag})
    assert (response.status_code, response.content, found) == (304, b"", 2)


def test_news_follow_every_change_of_the_scene(client, table):
    scene, _ = table
    etag = client.get(news_of(scene))["ETag"]
    client.post(page_of(scene), boxes(story("Rain.")))
    response = client.get(news_of(scene), headers={"If-None-Match": etag})
    assert (response.status_code, shown(response)) == (200, [1])


def test_news_tell_who_is_here(client, table):
    scene, members = table
    etag = client.get(news_of(scene))["ETag"]
    make_read_mark(scene=scene, reader=members[1].user, seen_at=timezone.now())
    response = client.get(news_of(scene), headers={"If-None-Match": etag})
    assertContains(response, f'<li id="seat-{members[1].user.pk}" class="here">')


def test_news_are_for_the_table_alone(client, table):
    address = news_of(table[0])
    client.force_login(make_user())
    stranger = client.get(address).status_code
    client.logout()
    assert (stranger, client.get(address).status_code) == (404, 302)


def test_news_know_an_account_that_was_locked_out(client, table):
    scene, members = table
    etag = client.get(news_of(scene))["ETag"]
    members[0].user.is_active = False
    members[0].user.save()
    response = client.get(news_of(scene), headers={"If-None-Match": etag})
    assert response.status_code == 302


def test_looking_marks_what_was_read(client, table):
    scene, members = table
    tell_many(scene, 3)
    response = client.post(reverse("play:seen", args=[scene.pk]), {"last": "2"})
    mark = ReadMark.objects.get(reader=members[0].user)
    assert (response.status_code, mark.last_beat) == (204, 2)


def test_nobody_has_read_what_is_not_there(client, table):
    tell_many(table[0], 3)
    for last, read in (("x", 0), ("", 0), ("99", 3)):
        client.post(reverse("play:seen", args=[table[0].pk]), {"last": last})
        assert ReadMark.objects.get().last_beat == read


# Dice.


def test_dice_say_what_they_come_to_or_what_is_wrong_where(client, table):
    for notation, said in (
        ("2d6+1", "<b>2d6+1</b>: 3 to 13, 8.0 on average"),
        ("2d", "(at character 3)"),
        ("", "For example"),
    ):
        address = reverse("play:dice", query={"events-0-notation": notation})
        assertContains(client.get(address), said)
