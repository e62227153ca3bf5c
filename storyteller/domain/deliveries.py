"""How a file of the book reaches somebody: a link that expires, or a mail."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.links import revoke
from common.tokens import hash_token
from storyteller.domain.book_forms import type_and_ending
from storyteller.domain.exports import ExportStateError
from storyteller.domain.names import file_name
from storyteller.domain.privacy import public_author, public_title
from storyteller.models import BookExport, BookExportDelivery, DownloadLink

Method = BookExportDelivery.DeliveryMethod
DeliveryStatus = BookExportDelivery.DeliveryStatus
LINK_LIVES = timedelta(days=7)
# What most mail servers take. In a mail, three bytes become four.
MOST_OF_MAIL = 25 * 1024 * 1024
_NOT_SENT = "The mail could not be handed over. Please check the address, and try again."


def fits_into_mail(file_bytes: int) -> bool:
    return file_bytes * 4 / 3 < MOST_OF_MAIL


def address_of(token: str) -> str:
    return settings.SITE_URL + reverse("storyteller:download", args=[token])


@transaction.atomic
def make_link(
    export: BookExport, *, now: datetime, delivery: BookExportDelivery | None = None
) -> tuple[DownloadLink, str]:
    """A link to the file for whoever holds it, and the token in it, which is kept nowhere.

    Raises ``ExportStateError`` where there is no file, and for a preview.
    """
    _require_file(export)
    if delivery is None:
        delivery = BookExportDelivery.objects.create(
            book_export=export,
            storyteller_id=export.storyteller_id,
            delivery_method=Method.DOWNLOAD,
            delivery_status=DeliveryStatus.SENT,
            delivered_at=now,
        )
    return DownloadLink.issue(
        book_export=export,
        delivery=delivery,
        now=now,
        expires_at=min(now + LINK_LIVES, export.expires_at),
    )


def revoke_link(link: DownloadLink, *, now: datetime) -> None:
    """Nobody gets at the file by this link any more. Twice is once."""
    revoke(DownloadLink.objects.filter(pk=link.pk), now=now)


def open_link(token: str, *, now: datetime) -> DownloadLink | None:
    """The link that ``token`` opens, with its file; None where it opens nothing (any more)."""
    found = DownloadLink.objects.select_related(
        "book_export__options", "book_export__story__storyteller", "delivery"
    ).filter(token_hash=hash_token(token))
    link = found.first()
    if link is None or not link.is_open_at(now):
        return None
    export = link.book_export
    teller = export.story.storyteller
    is_there = export.export_status == BookExport.ExportStatus.READY and export.expires_at > now
    is_allowed = teller.consent_given and teller.deleted_at is None
    return link if is_there and is_allowed else None


@transaction.atomic
def count_download(export: BookExport, *, now: datetime, link: DownloadLink | None = None) -> None:
    """Note that the file was fetched, by its keeper or by a link."""
    BookExport.objects.filter(pk=export.pk).update(
        downloaded_count=F("downloaded_count") + 1, last_downloaded_at=now
    )
    if link is not None:
        DownloadLink.objects.filter(pk=link.pk).update(downloads=F("downloads") + 1)
        BookExportDelivery.objects.filter(pk=link.delivery_id).update(
            delivery_status=DeliveryStatus.DELIVERED, downloaded_at=now
        )


def request_mail(
    export: BookExport, *, user: User, address: str, now: datetime
) -> BookExportDelivery:
    """A mail to be sent. One that waits for this address already is not sent twice.

    Raises ``ExportStateError`` where there is no file, and for a preview.
    """
    _require_file(export)
    waiting, _ = BookExportDelivery.objects.get_or_create(
        book_export=export,
        storyteller_id=export.storyteller_id,
        delivery_method=Method.EMAIL,
        delivery_status=DeliveryStatus.PENDING,
        delivered_to=address,
    )
    return waiting


def send_delivery(delivery_id: UUID) -> None:
    """Send a mail that waits: with the file, or with a link where the file is too large."""
    now = timezone.now()
    delivery = (
        BookExportDelivery.objects.select_related(
            "book_export__options", "book_export__story__storyteller"
        )
        .filter(pk=delivery_id, delivery_status=DeliveryStatus.PENDING)
        .first()
    )
    if delivery is None:
        return
    try:
        _letter(delivery, now).send()
    except (OSError, ExportStateError) as error:
        reason = str(error) if isinstance(error, ExportStateError) else _NOT_SENT
        _settle(delivery, DeliveryStatus.FAILED, failure_reason=reason)
    else:
        _settle(delivery, DeliveryStatus.SENT, delivered_at=now)


def _settle(delivery, status, **fields):
    BookExportDelivery.objects.filter(pk=delivery.pk).update(delivery_status=status, **fields)


def _require_file(export):
    is_ready = export.export_status == BookExport.ExportStatus.READY
    if not is_ready or export.export_scope == BookExport.ExportScope.PREVIEW:
        raise ExportStateError("Only a finished book can be given away, not a preview.")


def _letter(delivery, now) -> EmailMessage:
    export = delivery.book_export
    _require_file(export)
    has_file = fits_into_mail(export.file_size_bytes)
    address = ""
    if not has_file:
        _, token = make_link(export, now=now, delivery=delivery)
        address = address_of(token)
    title = public_title(export.story)
    context = {
        "title": title,
        "author": public_author(export.story),
        "address": address,
        "days": LINK_LIVES.days,
    }
    subject = f"A book for you: {title}"
    letter = EmailMessage(
        subject=" ".join(subject.split())[:200],
        body=render_to_string("storyteller/book/mail.txt", context),
        to=[delivery.delivered_to],
    )
    if has_file:
        with export.options.file.open() as file:
            data = file.read()
        kind, ending = type_and_ending(export.export_format, data[:4])
        letter.attach(file_name(title, ending), data, kind.split(";")[0])
    return letter
