"""The book of a storyteller: what is missing, what it is to be, the files that were made."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.publishing.pdf import to_cover_svg
from storyteller import tasks
from storyteller.domain import deliveries
from storyteller.domain.book import cover_of
from storyteller.domain.book_forms import FORMS, type_and_ending
from storyteller.domain.deliveries import address_of, count_download, make_link, revoke_link
from storyteller.domain.exports import ExportStateError, NotReadyError, what_is_missing
from storyteller.domain.names import file_name
from storyteller.domain.people import shown_of
from storyteller.domain.privacy import public_title, renamed_characters
from storyteller.forms.book import PREVIEW, WHOLE, BookForm, MailForm
from storyteller.models import BookExport, DownloadLink, Story
from storyteller.permissions import can_export
from storyteller.views.access import FORM, get_storyteller, render_page

PER_PAGE = 8
UNDER_WAY = ("queued", "generating")


@FORM
def book(request, storyteller):
    """The export centre: one story at a time, the newest unless another is asked for."""
    teller = get_storyteller(request, storyteller, can_export)
    stories = list(Story.objects.filter(storyteller=teller).order_by("-updated_at", "pk")[:50])
    if not stories:
        return render_page(request, "book/none.html", teller, section="book")
    story = _chosen(stories, request.GET.get("story"))
    form = BookForm(request.POST or None)
    missing, status = what_is_missing(story), 200
    if request.method == "POST":
        wanted = request.POST.get("make", WHOLE)
        if form.is_valid():
            made = _order(request, story, form, is_preview=wanted == PREVIEW)
            if made:
                return _to_file(made)
        status = 422
    context = {
        "story": story,
        "stories": stories,
        "form": form,
        "missing": missing,
        "renamed": renamed_characters(story),
        "page_obj": _history(story, request.GET.get("page")),
        "whole": WHOLE,
        "preview": PREVIEW,
    }
    return render_page(request, "book/book.html", teller, context, section="book", status=status)


@require_safe
def book_file(request, storyteller, export):
    """One file: how far it is, what it is, how to get at it and to hand it on."""
    teller = get_storyteller(request, storyteller, can_export)
    return _show_file(request, teller, _export(request, teller, export))


@require_safe
def take_book(request, storyteller, export):
    teller = get_storyteller(request, storyteller, can_export)
    found = _export(request, teller, export)
    if found.export_status != BookExport.ExportStatus.READY:
        raise Http404
    count_download(found, now=timezone.now())
    return file_response(found)


@require_POST
def make_again(request, storyteller, export):
    teller = get_storyteller(request, storyteller, can_export)
    found = _export(request, teller, export)
    try:
        tasks.order_again(found)
    except ExportStateError as error:
        messages.error(request, str(error))
    return _to_file(found)


@FORM
def give_link(request, storyteller, export):
    """The link is shown once: afterwards nobody can read it here, not even its keeper.

    Loaded again, the answer leads back to the file.
    """
    teller = get_storyteller(request, storyteller, can_export)
    found = _export(request, teller, export)
    if request.method != "POST":
        return _to_file(found)
    try:
        _, token = make_link(found, now=timezone.now())
    except ExportStateError as error:
        messages.error(request, str(error))
        return _to_file(found)
    return _show_file(request, teller, found, link=address_of(token))


@require_POST
def take_link_back(request, storyteller, link):
    teller = get_storyteller(request, storyteller, can_export)
    links = DownloadLink.objects.filter(book_export__storyteller=teller)
    found = get_object_or_404(links, pk=link)
    revoke_link(found, now=timezone.now())
    messages.success(request, "Nobody gets at the book by this link any more.")
    return _to_file(found.book_export)


@FORM
def mail_book(request, storyteller, export):
    teller = get_storyteller(request, storyteller, can_export)
    found = _export(request, teller, export)
    if request.method != "POST":
        return _to_file(found)
    form = MailForm(request.POST)
    if not form.is_valid():
        return _show_file(request, teller, found, mail=form, status=422)
    try:
        tasks.order_mail(
            found, user=request.user, address=form.cleaned_data["address"], now=timezone.now()
        )
    except ExportStateError as error:
        messages.error(request, str(error))
    return _to_file(found)


@require_safe
def cover(request, storyteller, story):
    """The cover as it will be, drawn for this story."""
    teller = get_storyteller(request, storyteller, can_export)
    found = get_object_or_404(Story.objects.filter(storyteller=teller), pk=story)
    drawing = to_cover_svg(cover_of(found))
    headers = {"Cache-Control": "private, max-age=60"}
    return HttpResponse(drawing, content_type="image/svg+xml", headers=headers)


def file_response(export: BookExport) -> FileResponse:
    """The file of ``export``, under the name of its book. 404 where it is gone."""
    try:
        file = export.options.file.open()
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    kind, ending = type_and_ending(export.export_format, file.read(4))
    file.seek(0)
    name = file_name(public_title(export.story), ending)
    headers = {"Cache-Control": "private, no-store"}
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind, headers=headers)


def _to_file(export):
    return redirect("storyteller:book_file", storyteller=export.storyteller_id, export=export.pk)


def _chosen(stories, key):
    return next((story for story in stories if str(story.pk) == key), stories[0])


def _order(request, story, form, *, is_preview):
    try:
        return tasks.order_book(
            story,
            user=request.user,
            export_format=form.cleaned_data["export_format"],
            wishes=form.wishes(is_preview=is_preview),
            now=timezone.now(),
        )
    except NotReadyError:
        # The page names what is missing in any case.
        form.add_error(None, "This book is not ready yet: see what is missing.")
    return None


def _history(story, number):
    made = BookExport.objects.filter(story=story).select_related("options")
    return Paginator(made.order_by("-created_at", "pk"), PER_PAGE).get_page(number)


def _export(request, teller, key) -> BookExport:
    found = shown_of(BookExport.objects.all(), request.user, teller)
    return get_object_or_404(
        found.select_related("options", "story__storyteller__preference"), pk=key
    )


def _show_file(request, teller, export, *, link="", mail=None, status=200):
    now = timezone.now()
    links = list(export.download_links.order_by("-created_at")[:20])
    context = {
        "export": export,
        "options": export.options,
        "form": FORMS.get(export.export_format),
        "is_preview": export.export_scope == BookExport.ExportScope.PREVIEW,
        "is_under_way": export.export_status in UNDER_WAY,
        "is_ready": export.export_status == BookExport.ExportStatus.READY,
        "new_link": link,
        "links": [(entry, entry.is_open_at(now)) for entry in links],
        "mails": export.deliveries.filter(delivery_method=deliveries.Method.EMAIL)[:20],
        "mail_form": mail or MailForm(),
    }
    part = "#state" if request.htmx and request.method == "GET" else ""
    template = f"book/file.html{part}"
    return render_page(request, template, teller, context, section="book", status=status)
