"""Answers: kept while they are typed, given, skipped, declined, changed and taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from accounts.models import User
from storyteller.domain import artifacts
from storyteller.domain.boundaries import TOPICS, change_boundaries
from storyteller.domain.capture_errors import AnswerChangedError, NothingToldError
from storyteller.domain.interactions import Method, add_interaction, touch_event
from storyteller.domain.lanes import count_answer
from storyteller.domain.people import require_consent
from storyteller.domain.private_texts import text_of_tier
from storyteller.domain.questions import question_of
from storyteller.domain.sessions import session_for
from storyteller.models import (
    LifeEvent,
    LifeEventTimespan,
    PromptAnswer,
    SectionPrompt,
    SessionInteraction,
    Storyteller,
)

Status = PromptAnswer.Status
MAX_LENGTH = 50_000


def answer_of(storyteller: Storyteller, prompt: SectionPrompt) -> PromptAnswer | None:
    rows = PromptAnswer.objects.filter(storyteller=storyteller, section_prompt=prompt)
    return rows.select_related("life_event__boundary", "life_event__trauma").first()


def open_answer(storyteller: Storyteller, prompt: SectionPrompt, *, now: datetime) -> PromptAnswer:
    """The row that the answer is written into, made where there is none yet."""
    if found := answer_of(storyteller, prompt):
        return found
    row, _ = PromptAnswer.objects.get_or_create(
        storyteller=storyteller,
        section_prompt=prompt,
        defaults={
            "sensitivity_tier": prompt.process_prompt.sensitivity_tier,
            "created_at": now,
        },
    )
    return row


@transaction.atomic
def agree_to_question(
    storyteller: Storyteller, prompt: SectionPrompt, *, now: datetime
) -> PromptAnswer:
    """Whoever was asked for leave gives it, or would now answer what was put off before."""
    require_consent(storyteller)
    row = lock_answer(storyteller, prompt, now)
    if row.status in (Status.SKIPPED, Status.DECLINED):
        row.status = Status.DRAFT
        row.save(update_fields=["status", "updated_at"])
    return row


@transaction.atomic
def reconsider(storyteller: Storyteller, prompt: SectionPrompt, *, now: datetime) -> None:
    """What was never to be asked again may be, with everything else that was skipped."""
    require_consent(storyteller)
    PromptAnswer.objects.filter(
        storyteller=storyteller, section_prompt=prompt, status=Status.DECLINED
    ).update(status=Status.SKIPPED, version=F("version") + 1, updated_at=now)


def keep_draft(
    user: User, storyteller: UUID, prompt: UUID, *, mark: int, tier: int, text: str, now: datetime
) -> bool:
    """Keep what was typed over version ``mark``, in one statement; whether that was done.

    Nothing is kept where ``user`` is not the keeper, consent is missing, another version stands
    there by now, or the question is not of ``tier``, on which depends whether the text is sealed.
    """
    kept = PromptAnswer.objects.filter(
        storyteller=storyteller,
        section_prompt=prompt,
        storyteller__user=user,
        storyteller__consent_given=True,
        storyteller__deleted_at=None,
        version=mark,
        sensitivity_tier=tier,
    )
    is_put_off = When(status__in=[Status.SKIPPED, Status.DECLINED], then=Value(Status.DRAFT))
    return bool(
        kept.update(
            text=text_of_tier(text, tier),
            status=Case(is_put_off, default=F("status")),
            version=F("version") + 1,
            saved_at=now,
            updated_at=now,
        )
    )


@transaction.atomic
def give_answer(
    storyteller: Storyteller,
    prompt: SectionPrompt,
    *,
    text: str,
    mark: int,
    now: datetime,
    life_event: LifeEvent | None = None,
) -> PromptAnswer:
    """Keep an answer. The first time it counts in its section and in the session.

    Raises ``NothingToldError``, and ``AnswerChangedError`` where another text stands there by now.
    """
    require_consent(storyteller)
    row = lock_answer(storyteller, prompt, now)
    require_unchanged(row, text, mark)
    if not text.strip():
        raise NothingToldError
    is_new = row.status != Status.ANSWERED
    write_text(row, text, now)
    if life_event is not None:
        row.life_event = life_event
    row.status = Status.ANSWERED
    if is_new:
        row.interaction = _tell(row, prompt, answered=text, now=now)
        row.session = row.interaction.session
    row.save()
    if is_new:
        count_answer(storyteller, prompt.section, now=now)
    kind = prompt.process_prompt.prompt_type
    artifacts.follow_answer(row, asked=prompt.process_prompt.prompt_text, kind=kind, now=now)
    return row


@transaction.atomic
def skip_question(storyteller: Storyteller, prompt: SectionPrompt, *, now: datetime) -> None:
    """It comes back only when asked for. What was typed of it stays; an answer stays an answer."""
    _put_off(storyteller, prompt, Status.SKIPPED, now)


@transaction.atomic
def decline_question(
    storyteller: Storyteller, prompt: SectionPrompt, *, with_topics: bool = False, now: datetime
) -> list[str]:
    """Never ask it again; with its topics, whatever else touches on them. The topics closed."""
    _put_off(storyteller, prompt, Status.DECLINED, now)
    return close_topics(storyteller, prompt) if with_topics else []


def close_topics(storyteller: Storyteller, prompt: SectionPrompt) -> list[str]:
    """From now on nothing is asked about what ``prompt`` touches on."""
    topics = [topic for topic in question_of(prompt).topics if topic in TOPICS]
    if topics:
        closed = {f"comfortable_discussing_{topic}": False for topic in topics}
        change_boundaries(storyteller, **closed)
    return topics


@transaction.atomic
def take_back(storyteller: Storyteller, prompt: SectionPrompt, *, now: datetime) -> None:
    """The words go, here and where the session repeats them; its section counts one fewer."""
    require_consent(storyteller)
    row = lock_answer(storyteller, prompt, now)
    was_answered = row.status == Status.ANSWERED
    artifacts.drop_of_answer(row)
    _strike_out_of(row)
    write_text(row, "", now)
    row.status, row.step, row.depth = Status.SKIPPED, 1, PromptAnswer.Depth.BROAD
    row.session = row.interaction = row.life_event = None
    row.save()
    if was_answered:
        count_answer(storyteller, prompt.section, now=now, by=-1)


@transaction.atomic
def attach(answer: PromptAnswer, event: LifeEvent | None, *, now: datetime) -> PromptAnswer:
    """Say of which moment of the life an answer tells, or of none."""
    require_consent(answer.storyteller)
    row = PromptAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    row.life_event = event
    row.clean()
    row.save(update_fields=["life_event", "updated_at"])
    if row.interaction_id:
        SessionInteraction.objects.filter(pk=row.interaction_id).update(life_event=event)
        if event is not None:
            touch_event(row.session, event, now)
    return row


@transaction.atomic
def make_event(
    storyteller: Storyteller, *, title: str, now: datetime, year: int | None = None, text: str = ""
) -> LifeEvent:
    """A moment of the life, with its rough year where that is known."""
    require_consent(storyteller)
    event = LifeEvent(storyteller=storyteller, event_name=title, description=text, created_at=now)
    event.full_clean()
    event.save()
    if year:
        LifeEventTimespan.objects.create(
            life_event=event,
            timespan_type=LifeEventTimespan.TimespanType.PRIMARY,
            start_year=year,
            start_approximate=True,
        )
    return event


def _strike_out_of(answer):
    """Wherever a session repeats words of ``answer``, they go; that it was asked stays."""
    if answer.interaction is None:
        return
    told = SessionInteraction.objects.filter(
        session__storyteller=answer.storyteller_id,
        created_at__gte=answer.interaction.created_at,
    )
    repeats = [
        row.pk
        for row in told.only("storyteller_response", "session")
        if row.storyteller_response and row.storyteller_response in answer.text
    ]
    ours = {*repeats, answer.interaction_id}
    SessionInteraction.objects.filter(pk__in=ours).update(storyteller_response="")


def _put_off(storyteller, prompt, status, now):
    require_consent(storyteller)
    row = lock_answer(storyteller, prompt, now)
    if row.status in (status, Status.ANSWERED):
        return
    _tell(row, prompt, now=now)
    row.status, row.version = status, row.version + 1
    row.save()


def _tell(row, prompt, *, now, answered=""):
    asked = prompt.process_prompt
    return add_interaction(
        session_for(row.storyteller, now=now),
        asked=asked.prompt_text,
        answered=answered,
        category=asked.prompt_type,
        method=Method.TEXT if answered else Method.SKIP,
        tier=row.sensitivity_tier,
        section=prompt.section,
        life_event=row.life_event,
        now=now,
    )


def lock_answer(storyteller: Storyteller, prompt: SectionPrompt, now: datetime) -> PromptAnswer:
    """The row, locked, made where there is none yet. Inside a transaction."""
    rows = PromptAnswer.objects.select_for_update(of=("self",)).select_related("storyteller")
    wanted = rows.filter(storyteller=storyteller, section_prompt=prompt)
    if row := wanted.first():
        return row
    open_answer(storyteller, prompt, now=now)
    return wanted.get()


def require_unchanged(row: PromptAnswer, text: str, mark: int) -> None:
    """Raises ``AnswerChangedError`` where another text than ``text`` was kept after ``mark``."""
    if row.version != mark and row.text not in (text, ""):
        raise AnswerChangedError(row)


def write_text(row: PromptAnswer, text: str, now: datetime) -> None:
    """Set the next version of the text, sealed where its tier asks for that. Save it afterwards."""
    row.text = text_of_tier(text, row.sensitivity_tier)
    row.version += 1
    row.saved_at = now
