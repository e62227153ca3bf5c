"""Everything that is kept about a story: a copy to take away, and a copy to take in."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain.archive import make_archive
from storyteller.domain.archive_import import ArchiveError, import_archive
from storyteller.domain.consent import RESTORABLE_DAYS, erased_from
from storyteller.domain.data_figures import figures_of
from storyteller.domain.names import file_name
from storyteller.forms.care import ImportForm
from storyteller.models import Storyteller
from storyteller.rules.archive import MAX_BYTES
from storyteller.views.access import FORM, render_page

SECTION = "care"


@require_safe
def data(request, storyteller):
    found = _kept(request, storyteller)
    is_hidden = found.deleted_at is not None
    context = {
        "figures": figures_of(found),
        "days": RESTORABLE_DAYS,
        "is_hidden": is_hidden,
        "erased_from": erased_from(found) if is_hidden else None,
    }
    return render_page(request, "care/data.html", found, context, section=SECTION)


@require_POST
def take_data(request, storyteller):
    """The copy, made now: it lies nowhere before it was asked for, and nowhere afterwards."""
    found = _kept(request, storyteller)
    now = timezone.now()
    name = file_name(f"{found} {now:%Y-%m-%d}", "zip")
    return FileResponse(
        make_archive(found, now=now),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
        headers={"Cache-Control": "private, no-store"},
    )


@FORM
def bring_in(request):
    """A story from a copy, for whoever is signed in."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = import_archive(request.user, form.cleaned_data["file"], now=timezone.now())
        except ArchiveError as error:
            form.add_error("file", str(error))
        else:
            _say(request, made)
            return redirect("storyteller:storyteller", made.storyteller.pk)
    context = {"form": form, "largest": MAX_BYTES}
    status = 422 if request.method == "POST" else 200
    return render(request, "storyteller/care/import.html", context, status=status)


def _kept(request, key):
    """Whoever keeps a story has a right to a copy, also while it is hidden, and without consent."""
    found = Storyteller.objects.select_related("project", "user").filter(pk=key, user=request.user)
    if storyteller := found.first():
        return storyteller
    raise Http404


def _say(request, made):
    if not made.is_new:
        messages.info(request, "This story is here already. Nothing was changed.")
        return
    said = f"{made.storyteller}’s story is here, with everything that was in the copy."
    if made.left_out:
        said += (
            f" {made.left_out} of its entries have no place here, such as answers to questions that"
            " are not asked. They are still in your file."
        )
    messages.success(request, said)
