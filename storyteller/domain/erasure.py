"""Erasing a story for good: every row, every file, and what elsewhere names them."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import Q

from storyteller.domain.archive_tables import LEFT_OUT, TABLES, rows_of
from storyteller.domain.consent import RESTORABLE_DAYS
from storyteller.models import Event, Storyteller

logger = logging.getLogger(__name__)

OWN = (*TABLES, *LEFT_OUT)
# Where files of a story lie, each in a folder of its own.
FOLDERS = ("uploads", "books")
BATCH = 500
WORKFLOW = "erasure"
SETTLED = timedelta(days=1)


def erase_due(*, now: datetime) -> int:
    """Erase the stories whose thirty days are over, each by itself. Returns how many."""
    return sum(erase(key, now=now) for key in _due(now).values_list("pk", flat=True))


def due_count(*, now: datetime) -> int:
    return _due(now).count()


def _due(now):
    return Storyteller.objects.filter(deleted_at__lte=now - timedelta(days=RESTORABLE_DAYS))


@transaction.atomic
def erase(key, *, now: datetime) -> bool:
    """Erase the story ``key``; False where it was restored or erased meanwhile.

    What is left is one entry in the table of events that says how much was erased, and nothing of
    whose it was.
    """
    storyteller = _due(now).select_for_update().filter(pk=key).first()
    if storyteller is None:
        return False
    files = list(_files(storyteller))
    _forget_traces(storyteller)
    _cut_ties(storyteller)
    rows = sum(_delete(model, storyteller) for model in reversed(OWN))
    Event.objects.create(
        workflow_type=WORKFLOW, data={"rows": rows, "files": len(files)}, created_at=now
    )
    # A file is gone for good: it goes only once the rows are known to be gone.
    transaction.on_commit(partial(_delete_files, files, key))
    logger.info("A story was erased for good: %s rows, %s files", rows, len(files))
    return True


def _files(storyteller) -> Iterator[str]:
    for model in OWN:
        names = [f.name for f in model._meta.local_fields if isinstance(f, models.FileField)]
        if names:
            for values in rows_of(model, storyteller).values_list(*names):
                yield from filter(None, values)


def _forget_traces(storyteller):
    """What the admin and the workflows noted about the rows, by their keys."""
    for model in OWN:
        keys = map(str, rows_of(model, storyteller).values_list("pk", flat=True).iterator())
        for batch in _batches(keys):
            LogEntry.objects.filter(
                content_type__app_label="storyteller", object_id__in=batch
            ).delete()
    named = Q(data__icontains=str(storyteller.pk)) | Q(task_context__icontains=str(storyteller.pk))
    Event.objects.filter(named).delete()


def _cut_ties(storyteller):
    """Where the database would refuse, rows stop naming one another; also rows of other stories."""
    for model in apps.get_app_config("storyteller").get_models():
        for field in model._meta.local_fields:
            if field.is_relation and field.null and _refuses(field):
                targets = rows_of(field.related_model, storyteller)
                model.objects.filter(**{f"{field.name}__in": targets.values("pk")}).update(
                    **{field.name: None}
                )


def _refuses(field):
    return field.remote_field.on_delete is models.DO_NOTHING and field.related_model in OWN


def _delete(model, storyteller) -> int:
    return rows_of(model, storyteller).delete()[0]


def _delete_files(names, key):
    storage = storages["private"]
    for name in names:
        _delete_quietly(storage, name)
    for folder in FOLDERS:
        _delete_folder(storage, f"{folder}/{key}")


def sweep_files(*, now: datetime) -> int:
    """Delete folders of stories that are gone, as with the account of their keeper. How many."""
    storage, swept = storages["private"], 0
    for folder in filter(storage.exists, FOLDERS):
        names = storage.listdir(folder)[0]
        there = set(map(str, Storyteller.objects.values_list("pk", flat=True))) if names else ()
        for name in names:
            # A story that is just taken in has its files before others can see its rows.
            is_old = storage.get_modified_time(f"{folder}/{name}") <= now - SETTLED
            if name not in there and is_old:
                _delete_folder(storage, f"{folder}/{name}")
                swept += 1
    return swept


def _delete_folder(storage, folder):
    """Also what no row names, such as a file whose saving was interrupted."""
    if not storage.exists(folder):
        return
    for name in storage.listdir(folder)[1]:
        _delete_quietly(storage, f"{folder}/{name}")
    _delete_quietly(storage, folder)


def _delete_quietly(storage, name):
    """One file that cannot be deleted must not keep the others."""
    try:
        storage.delete(name)
    except OSError:
        logger.exception("A file of an erased story could not be deleted")


def _batches(items) -> Iterator[list]:
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
