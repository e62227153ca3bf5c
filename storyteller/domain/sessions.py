"""Sessions of telling: planned, started, paused, gone on with, finished or cancelled."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from storyteller.domain.capture_errors import SessionMoveError
from storyteller.domain.people import require_consent
from storyteller.domain.progress import refresh_progress
from storyteller.models import (
    SessionNote,
    SessionProgress,
    SessionTemplate,
    Storyteller,
    StorytellerSession,
)
from storyteller.rules import sessions as rules
from storyteller.rules.scene_share import count_words

Status = StorytellerSession.Status
# A planned session is begun by an answer so long before or after its hour.
NEAR = timedelta(hours=3)
USUAL_MINUTES = 30
EVERYDAY = "To tell, one question after another."
# The node of the process whose questions are asked here.
CAPTURE = "story_capture"
_REFUSALS = {
    "start": "Only a session that is planned or paused can be started.",
    "pause": "Only a session that is under way can be paused.",
    "finish": "Only a session that was started can be finished.",
    "cancel": "This session is over already.",
}


@transaction.atomic
def plan_session(
    storyteller: Storyteller,
    *,
    now: datetime,
    scheduled_at: datetime | None = None,
    minutes: int | None = None,
    template: SessionTemplate | None = None,
    name: str = "",
    intention: str = "",
) -> StorytellerSession:
    """A session with its progress row. What is left empty comes from ``template``."""
    require_consent(storyteller)
    version = getattr(getattr(storyteller, "project", None), "process_version", None)
    node = version.nodes.filter(node_key=CAPTURE).first() if version else None
    session = StorytellerSession(
        storyteller=storyteller,
        process_version=version,
        current_process_node=node,
        session_name=name or (template.template_name if template else ""),
        intention=intention or (template.default_intention if template else "") or EVERYDAY,
        scheduled_at=scheduled_at,
        scheduled_duration_minutes=minutes
        or (template.default_duration_minutes if template else None)
        or USUAL_MINUTES,
        created_at=now,
        **_from_template(template),
    )
    session.full_clean()
    session.save()
    SessionProgress.objects.create(session=session, process_node=node, prompts_total=0)
    return session


@transaction.atomic
def start(session: StorytellerSession, *, now: datetime) -> StorytellerSession:
    """Begin it, or go on after a pause: the time before the pause counts still.

    Raises ``SessionMoveError`` as long as another one is under way.
    """
    _lock_storyteller(session.storyteller)
    with _moving(session, "start") as (row, progress):
        if other := _under_way(row.storyteller):
            raise SessionMoveError(f"“{other}” is under way. Pause or finish it first.")
        _go(row, progress, now)
        return row


def pause(session: StorytellerSession, *, now: datetime) -> StorytellerSession:
    with _moving(session, "pause") as (row, progress):
        _stop(row, progress, rules.end_of(last_word(row, progress), now), now)
        row.status = Status.PAUSED
        return row


def finish(
    session: StorytellerSession, *, now: datetime, summary: str = "", next_time: str = ""
) -> StorytellerSession:
    """It is over. Without a summary, one says how much was told in which time."""
    with _moving(session, "finish") as (row, progress):
        said = last_word(row, progress)
        ended_at = rules.end_of(said, now)
        _stop(row, progress, ended_at, now)
        progress.node_data = progress.node_data | {"was_left": rules.was_left(said, now)}
        row.ended_at = max(ended_at, row.started_at)
        row.status = Status.COMPLETED
        row.summary = summary.strip() or rules.summary_of(
            **figures(row), minutes=row.actual_duration_minutes
        )
        row.next_session_suggestion = next_time.strip() or row.next_session_suggestion
        progress.status, progress.completed_at = progress.Status.COMPLETED, row.ended_at
    refresh_progress(row.storyteller_id, now=now)
    return row


def cancel(session: StorytellerSession, *, now: datetime, reason: str = "") -> StorytellerSession:
    with _moving(session, "cancel") as (row, progress):
        if row.status == Status.IN_PROGRESS:
            _stop(row, progress, rules.end_of(last_word(row, progress), now), now)
        row.ended_at = max(now, row.started_at or now)
        row.status = Status.CANCELLED
        row.summary = f"Cancelled: {reason.strip() or 'no reason was given.'}"
        progress.status = progress.Status.SKIPPED
    return row


@transaction.atomic
def session_for(storyteller: Storyteller, *, now: datetime) -> StorytellerSession:
    """The session that an answer given now belongs to: under way, paused, near its hour, or new.

    One that was left hours ago is finished with its last word.
    """
    _lock_storyteller(storyteller)
    if row := _under_way(storyteller):
        if not rules.was_left(last_word(row, _progress(row)), now):
            return row
        finish(row, now=now)
    begun = Q(status=Status.PAUSED, updated_at__gte=now - NEAR)
    near = Q(status=Status.SCHEDULED, scheduled_at__range=(now - NEAR, now + NEAR))
    waiting = StorytellerSession.objects.filter(begun | near, storyteller=storyteller)
    row = waiting.order_by("status", "scheduled_at", "pk").first()
    if row is None:
        row = plan_session(storyteller, now=now, name=f"{now.day} {now:%B %Y}")
    return start(row, now=now)


def current_session(storyteller: Storyteller) -> StorytellerSession | None:
    """The one that is under way or paused, whichever moved last."""
    rows = StorytellerSession.objects.filter(storyteller=storyteller)
    begun = rows.filter(status__in=[Status.IN_PROGRESS, Status.PAUSED])
    return begun.order_by("status", "-updated_at", "pk").first()


@transaction.atomic
def add_note(
    session: StorytellerSession,
    *,
    text: str,
    kind: str = SessionNote.NoteType.OBSERVATION,
    by: str = SessionNote.Author.USER,
    at: int | None = None,
    needs_followup: bool = False,
    now: datetime,
) -> SessionNote:
    """A remark on a session. What needs looking after marks the session too."""
    note = SessionNote(
        session=session,
        note_type=kind,
        note_content=text,
        noted_at_interaction_sequence=at,
        requires_followup=needs_followup,
        noted_by=by,
        created_at=now,
    )
    note.full_clean()
    note.save()
    if needs_followup:
        StorytellerSession.objects.filter(pk=session.pk).update(needs_followup=True, updated_at=now)
    return note


def figures(session: StorytellerSession) -> dict[str, int]:
    """How much was told: questions answered, questions passed over, words."""
    rows = list(session.interactions.only("storyteller_response", "response_method", "session"))
    answers = [row for row in rows if row.storyteller_response]
    return {
        "answered": len(answers),
        "skipped": sum(row.response_method == "skip" for row in rows),
        "words": sum(count_words(row.storyteller_response) for row in answers),
    }


def hints(session: StorytellerSession) -> list[str]:
    """For staff: what might make the next session a better one."""
    if session.status != Status.COMPLETED:
        return []
    told = figures(session)
    return rules.quality_hints(
        rules.Talk(
            minutes=session.actual_duration_minutes or 0,
            words=told["words"],
            exchanges=told["answered"],
            ended_naturally=not _progress(session).node_data.get("was_left"),
            was_hard=session.notes.filter(note_type=SessionNote.NoteType.CONCERN).exists(),
        )
    )


def last_word(session: StorytellerSession, progress: SessionProgress) -> datetime:
    """When something was last said in it, or else when it was last begun."""
    said = session.interactions.aggregate(at=Max("created_at"))["at"]
    intervals = _intervals(session, progress)
    begun = intervals[-1][0] if intervals else session.started_at or session.created_at
    return max(filter(None, (said, begun)))


def lock_session(session: StorytellerSession) -> StorytellerSession:
    """Its row, locked: what changes it follows one after another. Inside a transaction."""
    rows = StorytellerSession.objects.select_for_update(of=("self",))
    return rows.select_related("storyteller").get(pk=session.pk)


@contextmanager
def _moving(session, move) -> Iterator[tuple[StorytellerSession, SessionProgress]]:
    """Row and progress, locked, of a session that may make ``move``, and saved afterwards."""
    with transaction.atomic():
        row = lock_session(session)
        require_consent(row.storyteller)
        if not rules.may(move, row.status):
            raise SessionMoveError(_REFUSALS[move])
        progress = _progress(row)
        yield row, progress
        row.save()
        progress.save()


def _progress(session):
    """The row with its times. Staff may have made a session without."""
    found = SessionProgress.objects.filter(session=session).order_by("created_at", "pk").first()
    return found or SessionProgress.objects.create(
        session=session, process_node=session.current_process_node, prompts_total=0
    )


def _intervals(session, progress):
    """Those that are kept; of a session that keeps none, from its start."""
    kept = rules.read_intervals(progress.node_data)
    if kept or not session.started_at:
        return kept
    stop = None if session.status == Status.IN_PROGRESS else session.started_at
    if stop and session.actual_duration_minutes:
        stop += timedelta(minutes=session.actual_duration_minutes)
    return [(session.started_at, stop)]


def _keep(progress, intervals):
    progress.node_data = progress.node_data | {"intervals": rules.write_intervals(intervals)}


def _go(row, progress, now):
    _keep(progress, rules.begin(_intervals(row, progress), now))
    row.status, row.started_at = Status.IN_PROGRESS, row.started_at or now
    progress.status = progress.Status.IN_PROGRESS
    progress.started_at = progress.started_at or now


def _stop(row, progress, at, now):
    intervals = rules.end(_intervals(row, progress), at)
    _keep(progress, intervals)
    row.actual_duration_minutes = rules.minutes_in(intervals, now)


def _lock_storyteller(storyteller):
    """First of all, so that two answers at once share a session."""
    Storyteller.objects.select_for_update(of=("self",)).get(pk=storyteller.pk)


def _under_way(storyteller):
    rows = StorytellerSession.objects.filter(storyteller=storyteller, status=Status.IN_PROGRESS)
    return rows.order_by("-started_at", "pk").first()


def _from_template(template):
    if template is None:
        return {}
    return {
        "success_indicators": template.default_success_indicators,
        "completion_indicators": template.default_completion_indicators,
        "constraints": template.default_constraints,
        "procedure_notes": template.default_procedure_notes,
    }
