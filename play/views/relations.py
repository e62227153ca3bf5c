"""The relation map of a game, and the relationships that it shows."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from play.domain.errors import PlayError
from play.domain.relation_maps import draw
from play.domain.relationships import (
    change_relationship,
    delete_relationship,
    in_words,
    relate,
    relationships_of,
)
from play.forms.world import RelationshipForm, end_value
from play.views.world_pages import world_page

SECTION = "relations"
ON_THE_MAP, PER_PAGE = 400, 25
FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def relations(request, game):
    page = world_page(request, game, SECTION)
    return _relations_page(page)


@FORM
def new_relationship(request, game):
    page = world_page(request, game, SECTION)
    member = page.require_seat()
    if request.method != "POST":
        initial = {"source": request.GET.get("source", ""), "label": request.GET.get("label", "")}
        return _form_page(page, RelationshipForm(initial=initial, sheets=page.rows))
    form = RelationshipForm(request.POST, sheets=page.rows)
    if not form.is_valid():
        return _form_page(page, form, status=422)
    data = form.cleaned_data
    try:
        relationship = relate(
            member, data["source"], data["target"], label=data["label"], now=timezone.now()
        )
    except PlayError as error:
        form.add_error(None, str(error))
        return _form_page(page, form, status=409)
    messages.success(request, f"Noted: {in_words(relationship)}.")
    return redirect("play:relations", page.game.pk)


@FORM
def edit_relationship(request, game, relationship):
    page = world_page(request, game, SECTION)
    member = page.require_seat()
    relationship = _relationship(page, relationship)
    if request.method != "POST":
        initial = {
            "source": end_value(relationship.source),
            "label": relationship.label,
            "target": end_value(relationship.target),
        }
        form = RelationshipForm(initial=initial, sheets=page.rows)
        return _form_page(page, form, relationship=relationship)
    form = RelationshipForm(request.POST, sheets=page.rows)
    if not form.is_valid():
        return _form_page(page, form, relationship=relationship, status=422)
    try:
        change_relationship(member, relationship, **form.cleaned_data, now=timezone.now())
    except PlayError as error:
        form.add_error(None, str(error))
        return _form_page(page, form, relationship=relationship, status=409)
    messages.success(request, "Saved.")
    return redirect("play:relations", page.game.pk)


@require_POST
def remove_relationship(request, game, relationship):
    page = world_page(request, game, SECTION)
    member = page.require_seat()
    relationship = _relationship(page, relationship)
    try:
        delete_relationship(member, relationship, now=timezone.now())
    except PlayError as error:
        return _relations_page(page, error=str(error), status=409)
    messages.success(request, f"No longer: {in_words(relationship)}.")
    return redirect("play:relations", page.game.pk)


def _relationship(page, key):
    relationships = relationships_of(page.game).seen_from(page.seat)
    return get_object_or_404(relationships, pk=key)


def _relations_page(page, *, status=200, error=""):
    relationships = relationships_of(page.game).seen_from(page.seat)
    context = {
        "map": draw(relationships[:ON_THE_MAP]),
        "map_title": f"Relation map of {page.game}",
        "page_obj": page.paged(relationships, PER_PAGE),
        "error": error,
    }
    return page.render("relations", context, status=status)


def _form_page(page, form, *, status=200, **context):
    return page.render("relationship_form", {"form": form, **context}, status=status)
