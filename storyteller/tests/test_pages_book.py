"""The pages of the book: who opens them, what they show, and what they do."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from common.tests.logs import unlogged
from storyteller.domain.deliveries import make_link
from storyteller.models import BookExport, DownloadLink
from storyteller.tests.factories import (
    make_book_export,
    make_chapter_section,
    make_export_options,
    make_life_event,
    make_life_event_boundary,
    make_story,
    make_story_chapter,
    make_story_scene,
    make_storyteller,
)
from storyteller.tests.tellers import add_helper, someone_refused
from storyteller.tests.test_exports import make_told_story, ready_file

pytestmark = pytest.mark.django_db

FORM = {
    "export_format": "markdown",
    "trim": "7x10",
    "include_photos": "on",
    "dedication": "For  Mara.",
    "make": "book",
}


def address(name, teller, **keys):
    return reverse(f"storyteller:{name}", kwargs={"storyteller": teller.pk, **keys})


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def make_file(story, **fields):
    return ready_file(story, expires_at=timezone.now() + timedelta(days=20), **fields)


@unlogged()
def test_who_may_do_what_with_the_book(undrawn_pages):
    story = make_told_story()
    teller, export = story.storyteller, make_file(story)
    link, _ = make_link(export, now=timezone.now())
    _, token = make_link(export, now=timezone.now())
    refused = someone_refused(teller)
    # Who keeps a story of their own is no keeper of this one.
    make_storyteller(user=refused, consent_given=True, consent_date=timezone.now())
    people = {
        "keeper": signed_in(teller.user),
        "refused": signed_in(refused),
        "family": signed_in(add_helper(teller)),
        "editor": signed_in(add_helper(teller, "editor")),
        "guest": Client(),
    }
    answers = {"refused": 404, "family": 403, "editor": 403, "guest": 302}
    file = {"export": export.pk}
    pages = [
        ("get", address("book", teller), 200),
        ("get", address("book_cover", teller, story=story.pk), 200),
        ("get", address("book_file", teller, **file), 200),
        ("get", address("take_book", teller, **file), 200),
        ("get", address("give_book_link", teller, **file), 302),
        ("get", address("mail_book", teller, **file), 302),
        ("get", address("make_book_again", teller, **file), 405),
        ("get", address("take_book_link_back", teller, link=link.pk), 405),
        ("post", address("book", teller), 422),
        ("post", address("give_book_link", teller, **file), 200),
        ("post", address("mail_book", teller, **file), 422),
        ("post", address("make_book_again", teller, **file), 302),
        ("post", address("take_book_link_back", teller, link=link.pk), 302),
    ]
    for method, url, for_keeper in pages:
        wanted = {"keeper": for_keeper} | (
            dict.fromkeys(answers, 405) if for_keeper == 405 else answers
        )
        if for_keeper == 405:
            wanted["guest"] = 302
        found = {name: getattr(client, method)(url).status_code for name, client in people.items()}
        assert (url, found) == (url, wanted)
    # Whoever holds a link needs no account.
    gift = reverse("storyteller:download", args=[token])
    wrong = reverse("storyteller:download", args=["wrong"])
    assert {client.get(gift).status_code for client in people.values()} == {200}
    assert {client.get(wrong).status_code for client in people.values()} == {410}


def test_files_and_links_of_another_story_are_not_there():
    story, other = make_told_story(), make_told_story()
    export = make_file(other)
    link, _ = make_link(export, now=timezone.now())
    client = signed_in(story.storyteller.user)
    teller = story.storyteller
    urls = [
        address("book_file", teller, export=export.pk),
        address("take_book", teller, export=export.pk),
        address("book_cover", teller, story=other.pk),
    ]

    assert [client.get(url).status_code for url in urls] == [404, 404, 404]
    back = address("take_book_link_back", teller, link=link.pk)
    assert (client.post(back).status_code, DownloadLink.objects.get().revoked_at) == (404, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_book_page_shows_what_there_is_in_a_fixed_number_of_queries(
    client, django_assert_num_queries, rows
):
    story = make_told_story(chapters=rows, approved=False, title="Low Water")
    for version in range(1, rows + 1):
        make_file(story, export_version=version, word_count=1000 + version)
    for number in range(1, rows):
        make_story(storyteller=story.storyteller, title=f"Older {number}")
    story.save()
    client.force_login(story.storyteller.user)
    with django_assert_num_queries(15):
        response = client.get(address("book", story.storyteller), {"story": story.pk})

    assertContains(response, "Low Water</h1>")
    assertContains(response, "you have approved every chapter")
    assertContains(response, "<td>1001</td>")
    assertContains(response, "Make a preview")
    assertNotContains(response, "Make the book")


@pytest.mark.parametrize("rows", [1, 3])
def test_file_page_has_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    export = make_file(make_told_story())
    for _ in range(rows):
        make_link(export, now=timezone.now())
    client.force_login(export.storyteller.user)
    url = address("book_file", export.storyteller, export=export.pk)
    with django_assert_num_queries(6):
        response = client.get(url)

    assertContains(response, "used 0 times", count=rows)


def test_sections_that_stay_out_are_named_with_the_reason(client):
    story = make_told_story()
    event = make_life_event(storyteller=story.storyteller)
    make_life_event_boundary(life_event=event, privacy_level="private")
    chapter = story.chapters.get()
    section = make_chapter_section(chapter=chapter, section_title="The war", content="Not this.")
    make_story_scene(story=story, chapter=chapter, section=section, life_event=event)
    client.force_login(story.storyteller.user)
    response = client.get(address("book", story.storyteller))

    assertContains(response, f"<dt>{section}</dt><dd>It is private.</dd>")
    assertContains(response, "Make the book")


def test_nothing_to_bind_yet_is_said_kindly(client):
    teller = make_storyteller(consent_given=True, consent_date=timezone.now())
    client.force_login(teller.user)
    assertContains(client.get(address("book", teller)), "There is no story to bind yet")

    make_story_chapter(story=make_story(storyteller=teller))
    response = client.get(address("book", teller))
    assertContains(response, "No chapter has any text yet")
    assertNotContains(response, "Make a preview")


def test_book_is_ordered_made_saved_and_listed(client, django_capture_on_commit_callbacks):
    story = make_told_story()
    teller = story.storyteller
    client.force_login(teller.user)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address("book", teller), FORM)
    export = BookExport.objects.get()
    file = address("book_file", teller, export=export.pk)

    assertRedirects(response, file)
    assert export.options.trim_size == "7x10"
    assert export.format_options == {
        "version": 1,
        "trim": "7x10",
        "with_photos": True,
        "privacy_note": "",
        "dedication": "For Mara.",
    }
    taken = client.get(address("take_book", teller, export=export.pk))
    assert taken["Content-Disposition"] == 'attachment; filename="low-water.md"'
    assert taken["Cache-Control"] == "private, no-store"
    assert b"".join(taken).startswith(b"# Low Water")
    assertContains(client.get(file), "1 time<")


def test_refused_order_keeps_what_was_typed(client):
    story = make_told_story(approved=False)
    client.force_login(story.storyteller.user)
    url = address("book", story.storyteller)
    unready = client.post(url, FORM | {"dedication": "For everybody."})
    unknown = client.post(url, FORM | {"export_format": "scroll"})

    assertContains(unready, "This book is not ready yet", status_code=422)
    assertContains(unready, 'value="For everybody."', status_code=422)
    assertContains(unknown, "scroll is not one of the available choices", status_code=422)
    assert BookExport.objects.count() == 0


def test_page_of_a_file_follows_it_and_shows_its_failure(client):
    story = make_told_story()
    teller = story.storyteller
    export = make_book_export(
        story=story, storyteller=teller, export_status="generating", export_format="pdf"
    )
    make_export_options(book_export=export, progress=40, step="Preparing photo 3 of 5")
    client.force_login(teller.user)
    url = address("book_file", teller, export=export.pk)
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<section id="state"')
    assert 'hx-trigger="every 2s"' in part
    assert re.search(r'<progress id="progress" max="100" value="40">', part)
    assert "Preparing photo 3 of 5" in part

    BookExport.objects.update(export_status="failed", failure_reason="The press stood still.")
    response = client.get(url)
    assertContains(response, "The press stood still.")
    assertContains(response, "Try again")
    assertNotContains(response, "hx-trigger")
    assert client.get(address("take_book", teller, export=export.pk)).status_code == 404


def test_link_is_shown_once_and_gives_the_file_to_whoever_has_it(client):
    export = make_file(make_told_story())
    teller = export.storyteller
    client.force_login(teller.user)
    url = address("give_book_link", teller, export=export.pk)
    [link] = re.findall(r'value="([^"]*/download/[^"]*)"', client.post(url).content.decode())
    path = link.removeprefix("http://localhost:8000")
    guest = Client()

    page = guest.get(path)
    assertContains(page, "by Ada Fenn")
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert b"".join(guest.post(path)) == b"A book."
    assert DownloadLink.objects.get().downloads == 1
    assertNotContains(client.get(address("book_file", teller, export=export.pk)), "/download/")

    back = address("take_book_link_back", teller, link=DownloadLink.objects.get().pk)
    assertContains(client.post(back, follow=True), "Nobody gets at the book by this link")
    assert (guest.get(path).status_code, guest.post(path).status_code) == (410, 410)


def test_mail_is_sent_and_listed(client, django_capture_on_commit_callbacks):
    export = make_file(make_told_story())
    teller = export.storyteller
    client.force_login(teller.user)
    url = address("mail_book", teller, export=export.pk)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url, {"address": "mara@example.org"}, follow=True)
    wrong = client.post(url, {"address": "mara at home"})

    [letter] = mail.outbox
    assert letter.attachments[0].content == "A book."
    assertContains(response, "mara@example.org")
    assertContains(wrong, "Enter a valid email address", status_code=422)
    assertContains(wrong, 'value="mara at home"', status_code=422)


def test_preview_says_what_it_is_and_cannot_be_given_away(
    client, django_capture_on_commit_callbacks
):
    story = make_told_story(approved=False)
    teller = story.storyteller
    client.force_login(teller.user)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address("book", teller), FORM | {"make": "preview"}, follow=True)
    export = BookExport.objects.get()

    assertContains(response, '<span class="badge">Preview</span>')
    assertNotContains(response, "Hand it on by a link")
    client.post(address("give_book_link", teller, export=export.pk))
    client.post(address("mail_book", teller, export=export.pk), {"address": "a@b.example"})
    assert (DownloadLink.objects.count(), mail.outbox) == (0, [])


def test_cover_is_a_drawing_of_this_story(client):
    story = make_told_story()
    client.force_login(story.storyteller.user)
    response = client.get(address("book_cover", story.storyteller, story=story.pk))

    assert response["Content-Type"] == "image/svg+xml"
    assert BytesIO(response.content).read(4) == b"<svg"


def test_nothing_is_made_before_consent(client):
    story = make_told_story()
    teller = story.storyteller
    teller.consent_given, teller.consent_date = False, None
    teller.save()
    make_chapter_section(chapter=story.chapters.get())
    client.force_login(teller.user)

    assertRedirects(
        client.get(address("book", teller)),
        address("consent", teller),
        fetch_redirect_response=False,
    )
