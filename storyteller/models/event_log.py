"""What the workflows of the process did."""

from django.db import models
from django.db.models import Value

from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.rules.documents import check_open_object


class Event(UUIDModel, TimestampedModel):
    """What a workflow of the process was given and what came of it."""

    workflow_type = models.CharField("workflow", max_length=150)
    data = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text="What the workflow was given.",
    )
    task_context = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text="What its steps left behind.",
    )

    class Meta:
        db_table = "events"
        verbose_name = "workflow event"
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.workflow_type}, {self.created_at:%Y-%m-%d %H:%M}"

    def clean(self):
        hold_documents(self, data=check_open_object, task_context=check_open_object)
