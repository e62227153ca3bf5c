"""What is looked for, asked, mended and printed around the book."""

from datetime import timedelta

from storyteller.demo.texts import read, save
from storyteller.models import (
    ArchetypeAnalysis,
    BookExport,
    BookExportDelivery,
    DimensionScore,
    EditRequirement,
    Requirement,
    StorytellerProject,
    UserFeedback,
)
from storyteller.rules.shape import DIMENSIONS

HOUR = 11
ANSWERED_AFTER = timedelta(days=2)
# What is still open has no time of its own.
OPEN = {"pending", "in_progress", "acknowledged"}


def load_editing(teller, events, sessions, collections, book, calendar):
    text = read("work")
    scores = [entry.pop("scores") for entry in text["analyses"]]
    analyses = list(_analyses(teller, book, text["analyses"], calendar))
    places = (events, collections, sessions)
    save(
        [
            *analyses,
            *_scores(analyses, scores, teller),
            *_requirements(teller, places, text["requirements"], calendar),
            *_edits(teller, book, text["edits"], calendar),
            *_feedback(teller, _subjects(book, collections, analyses), text, calendar),
            *_exports(teller, book, text["exports"], calendar),
        ]
    )
    shown = StorytellerProject.objects.filter(storyteller=teller)
    shown.update(shape_revealed_at=analyses[-1].revealed_at)


def _analyses(teller, book, entries, calendar):
    previous = None
    for number, entry in enumerate(entries, 1):
        analyzed_at = calendar.day(entry.pop("days_ago"), HOUR)
        shown_at = analyzed_at + timedelta(hours=4) if "revealed_to_user" in entry else None
        previous = ArchetypeAnalysis(
            storyteller=teller,
            story=book.story,
            analysis_number=number,
            candidate_archetypes={"version": 1, "candidates": entry.pop("candidates")},
            analyzed_at=analyzed_at,
            revealed_at=shown_at,
            previous_analysis=previous,
            created_at=analyzed_at,
            **entry,
        )
        yield previous


def _scores(analyses, scores, teller):
    for analysis, patterns in zip(analyses, scores, strict=True):
        for pattern, given in patterns.items():
            for dimension, score in zip(DIMENSIONS, given, strict=True):
                yield DimensionScore(
                    analysis=analysis,
                    candidate=pattern,
                    dimension=dimension,
                    score=score,
                    scored_by=teller.user,
                    created_at=analysis.analyzed_at,
                )


def _requirements(teller, places, entries, calendar):
    events, collections, sessions = places
    for entry in entries:
        made_at = calendar.day(entry.pop("days_ago"), HOUR)
        session = sessions.get(entry.pop("session", None))
        columns = _outcome(entry, session.started_at if session else made_at)
        if session:
            columns["addressed_at"] = session.started_at
        yield Requirement(
            storyteller=teller,
            life_event=events.get(entry.pop("event", None)),
            collection=collections.get(entry.pop("collection", None)),
            addressed_in_session=session,
            discriminates_between=_document("archetypes", entry.pop("contenders", [])),
            expected_archetype_outcomes=_document("outcomes", entry.pop("outcomes", [])),
            suggested_prompts=_document("prompts", entry.pop("prompts", [])),
            created_by="Mara",
            created_at=made_at,
            **columns,
            **entry,
        )


def _document(name, entries):
    return {"version": 1, name: entries} if entries else {}


def _outcome(entry, since):
    """The columns that say when a status was reached, and why where it needs a reason."""
    status, columns = entry["status"], {}
    if status not in OPEN:
        columns[f"{status}_at"] = since + ANSWERED_AFTER
    if "reason" in entry:
        columns[f"{status}_reason"] = entry.pop("reason")
    return columns


def _edits(teller, book, entries, calendar):
    for entry in entries:
        made_at, number = calendar.day(entry.pop("days_ago"), HOUR), entry.pop("chapter")
        chapter = book.chapters[number]
        if entry["issue_type"] == "showing_vs_telling":
            entry["current_metric"] = str(chapter.scene_to_summary_ratio)
        yield EditRequirement(
            story=book.story,
            storyteller=teller,
            chapter=chapter,
            section=book.sections.get((number, entry.pop("section", None))),
            character=book.characters.get(entry.pop("character", None)),
            theme=book.themes.get(entry.pop("theme", None)),
            created_by="Mara",
            created_at=made_at,
            **_outcome(entry, made_at),
            **entry,
        )


def _subjects(book, collections, analyses):
    """What feedback can be about: a row by its kind and, within that, its key."""
    syntheses = {key: row.syntheses.earliest("created_at") for key, row in collections.items()}
    return {"synthesis": syntheses, "archetype": {None: analyses[-1]}, "chapter": book.chapters}


def _feedback(teller, subjects, text, calendar):
    for entry in text["feedback"]:
        given_at, about = calendar.day(entry.pop("days_ago"), HOUR), entry.pop("about")
        subject = subjects[about][entry.pop("of", None)]
        resolved = entry["resolution_status"] == "resolved"
        yield UserFeedback(
            storyteller=teller,
            user=teller.user,
            feedback_on_type=about,
            feedback_on_id=subject.pk,
            feedback_on_name=str(subject),
            feedback_given_at=given_at,
            created_at=given_at,
            resolved_at=given_at + ANSWERED_AFTER if resolved else None,
            **entry,
        )


def _exports(teller, book, entries, calendar):
    for entry in entries:
        asked_at, delivery = calendar.day(entry.pop("days_ago"), HOUR), entry.pop("delivery", None)
        chapters = [book.chapters[number] for number in entry.pop("chapters", [])]
        export = BookExport(
            story=book.story,
            storyteller=teller,
            chapter_ids=[chapter.pk for chapter in chapters],
            created_at=asked_at,
            **_course(entry, asked_at, calendar.rng),
            **entry,
        )
        yield export
        if delivery:
            yield _delivery(export, delivery)


def _course(entry, asked_at, rng):
    """When an export began, and how it ended."""
    seconds = rng.randrange(4, 20)
    ended_at = asked_at + timedelta(seconds=seconds)
    columns = {"generation_started_at": asked_at, "generation_duration_seconds": seconds}
    if entry["export_status"] == "failed":
        return columns | {"failed_at": ended_at}
    return columns | {
        "generation_completed_at": ended_at,
        "expires_at": ended_at + timedelta(days=entry.pop("lasts_days")),
        "last_downloaded_at": ended_at + timedelta(hours=5),
    }


def _delivery(export, entry):
    return BookExportDelivery(
        book_export=export,
        storyteller=export.storyteller,
        delivered_at=export.generation_completed_at,
        downloaded_at=export.last_downloaded_at,
        created_at=export.created_at,
        **entry,
    )
