from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value

from common.fields import DocumentField, TextListField, UUIDListField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.constraints import at_least_one
from storyteller.models.life_events import LifeEvent
from storyteller.rules.documents import check_indicators


class SessionTemplate(UUIDModel, TimestampedModel):
    """A session to start from."""

    process_version = models.ForeignKey(
        "storyteller.ProcessVersion",
        on_delete=models.DB_CASCADE,
        related_name="session_templates",
        null=True,
        blank=True,
    )
    template_name = models.CharField("name", max_length=200)
    template_description = models.TextField("description", blank=True, default="", db_default="")
    suggested_for_event_types = TextListField(
        default=list,
        db_default=Value([], TextListField()),
        blank=True,
        help_text="One type of life event a line.",
    )
    suggested_for_process_nodes = UUIDListField(
        default=list,
        db_default=Value([], UUIDListField()),
        blank=True,
        help_text="The keys of nodes, one a line.",
    )
    default_intention = models.TextField(blank=True, default="", db_default="")
    default_success_indicators = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='Such as {"minutes": 5, "words": 200, "signs": ["a natural ending"]}.',
    )
    default_completion_indicators = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text="As for success.",
    )
    default_constraints = TextListField(
        default=list, db_default=Value([], TextListField()), blank=True
    )
    default_procedure_notes = models.TextField(blank=True, default="", db_default="")
    default_duration_minutes = models.IntegerField(
        "default duration in minutes", null=True, blank=True
    )
    is_active = models.BooleanField(default=True, db_default=True)

    class Meta:
        db_table = "session_template"
        constraints = [
            *at_least_one("session_template", "default_duration_minutes"),
        ]

    def __str__(self):
        return self.template_name

    def clean(self):
        unknown = sorted({*self.suggested_for_event_types} - {*LifeEvent.EventType.values})
        if unknown:
            message = f"Not a type of life event: {', '.join(unknown)}."
            raise ValidationError({"suggested_for_event_types": message})
        hold_documents(
            self,
            default_success_indicators=check_indicators,
            default_completion_indicators=check_indicators,
        )
