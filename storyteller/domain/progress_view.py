"""What the page of progress shows."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count
from django.db.models.functions import TruncDate

from storyteller.domain.lanes import rows_of
from storyteller.domain.progress import counts_of
from storyteller.models import PromptAnswer, Storyteller, StorytellerSectionStatus
from storyteller.rules import progress as rules
from storyteller.rules.progress import Counts, Part, Week

Status = StorytellerSectionStatus.Status
WEEKS = 26


@dataclass(frozen=True)
class ProgressView:
    """What the page of progress shows. Six queries, however much there is."""

    storyteller: Storyteller
    today: date

    @cached_property
    def counts(self) -> Counts:
        return counts_of(self.storyteller.pk)

    @property
    def overall(self) -> int:
        return rules.overall(self.counts)

    @property
    def parts(self) -> dict[str, Part]:
        return {part.name: part for part in rules.parts(self.counts)}

    @cached_property
    def lanes(self) -> list[StorytellerSectionStatus]:
        """Those that are open, told, or left out; what is still closed asks for nothing."""
        return [row for row in rows_of(self.storyteller) if row.status != Status.LOCKED]

    @cached_property
    def weeks(self) -> list[Week]:
        since = self.today - timedelta(weeks=WEEKS)
        days = (
            PromptAnswer.objects.filter(
                storyteller=self.storyteller,
                status=PromptAnswer.Status.ANSWERED,
                saved_at__date__gte=since,
            )
            .annotate(day=TruncDate("saved_at"))
            .values("day")
            .annotate(number=Count("pk"))
            .order_by("day")
        )
        told = {row["day"]: row["number"] for row in days}
        return rules.weeks(told, today=self.today, number=WEEKS)

    @property
    def days_told(self) -> int:
        return sum(bool(day) for week in self.weeks for day in week.told)
