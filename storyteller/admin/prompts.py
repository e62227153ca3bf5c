from django.contrib import admin

from common.admin import CsvImportMixin, ExportMixin, RoomAdmin, RoomInline
from storyteller.admin.counting import count_of
from storyteller.models import (
    ProcessPrompt,
    PromptPackPrompt,
    PromptPackTemplate,
    SectionPrompt,
)


class PackPromptInline(RoomInline):
    model = PromptPackPrompt
    verbose_name_plural = "prompts"
    fields = ("order_index", "prompt_key", "prompt_text", "prompt_type", "is_required")


@admin.register(ProcessPrompt)
class ProcessPromptAdmin(CsvImportMixin, ExportMixin, RoomAdmin):
    list_display = (
        "prompt_key",
        "prompt_text",
        "process_node",
        "prompt_type",
        "order_index",
        "sensitivity_tier",
        "is_required",
    )
    list_filter = (
        "process_node__process_version",
        "prompt_type",
        "sensitivity_tier",
        "is_sensitive",
        "is_required",
        "condition_type",
    )
    list_select_related = ("process_node",)
    search_fields = (
        "prompt_key",
        "prompt_text",
        "process_node__node_name",
        "process_node__process_version__version_name",
    )
    ordering = ("process_node__node_name", "order_index", "id")
    fieldsets = (
        (None, {"fields": ("process_node", "prompt_key", "prompt_text", "prompt_type")}),
        ("Course", {"fields": ("order_index", "is_required")}),
        ("Care", {"fields": ("is_sensitive", "sensitivity_tier")}),
        ("Answer", {"fields": ("response_format", "max_length", "example_response")}),
        ("Asked where", {"fields": ("condition_type", "condition_value")}),
    )
    import_key = ("process_node", "prompt_key")
    import_fields = (
        "process_node",
        "prompt_key",
        "prompt_text",
        "prompt_type",
        "order_index",
        "is_required",
        "is_sensitive",
        "sensitivity_tier",
        "response_format",
        "max_length",
        "example_response",
        "condition_type",
        "condition_value",
    )


@admin.register(PromptPackTemplate)
class PromptPackTemplateAdmin(RoomAdmin):
    list_display = ("template_name", "is_global", "prompt_count", "created_at")
    list_filter = ("is_global",)
    search_fields = ("template_name", "description")
    ordering = ("template_name", "id")
    inlines = (PackPromptInline,)

    def get_queryset(self, request):
        prompts = count_of(PromptPackPrompt, "prompt_pack")
        return super().get_queryset(request).annotate(prompt_total=prompts)

    @admin.display(description="prompts", ordering="prompt_total")
    def prompt_count(self, pack):
        return pack.prompt_total


@admin.register(PromptPackPrompt)
class PromptPackPromptAdmin(CsvImportMixin, ExportMixin, RoomAdmin):
    list_display = (
        "prompt_key",
        "prompt_text",
        "prompt_pack",
        "prompt_type",
        "order_index",
        "is_required",
    )
    list_filter = ("prompt_pack", "prompt_type", "is_required")
    list_select_related = ("prompt_pack",)
    search_fields = ("prompt_key", "prompt_text", "prompt_pack__template_name")
    ordering = ("prompt_pack__template_name", "order_index", "id")
    import_key = ("prompt_pack", "prompt_key")
    import_fields = (
        "prompt_pack",
        "prompt_key",
        "prompt_text",
        "prompt_type",
        "order_index",
        "is_required",
    )
    import_lookups = {"prompt_pack": "template_name"}


@admin.register(SectionPrompt)
class SectionPromptAdmin(CsvImportMixin, ExportMixin, RoomAdmin):
    list_display = ("process_prompt", "section", "order_index", "created_at")
    list_filter = ("section__process_version",)
    list_select_related = ("section", "process_prompt")
    search_fields = (
        "section__section_name",
        "process_prompt__prompt_key",
        "process_prompt__prompt_text",
    )
    ordering = ("section__section_name", "order_index", "id")
    import_key = ("section", "process_prompt")
    import_fields = ("section", "process_prompt", "order_index")
