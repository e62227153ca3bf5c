"""The people of a story, and what is between them."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.relation_pictures import Figure, Tie, draw
from storyteller.domain.characters import (
    add_character,
    change_character,
    delete_character,
    relate,
    unrelate,
)
from storyteller.forms.manuscript import CharacterForm, RelationForm
from storyteller.models import CharacterRelationship, StoryCharacter
from storyteller.views.access import FORM
from storyteller.views.manuscript_pages import manuscript_page

PER_PAGE, ON_THE_MAP = 24, 200


@FORM
def people(request, storyteller, story):
    """Everybody in the story, and the form for one more."""
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    form, status = CharacterForm(request.POST or None, sees_private=page.sees_private), 200
    if request.method == "POST":
        if form.is_valid():
            page.do(add_character, found, now=page.now, **form.cleaned_data, said="Noted.")
            return redirect("storyteller:people_of_story", page.teller.pk, found.pk)
        status = 422
    return _people(page, found, form=form, status=status)


@FORM
def person(request, storyteller, character):
    page = manuscript_page(request, storyteller)
    found = page.find(StoryCharacter, character, related=("story",))
    row = page.find(StoryCharacter, character)
    form = CharacterForm(request.POST or None, instance=row, sees_private=page.sees_private)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            page.do(change_character, found, **form.cleaned_data, said="Saved.")
            return redirect("storyteller:people_of_story", page.teller.pk, found.story_id)
        status = 422
    appearances = found.appearances.select_related("chapter").order_by("chapter__chapter_number")
    chapters = {each.chapter_id: each.chapter for each in appearances}
    context = {"character": found, "form": form, "chapters": [*chapters.values()]}
    return page.render("person.html", context, status=status)


@require_POST
def remove_person(request, storyteller, character):
    page = manuscript_page(request, storyteller)
    found = page.find(StoryCharacter, character, related=("story",))
    page.do(delete_character, found, said=f"{found} is not in the story any more.")
    return redirect("storyteller:people_of_story", page.teller.pk, found.story_id)


@require_POST
def new_relation(request, storyteller, story):
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    form = RelationForm(request.POST, story=found)
    if not form.is_valid():
        return _people(page, found, relation_form=form, status=422)
    page.do(relate, found, now=page.now, **form.cleaned_data, said="Noted.")
    return redirect("storyteller:people_of_story", page.teller.pk, found.pk)


@require_POST
def remove_relation(request, storyteller, relation):
    page = manuscript_page(request, storyteller)
    found = page.find(CharacterRelationship, relation, related=("story",))
    page.do(unrelate, found)
    return redirect("storyteller:people_of_story", page.teller.pk, found.story_id)


def _people(page, story, *, form=None, relation_form=None, status=200):
    rows = StoryCharacter.objects.filter(story=story).order_by("character_name", "pk")
    relations = CharacterRelationship.objects.filter(story=story)
    relations = relations.select_related("character_a", "character_b").order_by("created_at", "pk")
    relations = list(relations[:ON_THE_MAP])
    context = {
        "story": story,
        "page_obj": Paginator(rows, PER_PAGE).get_page(page.request.GET.get("page")),
        "relations": relations,
        "map": draw(_tie(page, relation) for relation in relations),
        "map_title": f"Who is what to whom in {story.title}",
        "form": form or CharacterForm(sees_private=page.sees_private),
        "relation_form": relation_form or RelationForm(story=story),
    }
    return page.render("people.html", context, status=status)


def _tie(page, relation):
    one, other = relation.character_a, relation.character_b
    label = relation.get_relationship_type_display()
    sentence = f"{one} and {other}: {label.lower()}"
    return Tie(_figure(page, one), _figure(page, other), label, sentence, is_mutual=True)


def _figure(page, character):
    url = reverse("storyteller:person_of_story", args=[page.teller.pk, character.pk])
    kind = "character" if character.character_type == "protagonist" else ""
    return Figure(character.pk, character.character_name, url, kind)
