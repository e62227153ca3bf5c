"""A whole life as a ZIP file and back, files that must not come in, and erasing for good."""

import io
import json
from datetime import timedelta
from hashlib import sha256
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts import demo as people
from accounts.tests.factories import make_user
from common.encrypted import Private
from storyteller import demo, reference
from storyteller.domain import erasure
from storyteller.domain.archive import write_archive
from storyteller.domain.archive_import import ArchiveError, import_archive
from storyteller.domain.archive_tables import LEFT_OUT, TABLES, rows_of
from storyteller.domain.consent import restore, withdraw_consent
from storyteller.models import (
    Event,
    LifeEvent,
    PromptAnswer,
    SectionPrompt,
    StoryCharacter,
    Storyteller,
)
from storyteller.models.visibility import OfStoryteller
from storyteller.tests.factories import (
    make_archetype_analysis,
    make_dimension_score,
    make_export_options,
    make_prompt_answer,
    make_question_link,
    make_story_character,
    make_storyteller,
    make_storyteller_invitation,
    make_upload,
)

pytestmark = pytest.mark.django_db
# The life of the demo is told up to the present day.
NOW = timezone.now().replace(microsecond=0)


def picture():
    file = io.BytesIO()
    Image.new("RGB", (12, 8), "maroon").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(scope="module")
def life(module_rows, tmp_path_factory):
    """A life with a row in almost every table, three files, and a sealed answer."""
    with override_settings(DEMO_LOGIN=tmp_path_factory.mktemp("demo") / "demo-login.txt"):
        reference.load()
        list(people.load(Random(1)))
        list(demo.load(Random(5)))
    teller = Storyteller.objects.get()
    prompt = SectionPrompt.objects.filter(answers=None).order_by("pk").first()
    answer = make_prompt_answer(
        storyteller=teller,
        section_prompt=prompt,
        text=Private("Nobody knew."),
        sensitivity_tier=3,
    )
    upload = make_upload(
        storyteller=teller,
        content=picture(),
        prompt_answer=answer,
        life_event=teller.life_events.first(),
        uploaded_by=teller.user,
    )
    upload.preview.save("small.jpg", ContentFile(picture()))
    story = teller.stories.get()
    export = story.exports.first()
    options = getattr(export, "options", None) or make_export_options(book_export=export)
    options.file.save("book", ContentFile(b"%PDF-1.7 a book"))
    analysis = make_archetype_analysis(storyteller=teller, analysis_number=99)
    make_dimension_score(analysis=analysis, scored_by=teller.user)
    return teller.pk


@pytest.fixture
def ada(life, db):
    return Storyteller.objects.get(pk=life)


@pytest.fixture(scope="module")
def packed(life):
    """What is in a copy of that life."""
    return copy_of(Storyteller.objects.get(pk=life)).getvalue()


def copy_of(teller):
    file = io.BytesIO()
    write_archive(teller, file, now=NOW)
    file.seek(0)
    return file


def content_of(file):
    """Everything of a copy that does not depend on keys and times, by file and row."""
    with ZipFile(file) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        raw = {name: packed.read(name) for name in packed.namelist()}
    keys = {}
    documents = {n: json.loads(d) for n, d in raw.items() if n.startswith("data/")}
    for name, rows in documents.items():
        keys |= {row["id"]: f"{name} {number}" for number, row in enumerate(rows)}
    assert {f["name"]: f["sha256"] for f in manifest["files"]} == {
        name: sha256(data).hexdigest()
        for name, data in raw.items()
        if name not in ("manifest.json", "README.txt")
    }
    media = sorted(data for name, data in raw.items() if name.startswith("media/"))
    return {name: shape(rows, keys) for name, rows in documents.items()}, media


def shape(value, keys):
    if isinstance(value, str):
        return "a key" if value in keys else "a file" if value.startswith("media/") else value
    if isinstance(value, list):
        return sorted((shape(item, keys) for item in value), key=json.dumps)
    if isinstance(value, dict):
        return {name: shape(item, keys) for name, item in value.items()}
    return value


