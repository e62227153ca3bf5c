"""Telling: which question comes, what becomes of an answer, and what boundaries keep away."""

import pytest
from django.db import connection

from storyteller.domain import answers, artifacts, deeper, sessions
from storyteller.domain.boundaries import change_boundaries, put_off_limits
from storyteller.domain.capture_errors import (
    AnswerChangedError,
    ArtifactDecidedError,
    NothingToldError,
    SessionMoveError,
)
from storyteller.domain.errors import ConsentRequiredError
from storyteller.domain.interactions import add_interaction, strike_out
from storyteller.domain.questions import Asking, prompts_of, question_of
from storyteller.models import (
    LifeEventBoundary,
    ProcessPrompt,
    PromptAnswer,
    SectionPrompt,
    SessionArtifact,
    SessionInteraction,
    SessionProgress,
    StorytellerProgress,
    StorytellerSession,
)
from storyteller.rules.prompts import Stand
from storyteller.tests import factories as make
from storyteller.tests.tellers import at, lane, lanes

pytestmark = pytest.mark.django_db
Status = PromptAnswer.Status
LONG = "word " * 40


def prompt(teller, key):
    return prompts_of(teller).get(process_prompt__prompt_key=key)


def give(teller, key, text="At the rail.", *, now=None, mark=1, **fields):
    return answers.give_answer(
        teller, prompt(teller, key), text=text, mark=mark, now=now or at(), **fields
    )


def change_prompt(key, **columns):
    ProcessPrompt.objects.filter(prompt_key=key).update(**columns)


def coming(teller, **options):
    """The key of the next question."""
    found = Asking(teller).next(**options)
    return found and SectionPrompt.objects.get(pk=found.key).process_prompt.prompt_key


def test_answer_counts_once_in_its_section_and_once_in_its_session(teller):
    first = give(teller, "childhood_0", now=at())
    again = give(teller, "childhood_0", "At the rail, in fog.", mark=first.version, now=at(hours=1))
    assert (again.status, again.text, again.version) == ("answered", "At the rail, in fog.", 3)
    row = lane(teller, "childhood")
    assert (row.prompts_answered, row.status) == (1, "in_progress")
    [said] = SessionInteraction.objects.all()
    assert (said.interaction_sequence, said.storyteller_response, said.response_method) == (
        1,
        "At the rail.",
        "text",
    )
    progress = SessionProgress.objects.get()
    assert (progress.prompts_total, progress.prompts_completed) == (1, 1)
    [part] = said.session.section_statuses.all()
    assert (part.prompts_answered, part.section.section_key) == (1, "childhood")


def test_what_is_skipped_or_declined_is_asked_but_not_answered(teller):
    for number, verb in enumerate((answers.skip_question, answers.decline_question)):
        verb(teller, prompt(teller, f"childhood_{number}"), now=at())
    answers.skip_question(teller, prompt(teller, "childhood_0"), now=at())
    progress = SessionProgress.objects.get()
    assert (progress.prompts_total, progress.prompts_completed) == (2, 0)
    assert lane(teller, "childhood").prompts_answered == 0
    assert coming(teller, first="childhood") == "childhood_2"
    answered = give(teller, "childhood_2")
    answers.skip_question(teller, prompt(teller, "childhood_2"), now=at())
    answered.refresh_from_db()
    assert answered.status == Status.ANSWERED


def test_questions_come_in_turn_and_skipped_ones_last_when_asked_for(teller):
    assert coming(teller) == "origins_0"
    give(teller, "childhood_1")
    # What was begun comes first; behind the last answer it goes on, and comes back.
    assert coming(teller) == "childhood_0"
    after = prompt(teller, "childhood_1").pk
    assert coming(teller, first="childhood", after=after) == "childhood_2"
    answers.skip_question(teller, prompt(teller, "childhood_0"), now=at())
    for number in (2, 3, 4):
        give(teller, f"childhood_{number}")
    assert lanes(teller)["childhood"] == "completed"
    assert coming(teller, first="childhood") == "origins_0"
    for number in range(1, 4):
        give(teller, f"origins_{number}")
    answers.skip_question(teller, prompt(teller, "origins_4"), now=at())
    assert coming(teller, with_skipped=True) == "origins_0"
    answers.skip_question(teller, prompt(teller, "origins_0"), now=at())
    open_before = [key for key, status in lanes(teller).items() if status == "unlocked"]
    assert open_before == ["teen_years"]
    for number in range(5):
        answers.skip_question(teller, prompt(teller, f"teen_years_{number}"), now=at())
    assert coming(teller) is None
    assert coming(teller, with_skipped=True) == "origins_0"


