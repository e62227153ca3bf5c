"""Beginning, lanes and boundaries in the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.tests.factories import make_user
from storyteller.domain import beginning as verbs
from storyteller.domain.beginning import Beginning, begin_storyteller, next_trust_step
from storyteller.domain.boundaries import (
    boundary_of,
    change_boundaries,
    may_go_into,
    put_back_in_bounds,
    put_off_limits,
)
from storyteller.domain.errors import ConsentRequiredError, LaneError, NoProcessError
from storyteller.domain.lanes import count_answer, open_lane, reopen_lane, skip_lane
from storyteller.models import (
    ConsentRecord,
    ScopeType,
    Storyteller,
    StorytellerBoundary,
    StorytellerPreference,
    StorytellerProgress,
    StorytellerProject,
    StorytellerSectionSelection,
    StorytellerSectionStatus,
)
from storyteller.tests.factories import (
    make_life_event,
    make_life_event_boundary,
    make_life_event_trauma,
    make_process_section,
    make_storyteller,
)
from storyteller.tests.tellers import NOW, QUESTIONS, at, lane, lanes, make_process, make_teller

pytestmark = pytest.mark.django_db
LOCKED = dict.fromkeys(
    ["origins", "childhood", "teen_years", "milestones", "parenthood", "caregiving_loss"], "locked"
)
MADE = (
    Storyteller,
    StorytellerBoundary,
    StorytellerPreference,
    StorytellerProject,
    StorytellerProgress,
    StorytellerSectionStatus,
    StorytellerSectionSelection,
    ConsentRecord,
)


def answer(teller, key, count=1):
    section = lane(teller, key).process_section
    for _ in range(count):
        row = count_answer(teller, section, now=at(hours=1))
    return row


def test_beginning_makes_everything_with_the_defaults_of_the_process(process):
    teller = make_teller(scope=None)
    columns = StorytellerBoundary.objects.filter(storyteller=teller).values().get()
    comfortable = {
        name.removeprefix("comfortable_discussing_")
        for name, value in columns.items()
        if name.startswith("comfortable") and value
    }
    assert comfortable == {"romance", "loss", "illness", "conflict", "faith"}
    assert (columns["maximum_tier_comfortable"], columns["off_limit_topics"]) == (2, [])
    assert (columns["wants_explicit_warnings"], columns["prefers_some_private"]) == (True, False)
    progress = teller.progress
    assert (progress.current_phase, progress.phase_status, progress.process_version) == (
        "scope_selection",
        "in_progress",
        process,
    )
    assert progress.overall_completion_percentage == 0
    assert lanes(teller) == LOCKED
    assert {row.prompts_total for row in teller.section_statuses.all()} == {QUESTIONS}
    record = teller.consent_records.get()
    assert (record.kind, record.made_at, record.made_by) == ("given", NOW, teller.user)
    assert (teller.consent_given, teller.consent_date) == (True, NOW)
    assert teller.preference.primary_language == "en"


def test_scope_and_profile_open_lanes_and_say_why(process):
    teller = make_teller(scope="whole_life", profile={"has_children": True})
    found = {
        row.process_section.section_key: (row.status, row.unlocked_by, row.unlocked_at)
        for row in teller.section_statuses.select_related("process_section").exclude(
            status="locked"
        )
    }
    assert found == {
        "origins": ("unlocked", "scope", NOW),
        "childhood": ("unlocked", "scope", NOW),
        "parenthood": ("unlocked", "profile", NOW),
        "caregiving_loss": ("unlocked", "profile", NOW),
    }
    chosen = teller.section_selections.values_list(
        "process_section__section_key", "selection_reason", "priority_level"
    )
    assert set(chosen) == {
        ("origins", "scope_enabled", "high"),
        ("childhood", "scope_enabled", "high"),
        ("parenthood", "profile_enabled", "medium"),
        ("caregiving_loss", "profile_enabled", "medium"),
    }
    progress = StorytellerProgress.objects.get(storyteller=teller)
    assert (progress.current_phase, progress.phases_completed) == (
        "contextual_grounding",
        ["trust_setup", "scope_selection", "profile"],
    )
    assert next_trust_step(teller.project) == ""


@pytest.mark.parametrize("broken", ["record_consent", "open_for_scope", "open_for_profile"])
def test_failure_in_the_middle_leaves_nothing(process, monkeypatch, broken):

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(verbs, broken, fail)
    with pytest.raises(RuntimeError):
        make_teller(profile={"has_children": True})
    assert [model.objects.count() for model in MADE] == [0] * len(MADE)


def test_beginning_without_questions_or_with_wrong_values_leaves_nothing(process):
    user = make_user()
    ScopeType.objects.all().delete()
    process.delete()
    with pytest.raises(NoProcessError):
        begin_storyteller(user, Beginning(person={"first_name": "Ada"}), now=NOW)
    make_process()
    for wrong in (
        Beginning(person={"birth_month": 2, "birth_day": 30}),
        Beginning(person={}, subject={"subject_kind": "memory", "subject_is_living": False}),
        Beginning(person={}, profile={"likes_tea": True}),
        Beginning(person={}, boundary={"maximum_tier_comfortable": 4}),
    ):
        with pytest.raises(ValidationError):
            begin_storyteller(user, wrong, now=NOW)
    assert [model.objects.count() for model in MADE] == [0] * len(MADE)


def test_scope_chosen_again_opens_more_and_closes_nothing(process):
    teller = make_teller(scope="single_event")
    assert lanes(teller) == LOCKED | {"milestones": "unlocked"}
    verbs.choose_scope(teller, ScopeType.objects.get(scope_key="whole_life"), now=at(days=1))
    assert lanes(teller) == LOCKED | dict.fromkeys(
        ["milestones", "origins", "childhood"], "unlocked"
    )
    assert StorytellerProject.objects.get().profile_saved_at is None


def test_profile_and_boundaries_close_only_what_nobody_began(process):
    teller = make_teller(profile={"has_children": True})
    answer(teller, "parenthood")
    verbs.save_profile(teller, {"has_children": False}, now=at(days=1))
    assert lane(teller, "parenthood").status == "in_progress"
    change_boundaries(teller, comfortable_discussing_loss=False)
    verbs.follow_profile(teller, now=at(days=1))
    closed = lane(teller, "caregiving_loss")
    assert (closed.status, closed.unlocked_by, closed.unlocked_at) == ("locked", "", None)


def test_fourth_of_five_answers_tells_a_section_and_opens_the_one_after_it(process):
    teller = make_teller(scope="whole_life")
    row = answer(teller, "childhood", 3)
    assert (row.status, row.prompts_answered, row.completion_percentage) == ("in_progress", 3, 60)
    assert (row.started_at, lane(teller, "teen_years").status) == (at(hours=1), "locked")
    row = answer(teller, "childhood")
    assert (row.status, row.completion_percentage, row.completed_at) == (
        "completed",
        80,
        at(hours=1),
    )
    after = lane(teller, "teen_years")
    assert (after.status, after.unlocked_by, after.prerequisite_sections_met) == (
        "unlocked",
        "prerequisite",
        True,
    )
    assert after.unlock_reason == "“Childhood” is told."


def test_first_answer_goes_on_to_telling_and_what_was_left_is_done_later(process):
    teller = make_teller(scope="whole_life")
    answer(teller, "childhood")
    progress = StorytellerProgress.objects.get()
    assert (progress.current_phase, progress.first_capture_at) == ("story_capture", at(hours=1))
    assert progress.phases_completed == ["trust_setup", "scope_selection"]
    skipped = ["profile", "contextual_grounding", "section_selection"]
    assert progress.phases_skipped == skipped
    verbs.save_profile(teller, {}, now=at(days=1))
    verbs.save_facts(teller, {"birth_year": "1941"})
    progress = StorytellerProgress.objects.get()
    assert (progress.current_phase, progress.phases_skipped) == (
        "story_capture",
        ["section_selection"],
    )


def test_eighth_answer_over_all_sections_opens_what_waits_for_eight(process):
    teller = make_teller(scope="whole_life")
    answer(teller, "origins", 4)
    answer(teller, "childhood", 3)
    assert lane(teller, "milestones").status == "locked"
    answer(teller, "childhood")
    opened = lane(teller, "milestones")
    assert (opened.status, opened.unlock_reason, opened.prerequisite_sections_met) == (
        "unlocked",
        "8 questions are answered.",
        False,
    )


def test_answers_are_counted_within_the_questions_there_are(process):
    teller = make_teller(scope="whole_life")
    section = lane(teller, "childhood").process_section
    row = count_answer(teller, section, now=NOW, by=-1)
    assert (row.prompts_answered, row.status) == (0, "unlocked")
    assert answer(teller, "childhood", 7).prompts_answered == QUESTIONS
    with pytest.raises(LaneError, match="does not belong"):
        count_answer(teller, make_process_section(), now=NOW)


def test_keeper_opens_skips_and_reopens_any_lane(process):
    teller = make_teller(scope=None)
    section = lane(teller, "parenthood").process_section
    open_lane(teller, section, now=NOW)
    row = lane(teller, "parenthood")
    assert (row.status, row.unlocked_by, row.unlock_reason) == (
        "unlocked",
        "manual",
        "You opened it yourself.",
    )
    assert teller.section_selections.get().selection_reason == "user_choice"
    for _ in range(2):
        skip_lane(teller, section, now=at(days=1), reason=" Not now ")
    row = lane(teller, "parenthood")
    assert (row.status, row.skipped_at, row.skip_reason) == ("skipped", at(days=1), "Not now")
    reopen_lane(teller, section, now=at(days=2))
    row = lane(teller, "parenthood")
    assert (row.status, row.skipped_at, row.skip_reason) == ("unlocked", None, "")
    answer(teller, "parenthood", 4)
    skip_lane(teller, section, now=at(days=3))
    assert lane(teller, "parenthood").status == "completed"
    reopen_lane(teller, section, now=at(days=3))
    assert lane(teller, "parenthood").status == "in_progress"
    # Opening again what is open changes nothing.
    open_lane(teller, section, now=at(days=4))
    assert lane(teller, "parenthood").unlocked_at == NOW
    with pytest.raises(LaneError):
        skip_lane(teller, make_process_section(), now=NOW)


def test_nothing_is_chosen_or_opened_without_consent(process):
    teller = make_storyteller()
    section = make_process_section()
    scope = ScopeType.objects.first()
    for verb in (
        lambda: verbs.choose_scope(teller, scope, now=NOW),
        lambda: verbs.save_profile(teller, {}, now=NOW),
        lambda: open_lane(teller, section, now=NOW),
        lambda: skip_lane(teller, section, now=NOW),
        lambda: reopen_lane(teller, section, now=NOW),
    ):
        with pytest.raises(ConsentRequiredError):
            verb()


def test_story_that_staff_added_gets_its_project_and_lanes_when_it_is_needed(process):
    teller = make_storyteller()
    project = verbs.project_of(teller)
    assert verbs.project_of(teller) == project
    assert lanes(teller) == LOCKED
    assert next_trust_step(project) == "introduction"
    verbs.introduce(teller, now=NOW)
    assert next_trust_step(verbs.project_of(teller)) == "subject_clarification"


def test_off_limit_topics_stand_there_once_and_sealed(process):
    teller = make_teller()
    for topic in ("Zeca", " zeca ", "The  autumn of 1969"):
        put_off_limits(teller, topic)
    assert boundary_of(teller).off_limit_topics == ["Zeca", "The autumn of 1969"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT off_limit_topics FROM storyteller_boundary")
        stored = str(cursor.fetchall())
    assert ("Zeca" in stored, "1969" in stored, stored.count("sealed:")) == (False, False, 2)
    for _ in range(2):
        put_back_in_bounds(teller, "ZECA")
    assert boundary_of(teller).off_limit_topics == ["The autumn of 1969"]


def test_event_is_gone_into_as_its_rows_and_the_person_allow(process):
    teller = make_teller()
    event = make_life_event(storyteller=teller, event_name="The fire")
    assert may_go_into(teller, event)
    make_life_event_trauma(life_event=event, trauma_status="ongoing")
    make_life_event_boundary(
        life_event=event,
        override_storyteller_default=True,
        consent_to_deepen=True,
        consent_date=NOW,
    )
    event = type(event).objects.select_related("trauma", "boundary").get()
    assert may_go_into(teller, event).reason == "trauma"
    put_off_limits(teller, "fire")
    assert may_go_into(teller, event).reason == "off_limit"
