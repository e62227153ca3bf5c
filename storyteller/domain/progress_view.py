"""What the page of progress shows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count
from django.db.models.functions import TruncDate

from storyteller.domain.lanes import rows_of
from storyteller.domain.progress import counts_of
from storyteller.models import (
    PromptAnswer,
    SessionInteraction,
    Storyteller,
    StorytellerSectionStatus,
)
from storyteller.rules import progress as rules
from storyteller.rules.progress import Counts, Part, Week

Status = StorytellerSectionStatus.Status
WEEKS = 26


@dataclass(frozen=True)
class ProgressView:
    """What the page of progress shows. Eight queries, however much there is."""

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
        """What was told in sessions, and answers that belong to none, by the day."""
        said = SessionInteraction.objects.filter(session__storyteller=self.storyteller)
        answers = PromptAnswer.objects.filter(
            storyteller=self.storyteller, status=PromptAnswer.Status.ANSWERED, interaction=None
        )
        told = Counter(self._days(said.exclude(storyteller_response=""), "created_at"))
        told += Counter(self._days(answers, "saved_at"))
        return rules.weeks(told, today=self.today, number=WEEKS)

    def _days(self, rows, column) -> dict[date, int]:
        since = self.today - timedelta(weeks=WEEKS)
        days = rows.filter(**{f"{column}__date__gte": since}).annotate(day=TruncDate(column))
        counted = days.order_by().values("day").annotate(number=Count("pk"))
        return dict(counted.values_list("day", "number"))

    @property
    def days_told(self) -> int:
        return sum(bool(day) for week in self.weeks for day in week.told)