def test_boundaries_keep_questions_away_at_every_level(teller):
    change_prompt(
        "origins_0",
        sensitivity_tier=2,
        is_sensitive=True,
        condition_type="profile_boundary",
        condition_value={"topics": ["loss"]},
    )
    change_prompt("origins_1", sensitivity_tier=3)
    change_prompt("origins_2", prompt_text="And your brother?")
    change_prompt(
        "origins_3", condition_type="scope_match", condition_value={"scopes": ["single_event"]}
    )
    change_prompt(
        "origins_4", condition_type="section_active", condition_value={"sections": ["teen_years"]}
    )

    def stands():
        asking = Asking(teller)
        found = [question_of(prompt(teller, f"origins_{number}")) for number in range(5)]
        return [asking.stand(q).value for q in found if asking.is_meant(q)]

    assert stands() == ["ask_first", "closed", "open"]
    change_boundaries(teller, maximum_tier_comfortable=3, wants_explicit_warnings=False)
    assert stands() == ["open", "ask_first", "open"]
    put_off_limits(teller, "my brother")
    assert stands() == ["open", "ask_first", "open"]
    put_off_limits(teller, "Brother")
    assert stands() == ["open", "ask_first", "closed"]
    change_boundaries(teller, comfortable_discussing_loss=False)
    assert stands() == ["closed", "ask_first", "closed"]
    assert coming(teller, first="origins") == "origins_1"
    change_boundaries(teller, maximum_tier_comfortable=1)
    assert coming(teller, first="origins") == "childhood_0"


def test_never_closes_the_topics_of_a_question(teller):
    change_prompt(
        "origins_0", condition_type="profile_boundary", condition_value={"topics": ["illness"]}
    )
    asked = prompt(teller, "origins_0")
    closed = answers.decline_question(teller, asked, with_topics=True, now=at())
    assert closed == ["illness"]
    teller.boundary.refresh_from_db()
    assert not teller.boundary.comfortable_discussing_illness
    answers.reconsider(teller, asked, now=at())
    assert Asking(teller).stand(question_of(asked)) is Stand.CLOSED


def test_private_answer_is_sealed_in_every_table(teller):
    change_boundaries(teller, maximum_tier_comfortable=3)
    change_prompt("origins_0", sensitivity_tier=3)
    row = give(teller, "origins_0", LONG)
    tables = (
        (PromptAnswer, "text"),
        (SessionInteraction, "storyteller_response"),
        (SessionArtifact, "content"),
    )
    for model, column in tables:
        assert getattr(model.objects.get(), column) == LONG
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {model._meta.db_table}")
            assert [text[:7] for [text] in cursor.fetchall()] == ["sealed:"]
    user, key = teller.user, row.section_prompt_id
    draft = {"mark": row.version, "text": "Less.", "now": at()}
    assert not answers.keep_draft(user, teller.pk, key, tier=1, **draft)
    assert answers.keep_draft(user, teller.pk, key, tier=3, **draft)
    assert PromptAnswer.objects.get().text == "Less."


def test_draft_is_kept_over_the_version_that_was_read_and_no_other(teller):
    asked = prompt(teller, "origins_0")
    row = answers.open_answer(teller, asked, now=at())
    assert answers.open_answer(teller, asked, now=at()).pk == row.pk
    draft = {"tier": 1, "now": at()}
    keep = lambda mark, text: answers.keep_draft(  # noqa: E731
        teller.user, teller.pk, asked.pk, mark=mark, text=text, **draft
    )
    assert [keep(1, "One"), keep(1, "Two"), keep(2, "Three")] == [True, False, True]
    with pytest.raises(AnswerChangedError):
        answers.give_answer(teller, asked, text="Two", mark=1, now=at())
    kept = answers.give_answer(teller, asked, text="Three", mark=1, now=at())
    assert (kept.status, kept.version) == ("answered", 4)
    with pytest.raises(NothingToldError):
        answers.give_answer(teller, asked, text="  ", mark=4, now=at())
    stranger = make.make_storyteller().user
    assert not answers.keep_draft(stranger, teller.pk, asked.pk, mark=4, text="x", **draft)


