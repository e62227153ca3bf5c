"""The moments of a story, and what the senses took in."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from storyteller.domain.scenes import add_scene, change_scene, delete_scene, senses_in
from storyteller.forms.manuscript import SceneForm, TitleForm
from storyteller.models import ChapterSection, LifeEvent, StoryScene
from storyteller.rules.edit_gates import SENSES_WANTED
from storyteller.views.access import FORM
from storyteller.views.manuscript_pages import manuscript_page

PER_PAGE = 20


@FORM
def scenes(request, storyteller, story):
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    form, status = TitleForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            name = form.cleaned_data["title"][:200]
            page.do(add_scene, found, name=name, now=page.now, said="Noted.")
            return redirect("storyteller:scenes", page.teller.pk, found.pk)
        status = 422
    rows = _open_scenes(page, found).select_related("chapter", "section")
    ordered = rows.order_by(
        "chapter__chapter_number", "section__section_number", "created_at", "pk"
    )
    page_obj = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    for scene in page_obj:
        scene.senses = senses_in(scene)
    context = {"story": found, "page_obj": page_obj, "form": form, "wanted": SENSES_WANTED}
    return page.render("scenes.html", context, status=status)


@FORM
def scene(request, storyteller, scene):
    page = manuscript_page(request, storyteller)
    found = _scene(page, scene)
    sections = ChapterSection.objects.filter(chapter__story=found.story_id)
    if hidden := page.hidden_in(found.story):
        sections = sections.exclude(pk__in=hidden)
    ordered = sections.select_related("chapter").order_by(
        "chapter__chapter_number", "section_number", "pk"
    )
    form = SceneForm(request.POST or None, instance=_scene(page, scene), sections=ordered)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            page.do(change_scene, found, **form.cleaned_data, said="Saved.")
            return redirect("storyteller:scenes", page.teller.pk, found.story_id)
        status = 422
    context = {"scene": found, "story": found.story, "form": form, "senses": senses_in(found)}
    return page.render("scene.html", context | {"wanted": SENSES_WANTED}, status=status)


@require_POST
def remove_scene(request, storyteller, scene):
    page = manuscript_page(request, storyteller)
    found = _scene(page, scene)
    page.do(delete_scene, found, said="The scene is gone; the text of the chapter stays.")
    return redirect("storyteller:scenes", page.teller.pk, found.story_id)


def _scene(page, key):
    found = page.find(StoryScene, key, related=("story",))
    return page.find_in(_open_scenes(page, found.story).select_related("story"), key)


def _open_scenes(page, story):
    """The scenes that this person may read: none of an event that is kept private."""
    rows = StoryScene.objects.filter(story=story)
    if page.sees_private:
        return rows
    events = LifeEvent.objects.filter(storyteller=page.teller)
    hidden = events.exclude(pk__in=events.filter(events.open_to_helpers()).values("pk"))
    return rows.exclude(life_event__in=hidden)
