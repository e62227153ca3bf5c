"""A copy of a story, taken in: checked before anything of it is believed, and all of it or nothing.

Keys stay as they are where they are free. Where the same story is kept by somebody else already,
they change in a way that follows from who takes it in, so that a file taken in twice is one story.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, BinaryIO
from uuid import UUID, uuid5
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files import File
from django.core.files.storage import storages
from django.db import DataError, IntegrityError, models, transaction
from PIL import Image

from accounts.models import User
from common.documents import DocumentError, read_json
from common.encrypted import Private
from storyteller.domain.archive_tables import (
    KEEPER,
    SHARED,
    TABLES,
    columns_of,
    fields_of,
    kind_of,
    name_of,
)
from storyteller.domain.consent import record_consent
from storyteller.domain.errors import StorytellerError
from storyteller.models import BookExport, ConsentRecord, Storyteller, Upload
from storyteller.rules import archive as rules
from storyteller.rules.archive import MANIFEST, Entry, Manifest, refused
from storyteller.rules.uploads import (
    HEAD,
    MAX_PIXELS,
    FileRefusedError,
    check_size,
    sniff,
)

BATCH, PIECE = 500, 1 << 20
_ENCRYPTED, _LINK = 0x1, 0o120000
NOT_FITTING = "The rows of this copy do not fit together."


class ArchiveError(StorytellerError):
    """A file that cannot be taken in; the sentence names the place."""


@dataclass(frozen=True)
class Imported:
    """``left_out`` rows belong to questions that this site does not ask, or to lost files."""

    storyteller: Storyteller
    is_new: bool
    left_out: int = 0


def import_archive(user: User, file: BinaryIO, *, now: datetime) -> Imported:
    """The story of the copy ``file``, kept by ``user`` from now on.

    One that ``user`` keeps already stays as it is. Raises ``ArchiveError``.
    """
    try:
        with ZipFile(file) as packed:
            return _import(user, _Opened(packed), now)
    except DocumentError as error:
        raise ArchiveError(f"This copy cannot be taken in. {rules.describe(error)}") from error
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        raise ArchiveError("This is no ZIP file, or it is damaged.") from error
    except (DataError, IntegrityError) as error:
        raise ArchiveError(NOT_FITTING) from error


def _import(user, opened, now):
    # Two windows of one person: the second waits here, and then finds what the first one made.
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        key = _key_for(user, opened.manifest.storyteller)
        if known := Storyteller.objects.filter(pk=key).first():
            return _known(known)
        intake = _Intake(user, opened, key != opened.manifest.storyteller)
        try:
            storyteller = intake.take_in()
            if storyteller.consent_given:
                record_consent(storyteller, ConsentRecord.Kind.GIVEN, user=user, now=now)
        except BaseException:
            intake.forget_files()
            raise
    return Imported(storyteller, is_new=True, left_out=intake.left_out)


def _key_for(user, original) -> UUID:
    """The key of the copy itself where it is free, or this person's own already."""
    holder = Storyteller.objects.filter(pk=original).first()
    return original if holder is None or holder.user_id == user.pk else _new_key(user, original)


def _known(storyteller):
    if storyteller.deleted_at is not None:
        raise ArchiveError(
            "This story is here and hidden, since consent was withdrawn. Bring it back instead."
        )
    return Imported(storyteller, is_new=False)


def _new_key(user, key) -> UUID:
    return uuid5(user.pk, str(key))