def test_answer_is_taken_back_with_all_that_repeats_it(teller):
    row = give(teller, "childhood_0", LONG)
    step = deeper.next_deeper(Asking(teller), row.section_prompt, row)
    assert step is None  # no pack yet
    answers.take_back(teller, row.section_prompt, now=at(hours=1))
    row.refresh_from_db()
    assert (row.status, row.text, row.session) == ("skipped", "", None)
    assert lane(teller, "childhood").prompts_answered == 0
    assert SessionInteraction.objects.get().storyteller_response == ""
    assert not SessionArtifact.objects.exists()


def make_pack():
    pack = make.make_prompt_pack_template(template_name="Five steps", is_global=True)
    for number, kind in enumerate(("scene", "people", "tension", "change", "meaning")):
        make.make_prompt_pack_prompt(
            prompt_pack=pack,
            prompt_key=kind,
            prompt_type=kind,
            prompt_text=f"Tell of the {kind}.",
            order_index=number,
            is_required=kind != "change",
        )


def test_memory_is_gone_into_step_by_step_only_after_a_yes(teller):
    make_pack()
    change_prompt("childhood_0", prompt_type="people")
    row = give(teller, "childhood_0", "With Rui.")
    asked = prompt(teller, "childhood_0")

    def step():
        found = deeper.next_deeper(Asking(teller), asked, PromptAnswer.objects.get())
        return found and (found[0], found[1].kind)

    assert (row.depth, step()) == ("broad", (1, "scene"))
    deeper.agree_to_go_deeper(teller, asked, now=at())
    told = deeper.tell_deeper(
        teller,
        asked,
        number=1,
        step=deeper.step_at(asked, 1),
        text="With Rui. On the quay.",
        had=9,
        mark=row.version,
        now=at(minutes=5),
    )
    assert (told.depth, told.step, step()) == ("zoomed", 2, (2, "tension"))
    assert [
        (i.interaction_sequence, i.prompt_category, i.storyteller_response)
        for i in SessionInteraction.objects.all()
    ] == [(1, "people", "With Rui."), (2, "scene", "On the quay.")]
    put_off_limits(teller, "tension")
    assert step() == (3, "change")
    teller.project.refresh_from_db()
    assert teller.project.may_zoom_in is None
    deeper.agree_to_go_deeper(teller, asked, always=True, now=at())
    deeper.stay_broad(teller, asked, always=True, now=at())
    teller.project.refresh_from_db()
    assert teller.project.may_zoom_in is False
    answers.take_back(teller, asked, now=at(hours=1))
    said = SessionInteraction.objects.values_list("storyteller_response", flat=True)
    assert [*said] == ["", ""]


def test_event_decides_whether_its_memory_is_gone_into(teller):
    make_pack()
    event = answers.make_event(teller, title="The crossing", year=1961, now=at())
    give(teller, "childhood_0", life_event=event)
    asked = prompt(teller, "childhood_0")

    def may_deepen():
        return bool(deeper.next_deeper(Asking(teller), asked, answers.answer_of(teller, asked)))

    assert may_deepen()
    trauma = make.make_life_event_trauma(life_event=event, trauma_status="ongoing")
    assert not may_deepen()
    trauma.delete()
    boundary = deeper.set_event_boundary(event, may_deepen=False, now=at())
    assert (may_deepen(), boundary.privacy_level) == (False, "limited")
    deeper.set_event_boundary(event, may_deepen=True, now=at())
    assert may_deepen()
    LifeEventBoundary.objects.update(can_mention_but_not_detail=True)
    assert not may_deepen()
    LifeEventBoundary.objects.update(
        can_mention_but_not_detail=False, off_limit_aspects=["the meaning", "crossing"]
    )
    assert not may_deepen()


