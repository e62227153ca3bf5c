"""Writing a section: one text on a page, kept while it is typed."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.views.decorators.http import require_POST

from storyteller.domain.errors import StorytellerError
from storyteller.domain.manuscript import text_mark
from storyteller.domain.manuscript_errors import TextChangedError
from storyteller.domain.sections import add_section, delete_section, move_section, write_section
from storyteller.forms.manuscript import NewSectionForm, SectionForm
from storyteller.models import ChapterSection, StoryChapter
from storyteller.rules.scene_share import count_words
from storyteller.views.access import FORM
from storyteller.views.chapters import STEPS
from storyteller.views.manuscript_pages import manuscript_page


@FORM
def section(request, storyteller, section):
    page = manuscript_page(request, storyteller)
    found = _section(page, section)
    if request.method != "POST":
        return _writing_page(page, found, _form_of(found))
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _refused(page, found, form)
    try:
        kept = _write(page, found, form)
    except TextChangedError as error:
        return _overtaken(page, error, form)
    if request.headers.get("X-Autosave"):
        words = count_words(kept.content)
        said = f"Saved. {words} word{pluralize(words)}."
        return JsonResponse({"mark": text_mark(kept), "said": said})
    messages.success(request, "Saved.")
    return redirect("storyteller:chapter", page.teller.pk, found.chapter_id)


@require_POST
def new_section(request, storyteller, chapter):
    page = manuscript_page(request, storyteller)
    found = page.find(StoryChapter, chapter, related=("story",))
    form = NewSectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what kind of section it is to be.")
        return redirect("storyteller:chapter", page.teller.pk, found.pk)
    after = found.sections.filter(pk=form.cleaned_data["after"]).first()
    kind = form.cleaned_data["section_type"]
    made = add_section(found, section_type=kind, after=after, now=page.now)
    return redirect("storyteller:section", page.teller.pk, made.pk)


@require_POST
def move(request, storyteller, section):
    page = manuscript_page(request, storyteller)
    found = _section(page, section)
    page.do(move_section, found, step=STEPS.get(request.POST.get("to"), 0), now=page.now)
    address = reverse("storyteller:chapter", args=[page.teller.pk, found.chapter_id])
    return redirect(f"{address}#s{found.pk}")


@FORM
def delete(request, storyteller, section):
    page = manuscript_page(request, storyteller)
    found = _section(page, section)
    if request.method != "POST":
        return page.render("section_delete.html", {"section": found, "chapter": found.chapter})
    page.do(delete_section, found, now=page.now, said="The section is gone.")
    return redirect("storyteller:chapter", page.teller.pk, found.chapter_id)


def _section(page, key):
    related = ("chapter__story",)
    found = page.find(ChapterSection, key, path="chapter__story__storyteller", related=related)
    page.require_section(found)
    return found


def _write(page, section, form):
    data = form.cleaned_data
    return write_section(
        section,
        mark=data["mark"],
        content=data["content"],
        title=data["section_title"],
        section_type=data["section_type"],
        now=page.now,
    )


def _form_of(section, **initial):
    fields = {
        "mark": text_mark(section),
        "section_title": section.section_title,
        "section_type": section.section_type,
        "content": section.content,
    }
    return SectionForm(initial=fields | initial)


def _refused(page, section, form):
    if page.request.headers.get("X-Autosave"):
        said = " ".join(message for errors in form.errors.values() for message in errors)
        return JsonResponse({"said": f"Not saved: {said}"}, status=422)
    return _writing_page(page, section, form, status=422)


def _overtaken(page, error: StorytellerError, form):
    """What was typed stays in the field, and what stands there now is shown above it."""
    if page.request.headers.get("X-Autosave"):
        said = f"{error} Save with the button to see both texts."
        return JsonResponse({"said": said}, status=409)
    typed = {name: form.cleaned_data[name] for name in ("section_title", "section_type", "content")}
    found = _section(page, error.found.pk)
    context = {"theirs": found.content, "error": str(error)}
    return _writing_page(page, found, _form_of(found, **typed), status=409, **context)


def _writing_page(page, section, form, *, status=200, **context):
    scene = section.scenes.first()
    own = {"section": section, "chapter": section.chapter, "form": form, "scene": scene}
    return page.render("write.html", own | context, status=status)
