"""What the story of a table leaves out, and what it only hints at."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from play.domain.safety import add_safety_line, removable_by, remove_safety_line
from play.forms.table import SafetyLineForm
from play.models import SafetyLine
from play.views.table_pages import FORM, table_page

SECTION = "safety"


@FORM
def safety(request, game):
    page = table_page(request, game, SECTION)
    if request.method != "POST":
        return _safety_page(page)
    page.require_seat()
    form = SafetyLineForm(request.POST)
    if not form.is_valid():
        return _safety_page(page, form=form, status=422)
    refusal = page.refusal_of(add_safety_line, **form.cleaned_data, now=page.now)
    if refusal:
        return _safety_page(page.read_again(), form=form, refusal=refusal)
    messages.success(request, "The table knows it. Nobody is told whose it is.")
    return redirect("play:safety", page.game.pk)


@require_POST
def remove(request, game, line):
    page = table_page(request, game, SECTION)
    row = get_object_or_404(page.rows(SafetyLine), pk=line)
    refusal = page.refusal_of(remove_safety_line, line=row)
    if refusal:
        return _safety_page(page.read_again(), refusal=refusal)
    messages.success(request, "Taken back.")
    return redirect("play:safety", page.game.pk)


def _safety_page(page, *, refusal=None, status=200, **context):
    may = page.may("talk")
    rows = page.rows(SafetyLine).order_by("created_at", "pk")
    removable = removable_by(page.member) if may["can_talk"] else rows.none()
    context = {
        "lines": [row for row in rows if row.kind == SafetyLine.Kind.LINE],
        "veils": [row for row in rows if row.kind == SafetyLine.Kind.VEIL],
        "removable": set(removable.values_list("pk", flat=True)),
        "form": SafetyLineForm(),
        **context,
        **may,
    }
    return page.render("safety", context, refusal=refusal, status=status)