class _Opened:
    """A copy whose index, manifest and documents are known to be good."""

    def __init__(self, packed: ZipFile):
        self.packed = packed
        entries = [_entry(info) for info in packed.infolist() if not info.is_dir()]
        rules.check_entries(entries)
        self.manifest: Manifest = rules.read_manifest(self._json(MANIFEST))
        rules.check_files(self.manifest, entries)
        self.sums = {file.name: file.sha256 for file in self.manifest.files}
        known = set(map(_place, TABLES))
        for name in self.sums:
            if name.startswith("data/") and name not in known:
                raise refused(name, "This table is not known here.")

    def rows(self, model: type[models.Model]) -> list[dict[str, Any]]:
        name = _place(model)
        if name not in self.sums:
            return []
        return rules.read_rows(name_of(model), columns_of(model), self._json(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, which are what the manifest says of them."""
        summed, size = sha256(), 0
        with self.packed.open(name) as source:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > self.packed.getinfo(name).file_size:
                    raise refused(name, "It is larger than it says.")
                summed.update(piece)
                yield piece
        if name != MANIFEST and summed.hexdigest() != self.sums[name]:
            raise refused(name, "It was changed since the copy was made.")

    def _json(self, name):
        text = b"".join(self.pieces(name))
        try:
            return read_json(text)
        except DocumentError as error:
            raise refused(name, str(error)) from error


def _entry(info: ZipInfo) -> Entry:
    is_link = (info.external_attr >> 16) & 0o170000 == _LINK
    is_plain = not is_link and not info.flag_bits & _ENCRYPTED
    return Entry(info.filename, info.file_size, info.compress_size, is_plain)


@dataclass
class _Intake:
    """Rows on their way into the database, by the keys that they will have."""

    user: User
    opened: _Opened
    is_renamed: bool
    made: dict[type[models.Model], dict[UUID, models.Model]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    stored: list[str] = field(default_factory=list)
    unknown: set[UUID] = field(default_factory=set)
    shared: dict[type[models.Model], dict[tuple, UUID]] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        return len(self.unknown)

    def take_in(self) -> Storyteller:
        documents = {model: self.opened.rows(model) for model in TABLES}
        self._name_keys(documents)
        for model in TABLES:
            rows = (self._row(model, document) for document in documents.pop(model))
            self.made[model] = {row.pk: row for row in rows if row is not None}
        for model in TABLES:
            for row in self.made[model].values():
                self._connect(model, row)
        self._check_the_one()
        for model in TABLES:
            self._store(model)
        return next(iter(self.made[Storyteller].values()))

    def forget_files(self) -> None:
        storage = storages["private"]
        for name in self.stored:
            folder = name.rpartition("/")[0]
            with suppress(OSError):
                storage.delete(name)
                if storage.listdir(folder) == ([], []):
                    storage.delete(folder)

    def _name_keys(self, documents):
        for model, rows in documents.items():
            for row in rows:
                old = row["id"]
                new = _new_key(self.user, old) if self.is_renamed else old
                if str(old) in self.keys:
                    raise refused(_place(model), f"The key {old} stands there twice.")
                self.keys[str(old)] = str(new)

    def _row(self, model, document) -> models.Model | None:
        """None for what makes no sense here: a question not asked, an upload whose file is lost."""
        row = model()
        for column in fields_of(model):
            value = self._value(model, column, document[column.name])
            if value is _UNKNOWN or (value == "" and _needs_file(column)):
                self.unknown.add(UUID(self.keys[str(document["id"])]))
                return None
            setattr(row, column.attname, value)
        return row

    def _value(self, model, column, value):
        if value is None:
            return "" if kind_of(column) == "file" else None
        match kind_of(column):
            case "shared":
                return self._shared(column, value)
            case "person":
                return self.user.pk if value == KEEPER else None
            case "key":
                return UUID(self.keys.get(str(value), str(value)))
            case "keys":
                return [UUID(self.keys.get(str(key), str(key))) for key in value]
            case "document":
                return rules.replace_keys(value, self.keys)
            case "sealable":
                return Private(value["private"]) if isinstance(value, dict) else value
            case "decimal":
                return Decimal(value)
            case "date":
                return column.to_python(value)
        return value

    def _shared(self, column, names):
        """What has that name here: in the version of that name, or else in the active one."""
        found = self._names_of(column.related_model)
        key = found.get(tuple(names)) or found.get((None, *names[1:]))
        return key if key or column.null else _UNKNOWN

    def _names_of(self, model):
        if model not in self.shared:
            self.shared[model] = _shared_keys(model)
        return self.shared[model]

    def _connect(self, model, row):
        """Hand ``row`` the rows that it names, which must all be in the copy."""
        place = _place(model)
        for column in fields_of(model):
            key = getattr(row, column.attname)
            if not column.is_relation or kind_of(column) != "key" or key is None:
                continue
            target = self.made[column.related_model].get(key)
            if target is None and not (column.null and key in self.unknown):
                raise refused(place, f"A row names a {column.verbose_name} that is not there.")
            setattr(row, column.name, target)

    def _check_the_one(self):
        people = list(self.made[Storyteller].values())
        place = _place(Storyteller)
        wanted = UUID(self.keys.get(str(self.opened.manifest.storyteller), "0" * 32))
        if [person.pk for person in people] != [wanted]:
            raise refused(place, "A copy holds one storyteller, the one of its manifest.")
        [person] = people
        person.user = self.user
        if person.deleted_at is not None:
            # Whoever withdrew is asked again before anything is shown.
            person.consent_given, person.deleted_at, person.is_active = False, None, True

    def _store(self, model):
        place = _place(model)
        rows = list(self.made[model].values())
        for row in rows:
            _check(row, place)
            self._take_files(model, row)
        model.objects.bulk_create(rows, batch_size=BATCH)

    def _take_files(self, model, row):
        for column in fields_of(model):
            if kind_of(column) != "file" or not (name := getattr(row, column.attname).name):
                continue
            if name not in self.opened.sums:
                raise refused(_place(model), f"{name} is not there.")
            if model is Upload:
                self._check_upload(row, column, name)
            target = column.generate_filename(row, name.rpartition("/")[2])
            stored = storages["private"].save(target, File(_Checked(self.opened, name)))
            self.stored.append(stored)
            setattr(row, column.attname, stored)
            if model is not Upload:
                BookExport.objects.filter(pk=row.book_export_id).update(file_url=stored)

    def _check_upload(self, row, column, name):
        """A file is what its first bytes say, as large and just as it was."""
        file = next(file for file in self.opened.manifest.files if file.name == name)
        with self.opened.packed.open(name) as source:
            head = source.read(HEAD)
        try:
            found = sniff(head)
            check_size(found, file.bytes)
        except FileRefusedError as error:
            raise refused(name, str(error)) from error
        if found.kind != row.kind:
            raise refused(name, f"It is not a {row.get_kind_display().lower()}.")
        if found.kind == Upload.Kind.PHOTO:
            _check_picture(self.opened.packed, name)
        if column.name == "file":
            is_same = (file.sha256, file.bytes) == (row.sha256, row.bytes)
            if not is_same or found.content_type != row.content_type:
                raise refused(name, "It is not the file that its row describes.")


_UNKNOWN = object()


def _needs_file(column):
    return kind_of(column) == "file" and not column.blank


class _Checked:
    """The bytes of a file as a stream, held against the manifest while they are read."""

    closed = False

    def __init__(self, opened, name):
        self._pieces, self.size = opened.pieces(name), opened.packed.getinfo(name).file_size

    def read(self, size=-1):
        return next(self._pieces, b"")

    def seek(self, offset, whence=0):
        return 0

    def close(self):
        self.closed = True


def _check(row, place):
    """Every column by its own rules, and the rows that it names with it."""
    named = [f.name for f in row._meta.local_fields if f.is_relation or kind_of(f) == "file"]
    try:
        row.clean_fields(exclude=[*named, "updated_at"])
        row.clean()
    except ValidationError as error:
        told = "; ".join(
            f"{name}: {' '.join(messages)}" for name, messages in _messages(error).items()
        )
        raise refused(place, told) from error
    except ObjectDoesNotExist as error:
        raise refused(place, NOT_FITTING) from error


def _messages(error):
    return error.message_dict if hasattr(error, "error_dict") else {"row": error.messages}


def _check_picture(packed, name):
    try:
        with packed.open(name) as source, Image.open(source) as picture:
            width, height = picture.size
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise refused(name, "This picture cannot be read.") from error
    if width * height > MAX_PIXELS:
        raise refused(name, "This picture is too large.")


def _shared_keys(model) -> dict[tuple, UUID]:
    """Keys by names; those of the active version also by ``None`` in place of its name."""
    paths = SHARED[model]
    rows: Iterable = model.objects.values_list(*paths, "pk")
    if not paths[0].endswith("version_name"):
        return {tuple(names): key for *names, key in rows}
    active = paths[0].removesuffix("version_name") + "is_active"
    found = {}
    for *names, key, is_active in model.objects.order_by(active).values_list(*paths, "pk", active):
        found[tuple(names)] = key
        if is_active:
            found[(None, *names[1:])] = key
    return found


def _place(model):
    return f"data/{name_of(model)}.json"
