"""What the story is about beneath what happens."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from storyteller.domain.manuscript import READING_ORDER
from storyteller.domain.themes import add_theme, change_theme, delete_theme, reach_of, set_chapters
from storyteller.forms.manuscript import ThemeChaptersForm, ThemeForm
from storyteller.models import StoryTheme
from storyteller.rules.themes import WANTED
from storyteller.views.access import FORM
from storyteller.views.manuscript_pages import manuscript_page

PER_PAGE = 20


@FORM
def themes(request, storyteller, story):
    page = manuscript_page(request, storyteller)
    found = page.story(story)
    form, status = ThemeForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            page.do(add_theme, found, now=page.now, **form.cleaned_data, said="Noted.")
            return redirect("storyteller:themes", page.teller.pk, found.pk)
        status = 422
    rows = StoryTheme.objects.filter(story=found).prefetch_related("chapter_themes")
    listed = Paginator(rows.order_by("theme_name", "pk"), PER_PAGE)
    page_obj = listed.get_page(request.GET.get("page"))
    count = found.chapters.count()
    for theme in page_obj:
        theme.per_cent, theme.verdict = reach_of(theme, count)
        theme.wanted = WANTED.get(theme.theme_type)
        theme.width = theme.wanted[1] - theme.wanted[0] if theme.wanted else 0
    context = {"story": found, "page_obj": page_obj, "form": form, "count": count}
    return page.render("themes.html", context, status=status)


@FORM
def theme(request, storyteller, theme):
    """A theme, and the chapters through which it runs."""
    page = manuscript_page(request, storyteller)
    found = page.find(StoryTheme, theme, related=("story",))
    form = ThemeForm(request.POST or None, instance=page.find(StoryTheme, theme))
    chapters = found.story.chapters.order_by(*READING_ORDER)
    ticked = found.chapter_themes.values_list("chapter", flat=True)
    reach = ThemeChaptersForm(
        request.POST or None, chapters=chapters, initial={"chapters": list(ticked)}
    )
    status = 200
    if request.method == "POST":
        if form.is_valid() and reach.is_valid():
            wanted = list(reach.cleaned_data["chapters"])
            page.do(change_theme, found, **form.cleaned_data)
            page.do(set_chapters, found, wanted, now=page.now, said="Saved.")
            return redirect("storyteller:themes", page.teller.pk, found.story_id)
        status = 422
    context = {"theme": found, "story": found.story, "form": form, "reach": reach}
    return page.render("theme.html", context, status=status)


@require_POST
def remove_theme(request, storyteller, theme):
    page = manuscript_page(request, storyteller)
    found = page.find(StoryTheme, theme, related=("story",))
    page.do(delete_theme, found, said=f"“{found}” is not followed any more.")
    return redirect("storyteller:themes", page.teller.pk, found.story_id)
