"""Staying with one memory: asked first, closer step by step, and what is hard kept as wished."""

from datetime import datetime

from django.db import transaction

from storyteller.domain import artifacts
from storyteller.domain.answers import (
    answer_of,
    attach,
    close_topics,
    decline_question,
    give_answer,
    lock_answer,
    make_event,
    require_unchanged,
    write_text,
)
from storyteller.domain.capture_errors import NothingToldError
from storyteller.domain.interactions import Method, add_interaction
from storyteller.domain.people import require_consent
from storyteller.domain.questions import (
    Asking,
    is_headline_only,
    may_go_deeper,
    pack,
    question_of,
)
from storyteller.domain.sessions import add_note, session_for
from storyteller.models import (
    LifeEvent,
    LifeEventBoundary,
    PromptAnswer,
    SectionPrompt,
    SessionNote,
    Storyteller,
    StorytellerProject,
)
from storyteller.rules.prompts import Step, deeper_steps

Depth = PromptAnswer.Depth
# What somebody may choose where a question turns out to be hard.
PASS_OVER, HEADLINE, GO_ON = "pass", "headline", "go_on"
_NOTES = {
    PASS_OVER: "Something was hard here, and was passed over.",
    HEADLINE: "Something was hard here: it is named, without detail.",
    GO_ON: "Something was hard here, and was told all the same.",
}


def next_deeper(
    asking: Asking, prompt: SectionPrompt, answer: PromptAnswer
) -> tuple[int, Step] | None:
    """The next question that leads deeper into an answer, with its number; None at the end of them.

    There is none for an event that may be named and no more. Single questions that touch on what
    is off limits are left out.
    """
    event = answer.life_event
    if is_headline_only(event):
        return None
    question = question_of(prompt)
    steps = deeper_steps(pack(), question.step)
    for number, step in enumerate(steps[answer.step - 1 :], answer.step):
        if may_go_deeper(asking, question, event, step.text):
            return number, step
    return None


def step_at(prompt: SectionPrompt, number: int) -> Step | None:
    """The step ``number``, counted from 1, of those that lead deeper from ``prompt``."""
    return next(iter(deeper_steps(pack(), question_of(prompt).step)[number - 1 :]), None)


@transaction.atomic
def agree_to_go_deeper(
    storyteller: Storyteller, prompt: SectionPrompt, *, always: bool = False, now: datetime
) -> None:
    """This memory may be gone into; with ``always``, every one from now on."""
    require_consent(storyteller)
    PromptAnswer.objects.filter(storyteller=storyteller, section_prompt=prompt).update(
        depth=Depth.ZOOMED, updated_at=now
    )
    if always:
        _remember(storyteller, may=True, now=now)


@transaction.atomic
def stay_broad(
    storyteller: Storyteller, prompt: SectionPrompt, *, always: bool = False, now: datetime
) -> None:
    """Leave this memory at its headline; with ``always``, do not offer it again."""
    require_consent(storyteller)
    PromptAnswer.objects.filter(storyteller=storyteller, section_prompt=prompt).update(
        depth=Depth.BROAD, updated_at=now
    )
    if always:
        _remember(storyteller, may=False, now=now)


@transaction.atomic
def tell_deeper(
    storyteller: Storyteller,
    prompt: SectionPrompt,
    *,
    number: int,
    step: Step,
    text: str,
    had: int,
    mark: int,
    now: datetime,
) -> PromptAnswer:
    """Keep the memory with what ``step`` brought to it, and go on to the step behind ``number``.

    ``text`` is the memory as a whole, of which the first ``had`` characters stood there when the
    step was asked. Where nothing follows them, the step counts as left out.
    """
    require_consent(storyteller)
    row = lock_answer(storyteller, prompt, now)
    require_unchanged(row, text, mark)
    if not text.strip():
        raise NothingToldError
    added = text[had:].strip()
    write_text(row, text, now)
    row.depth, row.step = Depth.ZOOMED, max(row.step, number + 1)
    row.save()
    add_interaction(
        session_for(storyteller, now=now),
        asked=step.text,
        answered=added,
        category=step.kind,
        method=Method.TEXT if added else Method.SKIP,
        tier=row.sensitivity_tier,
        life_event=row.life_event,
        now=now,
    )
    artifacts.follow_answer(row, asked=prompt.process_prompt.prompt_text, kind="scene", now=now)
    return row


@transaction.atomic
def note_hard(
    storyteller: Storyteller,
    prompt: SectionPrompt,
    *,
    choice: str,
    headline: str = "",
    with_topics: bool = False,
    now: datetime,
) -> None:
    """Something is hard to tell: pass over it, name it without detail, or go on all the same.

    The choice becomes a boundary: of the event that it belongs to, which a headline makes where
    there is none; of the question; and, where wished, of all that it touches on.
    """
    require_consent(storyteller)
    session = session_for(storyteller, now=now)
    add_note(
        session,
        text=_NOTES[choice],
        kind=SessionNote.NoteType.CONCERN,
        by=SessionNote.Author.SYSTEM,
        needs_followup=choice != GO_ON,
        now=now,
    )
    answer = answer_of(storyteller, prompt)
    event = answer.life_event if answer else None
    if choice == HEADLINE:
        _name_only(storyteller, prompt, answer, event, headline, now)
    elif choice == PASS_OVER:
        decline_question(storyteller, prompt, now=now)
        stay_broad(storyteller, prompt, now=now)
    if event is not None and choice != HEADLINE:
        set_event_boundary(event, may_deepen=choice == GO_ON, now=now)
    if with_topics and choice != GO_ON:
        close_topics(storyteller, prompt)


def set_event_boundary(
    event: LifeEvent, *, may_deepen: bool, headline_only: bool = False, now: datetime
) -> LifeEventBoundary:
    """What holds for ``event`` from now on, whatever holds elsewhere. Privacy stays as it is."""
    row = LifeEventBoundary.objects.filter(life_event=event).first()
    row = row or LifeEventBoundary(
        life_event=event, privacy_level=LifeEventBoundary.Privacy.LIMITED, created_at=now
    )
    row.override_storyteller_default = True
    row.consent_to_deepen = may_deepen
    row.consent_date = now if may_deepen else None
    row.can_mention_but_not_detail = headline_only
    row.save()
    return row


@transaction.atomic
def ask_each_time(storyteller: Storyteller, *, now: datetime) -> None:
    """From now on, leave is asked for every memory again."""
    require_consent(storyteller)
    _remember(storyteller, may=None, now=now)


def _name_only(storyteller, prompt, answer, event, headline, now):
    if not headline.strip():
        raise NothingToldError
    mark = answer.version if answer else 1
    given = give_answer(storyteller, prompt, text=headline, mark=mark, now=now)
    if event is None:
        event = make_event(storyteller, title=headline[:200], now=now)
        attach(given, event, now=now)
    set_event_boundary(event, may_deepen=False, headline_only=True, now=now)


def _remember(storyteller, *, may, now):
    StorytellerProject.objects.filter(storyteller=storyteller).update(
        may_zoom_in=may, zoom_asked_at=now, updated_at=now
    )
