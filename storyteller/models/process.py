"""The guided process: its versions, the steps and ways through them, and the sections of a life."""

from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value

from common.fields import DocumentField, hold_documents
from common.models import TimestampedModel, UUIDModel
from storyteller.models.base import KEY, CreatedModel
from storyteller.models.constraints import known_choices, not_negative
from storyteller.models.ownership import clean_owners
from storyteller.rules.documents import check_condition, check_profile_flags


class ProcessVersion(UUIDModel, CreatedModel):
    """A version of the guided process. Sessions keep to the version that they began with."""

    version_name = models.CharField("name", max_length=100)
    description = models.TextField(blank=True, default="", db_default="")
    is_active = models.BooleanField(
        default=False, db_default=False, help_text="New sessions follow the one active version."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DB_SET_NULL,
        related_name="process_versions",
        db_column="created_by",
        null=True,
        blank=True,
    )

    class Meta:
        db_table = "process_version"
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"],
                condition=models.Q(is_active=True),
                name="process_version_one_active",
                violation_error_code="unique",
                violation_error_message="Another version is active. Switch it off first.",
            ),
        ]

    def __str__(self):
        return self.version_name


class ProcessCommitment(UUIDModel, CreatedModel):
    """A promise that the process keeps, such as that the person stays the author."""

    process_version = models.ForeignKey(
        "storyteller.ProcessVersion", on_delete=models.DB_CASCADE, related_name="commitments"
    )
    order_index = models.IntegerField("order")
    title = models.CharField(max_length=200)
    description = models.TextField()

    class Meta:
        db_table = "process_commitment"
        ordering = ["order_index"]
        constraints = [
            *not_negative("process_commitment", "order_index"),
        ]

    def __str__(self):
        return self.title


@known_choices
class ProcessNodeType(UUIDModel):
    """What kind of step a node is, and what that kind allows."""

    class TypeName(models.TextChoices):
        INFORMATIONAL = "informational", "Informational"
        FORK = "fork", "Fork"
        DATA_COLLECTION = "data_collection", "Data collection"
        ITERATIVE = "iterative", "Iterative"
        SYNTHESIS = "synthesis", "Synthesis"

    type_name = models.CharField("type", choices=TypeName, max_length=50)
    description = models.TextField(blank=True, default="", db_default="")
    requires_user_input = models.BooleanField(default=True, db_default=True)
    can_skip = models.BooleanField(default=False, db_default=False)
    is_repeatable = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "process_node_type"
        constraints = [
            models.UniqueConstraint(
                fields=["type_name"],
                name="process_node_type_type_name_once",
                violation_error_code="unique",
                violation_error_message="This type exists already.",
            ),
        ]

    def __str__(self):
        return self.get_type_name_display()


class ProcessNode(UUIDModel, TimestampedModel):
    """A step of the process."""

    process_version = models.ForeignKey(
        "storyteller.ProcessVersion",
        on_delete=models.DB_CASCADE,
        related_name="nodes",
        db_index=False,
    )
    node_type = models.ForeignKey(
        "storyteller.ProcessNodeType",
        on_delete=models.DO_NOTHING,
        related_name="nodes",
        null=True,
        blank=True,
    )
    node_key = models.CharField(
        "key",
        max_length=100,
        validators=[KEY],
        help_text="Small letters, digits and underscores, such as trust_setup.",
    )
    node_name = models.CharField("name", max_length=200)
    order_index = models.IntegerField("order")
    purpose = models.TextField()
    outcome = models.TextField(blank=True, default="", db_default="")
    user_facing_text = models.TextField(
        "text for the storyteller", blank=True, default="", db_default=""
    )
    is_optional = models.BooleanField(default=False, db_default=False)
    requires_completion = models.BooleanField(default=True, db_default=True)
    agent_objective = models.TextField(
        "objective of the agent", blank=True, default="", db_default=""
    )
    agent_constraints = models.TextField(
        "constraints of the agent", blank=True, default="", db_default=""
    )

    class Meta:
        db_table = "process_node"
        ordering = ["order_index"]
        constraints = [
            models.UniqueConstraint(
                fields=["process_version", "node_key"],
                name="process_node_key_once_per_version",
                violation_error_code="unique",
                violation_error_message="This version has a node with this key already.",
            ),
            *not_negative("process_node", "order_index"),
        ]
        indexes = [
            models.Index(
                fields=["process_version", "order_index"], name="idx_process_node_version"
            ),
        ]

    def __str__(self):
        return self.node_name


