"""Work for a worker, or for the request itself where there is none."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.tasks import task

from accounts.models import User
from storyteller.domain import deliveries, exports
from storyteller.domain.book import Wishes
from storyteller.models import BookExport, BookExportDelivery, ExportOptions, Story


@task
def make_book(export_id: str) -> None:
    exports.make_export(UUID(export_id))


@task
def send_book(delivery_id: str) -> None:
    deliveries.send_delivery(UUID(delivery_id))


def order_book(
    story: Story, *, user: User, export_format: str, wishes: Wishes, now: datetime
) -> BookExport:
    """Ask for a file and have it made. Raises what ``request_export`` raises."""
    with transaction.atomic():
        export, is_new = exports.request_export(
            story, user=user, export_format=export_format, wishes=wishes, now=now
        )
        if is_new:
            transaction.on_commit(partial(_enqueue, export.pk))
    return export


def order_again(export: BookExport) -> None:
    """Have a file made that failed. Raises ``ExportStateError``."""
    with transaction.atomic():
        exports.retry_export(export)
        transaction.on_commit(partial(_enqueue, export.pk))


def order_mail(export: BookExport, *, user: User, address: str, now: datetime):
    """Have a file sent to somebody. Raises ``ExportStateError``."""
    with transaction.atomic():
        delivery: BookExportDelivery = deliveries.request_mail(
            export, user=user, address=address, now=now
        )
        transaction.on_commit(partial(send_book.enqueue, str(delivery.pk)))
    return delivery


def _enqueue(export_id):
    result = make_book.enqueue(str(export_id))
    ExportOptions.objects.filter(book_export=export_id).update(task_id=result.id)
