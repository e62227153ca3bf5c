"""What may be asked of a storyteller now: open lanes, boundaries, and what was answered before."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from storyteller.domain.beginning import project_of
from storyteller.domain.boundaries import boundary_of, limits_of, may_go_into
from storyteller.domain.lanes import OPEN, rows_of
from storyteller.models import (
    LifeEvent,
    ProcessSection,
    PromptAnswer,
    PromptPackPrompt,
    SectionPrompt,
    Storyteller,
    StorytellerSectionSelection,
    StorytellerSectionStatus,
)
from storyteller.rules import prompts as rules
from storyteller.rules.boundaries import Verdict
from storyteller.rules.prompts import OpenLane, Question, Stand, Step

Status = StorytellerSectionStatus.Status
BEGUN = (Status.IN_PROGRESS, Status.COMPLETED)
NOT_OPEN = "This part of the story is not open."


@dataclass(frozen=True)
class Asking:
    """The questions of a storyteller. Each thing is asked of the database once."""

    storyteller: Storyteller

    @cached_property
    def project(self):
        return getattr(self.storyteller, "project", None) or project_of(self.storyteller)

    @cached_property
    def boundary(self):
        return boundary_of(self.storyteller)

    @cached_property
    def limits(self):
        return limits_of(self.storyteller, self.boundary)

    @cached_property
    def lanes(self) -> list[StorytellerSectionStatus]:
        return list(rows_of(self.storyteller))

    @cached_property
    def open_lanes(self) -> list[OpenLane]:
        wishes = dict(
            StorytellerSectionSelection.objects.filter(storyteller=self.storyteller).values_list(
                "process_section", "priority_level"
            )
        )
        return [
            OpenLane(
                key=row.process_section.section_key,
                order=row.process_section.order_index,
                is_begun=row.status == Status.IN_PROGRESS,
                priority=wishes.get(row.process_section_id, ""),
            )
            for row in self.lanes
            if row.status in OPEN
        ]

    @cached_property
    def questions(self) -> list[Question]:
        """Those of the open sections that may be asked, whatever became of them so far."""
        sections = [row.process_section_id for row in self.lanes if row.status in OPEN]
        prompts = SectionPrompt.objects.filter(section__in=sections)
        states = dict(
            PromptAnswer.objects.filter(storyteller=self.storyteller).values_list(
                "section_prompt", "status"
            )
        )
        found = prompts.select_related("process_prompt", "section")
        asked = [question_of(row, states.get(row.pk, "")) for row in found]
        return [q for q in asked if self.is_meant(q) and self.stand(q) is not Stand.CLOSED]

    @property
    def skipped(self) -> list[Question]:
        return [q for q in self.questions if q.state == PromptAnswer.Status.SKIPPED]

    def next(
        self,
        *,
        first: str = "",
        after: UUID | None = None,
        with_skipped: bool = False,
        gently: bool = False,
    ) -> Question | None:
        """What comes now; ``gently`` leaves out whatever would need a warning."""
        asked = self.questions
        if gently:
            asked = [q for q in asked if self.stand(q) is Stand.OPEN and q.tier == 1]
        return rules.next_question(
            asked, self.open_lanes, first=first, after=after, with_skipped=with_skipped
        )

    def next_section(self) -> ProcessSection | None:
        """The section that the next question belongs to, where there is one."""
        coming = self.next()
        sections = [row.process_section for row in self.lanes]
        return next((s for s in sections if coming and s.section_key == coming.section), None)

    def is_meant(self, question: Question) -> bool:
        scope = self.project.scope
        told = {
            row.process_section.section_key for row in self.lanes if row.status in (*OPEN, *BEGUN)
        }
        return rules.is_meant(question, scope=scope.scope_key if scope else "", told=told)

    def stand(self, question: Question) -> Stand:
        return rules.stand_of(
            question, self.limits, wants_warnings=self.boundary.wants_explicit_warnings
        )

    def verdict(self, question: Question) -> Verdict:
        return rules.judge_question(question, self.limits)

    def lane_of(self, prompt: SectionPrompt) -> StorytellerSectionStatus:
        return next(row for row in self.lanes if row.process_section_id == prompt.section_id)


def prompts_of(storyteller: Storyteller):
    """Every question of the sections of this story, open or not."""
    return SectionPrompt.objects.filter(
        section__storyteller_statuses__storyteller=storyteller
    ).select_related("process_prompt", "section")


def question_of(prompt: SectionPrompt, state: str = "") -> Question:
    """``prompt`` for the rules. Its process prompt and its section should be fetched."""
    asked = prompt.process_prompt
    values = asked.condition_value if asked.condition_type else {}
    return Question(
        key=prompt.pk,
        section=prompt.section.section_key,
        order=prompt.order_index,
        text=asked.prompt_text,
        step=asked.prompt_type,
        tier=asked.sensitivity_tier,
        is_sensitive=asked.is_sensitive,
        topics=tuple(values.get("topics", ())),
        scopes=tuple(values.get("scopes", ())),
        sections=tuple(values.get("sections", ())),
        state=state,
    )


def pack() -> list[Step]:
    """The questions that lead deeper into any memory: the packs for all sections, then the rest."""
    rows = PromptPackPrompt.objects.select_related("prompt_pack").order_by(
        "-prompt_pack__is_global", "prompt_pack__template_name", "order_index", "pk"
    )
    return [Step(row.prompt_type, row.prompt_text, row.is_required) for row in rows]


def may_go_deeper(
    asking: Asking, question: Question, event: LifeEvent | None, text: str = ""
) -> Verdict:
    """Whether a memory may be gone into with a question that says ``text``.

    What the event allows or forbids for itself comes with it; without one, what holds for all does.
    """
    if event is None:
        return rules.judge_question(
            Question(key="", section="", order=0, text=text, tier=question.tier), asking.limits
        )
    return may_go_into(
        asking.storyteller,
        event,
        boundary=asking.boundary,
        tier=question.tier,
        topics=question.topics,
        text=text,
    )


def is_headline_only(event: LifeEvent | None) -> bool:
    """Whether an event may be named, and no more."""
    boundary = getattr(event, "boundary", None)
    return bool(boundary and boundary.can_mention_but_not_detail)
