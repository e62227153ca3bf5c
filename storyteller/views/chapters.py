"""A chapter: its sections, where it stands, its versions, and the storyteller's yes."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain.approvals import approve_chapter, with_approval, withdraw_approval
from storyteller.domain.chapters import (
    delete_chapter,
    describe_chapter,
    merge_with_next,
    move_chapter,
    split_chapter,
)
from storyteller.domain.drafts import changes_since, keep_draft, restore_draft
from storyteller.domain.manuscript import sections_of
from storyteller.domain.scenes import senses_in
from storyteller.forms.manuscript import ChapterForm, DraftForm, NewSectionForm, TitleForm
from storyteller.models import EditRequirement, StoryChapter, StoryDraft
from storyteller.rules.edit_gates import OPEN
from storyteller.rules.scene_share import scene_share
from storyteller.views.access import FORM
from storyteller.views.manuscript_pages import manuscript_page

PER_PAGE = 10
STEPS = {"up": -1, "down": 1}


@require_safe
def chapter(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    return chapter_page(page, _chapter(page, chapter))


@FORM
def about_chapter(request, storyteller, chapter):
    """What the chapter is to do in the book, beside its text."""
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    form, status = ChapterForm(request.POST or None, instance=_chapter(page, chapter)), 200
    if request.method == "POST":
        if form.is_valid():
            page.do(describe_chapter, found, **form.cleaned_data, said="Saved.")
            return redirect("storyteller:chapter", page.teller.pk, found.pk)
        status = 422
    return page.render("chapter_about.html", {"chapter": found, "form": form}, status=status)


@require_POST
def move(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    page.do(move_chapter, found, step=STEPS.get(request.POST.get("to"), 0), now=page.now)
    return redirect("storyteller:manuscript", page.teller.pk)


@require_POST
def split(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    found, form = _chapter(page, chapter), TitleForm(request.POST)
    key = request.POST.get("before", "")
    before = next((s for s in sections_of(found) if str(s.pk) == key), None)
    if before is None or not form.is_valid():
        return chapter_page(page, found, split_form=form, split_at=key, status=422)
    title = form.cleaned_data["title"]
    page.do(
        split_chapter, found, before=before, title=title, now=page.now, said="Two chapters now."
    )
    return redirect("storyteller:chapter", page.teller.pk, found.pk)


@require_POST
def merge(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    page.do(merge_with_next, found, now=page.now, said="The two are one chapter now.")
    return redirect("storyteller:chapter", page.teller.pk, found.pk)


@FORM
def delete(request, storyteller, chapter):
    """Says what goes before it goes."""
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    page.require_open(found)
    if request.method == "POST":
        page.do(delete_chapter, found, now=page.now, said="The chapter is gone.")
        return redirect("storyteller:manuscript", page.teller.pk)
    counts = {
        "sections": found.sections.count(),
        "drafts": found.drafts.count(),
        "scenes": found.scenes.count(),
        "edits": found.edit_requirements.count(),
    }
    return page.render("chapter_delete.html", {"chapter": found, "counts": counts})


@require_POST
def approve(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    page.require_keeper()
    found = _chapter(page, chapter)
    said = f"You agreed to “{found.chapter_title}” as it stands."
    page.do(approve_chapter, found, user=request.user, now=page.now, said=said)
    return _back(request, page, found)


@require_POST
def withdraw(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    page.require_keeper()
    found = _chapter(page, chapter)
    page.do(withdraw_approval, found, now=page.now, said="It waits for your yes again.")
    return _back(request, page, found)


@FORM
def drafts(request, storyteller, chapter):
    """The versions that were kept, and the way to keep one more."""
    page = manuscript_page(request, storyteller)
    found = _chapter(page, chapter)
    page.require_open(found)
    form, status = DraftForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            page.do(keep_draft, found, **form.cleaned_data, now=page.now, said="Kept as a version.")
            return redirect("storyteller:drafts", page.teller.pk, found.pk)
        status = 422
    rows = StoryDraft.objects.filter(chapter=found, draft_type=StoryDraft.DraftType.CHAPTER)
    versions = Paginator(rows.order_by("-draft_version"), PER_PAGE)
    context = {
        "chapter": found,
        "form": form,
        "page_obj": versions.get_page(request.GET.get("page")),
    }
    return page.render("drafts.html", context, status=status)


@FORM
def draft(request, storyteller, draft):
    """What changed since a version, and the way back to it."""
    page = manuscript_page(request, storyteller)
    found = page.find(StoryDraft, draft, related=("story", "chapter__story"))
    page.require_open(found.chapter)
    if request.method == "POST":
        said = f"Version {found.draft_version} stands there again; nothing was lost."
        page.do(restore_draft, found, now=page.now, said=said)
        return redirect("storyteller:chapter", page.teller.pk, found.chapter_id)
    context = {"draft": found, "chapter": found.chapter, "segments": changes_since(found)}
    return page.render("draft.html", context)


def chapter_page(page, chapter, *, split_form=None, split_at="", status=200):
    sections = sections_of(chapter)
    hidden = page.hidden_in(chapter.story)
    share = scene_share((section.section_type, section.content) for section in sections)
    scenes = list(chapter.scenes.order_by("created_at", "pk"))
    for scene in scenes:
        scene.senses = senses_in(scene)
    by_section = {scene.section_id: scene for scene in scenes}
    for section in sections:
        section.is_hidden = section.pk in hidden
        section.scene = None if section.is_hidden else by_section.get(section.pk)
    edits = EditRequirement.objects.filter(chapter=chapter, status__in=OPEN)
    if hidden:
        edits = edits.exclude(section__in=hidden)
    numbers = chapter.story.chapters.values_list("chapter_number", flat=True)
    context = {
        "chapter": chapter,
        "story": chapter.story,
        "sections": sections,
        "share": share,
        "share_per_cent": int(share.share * 100),
        "edits": list(edits.order_by("priority_order", "pk")[:20]),
        "is_last": chapter.chapter_number == max(numbers, default=1),
        "new_section": NewSectionForm(),
        "split_form": split_form or TitleForm(),
        "split_at": split_at,
    }
    return page.render("chapter.html", context, status=status)


def _chapter(page, key):
    rows = with_approval(StoryChapter.objects.filter(story__storyteller=page.teller))
    return page.find_in(rows.select_related("story"), key)


def _back(request, page, chapter):
    if request.POST.get("from") == "read":
        return redirect("storyteller:read_story", page.teller.pk, chapter.story_id)
    return redirect("storyteller:chapter", page.teller.pk, chapter.pk)