@pytest.mark.parametrize("with_event", [False, True])
def test_what_is_hard_becomes_the_boundary_that_was_chosen(teller, with_event):
    change_prompt(
        "childhood_1", condition_type="profile_boundary", condition_value={"topics": ["loss"]}
    )
    event = make.make_life_event(storyteller=teller) if with_event else None
    found = []
    for number, choice in enumerate((deeper.PASS_OVER, deeper.HEADLINE, deeper.GO_ON)):
        asked = prompt(teller, f"childhood_{number}")
        row = answers.open_answer(teller, asked, now=at())
        PromptAnswer.objects.filter(pk=row.pk).update(life_event=event)
        deeper.note_hard(
            teller,
            asked,
            choice=choice,
            headline="He died that winter.",
            with_topics=choice == deeper.HEADLINE,
            now=at(),
        )
        row = answers.answer_of(teller, asked)
        boundary = getattr(row.life_event, "boundary", None)
        found.append(
            (
                row.status,
                row.text,
                boundary and (boundary.consent_to_deepen, boundary.can_mention_but_not_detail),
            )
        )
    line = "He died that winter."
    assert found == [
        ("declined", "", (False, False) if with_event else None),
        ("answered", line, (False, True)),
        ("draft", "", (True, False) if with_event else None),
    ]
    teller.boundary.refresh_from_db()
    assert not teller.boundary.comfortable_discussing_loss
    session = StorytellerSession.objects.get()
    assert (session.notes.count(), session.needs_followup) == (3, True)
    with pytest.raises(NothingToldError):
        deeper.note_hard(
            teller, prompt(teller, "childhood_3"), choice=deeper.HEADLINE, headline=" ", now=at()
        )


def test_session_adds_its_time_up_over_pauses(teller):
    session = sessions.plan_session(teller, now=at(), scheduled_at=at(days=1), minutes=45)
    assert (session.status, session.intention) == ("scheduled", sessions.EVERYDAY)
    refused = []
    for verb in (sessions.pause, sessions.finish):
        with pytest.raises(SessionMoveError):
            verb(session, now=at())
        refused.append(verb)
    sessions.start(session, now=at(days=1))
    other = sessions.plan_session(teller, now=at(), name="Later")
    for again in (session, other):
        with pytest.raises(SessionMoveError):
            sessions.start(again, now=at(days=1))
    other.delete()
    sessions.pause(session, now=at(days=1, minutes=10, seconds=40))
    sessions.start(session, now=at(days=2))
    sessions.pause(session, now=at(days=2, minutes=5, seconds=30))
    sessions.start(session, now=at(days=2, hours=1))
    done = sessions.finish(session, now=at(days=2, hours=1, minutes=4), next_time="The quay")
    assert (done.started_at, done.ended_at) == (at(days=1), at(days=2, hours=1, minutes=4))
    assert (done.status, done.actual_duration_minutes) == ("completed", 20)
    assert done.summary == "0 questions answered in 0 words, in 20 minutes."
    assert done.next_session_suggestion == "The quay"
    for verb in (sessions.start, sessions.pause, sessions.finish, sessions.cancel):
        with pytest.raises(SessionMoveError):
            verb(session, now=at(days=3))
    progress = StorytellerProgress.objects.get(storyteller=teller)
    assert progress.total_sessions_count == 1


def test_cancelled_session_says_so_and_counts_what_was_told(teller):
    session = sessions.plan_session(teller, now=at())
    sessions.start(session, now=at())
    sessions.cancel(session, now=at(minutes=3), reason="The doctor came.")
    session.refresh_from_db()
    assert (session.status, session.summary) == ("cancelled", "Cancelled: The doctor came.")
    assert (session.actual_duration_minutes, session.ended_at) == (3, at(minutes=3))


