"""The reading view and what can be taken away from it."""

import json
from copy import deepcopy
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.tests.factories import make_admin, make_user
from play.tests.factories import OOC, ROLL, make_act, make_proposal, make_scene
from play.tests.stories import organizer_of, tell
from play.tests.tables import at, make_table, start_story
from play.views import book

pytestmark = pytest.mark.django_db
FORMS = ["epub", "pdf", "markdown"]


@pytest.fixture(scope="module")
def told_once(module_rows):
    game, _ = make_table(name="Low Water")
    _, scene = start_story(game, title="The <Slip>")
    tell(scene, "It *rained*.", ROLL)
    return scene


@pytest.fixture
def scene(told_once):
    return deepcopy(told_once)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reader(scene):
    return signed_in(organizer_of(scene))


def units(scene):
    return {"game": scene.act.game, "act": scene.act, "scene": scene}


def page_of(kind, scene):
    return reverse(f"play:read_{kind}", args=[units(scene)[kind].pk])


def file_of(kind, scene, form):
    return reverse(f"play:take_{kind}", args=[units(scene)[kind].pk, form])


@pytest.mark.parametrize("kind", ["game", "act", "scene"])
def test_story_is_read_as_prose_with_footnotes(scene, reader, kind):
    tell(scene, OOC)
    response = reader.get(page_of(kind, scene))

    assertContains(response, "<p>It <em>rained</em>.")
    assertContains(response, "2d6kh1+2: 4 (1) + 2 = <strong>6</strong>.")
    assertContains(response, f"by {organizer_of(scene).display_name}")
    assertContains(response, "The &lt;Slip&gt;")
    assertNotContains(response, "Back on Monday.")
    for form in FORMS:
        assertContains(response, f'href="{file_of(kind, scene, form)}"')


def test_game_without_a_story_says_what_will_be_here(scene, reader):
    scene.beats.all().delete()
    response = reader.get(page_of("game", scene))

    assertContains(response, "Nothing has been told yet")
    assertNotContains(response, "Take it with you")


@pytest.mark.parametrize("kind", ["act", "scene"])
def test_what_has_not_begun_cannot_be_read(scene, reader, kind):
    proposed = make_act(game=scene.act.game, status="proposed")
    if kind == "scene":
        proposed = make_scene(act=scene.act, status="proposed")

    assert reader.get(reverse(f"play:read_{kind}", args=[proposed.pk])).status_code == 404


def test_vote_that_is_due_ends_before_anybody_reads(scene, reader):
    beat = tell(scene, "The dam broke.", status="proposed", significance="major")
    now = timezone.now()
    times = {"created_at": now - timedelta(hours=2), "closes_at": now - timedelta(hours=1)}
    proposer = organizer_of(scene)
    make_proposal(game=scene.act.game, kind="beat", beat=beat, proposer=proposer, **times)

    assertContains(reader.get(page_of("scene", scene)), "The dam broke.")


def test_long_story_is_paged_and_its_contents_lead_to_each_scene(scene, reader, monkeypatch):
    monkeypatch.setattr(book, "BEATS_PER_PAGE", 2)
    for number in (2, 3, 4):
        tell(scene, f"Beat {number}.")
    second = make_scene(act=scene.act, number=2, title="Home")
    tell(second, "Beat 5.")
    first_page = reader.get(page_of("game", scene))
    middle = reader.get(page_of("game", scene), {"page": 2})
    last_page = reader.get(page_of("game", scene), {"page": 3})

    assertContains(first_page, 'href="#chapter-1"')
    assertContains(first_page, 'href="?page=3#chapter-2"')
    assertNotContains(first_page, "Beat 3.")
    assertContains(middle, "Scene 1, continued")
    assertContains(middle, "Beat 3.")
    assertNotContains(middle, 'class="book-contents"')
    assertContains(last_page, 'id="chapter-2"')
    assertNotContains(last_page, "continued")


@pytest.mark.parametrize("beats", [1, 3])
def test_page_takes_as_many_queries_for_few_beats_as_for_many(
    scene, reader, beats, django_assert_num_queries
):
    for number in range(beats):
        tell(make_scene(act=scene.act, number=number + 2), "It rained.", ROLL)

    with django_assert_num_queries(11):
        reader.get(page_of("game", scene))


@pytest.mark.parametrize("kind", ["game", "act", "scene"])
@pytest.mark.parametrize(
    ("form", "content_type", "ending"),
    [
        ("epub", "application/epub+zip", "epub"),
        ("pdf", "application/pdf", "pdf"),
        ("markdown", "text/markdown; charset=utf-8", "md"),
    ],
)
def test_book_is_taken_away_as_a_file(scene, reader, kind, form, content_type, ending):
    response = reader.get(file_of(kind, scene, form))
    name = {"game": "low-water", "act": "who-rules-the-valley", "scene": "the-slip"}[kind]

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{name}.{ending}"'
    assert "It rained." in text_of(response.content, form)


def text_of(content, form):
    if form == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if form == "epub":
        content = ZipFile(BytesIO(content)).read("book/chapter-1.xhtml")
    return content.decode().replace("<em>", "").replace("</em>", "").replace("*", "")


@pytest.mark.parametrize("form", ["docx", "json"])
def test_there_are_no_other_forms_of_a_scene(scene, reader, form):
    assert reader.get(file_of("scene", scene, form)).status_code == 404


def test_archive_tells_no_address_but_the_readers_own(scene, reader):
    response = reader.get(reverse("play:take_archive", args=[scene.act.game_id]))
    people = json.loads(response.content)["people"]
    emails = {person["email"] for person in people}

    assert response["Content-Disposition"] == 'attachment; filename="low-water.json"'
    assert (len(people), emails) == (3, {None, organizer_of(scene).email})


# Acts and scenes to take away are among the addresses of ``test_permissions``.
ADDRESSES = [
    *((kind, None) for kind in ("game", "act", "scene")),
    *(("game", form) for form in FORMS),
    ("archive", None),
]


def address(kind, form, scene):
    if kind == "archive":
        return reverse("play:take_archive", args=[scene.act.game_id])
    return file_of(kind, scene, form) if form else page_of(kind, scene)


@pytest.mark.usefixtures("undrawn_pages")
def test_only_the_table_reads(scene):
    member, gone = scene.act.game.members.filter(role="player").order_by("created_at")
    gone.left_at = at(days=1)
    gone.save()
    guest, seated, left = Client(), signed_in(member.user), signed_in(gone.user)
    others = [signed_in(make_user()), signed_in(make_admin())]
    for kind, form in ADDRESSES:
        url = address(kind, form, scene)
        sign_in = f"{reverse('account_login')}?next={url}"
        assertRedirects(guest.get(url), sign_in, fetch_redirect_response=False)
        found = [client.get(url).status_code for client in (*others, seated, left)]
        assert (url, found) == (url, [404, 404, 200, 403 if kind == "archive" else 200])
        assert seated.post(url).status_code == 405


def test_page_offers_the_archive_only_to_who_sits_there(scene, reader):
    url = reverse("play:take_archive", args=[scene.act.game_id])
    gone = scene.act.game.members.filter(role="player").first()
    gone.left_at = at(days=1)
    gone.save()

    assertContains(reader.get(page_of("game", scene)), url)
    assertNotContains(reader.get(page_of("act", scene)), url)
    assertNotContains(signed_in(gone.user).get(page_of("game", scene)), url)
