"""What the guided process asks."""

from functools import partial

from django.db import models
from django.db.models import Value

from common.fields import DocumentField, hold_documents
from common.models import UUIDModel
from storyteller.models.base import KEY, CreatedModel, SensitivityTier
from storyteller.models.constraints import at_least_one, known_choices, not_negative
from storyteller.models.ownership import clean_owners
from storyteller.rules.documents import check_condition


@known_choices
class ProcessPrompt(UUIDModel, CreatedModel):
    """A question that a node of the process asks."""

    class PromptType(models.TextChoices):
        SCENE = "scene", "Scene"
        PEOPLE = "people", "People"
        TENSION = "tension", "Tension"
        CHANGE = "change", "Change"
        MEANING = "meaning", "Meaning"

    class ResponseFormat(models.TextChoices):
        TEXT = "text", "Text"
        VOICE = "voice", "Voice"
        CHECKBOX = "checkbox", "Checkbox"
        MULTI_SELECT = "multi_select", "Multi select"

    class ConditionType(models.TextChoices):
        PROFILE_BOUNDARY = "profile_boundary", "Profile boundary"
        SCOPE_MATCH = "scope_match", "Scope match"
        SECTION_ACTIVE = "section_active", "Section active"

    process_node = models.ForeignKey(
        "storyteller.ProcessNode",
        on_delete=models.DB_CASCADE,
        related_name="prompts",
        db_index=False,
    )
    prompt_key = models.CharField(
        "key", max_length=100, validators=[KEY], help_text="Small letters, digits and underscores."
    )
    prompt_text = models.TextField("text")
    prompt_type = models.CharField(
        "type", choices=PromptType, max_length=50, blank=True, default="", db_default=""
    )
    order_index = models.IntegerField("order")
    is_required = models.BooleanField(default=False, db_default=False)
    is_sensitive = models.BooleanField(default=False, db_default=False)
    sensitivity_tier = models.IntegerField(
        choices=SensitivityTier,
        default=SensitivityTier.SAFE,
        db_default=SensitivityTier.SAFE,
        help_text="Asked only where the storyteller is comfortable with this tier.",
    )
    response_format = models.CharField(
        choices=ResponseFormat, max_length=50, blank=True, default="", db_default=""
    )
    max_length = models.IntegerField(
        "longest answer", null=True, blank=True, help_text="In characters; empty for no limit."
    )
    example_response = models.TextField(blank=True, default="", db_default="")
    condition_type = models.CharField(
        "condition", choices=ConditionType, max_length=50, blank=True, default="", db_default=""
    )
    condition_value = DocumentField(
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text='Such as {"topics": ["loss"]}, {"scopes": ["unsure"]}, {"sections": ["teens"]}.',
    )

    class Meta:
        db_table = "process_prompt"
        ordering = ["order_index"]
        constraints = [
            models.UniqueConstraint(
                fields=["process_node", "prompt_key"],
                name="process_prompt_key_once_per_node",
                violation_error_code="unique",
                violation_error_message="This node has a prompt with this key already.",
            ),
            *not_negative("process_prompt", "order_index"),
            *at_least_one("process_prompt", "max_length"),
        ]
        indexes = [
            models.Index(fields=["process_node", "order_index"], name="idx_process_prompt_node"),
        ]

    def __str__(self):
        return self.prompt_key

    def clean(self):
        if self.condition_type in self.ConditionType.values or not self.condition_type:
            hold_documents(self, condition_value=partial(check_condition, self.condition_type))


class PromptPackTemplate(UUIDModel, CreatedModel):
    """A set of prompts that many sections can use."""

    template_name = models.CharField("name", max_length=100)
    description = models.TextField(blank=True, default="", db_default="")
    is_global = models.BooleanField(
        default=True, db_default=True, help_text="Offered in every section."
    )

    class Meta:
        db_table = "prompt_pack_template"
        verbose_name = "prompt pack"

    def __str__(self):
        return self.template_name


class PromptPackPrompt(UUIDModel):
    """A prompt of a pack."""

    prompt_pack = models.ForeignKey(
        "storyteller.PromptPackTemplate", on_delete=models.DB_CASCADE, related_name="prompts"
    )
    prompt_key = models.CharField("key", max_length=100, validators=[KEY])
    prompt_text = models.TextField("text")
    prompt_type = models.CharField(
        "type",
        max_length=50,
        blank=True,
        default="",
        db_default="",
        help_text="Such as scene, people, tension, change or meaning.",
    )
    order_index = models.IntegerField("order")
    is_required = models.BooleanField(default=True, db_default=True)

    class Meta:
        db_table = "prompt_pack_prompt"
        ordering = ["order_index"]
        constraints = [
            models.UniqueConstraint(
                fields=["prompt_pack", "prompt_key"],
                name="prompt_pack_prompt_key_once_per_pack",
                violation_error_code="unique",
                violation_error_message="This pack has a prompt with this key already.",
            ),
            *not_negative("prompt_pack_prompt", "order_index"),
        ]

    def __str__(self):
        return self.prompt_key


class SectionPrompt(UUIDModel, CreatedModel):
    """A prompt that a section asks."""

    section = models.ForeignKey(
        "storyteller.ProcessSection",
        on_delete=models.DB_CASCADE,
        related_name="section_prompts",
        db_index=False,
    )
    process_prompt = models.ForeignKey(
        "storyteller.ProcessPrompt",
        on_delete=models.DB_CASCADE,
        related_name="section_prompts",
        verbose_name="prompt",
    )
    order_index = models.IntegerField("order", default=0, db_default=0)

    class Meta:
        db_table = "section_prompt"
        ordering = ["order_index"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "process_prompt"],
                name="section_prompt_once_per_section",
                violation_error_code="unique",
                violation_error_message="This section asks this prompt already.",
            ),
            *not_negative("section_prompt", "order_index"),
        ]

    def __str__(self):
        return str(self.process_prompt)

    def clean(self):
        clean_owners(
            self, ("process_prompt.process_node.process_version_id", "section.process_version_id")
        )