@known_choices
class ProcessFlowEdge(UUIDModel, CreatedModel):
    """A way from one node to another, open where its condition holds."""

    class ConditionType(models.TextChoices):
        SCOPE_MATCH = "scope_match", "Scope match"
        PROFILE_FLAG = "profile_flag", "Profile flag"
        ALWAYS = "always", "Always"
        SECTION_SELECTED = "section_selected", "Section selected"

    process_version = models.ForeignKey(
        "storyteller.ProcessVersion", on_delete=models.DB_CASCADE, related_name="edges"
    )
    from_node = models.ForeignKey(
        "storyteller.ProcessNode",
        on_delete=models.DB_CASCADE,
        related_name="ways_out",
        verbose_name="from",
    )
    to_node = models.ForeignKey(
        "storyteller.ProcessNode",
        on_delete=models.DB_CASCADE,
        related_name="ways_in",
        verbose_name="to",
    )
    condition_type = models.CharField(
        "condition", choices=ConditionType, max_length=50, blank=True, default="", db_default=""
    )
    condition_value = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='Such as {"scopes": ["unsure"]}, {"has_children": true}, {"sections": ["work"]}.',
    )
    order_index = models.IntegerField("order", default=0, db_default=0)
    edge_label = models.CharField("label", max_length=100, blank=True, default="", db_default="")

    class Meta:
        db_table = "process_flow_edge"
        verbose_name = "process flow edge"
        ordering = ["order_index"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(to_node=models.F("from_node")),
                name="process_flow_edge_leads_elsewhere",
                violation_error_message="A way leads from one node to another.",
            ),
            *not_negative("process_flow_edge", "order_index"),
        ]

    def __str__(self):
        return self.edge_label or f"{self.from_node} → {self.to_node}"

    def clean(self):
        clean_owners(
            self,
            ("from_node.process_version_id", "process_version_id"),
            ("to_node.process_version_id", "process_version_id"),
        )
        if self.condition_type in self.ConditionType.values or not self.condition_type:
            hold_documents(self, condition_value=partial(check_condition, self.condition_type))


@known_choices
class ProcessSection(UUIDModel, CreatedModel):
    """A part of a life that can be told, such as childhood."""

    class RequiresScope(models.TextChoices):
        WHOLE_LIFE = "whole_life", "Whole life"
        MAJOR_CHAPTER = "major_chapter", "Major chapter"
        SINGLE_EVENT = "single_event", "Single event"

    process_version = models.ForeignKey(
        "storyteller.ProcessVersion", on_delete=models.DB_CASCADE, related_name="sections"
    )
    section_key = models.CharField(
        "key",
        max_length=100,
        validators=[KEY],
        help_text="Small letters, digits and underscores, such as childhood.",
    )
    section_name = models.CharField("name", max_length=200)
    description = models.TextField(blank=True, default="", db_default="")
    order_index = models.IntegerField("order", default=0, db_default=0)
    is_core = models.BooleanField(
        default=True,
        db_default=True,
        help_text="Offered to everyone; other sections depend on the profile.",
    )
    requires_scope = models.CharField(
        choices=RequiresScope,
        max_length=50,
        blank=True,
        default="",
        db_default="",
        help_text="Offered only where this scope was chosen.",
    )
    requires_profile_flags = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='What the profile must say, such as {"has_children": true}.',
    )
    unlock_after_section = models.ForeignKey(
        "storyteller.ProcessSection",
        on_delete=models.DO_NOTHING,
        related_name="unlocks",
        null=True,
        blank=True,
        help_text="Opens once this section is completed.",
    )
    minimum_prompts_required = models.IntegerField(
        default=0,
        db_default=0,
        help_text="Opens once so many prompts are answered in all sections; 0 for none.",
    )

    class Meta:
        db_table = "process_section"
        ordering = ["order_index"]
        constraints = [
            models.UniqueConstraint(
                fields=["process_version", "section_key"],
                name="process_section_key_once_per_version",
                violation_error_code="unique",
                violation_error_message="This version has a section with this key already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(unlock_after_section=models.F("id")),
                name="process_section_unlocks_another",
                violation_error_message="A section cannot wait for itself.",
            ),
            *not_negative("process_section", "order_index", "minimum_prompts_required"),
        ]

    def __str__(self):
        return self.section_name

    def clean(self):
        clean_owners(self, ("unlock_after_section.process_version_id", "process_version_id"))
        if self._waits_for_itself():
            message = "These sections would wait for one another."
            raise ValidationError({"unlock_after_section": message})
        hold_documents(self, requires_profile_flags=check_profile_flags)

    def _waits_for_itself(self):
        seen, section = {self.pk}, self.unlock_after_section
        while section is not None and section.pk not in seen:
            seen.add(section.pk)
            section = section.unlock_after_section
        return section is not None
