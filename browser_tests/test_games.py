"""A game as people play it: from the invitation to the end of an act, each in their own way."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.tests.factories import make_user
from browser_tests.keyboard import Keyboard
from play.models import Act, Beat, Game, Scene
from play.tests.factories import (
    make_game_word_seed_table,
    make_setup_prompt,
    make_word_seed_table,
)
from play.tests.story_pages import make_played_scene, tell
from play.tests.tables import make_table

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def open_as(new_page, sign_in):
    """``open_as(user, path)``: a window in which ``user`` has opened that page."""

    def open_page(user, path, **options):
        page = new_page(**options)
        page.set_default_timeout(8000)
        sign_in(page, user)
        assert page.goto(path).status == 200
        return page

    return open_page


def game_page(game):
    return reverse("play:game", args=[game.pk])


def scene_page(scene):
    return reverse("play:scene", args=[scene.pk])


def ask_the_table(page, **fields):
    for name, text in fields.items():
        page.locator(f"#id_{name}").fill(text)
    page.get_by_role("button", name="Ask the table").click()
    page.wait_for_url("**/proposals/**")


def say_yes(page, game):
    page.goto(game_page(game))
    page.locator(".decisions a").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes", exact=True).click()


def write(page, text):
    page.locator(".composer textarea").first.fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#told")).to_contain_text(text)


def newest(page):
    return page.locator("#told > .beat").last


def test_three_people_play_from_the_invitation_to_the_end_of_an_act(new_page, open_as):
    # One form makes the game.
    ines = open_as(make_user(display_name="Inês"), reverse("play:games"))
    ines.get_by_label("What is the story called?").fill("The salt road")
    ines.get_by_role("button", name="Start it").click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Before the first scene")
    game = Game.objects.get(name="The salt road")
    ines.get_by_role("link", name="Invite somebody").click()
    ines.get_by_role("button", name="Make a link").click()
    link = ines.locator("#link").input_value()

    # Somebody without an account follows the link on a telephone, and sits at the table.
    tomasz = new_page(viewport=PHONE)
    tomasz.set_default_timeout(8000)
    tomasz.goto(link)
    tomasz.get_by_role("button", name="Sign up and take a seat").click()
    tomasz.get_by_label("Display name").fill("Tomasz")
    tomasz.get_by_label("E-mail").fill("tomasz@example.org")
    tomasz.get_by_label("Password", exact=True).fill("a-long-way-by-night")
    tomasz.get_by_role("button", name="Sign up").click()
    expect(tomasz.get_by_role("main")).to_contain_text("Before the first scene")
    assert f"/play/games/{game.pk}/" in tomasz.url

    # Somebody who has only a keyboard follows it as well.
    mei = open_as(make_user(display_name="Mei"), link)
    keys = Keyboard(mei)
    keys.press("Take a seat as Mei")
    mei.wait_for_url(f"**{game_page(game)}**")
    assert game.members.count() == 3

    # The table begins.
    ines.goto(reverse("play:setup", args=[game.pk]))
    ines.get_by_role("button", name="Propose to start").click()
    say_yes(tomasz, game)
    tomasz.goto(game_page(game))
    tomasz.get_by_role("link", name="Propose an act").click()
    ask_the_table(tomasz, guiding_question="Who owns the salt?")
    mei.goto(game_page(game))
    keys.press("New act")
    mei.wait_for_url("**/proposals/**")
    with mei.expect_navigation():
        keys.press("Yes")
    mei.goto(game_page(game))
    keys.press("Propose a scene")
    mei.wait_for_url("**/scenes/new/")
    keys.type("Guiding question", "Who waits at the ford?")
    keys.press("Ask the table")
    mei.wait_for_url("**/proposals/**")
    say_yes(ines, game)

    # Each writes.
    scene = Scene.objects.get(status="active")
    for page in (ines, tomasz, mei):
        page.goto(scene_page(scene))
    write(ines, "Dust hangs over the ford.")
    expect(tomasz.locator("#told")).to_contain_text("Dust hangs over the ford.", timeout=9000)
    assert tomasz.evaluate("document.documentElement.scrollWidth") <= 360
    write(tomasz, "A mule refuses to go on.")
    expect(mei.locator("#told")).to_contain_text("A mule refuses", timeout=9000)
    keys.type("What happens", "She counts the riders.")
    keys.press("Dice")
    expect(mei.locator(".box.roll [name$=notation]")).to_be_focused()
    mei.keyboard.type("2d6+1")
    keys.press("Send")
    expect(newest(mei).locator(".total")).to_be_visible()

    # One beat does not fit: its author says it in another way.
    mule = Beat.objects.get(events__content="A mule refuses to go on.")
    mei.goto(reverse("play:talk", args=[mule.pk]))
    keys.press("Challenge it")
    mei.wait_for_url("**/challenge/")
    keys.type("What does not fit?", "The mule drowned last week.")
    mei.keyboard.press("Tab")
    mei.keyboard.press("Enter")
    expect(mei.get_by_role("main")).to_contain_text("does not think it fits")
    tomasz.goto(reverse("play:revise_beat", args=[mule.pk]))
    tomasz.locator("#id_text_1").fill("An ox refuses to go on.")
    tomasz.get_by_role("button", name="Save the change").click()
    expect(tomasz.get_by_role("main")).to_contain_text("An ox refuses to go on.")

    # The scene ends, and the tension is voted on by all.
    ines.goto(reverse("play:end_scene", args=[scene.pk]))
    ask_the_table(ines)
    say_yes(tomasz, game)
    for page in (ines, tomasz):
        page.goto(scene_page(scene))
        page.locator("#votes").get_by_role("button", name="Tenser").click()
        expect(page.locator("#votes [aria-pressed=true]")).to_have_count(1)
    mei.goto(scene_page(scene))
    keys.press("Tenser")
    expect(mei.locator("#votes")).to_contain_text("Nothing waits for a vote.")
    scene.refresh_from_db()
    assert scene.status == "complete"

    # The act ends, and is a book.
    mei.goto(game_page(game))
    keys.press("End the act")
    mei.wait_for_url("**/end/")
    keys.press("Ask the table")
    mei.wait_for_url("**/proposals/**")
    say_yes(ines, game)
    assert Act.objects.get(game=game).status == "complete"
    ines.goto(game_page(game))
    ines.get_by_role("link", name="Read it as a book").click()
    book = ines.locator(".book")
    expect(book).to_contain_text("Dust hangs over the ford.")
    expect(book).to_contain_text("An ox refuses to go on.")
    expect(book).not_to_contain_text("A mule refuses")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_game_are_accessible_and_fit_a_phone(open_as, assert_accessible, db, scheme):
    scene, members = make_played_scene(guiding_question="Who waits at the ford?")
    tell(scene, "Dust hangs over the ford.\n\n> “Halt!”")
    game, user = scene.act.game, members[0].user
    new, [seat, *_] = make_table(status="setup", name="The second table")
    seat.user = user
    seat.save()
    make_setup_prompt(game=new, status="active")
    paths = [
        reverse("play:games"),
        game_page(game),
        scene_page(scene),
        reverse("play:read_game", args=[game.pk]),
        reverse("play:setup", args=[new.pk]),
        reverse("play:invitations", args=[new.pk]),
        reverse("play:notifications"),
    ]
    page = open_as(user, "/", color_scheme=scheme, viewport=PHONE)
    for path in paths:
        assert page.goto(path).status == 200, path
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_fortune_shows_its_odds_and_the_oracle_its_words(open_as, assert_accessible, db):
    scene, [asker, reader, _] = make_played_scene(tension=5)
    for kind, words in (("action", ["seek", "hide"]), ("descriptor", ["silver", "old"])):
        table = make_word_seed_table(type=kind, words=words)
        make_game_word_seed_table(game=scene.act.game, word_seed_table=table)
    page = open_as(asker.user, scene_page(scene))
    page.get_by_role("button", name="Fortune").click()
    page.get_by_label("A question with a yes or no").fill("Does the ice hold?")
    odds = page.locator("fieldset.odds label")
    assert odds.count() >= 5
    expect(odds.first).to_contain_text("% yes")
    odds.first.click()
    assert_accessible(page)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(newest(page)).to_contain_text("Does the ice hold?")

    page.get_by_role("button", name="Oracle").click()
    page.get_by_label("An open question").fill("What lies under the ice?")
    words = page.locator(".composer .drawn .words").inner_text().split()
    assert (words[0] in ("seek", "hide"), words[1] in ("silver", "old")) == (True, True)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(newest(page)).to_contain_text("What lies under the ice?")
    assert newest(page).locator(".words").inner_text().split() == words

    other = open_as(reader.user, scene_page(scene))
    newest(other).get_by_label("What do the words mean?").fill("A bell.")
    newest(other).get_by_role("button", name="Read it so").click()
    expect(newest(other).locator(".readings")).to_contain_text("A bell.", timeout=9000)
    other.goto(reverse("play:talk", args=[scene.beats.get(order=2).pk]))
    with other.expect_navigation():
        other.get_by_role("button", name="I am for it").click()
    page.reload()
    expect(newest(page).locator(".readings")).to_contain_text("1 for it")
    newest(page).locator(".readings").get_by_role("button", name="So it is").click()
    expect(newest(page).locator(".answer")).to_contain_text("A bell.", timeout=9000)
    assert_accessible(page)


def test_an_x_card_folds_a_beat_for_everybody(open_as, db):
    scene, [author, other, _] = make_played_scene()
    tell(scene, "The spider lowers itself.", author=author.user)
    writer = open_as(author.user, scene_page(scene))
    page = open_as(other.user, scene_page(scene))
    keys = Keyboard(page)
    keys.press("What to do with beat 1")
    keys.press("X-card: fold it away")
    for window in (page, writer):
        expect(window.locator("#beat-1")).to_contain_text("Folded away", timeout=9000)
        expect(window.locator("#beat-1")).not_to_contain_text("spider")


def test_typed_words_survive_what_comes_in_and_a_reload(open_as, db):
    scene, [writer, other, _] = make_played_scene()
    page = open_as(writer.user, scene_page(scene))
    text = page.locator(".composer textarea").first
    text.fill("The lantern")
    tell(scene, "Meanwhile, a knock.", author=other.user)
    Scene.objects.filter(pk=scene.pk).update(revision=scene.revision + 1)
    expect(page.locator("#told")).to_contain_text("a knock", timeout=9000)
    assert text.input_value() == "The lantern"
    page.reload()
    expect(page.locator(".composer textarea").first).to_have_value("The lantern")


def test_two_who_post_at_once_lose_nothing(open_as, db):
    scene, [first, second, _] = make_played_scene()
    windows = [open_as(seat.user, scene_page(scene)) for seat in (first, second)]
    for number, page in enumerate(windows):
        page.locator(".composer textarea").first.fill(f"Voice {number}.")
    for page in windows:
        # Does not wait for what the click sets off.
        page.evaluate("setTimeout(() => document.querySelector('.send').click(), 300)")
    for page in windows:
        for number in range(2):
            expect(page.locator("#told")).to_contain_text(f"Voice {number}.", timeout=12000)
    assert sorted(scene.beats.values_list("order", flat=True)) == [1, 2]


def test_everything_works_without_javascript(open_as, db):
    scene, [author, other, _] = make_played_scene()
    page = open_as(author.user, scene_page(scene), java_script_enabled=False)
    write(page, "Rain, since Tuesday.")
    page.get_by_role("button", name="Dice", exact=True).click()
    page.get_by_label("Dice", exact=True).fill("d20")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(newest(page).locator(".total")).to_be_visible()
    page.goto(reverse("play:end_scene", args=[scene.pk]))
    ask_the_table(page)
    silent = open_as(other.user, scene_page(scene), java_script_enabled=False)
    beat = scene.beats.get(order=1)
    silent.goto(reverse("play:talk", args=[beat.pk]))
    silent.get_by_role("button", name="X-card").click()
    silent.goto(scene_page(scene))
    expect(silent.locator("#beat-1")).to_contain_text("Folded away")
    say_yes(silent, scene.act.game)
    silent.goto(scene_page(scene))
    silent.locator("#votes").get_by_role("button", name="Calmer").click()
    expect(silent.locator("#votes [aria-pressed=true]")).to_have_count(1)
    scene.refresh_from_db()
    assert scene.status == "complete"
