"""The manuscript as a whole: its chapters, how it is told, and the story read from end to end."""

from itertools import groupby

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain.approvals import with_approval
from storyteller.domain.chapters import add_chapter, order_chapters
from storyteller.domain.manuscript import READING_ORDER, SECTION_ORDER, write_row
from storyteller.domain.outline import make_outline, parts_of, start_story
from storyteller.forms.manuscript import StorySettingsForm, TitleForm
from storyteller.models import ChapterSection, Collection, Story
from storyteller.rules.scene_share import SceneShare
from storyteller.views.access import FORM
from storyteller.views.manuscript_pages import manuscript_page

CHAPTERS_READ_AT_ONCE = 3


@require_safe
def manuscript(request, storyteller):
    """One story at a time: the newest, unless another is asked for."""
    page = manuscript_page(request, storyteller)
    stories = list(Story.objects.filter(storyteller=page.teller).order_by("-created_at", "pk")[:50])
    approved = Collection.objects.filter(storyteller=page.teller, is_approved=True)
    ready = approved.filter(include_in_book=True)
    if not stories:
        context = {"form": TitleForm(initial={"title": f"The story of {page.teller}"[:300]})}
        return page.render("none.html", context | {"collections": ready.count()})
    wanted = request.GET.get("story")
    story = next((each for each in stories if str(each.pk) == wanted), stories[0])
    return _manuscript(page, story, stories=stories, left=ready.exclude(uses__story=story).count())


@FORM
def begin_story(request, storyteller):
    page = manuscript_page(request, storyteller)
    form = TitleForm(request.POST or None)
    if request.method != "POST":
        return page.render("begin.html", {"form": form})
    if not form.is_valid():
        return page.render("begin.html", {"form": form}, status=422)
    story = start_story(page.teller, title=form.cleaned_data["title"], now=page.now)
    if "outline" in request.POST:
        page.do(make_outline, story, now=page.now, said="The outline is made.")
    return redirect(_address(page, story))


@require_POST
def outline(request, storyteller, story):
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    page.do(make_outline, found, now=page.now, said="What was new is in the outline now.")
    return redirect(_address(page, found))


@require_POST
def new_chapter(request, storyteller, story):
    page = manuscript_page(request, storyteller)
    found, form = page.story(story), TitleForm(request.POST)
    if not form.is_valid():
        return _manuscript(page, found, chapter_form=form, status=422)
    page.do(add_chapter, found, title=form.cleaned_data["title"], now=page.now)
    return redirect(_address(page, found))


@require_POST
def order(request, storyteller, story):
    """The whole order at once, as it was dragged or typed."""
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    known = {str(key): key for key in found.chapters.values_list("pk", flat=True)}
    keys = [known[key] for key in request.POST.getlist("chapter") if key in known]
    page.do(order_chapters, found, keys, now=page.now)
    return redirect(_address(page, found))


@FORM
def story_settings(request, storyteller, story):
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    form = StorySettingsForm(request.POST or None, instance=found)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            page.do(write_row, page.story(story), form.cleaned_data, said="Saved.")
            return redirect(_address(page, found))
        status = 422
    return page.render("settings.html", {"story": page.story(story), "form": form}, status=status)


@require_safe
def read_story(request, storyteller, story):
    """The story as a reader would have it, some chapters a page."""
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    rows = with_approval(found.chapters.all()).order_by(*READING_ORDER)
    chapters = Paginator(rows, CHAPTERS_READ_AT_ONCE).get_page(request.GET.get("page"))
    hidden = page.hidden_in(found)
    sections = ChapterSection.objects.filter(chapter__in=list(chapters)).order_by(
        "chapter", *SECTION_ORDER
    )
    texts = {
        key: [each for each in group if each.pk not in hidden and each.content.strip()]
        for key, group in groupby(sections, key=lambda section: section.chapter_id)
    }
    context = {
        "story": found,
        "page_obj": chapters,
        "told": [(chapter, texts.get(chapter.pk, [])) for chapter in chapters],
    }
    return page.render("read.html", context)


def _manuscript(page, story, *, stories=(), left=0, chapter_form=None, status=200):
    chapters = list(with_approval(story.chapters.all()).order_by(*READING_ORDER))
    for chapter in chapters:
        words = chapter.word_count or 0
        # The stored share is of all words, so the words in scenes follow from it.
        chapter.share = SceneShare(round(words * (chapter.scene_to_summary_ratio or 0)), words)
    parts = parts_of(story)
    context = {
        "story": story,
        "stories": stories or [story],
        "groups": [
            (name, list(group))
            for name, group in groupby(chapters, key=lambda chapter: parts.get(chapter.pk, ""))
        ],
        "count": len(chapters),
        "words": sum(chapter.word_count or 0 for chapter in chapters),
        "approved": sum(chapter.is_approved for chapter in chapters),
        "left": left,
        "chapter_form": chapter_form or TitleForm(prefix=""),
    }
    return page.render("manuscript.html", context, status=status)


def _address(page, story):
    return reverse("storyteller:manuscript", args=[page.teller.pk], query={"story": str(story.pk)})