def test_answer_finds_its_session_and_ends_one_that_was_left(teller):
    planned = sessions.plan_session(teller, now=at(), scheduled_at=at(hours=1))
    give(teller, "origins_0", now=at())
    planned.refresh_from_db()
    assert planned.status == "in_progress"
    give(teller, "origins_1", now=at(minutes=20))
    sessions.pause(planned, now=at(minutes=30))
    give(teller, "origins_2", now=at(minutes=40))
    planned.refresh_from_db()
    assert planned.status == "in_progress"
    give(teller, "origins_3", now=at(days=1))
    planned.refresh_from_db()
    assert (planned.status, planned.ended_at) == ("completed", at(minutes=40))
    assert planned.actual_duration_minutes == 30
    names = StorytellerSession.objects.order_by("created_at").values_list("session_name", flat=True)
    assert [*names] == ["", "2 March 2026"]
    assert sessions.hints(planned) == [
        "Fewer than 200 words were told: other questions may suit better.",
        "It was left rather than finished: a short word of thanks may be welcome.",
    ]


def test_session_begins_with_what_its_template_says(teller):
    template = make.make_session_template(
        template_name="Photo box",
        default_intention="To look at photos.",
        default_duration_minutes=25,
        default_constraints=["No dates"],
    )
    session = sessions.plan_session(teller, now=at(), template=template)
    assert (
        session.session_name,
        session.intention,
        session.scheduled_duration_minutes,
        session.constraints,
    ) == ("Photo box", "To look at photos.", 25, ["No dates"])


def test_pieces_are_provisional_until_they_are_decided_on(teller):
    give(teller, "childhood_0", "Short.")
    kept = give(teller, "childhood_1", LONG)
    give(teller, "childhood_1", LONG + "more", mark=kept.version)
    [piece] = artifacts.waiting_in(teller)
    assert (piece.content, piece.is_provisional, piece.is_approved) == (LONG + "more", True, False)
    artifacts.approve_artifact(piece, now=at())
    approved = artifacts.approve_artifact(piece, now=at(days=1))
    assert (approved.approved_at, approved.is_provisional) == (at(), False)
    with pytest.raises(ArtifactDecidedError):
        artifacts.reject_artifact(piece)
    # A change afterwards is another piece.
    row = PromptAnswer.objects.get(pk=kept.pk)
    give(teller, "childhood_1", LONG + "most", mark=row.version)
    [other] = artifacts.waiting_in(teller)
    artifacts.reject_artifact(other)
    artifacts.reject_artifact(other)
    with pytest.raises(ArtifactDecidedError):
        artifacts.approve_artifact(other, now=at())
    give(teller, "childhood_2", LONG)
    assert artifacts.approve_all(kept.session, now=at()) == 1
    progress = StorytellerProgress.objects.get(storyteller=teller)
    assert progress.total_artifacts_count == 3


def test_nothing_is_told_without_consent_or_outside_a_session(teller):
    session = sessions.plan_session(teller, now=at())
    with pytest.raises(SessionMoveError):
        add_interaction(session, asked="Where?", now=at())
    teller.consent_given, teller.consent_date = False, None
    teller.save()
    asked = prompt(teller, "origins_0")
    row = make.make_prompt_answer(storyteller=teller, section_prompt=asked)
    refused = [
        lambda: give(teller, "origins_0"),
        lambda: answers.skip_question(teller, asked, now=at()),
        lambda: answers.decline_question(teller, asked, now=at()),
        lambda: answers.take_back(teller, asked, now=at()),
        lambda: answers.make_event(teller, title="x", now=at()),
        lambda: sessions.plan_session(teller, now=at()),
        lambda: sessions.start(session, now=at()),
        lambda: deeper.agree_to_go_deeper(teller, asked, now=at()),
        lambda: deeper.note_hard(teller, asked, choice=deeper.GO_ON, now=at()),
    ]
    for verb in refused:
        with pytest.raises(ConsentRequiredError):
            verb()
    assert not answers.keep_draft(
        teller.user, teller.pk, asked.pk, mark=row.version, tier=1, text="x", now=at()
    )


def test_transcript_loses_what_is_struck_out_and_keeps_its_numbers(teller):
    give(teller, "origins_0")
    give(teller, "origins_1", "More.")
    first = SessionInteraction.objects.get(interaction_sequence=1)
    strike_out(first)
    assert [
        (i.interaction_sequence, i.storyteller_response) for i in SessionInteraction.objects.all()
    ] == [(1, ""), (2, "More.")]