def test_every_table_below_a_storyteller_is_in_a_copy_or_left_out_on_purpose():
    below = {
        model
        for model in apps.get_app_config("storyteller").get_models()
        if isinstance(model._default_manager.all(), OfStoryteller)
    }
    assert below | {Storyteller} == {*TABLES, *LEFT_OUT}
    for place, model in enumerate(TABLES):
        named = {f.related_model for f in model._meta.local_fields if f.is_relation} & set(TABLES)
        assert named <= {*TABLES[: place + 1]}, model


def test_copy_taken_in_and_copied_again_is_the_same(ada, django_assert_max_num_queries):
    with django_assert_max_num_queries(150):
        first = copy_of(ada)
    other = make_user()
    made = import_archive(other, first, now=NOW)
    assert (made.is_new, made.left_out, made.storyteller.user) == (True, 0, other)
    assert made.storyteller.pk != ada.pk
    documents, media = content_of(first)
    again, same_media = content_of(copy_of(made.storyteller))
    records = again["data/consent_records.json"]
    records.remove(next(row for row in records if row["made_at"] == NOW.isoformat()))
    records[0]["made_by"] = "keeper"
    names = {"told_by", "uploaded_by", "user", "reviewer", "approved_by", "scored_by", "made_by"}
    assert nameless(again, names) == nameless(documents, names)
    assert same_media == media
    assert len(media) == 3
    # Sealed where it is stored, and readable for its keeper.
    answer = PromptAnswer.objects.get(storyteller=made.storyteller, sensitivity_tier=3)
    assert answer.text == "Nobody knew."
    answers = documents["data/prompt_answers.json"]
    assert [a["text"] for a in answers if a["sensitivity_tier"] == 3] == [
        {"private": "Nobody knew."}
    ]
    upload = made.storyteller.uploads.get()
    assert (upload.file.read(), upload.prompt_answer) == (picture(), answer)
    # Twice is once, also by somebody who keeps the original.
    assert import_archive(other, first, now=NOW).storyteller == made.storyteller
    assert import_archive(ada.user, first, now=NOW).storyteller == ada
    assert not import_archive(other, first, now=NOW).is_new


def nameless(documents, names):
    """Who did something is only known by name to whoever takes a copy in."""
    return {
        file: sorted(
            ({k: v for k, v in row.items() if k not in names} for row in rows), key=json.dumps
        )
        for file, rows in documents.items()
    }


def test_copy_keeps_its_keys_where_they_are_free(ada, packed):
    file, key = io.BytesIO(packed), ada.pk
    withdraw_consent(ada, user=ada.user, now=NOW)
    with pytest.raises(ArchiveError, match="here and hidden"):
        import_archive(ada.user, file, now=NOW)
    erasure.erase(key, now=NOW + timedelta(days=30))
    made = import_archive(make_user(), file, now=NOW)
    assert (made.is_new, made.storyteller.pk, made.storyteller.consent_given) == (True, key, True)


def test_questions_that_are_not_asked_here_are_left_out_and_counted(ada, packed):
    file = io.BytesIO(packed)
    lanes, answers = ada.section_statuses.count(), ada.prompt_answers.count()
    Storyteller.objects.all().delete()
    SectionPrompt.objects.all().delete()
    made = import_archive(make_user(), file, now=NOW)
    assert made.left_out == answers
    assert made.storyteller.uploads.get().prompt_answer is None
    assert made.storyteller.section_statuses.count() == lanes


def test_upload_whose_file_is_lost_is_left_out(ada):
    lost = make_upload(storyteller=ada, content=b"\x89PNG\r\n\x1a\n lost", content_type="image/png")
    storages["private"].delete(lost.file.name)
    made = import_archive(make_user(), copy_of(ada), now=NOW)
    assert made.left_out == 1
    assert made.storyteller.uploads.count() == 1


# Files that must not come in.


