"""Photos, recordings and documents: added, looked at, described; each file only by its view."""

import re
from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain import uploads as verbs
from storyteller.domain.capture_errors import UploadKnownError, UploadRefusedError
from storyteller.domain.people import shown_of
from storyteller.forms.uploads import SIZES, UploadDetailsForm, UploadForm
from storyteller.models import PromptAnswer, Upload
from storyteller.permissions import can_add_memory, can_approve, can_see, can_tell
from storyteller.rules.uploads import TAKEN
from storyteller.views.access import FORM, get_storyteller, render_page, sent
from storyteller.views.capture import key_in

SECTION = "memories"
PER_PAGE = 12
PIECE = 65_536
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@FORM
def uploads(request, storyteller):
    """What there is, newest first and what waits before that; and a way to add to it."""
    found = get_storyteller(request, storyteller, can_add_memory)
    beside = _beside(request, found)
    form = UploadForm(sent(request), request.FILES or None)
    if form.is_valid() and (response := _add(request, found, form, beside)):
        return response
    rows = shown_of(Upload.objects.all(), request.user, found)
    rows = rows.select_related("life_event").order_by("is_approved", "-created_at", "pk")
    context = {
        "form": form,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "beside": beside,
        "can_approve": can_approve(request.user, found),
        "sizes": SIZES,
        "taken": TAKEN,
    }
    return _page(request, "uploads.html", found, context, form)


@FORM
def upload(request, storyteller, upload):
    """One of them, and what is said about it."""
    found = get_storyteller(request, storyteller, can_see)
    row = _upload(request, found, upload)
    if not _may_change(request.user, found, row):
        if request.method == "POST":
            raise PermissionDenied("Only who brought it may change what is said about it.")
        return _page(request, "upload.html", found, {"upload": row, "form": None})
    form = UploadDetailsForm(sent(request), instance=row)
    if not can_approve(request.user, found):
        # Whether it is printed, who sees it and where it belongs, the keeper decides.
        for name in ("life_event", "privacy_level", "include_in_book"):
            del form.fields[name]
    if form.is_valid():
        verbs.describe_upload(row, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("storyteller:upload", found.pk, row.pk)
    context = {"upload": row, "form": form, "can_approve": can_approve(request.user, found)}
    return _page(request, "upload.html", found, context, form)


@require_POST
def approve(request, storyteller, upload):
    found = get_storyteller(request, storyteller, can_approve)
    verbs.approve_upload(_upload(request, found, upload))
    messages.success(request, "It belongs to the story now.")
    return redirect("storyteller:uploads", found.pk)


@FORM
def remove(request, storyteller, upload):
    found = get_storyteller(request, storyteller, can_see)
    row = _upload(request, found, upload)
    if not _may_change(request.user, found, row):
        raise PermissionDenied("Only the keeper may remove what is part of the story.")
    if request.method != "POST":
        return _page(request, "upload_remove.html", found, {"upload": row})
    verbs.remove_upload(row)
    messages.success(request, "It is gone.")
    return redirect("storyteller:uploads", found.pk)


@require_safe
def upload_file(request, storyteller, upload):
    """The file itself, or the part of it that a player asks for."""
    row = _seen(request, storyteller, upload)
    response = _part(request, row) or FileResponse(row.file.open("rb"))
    is_document = row.kind == Upload.Kind.DOCUMENT
    return _sealed(response, row.content_type, row.file.name, is_attached=is_document)


@require_safe
def upload_preview(request, storyteller, upload):
    row = _seen(request, storyteller, upload)
    if not row.preview:
        raise Http404
    return _sealed(FileResponse(row.preview.open("rb")), "image/jpeg", row.preview.name)


def _add(request, storyteller, form, beside):
    file = form.cleaned_data["file"]
    try:
        made = verbs.add_upload(
            storyteller,
            file,
            size=file.size,
            user=request.user,
            caption=form.cleaned_data["caption"],
            alt_text=form.cleaned_data["alt_text"],
            answer=beside,
            life_event=beside.life_event if beside else None,
            now=timezone.now(),
        )
    except UploadRefusedError as error:
        form.add_error("file", str(error))
        return None
    except UploadKnownError as error:
        messages.info(request, str(error))
        made = error.found
        shown = shown_of(Upload.objects.all(), request.user, storyteller)
        if not shown.filter(pk=made.pk).exists():
            return redirect("storyteller:uploads", storyteller.pk)
    else:
        waits = "" if made.is_approved else " It waits for approval now."
        messages.success(request, f"It is kept, and private.{waits}")
    if beside:
        return redirect("storyteller:question", storyteller.pk, beside.section_prompt_id)
    return redirect("storyteller:upload", storyteller.pk, made.pk)


def _beside(request, storyteller):
    """The answer that the file is to lie beside; only the keeper has any."""
    key = key_in(request.GET.get("answer"))
    if key is None or not can_tell(request.user, storyteller):
        return None
    rows = PromptAnswer.objects.filter(storyteller=storyteller)
    rows = rows.select_related("section_prompt__process_prompt", "life_event")
    return rows.filter(section_prompt=key).first()


def _upload(request, storyteller, key):
    rows = shown_of(Upload.objects.all(), request.user, storyteller)
    return get_object_or_404(rows.select_related("storyteller", "life_event"), pk=key)


def _seen(request, storyteller, key):
    return _upload(request, get_storyteller(request, storyteller, can_see), key)


def _may_change(user, storyteller, upload):
    """The keeper, and whoever brought it as long as it is not part of the story yet."""
    is_own = upload.uploaded_by_id == user.pk and not upload.is_approved
    return can_approve(user, storyteller) or (is_own and can_add_memory(user, storyteller))


def _part(request, upload):
    """The bytes that ``Range`` asks for, or nothing where the whole is asked for."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    size = upload.file.size
    start = int(first) if first else max(0, size - int(last))
    stop = min(int(last), size - 1) if first and last else size - 1
    if start > stop:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = upload.file.open("rb")
    file.seek(start)
    response = StreamingHttpResponse(_pieces(file, stop - start + 1), status=206)
    response["Content-Range"] = f"bytes {start}-{stop}/{size}"
    response["Content-Length"] = str(stop - start + 1)
    return response


def _pieces(file, left) -> Iterator[bytes]:
    with file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _sealed(response, content_type, name, *, is_attached=False):
    """Headers that keep a file what it is, and with those who may see it."""
    ending = name.rpartition(".")[2]
    response["Content-Type"] = content_type
    response["Content-Disposition"] = (
        f'{"attachment" if is_attached else "inline"}; filename="memory.{ending}"'
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    response["Accept-Ranges"] = "bytes"
    return response


def _page(request, template, storyteller, context, form=None):
    status = 422 if form is not None and form.is_bound else 200
    return render_page(
        request, f"capture/{template}", storyteller, context, section=SECTION, status=status
    )
