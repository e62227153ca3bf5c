"""What the first page of a story says: how far it is, and what comes next."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from storyteller.domain.beginning import facts_asked, next_trust_step
from storyteller.domain.lanes import OPEN, grounds_of, lane_of
from storyteller.domain.people import shown_of
from storyteller.domain.questions import Asking
from storyteller.models import (
    FamilyMemory,
    LifeEvent,
    Storyteller,
    StorytellerSectionStatus,
    Upload,
)
from storyteller.rules import lanes as rules

Status = StorytellerSectionStatus.Status


@dataclass(frozen=True)
class LaneView:
    """A lane as the page shows it."""

    row: StorytellerSectionStatus
    waits_for: str
    is_offered: bool

    @property
    def section(self):
        return self.row.process_section

    @property
    def is_open(self):
        return self.row.status in OPEN


@dataclass(frozen=True)
class Overview:
    storyteller: Storyteller

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.storyteller)

    @property
    def project(self):
        return self.asking.project

    @cached_property
    def lanes(self) -> list[LaneView]:
        """Every lane, in the order of a life."""
        rows = self.asking.lanes
        lanes = [lane_of(row) for row in rows]
        grounds = grounds_of(self.project, self.asking.boundary)
        names = {lane.key: lane.name for lane in lanes}
        total = sum(lane.answered for lane in lanes)
        return [
            LaneView(
                row,
                rules.waits_for(lane, names, total),
                rules.is_offered(lane, scope=grounds.scope, flags=grounds.flags),
            )
            for row, lane in zip(rows, lanes, strict=True)
        ]

    @property
    def shown_lanes(self) -> list[LaneView]:
        """Those that are open or will be."""
        return [lane for lane in self.lanes if lane.row.status != Status.LOCKED or lane.is_offered]

    @property
    def other_lanes(self) -> list[LaneView]:
        """Those that are not meant for this life, as far as was said; a keeper may open them."""
        return [lane for lane in self.lanes if lane not in self.shown_lanes]

    @property
    def answered(self) -> int:
        return sum(lane.row.prompts_answered for lane in self.lanes)

    @property
    def told(self) -> int:
        return sum(lane.row.status == Status.COMPLETED for lane in self.lanes)

    @property
    def percentage(self) -> int:
        """Of the lanes that are open: how many of their questions are answered."""
        counted = [lane.row for lane in self.lanes if lane.row.status in (*OPEN, Status.COMPLETED)]
        total = sum(row.prompts_total or 0 for row in counted)
        return rules.percentage(sum(row.prompts_answered for row in counted), total)

    @property
    def asks_for_facts(self) -> bool:
        """Whether the scope asks for facts and none were given yet."""
        return bool(facts_asked(self.project)) and not self.project.context

    @property
    def trust_step(self) -> str:
        return next_trust_step(self.project)


def memories_waiting(storyteller: Storyteller) -> int:
    return FamilyMemory.objects.filter(
        storyteller=storyteller, status=FamilyMemory.Status.WAITING
    ).count()


def uploads_waiting(storyteller: Storyteller) -> int:
    return Upload.objects.filter(storyteller=storyteller, is_approved=False).count()


def counts_for(user: User, storyteller: Storyteller) -> dict[str, int]:
    """How much there is that ``user`` may see."""
    return {
        "events": shown_of(LifeEvent.objects.all(), user, storyteller).count(),
        "photos": shown_of(Upload.objects.all(), user, storyteller).count(),
    }