def changed(file, *, rows=None, manifest=None, extra=(), without=()):
    """The copy ``file`` with documents changed, and with a manifest that fits them again."""
    target = io.BytesIO()
    with ZipFile(file) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        told = json.loads(source.read("manifest.json"))
        sums = {entry["name"]: entry for entry in told["files"]}
        for name in source.namelist():
            data = source.read(name)
            if name == "manifest.json" or name in without:
                continue
            if name in (rows or {}):
                document = json.loads(data)
                rows[name](document)
                data = json.dumps(document).encode()
                sums[name] |= {"bytes": len(data), "sha256": sha256(data).hexdigest()}
            packed.writestr(name, data)
        for name, data in extra:
            packed.writestr(name, data)
        if manifest:
            manifest(told)
        packed.writestr("manifest.json", json.dumps(told))
    target.seek(0)
    return target


def with_named(name, data):
    def add(manifest):
        entry = {"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest()}
        manifest["files"].append(entry)

    return {"extra": [(name, data)], "manifest": add}


def link():
    info = ZipInfo("media/uploads/x/file.jpg")
    info.external_attr = 0o120777 << 16
    return info


def test_what_is_no_copy_of_a_story_is_refused_with_the_place_named(packed):
    file = io.BytesIO(packed)
    first = json.loads(ZipFile(file).read("data/uploads.json"))[0]
    photo, events = first["file"], "data/life_event.json"

    def swap(name, data):
        return {"without": [name], "extra": [(name, data)]}

    def other_photo(manifest):
        for entry in manifest["files"]:
            if entry["name"] == photo:
                data = b"<html>"
                entry |= {"bytes": len(data), "sha256": sha256(data).hexdigest()}

    cases = {
        "climbs out": ({"extra": [("../evil.py", "x")]}, r"\.\./evil\.py: A copy of a story"),
        "absolute": ({"extra": [("/etc/passwd", "x")]}, "/etc/passwd: A copy of a story"),
        "link": ({"extra": [(link(), "/etc/passwd")]}, "leads elsewhere"),
        "stranger": ({"extra": [("media/uploads/x/file.jpg", "x")]}, "does not name it"),
        "unknown table": (with_named("data/users.json", b"[]"), r"users\.json: This table"),
        "lost": ({"without": [photo]}, "it is not there"),
        "bomb": (
            with_named("media/uploads/x/file.jpg", b"\0" * 3_000_000),
            "packed more tightly than any text",
        ),
        "changed": (swap(events, b"[" + b" " * 10), r"life_event\.json: It is not as large"),
        "other kind": ({"manifest": lambda m: m.update(kind="game")}, r"manifest\.json › kind"),
        "no photo": (swap(photo, b"<html>") | {"manifest": other_photo}, "cannot be taken"),
        "unknown column": (
            {"rows": {events: lambda rows: rows[0].update(is_admin=True)}},
            r"life_event\.json › 0 › is_admin: Extra inputs",
        ),
        "wrong type": (
            {"rows": {events: lambda rows: rows[1].update(event_name=7)}},
            r"life_event\.json › 1 › event_name",
        ),
        "of another": (
            {"rows": {events: lambda rows: rows[0].update(storyteller=str(make_storyteller().pk))}},
            r"life_event\.json: A row names a storyteller that is not there",
        ),
        "twice": (
            {"rows": {events: lambda rows: rows.append(rows[0])}},
            r"life_event\.json: The key .* stands there twice",
        ),
        "no choice": (
            {"rows": {"data/story.json": lambda rows: rows[0].update(status="nonsense")}},
            r"story\.json: status",
        ),
    }
    user, before = make_user(), Storyteller.objects.count()
    kept = sorted(storages["private"].listdir("uploads")[0])
    for name, (changes, message) in cases.items():
        with pytest.raises(ArchiveError, match=message):
            pytest.fail(str(import_archive(user, changed(file, **changes), now=NOW)) + name)
    for data in (b"", b"hello", file.getvalue()[:-200]):
        with pytest.raises(ArchiveError, match="no ZIP file"):
            import_archive(user, io.BytesIO(data), now=NOW)
    assert not Storyteller.objects.filter(user=user).exists()
    assert Storyteller.objects.count() == before + 1  # the one whom a row named
    assert sorted(storages["private"].listdir("uploads")[0]) == kept


# Pages.


def test_only_the_keeper_takes_a_copy_also_while_it_is_hidden(client, ada):
    data, take = (reverse(f"storyteller:{n}", args=[ada.pk]) for n in ("data", "take_data"))
    client.force_login(make_user())
    assert [client.get(data).status_code, client.post(take).status_code] == [404, 404]
    client.force_login(ada.user)
    assert "Download everything" in client.get(data).text
    assert client.get(take).status_code == 405
    withdraw_consent(ada, user=ada.user, now=NOW)
    assert "erased for good, unless" in client.get(data).text
    answer = client.post(take)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    with ZipFile(io.BytesIO(answer.getvalue())) as packed:
        assert packed.testzip() is None
        assert "data/life_event.json" in packed.namelist()


def test_copy_is_taken_in_by_a_page(client, ada, packed):
    file = io.BytesIO(packed)
    file.name = "ada.zip"
    client.force_login(make_user())
    url = reverse("storyteller:import")
    refused = client.post(url, {"file": file})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"agreed": ["This needs their agreement first."]}
    file.seek(0)
    answer = client.post(url, {"file": file, "agreed": "on"}, follow=True)
    assert f"{ada}’s story is here" in answer.text
    wrong = io.BytesIO(b"hello")
    wrong.name = "x.zip"
    answer = client.post(url, {"file": wrong, "agreed": "on"})
    assert answer.status_code == 422
    assert "This is no ZIP file, or it is damaged." in answer.text


