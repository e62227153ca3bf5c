"""A book by a link, for whoever holds it: no account is asked for."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from storyteller.domain.book_forms import FORMS
from storyteller.domain.deliveries import count_download, open_link
from storyteller.domain.privacy import public_author, public_title
from storyteller.views.access import FORM
from storyteller.views.book import file_response


@login_not_required
@never_cache
@FORM
def download(request, token):
    """A page that offers the file; asked for by POST, so that no mail scanner uses it up."""
    now = timezone.now()
    link = open_link(token, now=now)
    if link is None:
        return render(request, "storyteller/book/gone.html", status=410)
    export = link.book_export
    if request.method == "POST":
        count_download(export, now=now, link=link)
        return file_response(export)
    context = {
        "title": public_title(export.story),
        "author": public_author(export.story),
        "export": export,
        "form": FORMS.get(export.export_format),
        "link": link,
    }
    return render(request, "storyteller/book/download.html", context)
