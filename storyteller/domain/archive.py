"""Everything about a story as one ZIP file, for its keeper."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import storages
from django.db import transaction
from django.template.loader import render_to_string

from common.documents import write_json
from storyteller.domain.archive_tables import (
    TABLES,
    as_document,
    fields_of,
    kind_of,
    media_name,
    name_of,
    related_of,
    rows_of,
)
from storyteller.models import Storyteller
from storyteller.rules.archive import KIND, MANIFEST, README, VERSION

# Rows and bytes that are held at a time, however large the story is.
ROWS, PIECE = 500, 1 << 20


@dataclass
class _Copy:
    """A copy in the making: what is in it so far, and the files that are still to come."""

    packed: ZipFile
    at: tuple
    rows: dict[str, int] = field(default_factory=dict)
    files: list[dict] = field(default_factory=list)
    media: list[tuple[str, str]] = field(default_factory=list)

    @contextmanager
    def member(self, name, kind):
        """Something that is written into the copy; its size and checksum are noted."""
        info = ZipInfo(name, self.at)
        info.compress_type = kind
        info.external_attr = 0o600 << 16
        with self.packed.open(info, "w", force_zip64=kind == ZIP_STORED) as target:
            summed = _Summed(target)
            yield summed
        if name not in (README, MANIFEST):
            self.files.append(
                {"name": name, "bytes": summed.bytes, "sha256": summed.sum.hexdigest()}
            )


class _Summed:
    def __init__(self, target):
        self.target, self.sum, self.bytes = target, sha256(), 0

    def write(self, piece: bytes) -> None:
        self.sum.update(piece)
        self.bytes += len(piece)
        self.target.write(piece)


def make_archive(storyteller: Storyteller, *, now: datetime) -> BinaryIO:
    """A copy of everything, in a temporary file that is gone when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 -- whoever asked for it closes it
    try:
        write_archive(storyteller, file, now=now)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def write_archive(storyteller: Storyteller, file: BinaryIO, *, now: datetime) -> None:
    """Write a copy of everything into ``file``. Sealed texts are readable in it.

    What it takes in memory does not grow with the story.
    """
    with ZipFile(file, "w", allowZip64=True) as packed:
        copy = _Copy(packed, now.timetuple()[:6])
        # All rows at one moment; files of photos and books never change.
        with transaction.atomic():
            for model in TABLES:
                _write_rows(copy, model, storyteller)
        for name, stored in copy.media:
            _write_file(copy, name, stored)
        text = render_to_string(
            "storyteller/care/readme.txt",
            {"storyteller": storyteller, "now": now, "rows": copy.rows, "files": len(copy.media)},
        )
        with copy.member(README, ZIP_DEFLATED) as target:
            target.write(text.encode())
        with copy.member(MANIFEST, ZIP_DEFLATED) as target:
            target.write(json.dumps(_manifest(copy, storyteller, now), indent=1).encode())


def _write_rows(copy, model, storyteller):
    name, number = name_of(model), 0
    with copy.member(f"data/{name}.json", ZIP_DEFLATED) as target:
        target.write(b"[")
        for row in _rows(model, storyteller):
            _note_media(copy, row)
            text = write_json(as_document(row, storyteller.user_id))
            target.write((",\n" if number else "\n").encode() + text.encode())
            number += 1
        target.write(b"\n]\n")
    copy.rows[name] = number


def _rows(model, storyteller) -> Iterator:
    rows = (
        rows_of(model, storyteller).order_by("created_at", "pk")
        if _is_dated(model)
        else (rows_of(model, storyteller).order_by("pk"))
    )
    related = list(related_of(model))
    rows = rows.select_related(*related) if related else rows
    return rows.iterator(chunk_size=ROWS)


def _is_dated(model):
    return any(field.name == "created_at" for field in model._meta.local_fields)


def _note_media(copy, row):
    """A file that is lost is not in the copy, and its row says so by naming none."""
    for column in fields_of(type(row)):
        if kind_of(column) == "file" and (name := media_name(row, column)):
            stored = getattr(row, column.name).name
            if storages["private"].exists(stored):
                copy.media.append((name, stored))
            else:
                setattr(row, column.name, "")


def _write_file(copy, name, stored):
    with storages["private"].open(stored) as source, copy.member(name, ZIP_STORED) as target:
        while piece := source.read(PIECE):
            target.write(piece)


def _manifest(copy, storyteller, now):
    return {
        "kind": KIND,
        "version": VERSION,
        "made_at": now.isoformat(),
        "storyteller": str(storyteller.pk),
        "name": str(storyteller),
        "rows": copy.rows,
        "files": copy.files,
    }
