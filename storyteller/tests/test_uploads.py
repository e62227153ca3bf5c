"""Files: which are taken, what is left of them, who gets at them, and how they are told apart."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from common.tests.logs import unlogged
from storyteller.domain import uploads as verbs
from storyteller.domain.capture_errors import UploadKnownError, UploadRefusedError
from storyteller.domain.pictures import LONGEST_SIDE, clean_photo
from storyteller.models import Upload
from storyteller.rules import uploads as rules
from storyteller.rules.audio import BROKEN, _pages, clean_sound, seconds_of
from storyteller.tests import factories as make
from storyteller.tests import sounds
from storyteller.tests.tellers import add_helper, make_teller, someone_refused

NOW = timezone.now()
SECRET = sounds.SECRET


def add(teller, data, *, user=None, **fields):
    return verbs.add_upload(
        teller, BytesIO(data), user=user or teller.user, size=len(data), now=NOW, **fields
    )


def url(name, *args, **query):
    return reverse(f"storyteller:{name}", args=args, query=query)


def send(client, teller, data, name="x", **fields):
    sent = {"file": SimpleUploadedFile(name, data, content_type="text/html"), **fields}
    return client.post(url("uploads", teller.pk), sent)


def test_kind_is_told_by_the_bytes_alone():
    files = {name: made() for name, made in sounds.SOUNDS.items()}
    files |= {"jpeg": sounds.photo(), "png": sounds.photo("PNG"), "webp": sounds.photo("WEBP")}
    files |= {"pdf": sounds.pdf(), "bare mp3": sounds.mp3()[33:], "heic": b"\0\0\0\x18ftypheic"}
    assert {name: rules.sniff(data).content_type for name, data in files.items()} == {
        "wav": "audio/wav",
        "mp3": "audio/mpeg",
        "mp4": "audio/mp4",
        "opus": "audio/ogg",
        "opus over pages": "audio/ogg",
        "vorbis": "audio/ogg",
        "webm": "audio/webm",
        "webm with sizes": "audio/webm",
        "jpeg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "pdf": "application/pdf",
        "bare mp3": "audio/mpeg",
        "heic": "image/heic",
    }


def test_what_is_not_taken_is_told_why():
    refused = {
        b"": rules.NOTHING,
        b"<html><script>": rules.UNKNOWN,
        b"GIF89a" + bytes(20): rules.UNKNOWN,
        b"RIFF\0\0\0\0AVI ": rules.UNKNOWN,
        b"OggS" + bytes(30) + b"\x80theora": rules.FILM,
        b"\x1a\x45\xdf\xa3webm\x86\x85V_VP9": rules.FILM,
        b"\0\0\0\x18ftypavif": rules.UNKNOWN,
        b"\xff\xff\xff\xff": rules.UNKNOWN,
    }
    found = {}
    for head in refused:
        with pytest.raises(rules.FileRefusedError) as error:
            rules.sniff(head)
        found[head] = str(error.value)
    assert found == refused
    with pytest.raises(rules.FileRefusedError, match="25 MB; this one has 26 MB"):
        rules.check_size(rules.JPEG, 26_000_000)
    rules.check_size(rules.WAV, 60_000_000)


@given(st.binary(max_size=300), st.sampled_from(sorted(sounds.SOUNDS)), st.integers(0, 400))
def test_damaged_sound_is_refused_or_cleaned_and_never_breaks_anything(noise, name, at):
    data = sounds.SOUNDS[name]()
    refusals = set()
    for broken in (data[:at] + noise, data[:at] + noise + data[at:], noise):
        for found in (rules.WAV, rules.MP3, rules.MP4, rules.OGG, rules.WEBM):
            try:
                seconds_of(clean_sound(broken, found), found)
            except rules.FileRefusedError as error:
                refusals.add(str(error))
    assert refusals <= {BROKEN, rules.FILM}


def test_sound_keeps_its_sound_and_loses_what_is_personal():
    found = {}
    for name, made in sounds.SOUNDS.items():
        data = made()
        kind = rules.sniff(data)
        clean = clean_sound(data, kind)
        is_in_place = kind in (rules.OGG, rules.MP4, rules.WEBM)
        assert (name, len(clean) == len(data)) == (name, is_in_place)
        assert clean_sound(clean, kind) == clean
        assert (name, SECRET in data, SECRET in clean) == (name, True, False)
        assert (name, clean.count(b"sound")) == (name, data.count(b"sound"))
        found[name] = seconds_of(clean, kind)
    assert found == dict.fromkeys(sounds.SOUNDS) | {
        "wav": 2,
        "mp4": 4,
        "opus": 2,
        "opus over pages": 2,
    }


def test_pages_of_cleaned_ogg_have_the_right_checksum():
    for data in (sounds.ogg(), sounds.ogg(split=True)):
        clean = clean_sound(data, rules.OGG)
        for page in _pages(clean):
            whole = bytearray(clean[page.start : page.end])
            said = int.from_bytes(whole[22:26], "little")
            whole[22:26] = bytes(4)
            assert sounds.checksum(whole) == said


def test_times_go_from_mp4_and_films_are_not_taken():
    clean = clean_sound(sounds.mp4(), rules.MP4)
    at = clean.index(b"mvhd") + 8
    assert clean[at : at + 8] == bytes(8)
    for film, kind in ((sounds.mp4(b"vide"), rules.MP4), (sounds.webm(1), rules.WEBM)):
        with pytest.raises(rules.FileRefusedError, match="This is a film"):
            clean_sound(film, kind)
    with pytest.raises(rules.FileRefusedError, match="damaged"):
        clean_sound(sounds.mp4(b"text"), rules.MP4)


def test_photo_stands_upright_and_tells_no_place():
    for kind, found in (("JPEG", rules.JPEG), ("PNG", rules.PNG), ("WEBP", rules.WEBP)):
        data = sounds.photo(kind)
        assert (kind, SECRET in data) == (kind, True)
        clean = clean_photo(data, found)
        picture = Image.open(BytesIO(clean.content))
        assert (kind, picture.format, picture.size) == (kind, kind, (40, 60))
        assert (clean.width, clean.height, dict(picture.getexif())) == (40, 60, {})
        assert (kind, SECRET in clean.content, b"Exif" in clean.content) == (kind, False, False)


def test_photo_of_any_colours_is_read_and_a_trap_is_not(monkeypatch):
    sizes = []
    for mode, colour in (("L", 9), ("CMYK", (1, 2, 3, 4))):
        sizes.append(clean_photo(sounds.photo(mode=mode, colour=colour), rules.JPEG).width)
    for mode, colour in (("P", 1), ("RGBA", (1, 2, 3, 4)), ("LA", (1, 2)), ("1", 1)):
        data = sounds.photo("PNG", mode=mode, colour=colour)
        sizes.append(clean_photo(data, rules.PNG).width)
        assert verbs.make_preview(data, rules.PNG)[:3] == b"\xff\xd8\xff"
    assert sizes == [40] * 6
    wide = sounds.photo(size=(LONGEST_SIDE + 200, 10), secret=False)
    assert clean_photo(wide, rules.JPEG).width == LONGEST_SIDE
    refused = []
    monkeypatch.setattr(rules, "MAX_PIXELS", 2000)
    for data in (sounds.photo(), sounds.photo("PNG")[:60], b"\xff\xd8\xff" + bytes(50)):
        found = rules.sniff(data)
        with pytest.raises(rules.FileRefusedError) as error:
            clean_photo(data, found)
        refused.append(str(error.value).split(".")[0])
    assert refused == [
        "A photo may have 0 megapixels; this one claims to have more",
        *["This photo cannot be read"] * 2,
    ]


@pytest.mark.django_db
def test_file_is_kept_once_and_removed_with_its_row(teller, django_capture_on_commit_callbacks):
    made = add(teller, sounds.photo(), caption="On deck")
    assert (made.kind, made.content_type, made.is_approved) == ("photo", "image/jpeg", True)
    assert (made.width, made.height, made.bytes) == (40, 60, made.file.size)
    assert made.file.name.endswith(".jpg")
    assert "On deck" not in made.file.name
    assert Image.open(made.preview).size == (40, 60)
    for data in (sounds.photo(), sounds.photo()):
        with pytest.raises(UploadKnownError) as error:
            add(teller, data)
        assert error.value.found == made
    assert add(make_teller(name="Bo"), sounds.photo()).sha256 == made.sha256
    with pytest.raises(UploadRefusedError, match="HEIC"):
        add(teller, b"\0\0\0\x18ftypheic" + bytes(99))
    names, storage = (made.file.name, made.preview.name), made.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        verbs.remove_upload(made)
    assert [storage.exists(name) for name in names] == [False, False]
    assert Upload.objects.filter(storyteller=teller).count() == 0


@pytest.mark.django_db
@unlogged()
def test_who_gets_at_a_file(client, teller, undrawn_pages):
    family, editor = add_helper(teller), add_helper(teller, "editor")
    shown = add(teller, sounds.photo())
    private = add(teller, sounds.wav())
    verbs.describe_upload(private, privacy_level="private")
    brought = add(teller, sounds.mp3(), user=family)
    assert not brought.is_approved
    files = (shown, private, brought)
    # (each of the files, the list of them, to approve of one and to remove one)
    people = {
        "guest": (None, [302, 302, 302], 302, 302),
        "refused": (someone_refused(teller), [404, 404, 404], 404, 404),
        "family": (family, [200, 404, 200], 200, 403),
        "other family": (add_helper(teller), [200, 404, 404], 200, 403),
        "editor": (editor, [200, 404, 404], 403, 403),
        "keeper": (teller.user, [200, 200, 200], 200, None),
    }
    wrong = []
    for who, (user, wanted, to_list, to_decide) in people.items():
        client.logout()
        if user:
            client.force_login(user)
        for name in ("upload_file", "upload"):
            found = [client.get(url(name, teller.pk, f.pk)).status_code for f in files]
            if found != wanted:
                wrong.append((who, name, found))
        if (listed := client.get(url("uploads", teller.pk)).status_code) != to_list:
            wrong.append((who, "uploads", listed))
        if to_decide:
            approved = client.post(url("approve_upload", teller.pk, brought.pk)).status_code
            removed = client.post(url("remove_upload", teller.pk, shown.pk)).status_code
            if (approved, removed) != (to_decide, to_decide):
                wrong.append((who, approved, removed))
    assert wrong == []
    other = make_teller(name="Bo")
    client.force_login(other.user)
    assert client.get(url("upload_file", other.pk, shown.pk)).status_code == 404


@pytest.mark.django_db
def test_file_is_served_as_what_it_is_in_whole_or_in_part(client, teller):
    client.force_login(teller.user)
    made = add(teller, sounds.wav())
    address = url("upload_file", teller.pk, made.pk)
    whole = client.get(address)
    data = b"".join(whole.streaming_content)
    assert {name: whole[name] for name in whole.headers if name in EXPECTED} == EXPECTED
    cases = {
        "bytes=0-3": (206, data[:4], f"bytes 0-3/{len(data)}"),
        "bytes=8-": (206, data[8:], f"bytes 8-{len(data) - 1}/{len(data)}"),
        "bytes=-5": (206, data[-5:], f"bytes {len(data) - 5}-{len(data) - 1}/{len(data)}"),
        f"bytes={len(data)}-": (416, b"", f"bytes */{len(data)}"),
        "bytes=-0": (416, b"", f"bytes */{len(data)}"),
        "bytes=0-1,4-5": (200, data, None),
        "bytes=-": (200, data, None),
        "lines=1": (200, data, None),
        f"bytes={'9' * 5000}-": (200, data, None),
    }
    found = {}
    for asked in cases:
        part = client.get(address, headers={"Range": asked})
        body = b"".join(part.streaming_content) if part.streaming else part.content
        found[asked] = (part.status_code, body, part.get("Content-Range"))
    assert found == cases
    assert client.get(url("upload_preview", teller.pk, made.pk)).status_code == 404
    page = client.get(url("upload", teller.pk, made.pk))
    assertContains(page, f'<audio class="voice" controls preload="metadata" src="{address}"')
    document = client.get(url("upload_file", teller.pk, add(teller, sounds.pdf()).pk))
    assert document["Content-Disposition"] == 'attachment; filename="memory.pdf"'
    photo = add(teller, sounds.photo("PNG"))
    preview = client.get(url("upload_preview", teller.pk, photo.pk))
    assert (preview["Content-Type"], preview.status_code) == ("image/jpeg", 200)


EXPECTED = {
    "Content-Type": "audio/wav",
    "Content-Disposition": 'inline; filename="memory.wav"',
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
    "Accept-Ranges": "bytes",
}


@pytest.mark.django_db
def test_file_is_added_described_and_removed_on_the_page(client, teller):
    client.force_login(teller.user)
    page = send(client, teller, b"<script>alert(1)</script>", "photo.jpg")
    assertContains(page, "This kind of file cannot be taken.", status_code=422)
    assertContains(send(client, teller, b"", "a.png"), "This file is empty.", status_code=422)
    assertContains(client.post(url("uploads", teller.pk), {}), "Choose a file", status_code=422)
    response = send(client, teller, sounds.photo(), "evil.html", caption="<b>On deck</b>")
    made = Upload.objects.get()
    address = url("upload", teller.pk, made.pk)
    assertRedirects(response, address)
    assertContains(client.get(address), "&lt;b&gt;On deck&lt;/b&gt;")
    again = send(client, teller, sounds.photo(), "other.jpg")
    assertRedirects(again, address, fetch_redirect_response=False)
    assertContains(client.get(address), "This file is here already")
    sent = {
        "caption": "At six",
        "taken_year": "1961",
        "taken_day": "40",
        "privacy_level": "private",
    }
    assert client.post(address, sent).status_code == 422
    sent |= {"taken_day": "", "include_in_book": "on", "alt_text": "A boat"}
    assertContains(client.post(address, sent), "is never printed", status_code=422)
    event = make.make_life_event(storyteller=teller)
    theirs = make.make_life_event()
    sent |= {"privacy_level": "limited", "life_event": theirs.pk}
    assert client.post(address, sent).status_code == 422
    assertRedirects(client.post(address, sent | {"life_event": event.pk}), address)
    made.refresh_from_db()
    assert (made.caption, made.when, made.include_in_book, made.life_event) == (
        "At six",
        "1961",
        True,
        event,
    )
    assertContains(client.get(url("uploads", teller.pk)), 'alt="A boat"')
    assertContains(client.get(url("remove_upload", teller.pk, made.pk)), "The file goes for good")
    client.post(url("remove_upload", teller.pk, made.pk))
    assertContains(client.get(url("uploads", teller.pk)), "Nothing here yet")


@pytest.mark.django_db
def test_family_brings_a_photo_and_the_keeper_takes_it_in(client, teller):
    family = add_helper(teller)
    client.force_login(family)
    response = send(client, teller, sounds.photo(), caption="On deck")
    made = Upload.objects.get()
    address = url("upload", teller.pk, made.pk)
    assertRedirects(response, address, fetch_redirect_response=False)
    page = client.get(address)
    assertContains(page, "It waits for approval now.")
    assertNotContains(page, "Who may see it?")
    client.post(address, {"caption": "At six", "include_in_book": "on", "privacy_level": "public"})
    made.refresh_from_db()
    assert (made.caption, made.include_in_book, made.privacy_level) == ("At six", False, "limited")
    # The same photo from somebody who may not see it: not added, and not shown.
    other = add_helper(teller)
    client.force_login(other)
    assertRedirects(send(client, teller, sounds.photo()), url("uploads", teller.pk))
    assert Upload.objects.count() == 1
    client.force_login(teller.user)
    client.post(url("approve_upload", teller.pk, made.pk))
    made.refresh_from_db()
    assert made.is_approved
    client.force_login(family)
    assert client.post(address, {"caption": "Mine"}).status_code == 403
    assert client.get(address).status_code == 200
    client.force_login(add_helper(teller, "editor"))
    assertContains(client.get(address), "At six")
