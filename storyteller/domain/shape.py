"""The shape of a story: scored by a person, computed by the rule, shown only when asked for."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import Max

from accounts.models import User
from storyteller.domain.life_errors import ShapeError
from storyteller.domain.life_events import teller_lock
from storyteller.domain.manuscript import write_row
from storyteller.domain.phases import reach
from storyteller.models import (
    ArchetypeAnalysis,
    Collection,
    DimensionScore,
    Requirement,
    Storyteller,
    StorytellerProject,
    StorytellerSession,
    UserFeedback,
)
from storyteller.rules import shape as rules

type Scores = Mapping[str, Mapping[str, Decimal]]
OPEN = (Requirement.Status.PENDING, Requirement.Status.IN_PROGRESS)
PHASE = "archetype_inference"
LABELS = dict(Collection.ArchetypePattern.choices)
DIMENSION_LABELS = dict(ArchetypeAnalysis.Dimension.choices)
_STRENGTHS = {
    "relationship_to_loss": "relationship_to_loss_strength",
    "relationship_to_agency": "relationship_to_agency_strength",
    "relationship_to_meaning": "relationship_to_meaning_strength",
}


def latest_look(storyteller: Storyteller) -> ArchetypeAnalysis | None:
    """The newest look at the whole story, if anybody has looked."""
    rows = ArchetypeAnalysis.objects.filter(
        storyteller=storyteller, analysis_scope=ArchetypeAnalysis.AnalysisScope.WHOLE_STORY
    )
    return rows.order_by("-analysis_number").first()


def scores_of(analysis: ArchetypeAnalysis | None) -> dict[str, dict[str, Decimal]]:
    """The scores that a look rests on, by pattern and dimension; only patterns with all four."""
    found: dict = defaultdict(dict)
    if analysis is not None:
        for row in analysis.dimension_scores.all():
            found[row.candidate][row.dimension] = row.score
    return {key: given for key, given in found.items() if len(given) == len(rules.DIMENSIONS)}


def is_revealed(storyteller: Storyteller) -> bool:
    """Whether the storyteller has asked to see the shape."""
    project = getattr(storyteller, "project", None)
    return bool(project and project.shape_revealed_at)


def is_look_due(storyteller: Storyteller, last: ArchetypeAnalysis | None) -> bool:
    """Whether the sessions since ``last`` suggest another look. One query."""
    done = StorytellerSession.objects.filter(
        storyteller=storyteller, status=StorytellerSession.Status.COMPLETED
    )
    ended = list(done.values_list("ended_at", flat=True))
    before = (
        None if last is None else sum(at is not None and at <= last.analyzed_at for at in ended)
    )
    return rules.is_look_due(len(ended), before)


def look(
    storyteller: Storyteller,
    scores: Scores,
    *,
    user: User,
    now: datetime,
    notes: str = "",
    shift: Mapping[str, str] | None = None,
) -> ArchetypeAnalysis:
    """A new look, numbered and linked to the one before; it asks for what the material lacks.

    ``scores`` are from 0.00 to 1.00, by pattern and dimension. What the look before had asked for,
    and nobody took up, is obsolete. Raises ``ShapeError`` where no pattern is scored.
    """
    if not scores:
        raise ShapeError("Score at least one pattern, in all four respects.")
    with teller_lock(storyteller) as locked:
        return _look(locked, scores, user=user, now=now, notes=notes, shift=shift or {})


def reveal(storyteller: Storyteller, *, now: datetime) -> ArchetypeAnalysis:
    """Show the shape, since the storyteller asks. Asked again, nothing changes.

    Raises ``ShapeError`` where nobody has looked yet.
    """
    with teller_lock(storyteller) as locked:
        found = _require_look(locked)
        project, _ = StorytellerProject.objects.get_or_create(storyteller=locked)
        if project.shape_revealed_at is None:
            project.shape_revealed_at = now
            project.save()
        if not found.revealed_to_user:
            write_row(found, {"revealed_to_user": True, "revealed_at": now})
        return found


def confirm(storyteller: Storyteller) -> ArchetypeAnalysis:
    """The storyteller recognises the shape. Raises ``ShapeError`` before they have seen it."""
    with teller_lock(storyteller) as locked:
        found = _require_shown(locked)
        return write_row(found, {"user_confirmed": True, "user_feedback_received": True})


def disagree(
    storyteller: Storyteller, *, notes: str, reframed_as: str = "", user: User, now: datetime
) -> ArchetypeAnalysis:
    """The storyteller does not recognise it: feedback at once, and a new look without that pattern.

    The new look has the scores of all other patterns, until somebody scores again. Raises
    ``ShapeError`` before they have seen a shape.
    """
    with teller_lock(storyteller) as locked:
        found = _require_shown(locked)
        fields = {
            "user_confirmed": False,
            "user_feedback_received": True,
            "user_reframe_notes": notes,
            "user_reframed_as": reframed_as,
        }
        write_row(found, fields)
        _note_feedback(found, notes, user, now)
        scores = scores_of(found)
        refused = leading(found, scores)
        left = {key: given for key, given in scores.items() if key != refused}
        said = f"After the storyteller disagreed with look {found.analysis_number}."
        return _look(locked, left, user=user, now=now, notes=said, shift={})


def leading(analysis: ArchetypeAnalysis, scores: Scores) -> str:
    """The dominant pattern, or the most likely one while none is."""
    if analysis.dominant_archetype:
        return analysis.dominant_archetype
    likely = rules.ranked({key: rules.confidence(given) for key, given in scores.items()})
    return likely[0] if likely else ""


def _require_look(storyteller):
    found = latest_look(storyteller)
    if found is None:
        raise ShapeError("Nobody has looked at the shape yet: score it first.")
    return found


def _require_shown(storyteller):
    found = _require_look(storyteller)
    if not found.revealed_to_user:
        raise ShapeError("Look at the shape before you answer.")
    return found


def _look(teller, scores, *, user, now, notes, shift):
    before = latest_look(teller)
    number = ArchetypeAnalysis.objects.filter(storyteller=teller).aggregate(
        n=Max("analysis_number")
    )["n"]
    confidences = {pattern: rules.confidence(given) for pattern, given in scores.items()}
    standing, ranked = rules.standing(confidences), rules.ranked(confidences)
    # Whoever asked to see the shape sees each look; until then, all of them are hidden.
    project = StorytellerProject.objects.filter(storyteller=teller).first()
    is_shown = bool(project and project.shape_revealed_at)
    top = scores[ranked[0]] if ranked else {}
    fields = {
        "candidate_archetypes": {
            "version": 1,
            "candidates": [
                {"archetype": key, "confidence": float(confidences[key])} for key in ranked
            ],
        },
        "refinement_status": standing.status,
        "dominant_archetype": standing.dominant,
        "dominant_confidence": standing.confidence,
        "analysis_notes": notes,
        "previous_analysis": before,
        "revealed_to_user": is_shown,
        "revealed_at": now if is_shown else None,
        **{column: top.get(dimension) for dimension, column in _STRENGTHS.items()},
        **shift,
    }
    row = ArchetypeAnalysis(
        storyteller=teller, analysis_number=(number or 0) + 1, analyzed_at=now, created_at=now
    )
    row = write_row(row, fields)
    DimensionScore.objects.bulk_create(
        DimensionScore(
            analysis=row,
            candidate=pattern,
            dimension=dimension,
            score=score,
            scored_by=user,
            created_at=now,
        )
        for pattern, given in scores.items()
        for dimension, score in given.items()
    )
    _ask(row, rules.wishes(scores) if scores else [], now)
    reach(teller.pk, PHASE)
    return row


def _ask(analysis, wishes, now):
    """Requirements for what is wished for; those of the look before are settled."""
    stale = Requirement.objects.filter(storyteller=analysis.storyteller, status__in=OPEN).exclude(
        archetype_refinement_purpose=""
    )
    stale.update(
        status=Requirement.Status.OBSOLETE,
        obsolete_at=now,
        obsolete_reason=f"Look {analysis.analysis_number} at the shape asks anew.",
        updated_at=now,
    )
    for wish in wishes:
        row = Requirement(storyteller=analysis.storyteller, created_at=now)
        write_row(row, _requirement(wish))
    count = sum(wish.purpose == "discriminate" for wish in wishes)
    if count:
        write_row(analysis, {"discriminating_requirements_lodged": count})


def _requirement(wish):
    """In words that give no shape away: it may still be hidden from the storyteller."""
    respect = DIMENSION_LABELS.get(wish.dimension, "").lower()
    about = {
        "discriminate": (
            "Go back to a turning point, and tell more of what it changed.",
            Requirement.RequirementType.TURNING_POINT,
            "More than two shapes fit the material; this would tell them apart.",
        ),
        "validate": (
            "Tell one more memory that is close to the heart of the story.",
            Requirement.RequirementType.THEMATIC_EXPLORATION,
            "It would show whether a shape that seems to fit holds.",
        ),
        "strengthen": (
            f"Tell more in one respect: {respect}.",
            Requirement.RequirementType.EMOTIONAL_CONTEXT,
            "The story has its shape, and is thin here.",
        ),
    }[wish.purpose]
    return {
        "requirement_description": about[0],
        "requirement_type": about[1],
        "why_important": about[2],
        "priority": wish.priority,
        "archetype_refinement_purpose": wish.purpose,
        "archetype_lane": wish.dimension,
        "discriminates_between": {"version": 1, "archetypes": [*wish.patterns]},
    }


def _note_feedback(analysis, notes, user, now):
    row = UserFeedback(storyteller=analysis.storyteller, user=user, created_at=now)
    fields = {
        "feedback_on_type": UserFeedback.FeedbackOnType.ARCHETYPE,
        "feedback_on_id": analysis.pk,
        "feedback_on_name": str(analysis)[:200],
        "feedback_type": UserFeedback.FeedbackType.CORRECTION,
        "feedback_category": UserFeedback.FeedbackCategory.ACCURACY,
        "feedback_text": notes,
        "sentiment": UserFeedback.Sentiment.NEGATIVE,
        "priority": UserFeedback.Priority.CRITICAL,
        "requires_immediate_action": True,
        "feedback_given_at": now,
    }
    write_row(row, fields)