# Erasing.


def everything():
    """Every value of every table as text, by table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, "\n".join(map(str, cursor.fetchall()))


def test_erased_story_leaves_no_row_no_file_and_no_name(ada, django_capture_on_commit_callbacks):
    keys = {ada.pk, *LifeEvent.objects.filter(storyteller=ada).values_list("pk", flat=True)}
    make_question_link(storyteller=ada)
    make_storyteller_invitation(storyteller=ada)
    other = make_story_character(storyteller=ada)  # in the story of somebody else
    kind = ContentType.objects.get_for_model(Storyteller)
    entry = {"user": ada.user, "content_type": kind, "action_flag": CHANGE}
    LogEntry.objects.create(object_id=str(ada.pk), object_repr="Ada", **entry)
    Event.objects.create(workflow_type="x", data={"storyteller": str(ada.pk)})
    storages["private"].save(f"uploads/{ada.pk}/lost.tmp", ContentFile(b"x"))
    withdraw_consent(ada, user=ada.user, now=NOW)

    assert erasure.erase_due(now=NOW + timedelta(days=30, seconds=-1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert erasure.erase_due(now=NOW + timedelta(days=30)) == 1
    texts = [form for key in keys for form in (str(key), key.hex)]
    assert {table: [t for t in texts if t in text] for table, text in everything()} == {
        table: [] for table, _ in everything()
    }
    assert not any(rows_of(model, ada).exists() for model in (*TABLES, *LEFT_OUT))
    assert StoryCharacter.objects.get(pk=other.pk).storyteller is None
    for folder in erasure.FOLDERS:
        assert str(ada.pk) not in storages["private"].listdir(folder)[0]
    entry = Event.objects.get(workflow_type="erasure")
    assert entry.data["files"] == 3
    assert entry.data["rows"] > 300
    assert erasure.erase_due(now=NOW + timedelta(days=60)) == 0


def test_who_came_back_is_not_erased(ada):
    withdraw_consent(ada, user=ada.user, now=NOW)
    restore(ada, user=ada.user, now=NOW + timedelta(days=29))
    assert not erasure.erase(ada.pk, now=NOW + timedelta(days=31))


def test_folders_of_stories_that_are_gone_are_swept():
    gone, here = make_upload().storyteller, make_upload().storyteller
    Storyteller.objects.filter(pk=gone.pk).delete()
    later = timezone.now() + timedelta(days=2)  # files have the time of the machine
    assert erasure.sweep_files(now=timezone.now()) == 0
    assert erasure.sweep_files(now=later) >= 1
    there = storages["private"].listdir("uploads")[0]
    assert (str(gone.pk) in there, str(here.pk) in there) == (False, True)
