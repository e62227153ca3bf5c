"""The shape of a story, for the keeper alone; and what a book still lacks."""

from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from storyteller.domain import shape as verbs
from storyteller.domain.gate import what_is_missing
from storyteller.forms.shape import ABOUT, DisagreeForm, ScoreForm
from storyteller.models import ArchetypeAnalysis, Requirement, Story
from storyteller.rules.shape import ACTIVE_ABOVE, DIMENSIONS, confidence, ranked
from storyteller.views.access import FORM, sent
from storyteller.views.life_pages import shape_page

PER_PAGE, WISHES = 20, 12
CENTRE, RADIUS = (190, 150), 105
# On the picture there is room for a word.
SPOKES = ("Loss", "Agency", "Meaning", "Identity")
AREAS = {
    "shape": "The shape",
    "material": "The material",
    "people": "The people",
    "themes": "The themes",
}


@dataclass(frozen=True)
class Candidate:
    """A pattern as a page shows it: how likely, and in which respects."""

    name: str
    about: str
    confidence: object
    per_cent: int
    is_active: bool
    scores: list


@require_safe
def shape(request, storyteller):
    """Hidden until it is asked for. All candidates are shown, unless one has won."""
    return _shape(shape_page(request, storyteller))


@FORM
def score(request, storyteller):
    """A new look: somebody says how well each pattern fits."""
    page = shape_page(request, storyteller)
    last = verbs.latest_look(page.teller)
    form = ScoreForm(sent(request), initial=_initial(last))
    if form.is_valid():
        page.do(
            verbs.look,
            page.teller,
            form.scores,
            user=request.user,
            now=page.now,
            notes=form.cleaned_data["notes"],
            shift=form.shift,
            said="Thank you. This look is kept beside the earlier ones.",
        )
        return redirect("storyteller:shape", page.teller.pk)
    return page.render("score.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def reveal(request, storyteller):
    page = shape_page(request, storyteller)
    page.do(verbs.reveal, page.teller, now=page.now)
    return redirect("storyteller:shape", page.teller.pk)


@require_POST
def confirm(request, storyteller):
    page = shape_page(request, storyteller)
    page.do(verbs.confirm, page.teller, said="Good. The book can follow this shape.")
    return redirect("storyteller:shape", page.teller.pk)


@require_POST
def disagree(request, storyteller):
    page = shape_page(request, storyteller)
    form = DisagreeForm(request.POST)
    if not form.is_valid():
        return _shape(page, form=form, status=422)
    page.do(
        verbs.disagree,
        page.teller,
        **form.cleaned_data,
        user=request.user,
        now=page.now,
        said="You know best. This shape is set aside, and a new look is begun without it.",
    )
    return redirect("storyteller:shape", page.teller.pk)


@require_safe
def gate(request, storyteller):
    """Whether a book can be composed, and for each missing piece where it is mended."""
    page = shape_page(request, storyteller)
    stories = list(Story.objects.filter(storyteller=page.teller).order_by("-created_at", "pk")[:50])
    wanted = request.GET.get("story")
    story = next((each for each in stories if str(each.pk) == wanted), None)
    story = story or next(iter(stories), None)
    found = what_is_missing(page.teller, story)
    areas = [
        (name, [(each, _mend(page, story, each)) for each in found if each.area == area])
        for area, name in AREAS.items()
    ]
    context = {"areas": areas, "count": len(found), "story": story, "stories": stories}
    return page.render("gate.html", context)


def _shape(page, *, form=None, status=200):
    last = verbs.latest_look(page.teller)
    is_shown = bool(last and last.revealed_to_user)
    candidates = _candidates(last) if is_shown else []
    if is_shown and last.refinement_status == ArchetypeAnalysis.RefinementStatus.RESOLVED:
        candidates = [each for each in candidates if each.is_active]
    looks = ArchetypeAnalysis.objects.filter(storyteller=page.teller)
    listed = Paginator(looks.order_by("-analysis_number"), PER_PAGE)
    wishes = Requirement.objects.filter(storyteller=page.teller, status__in=verbs.OPEN)
    wishes = wishes.exclude(archetype_refinement_purpose="").order_by("created_at", "pk")
    context = {
        "last": last,
        "is_shown": is_shown,
        "is_due": verbs.is_look_due(page.teller, last),
        "candidates": candidates,
        "radar": _radar(candidates[0]) if candidates and candidates[0].scores else None,
        "wishes": [*map(_named, wishes[:WISHES])] if is_shown else (),
        "page_obj": listed.get_page(page.request.GET.get("page")) if is_shown else None,
        "form": form or DisagreeForm(),
    }
    return page.render("shape.html", context, status=status)


def _named(wish):
    """A wish, with the shapes that it is about."""
    keys = wish.discriminates_between.get("archetypes", [])
    wish.about = [verbs.LABELS[key] for key in keys if key in verbs.LABELS]
    return wish


def _candidates(analysis):
    scores = verbs.scores_of(analysis)
    if not scores:
        return [_unscored(each) for each in analysis.candidate_archetypes["candidates"]]
    confidences = {key: confidence(given) for key, given in scores.items()}
    return [
        Candidate(
            verbs.LABELS[key],
            ABOUT[key],
            confidences[key],
            round(100 * confidences[key]),
            confidences[key] > ACTIVE_ABOVE,
            [(verbs.DIMENSION_LABELS[name], scores[key][name]) for name in DIMENSIONS],
        )
        for key in ranked(confidences)
    ]


def _unscored(entry):
    """A candidate whom somebody only gave a confidence, as staff may."""
    key, likely = entry["archetype"], Decimal(str(entry["confidence"]))
    name = verbs.LABELS.get(key) or verbs.DIMENSION_LABELS[key]
    return Candidate(
        name, ABOUT.get(key, ""), likely, round(100 * likely), likely > ACTIVE_ABOVE, []
    )


def _radar(candidate):
    """The four scores of a pattern, as a shape on four spokes, and rings to read them by."""
    directions = [-pi / 2 + n * 2 * pi / len(DIMENSIONS) for n in range(len(DIMENSIONS))]
    spokes = [_point(angle, 1) for angle in directions]
    area = [
        _point(angle, float(score))
        for angle, (_, score) in zip(directions, candidate.scores, strict=True)
    ]
    anchors = ("middle", "start", "middle", "end")
    labels = [
        (*_point(angle, 1.14), anchor, name)
        for angle, anchor, name in zip(directions, anchors, SPOKES, strict=True)
    ]
    return {
        "name": candidate.name,
        "area": " ".join(f"{x},{y}" for x, y in area),
        "points": area,
        "spokes": spokes,
        "rings": [RADIUS // 4, RADIUS // 2, RADIUS * 3 // 4, RADIUS],
        "labels": labels,
        "centre": CENTRE,
    }


def _point(angle, share):
    x, y = CENTRE
    return round(x + RADIUS * share * cos(angle), 1), round(y + RADIUS * share * sin(angle), 1)


def _initial(analysis):
    scores = verbs.scores_of(analysis)
    initial = {
        ScoreForm.name(pattern, dimension): score
        for pattern, given in scores.items()
        for dimension, score in given.items()
    }
    if analysis is not None:
        for name in ("identity_before", "identity_after", "identity_shift_type"):
            initial[name] = getattr(analysis, name)
    return initial


def _mend(page, story, found):
    """Where a missing piece is mended."""
    teller = page.teller.pk
    if found.area == "shape":
        return reverse("storyteller:shape", args=[teller])
    if found.code in ("events_few", "theme_without_shape"):
        return reverse("storyteller:collections", args=[teller])
    if story is None:
        return reverse("storyteller:manuscript", args=[teller])
    if found.key is not None:
        name = {"senses_few": "scene", "motif_once": "theme"}.get(found.code, "person_of_story")
        return reverse(f"storyteller:{name}", args=[teller, found.key])
    name = {"people": "people_of_story", "no_theme": "themes", "no_key_scene": "scenes"}
    page_name = name.get(found.code) or name.get(found.area)
    if page_name:
        return reverse(f"storyteller:{page_name}", args=[teller, story.pk])
    return reverse("storyteller:manuscript", args=[teller], query={"story": str(story.pk)})
