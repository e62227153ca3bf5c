from django.contrib import admin, messages

from common.admin import ExportMixin, RoomAdmin, RoomInline
from storyteller.admin.counting import count_of
from storyteller.domain.process_versions import activate_version
from storyteller.models import (
    ProcessCommitment,
    ProcessFlowEdge,
    ProcessNode,
    ProcessNodeType,
    ProcessPrompt,
    ProcessSection,
    ProcessVersion,
    SectionPrompt,
)

# The name of the button on the page of a version.
PUBLISH = "_publish"


class CommitmentInline(RoomInline):
    model = ProcessCommitment
    verbose_name, verbose_name_plural = "commitment", "commitments"
    fields = ("order_index", "title", "description")


class NodeInline(RoomInline):
    model = ProcessNode
    verbose_name, verbose_name_plural = "node", "nodes"
    fields = ("order_index", "node_key", "node_name", "node_type", "purpose", "is_optional")


class SectionInline(RoomInline):
    model = ProcessSection
    verbose_name, verbose_name_plural = "section", "sections"
    fields = (
        "order_index",
        "section_key",
        "section_name",
        "is_core",
        "requires_scope",
        "requires_profile_flags",
        "unlock_after_section",
        "minimum_prompts_required",
    )


class EdgeInline(RoomInline):
    model = ProcessFlowEdge
    verbose_name, verbose_name_plural = "way", "ways from node to node"
    fields = (
        "order_index",
        "from_node",
        "to_node",
        "condition_type",
        "condition_value",
        "edge_label",
    )


class PromptInline(RoomInline):
    model = ProcessPrompt
    verbose_name, verbose_name_plural = "prompt", "prompts"
    fields = (
        "order_index",
        "prompt_key",
        "prompt_text",
        "prompt_type",
        "sensitivity_tier",
        "condition_type",
        "condition_value",
    )


class SectionPromptInline(RoomInline):
    model = SectionPrompt
    verbose_name, verbose_name_plural = "prompt", "prompts"
    fields = ("order_index", "process_prompt")


@admin.register(ProcessVersion)
class ProcessVersionAdmin(RoomAdmin):
    list_display = (
        "version_name",
        "is_active",
        "node_count",
        "section_count",
        "created_by",
        "created_at",
    )
    list_filter = ("is_active",)
    list_select_related = ("created_by",)
    search_fields = ("version_name", "description")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    readonly_fields = ("is_active", "created_by")
    inlines = (CommitmentInline, NodeInline, SectionInline, EdgeInline)
    actions = ("make_active",)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                node_total=count_of(ProcessNode, "process_version"),
                section_total=count_of(ProcessSection, "process_version"),
            )
        )

    def save_model(self, request, version, form, change):
        if not change:
            version.created_by = request.user
        super().save_model(request, version, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if PUBLISH in request.POST and self.has_change_permission(request, form.instance):
            self._publish(request, form.instance)

    def _publish(self, request, version):
        activate_version(version)
        self.log_change(request, version, "Made active.")
        self.message_user(request, f"New sessions follow {version} now.", messages.SUCCESS)

    @admin.display(description="nodes", ordering="node_total")
    def node_count(self, version):
        return version.node_total

    @admin.display(description="sections", ordering="section_total")
    def section_count(self, version):
        return version.section_total

    @admin.action(description="Publish, in place of any other version", permissions=["change"])
    def make_active(self, request, versions):
        if len(versions) != 1:
            self.message_user(request, "Choose one version.", messages.WARNING)
            return
        self._publish(request, versions[0])


@admin.register(ProcessCommitment)
class ProcessCommitmentAdmin(RoomAdmin):
    list_display = ("title", "process_version", "order_index", "created_at")
    list_filter = ("process_version",)
    list_select_related = ("process_version",)
    search_fields = ("title", "description", "process_version__version_name")
    ordering = ("process_version__version_name", "order_index", "id")


@admin.register(ProcessNodeType)
class ProcessNodeTypeAdmin(RoomAdmin):
    list_display = (
        "type_name",
        "requires_user_input",
        "can_skip",
        "is_repeatable",
        "node_count",
    )
    list_filter = ("requires_user_input", "can_skip", "is_repeatable")
    search_fields = ("type_name", "description")
    ordering = ("type_name",)

    def get_queryset(self, request):
        nodes = count_of(ProcessNode, "node_type")
        return super().get_queryset(request).annotate(node_total=nodes)

    @admin.display(description="nodes", ordering="node_total")
    def node_count(self, node_type):
        return node_type.node_total


@admin.register(ProcessNode)
class ProcessNodeAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "node_name",
        "node_key",
        "process_version",
        "order_index",
        "node_type",
        "is_optional",
        "prompt_count",
    )
    list_filter = ("process_version", "node_type", "is_optional", "requires_completion")
    list_select_related = ("process_version", "node_type")
    search_fields = ("node_key", "node_name", "purpose", "process_version__version_name")
    ordering = ("process_version__version_name", "order_index", "id")
    inlines = (PromptInline,)
    fieldsets = (
        (None, {"fields": ("process_version", "node_name", "node_key", "node_type")}),
        ("Course", {"fields": ("order_index", "is_optional", "requires_completion")}),
        ("For people", {"fields": ("purpose", "outcome", "user_facing_text")}),
        ("For agents", {"fields": ("agent_objective", "agent_constraints")}),
    )

    def get_queryset(self, request):
        prompts = count_of(ProcessPrompt, "process_node")
        return super().get_queryset(request).annotate(prompt_total=prompts)

    @admin.display(description="prompts", ordering="prompt_total")
    def prompt_count(self, node):
        return node.prompt_total


@admin.register(ProcessFlowEdge)
class ProcessFlowEdgeAdmin(RoomAdmin):
    list_display = ("from_node", "to_node", "condition_type", "edge_label", "process_version")
    list_filter = ("condition_type", "process_version")
    list_select_related = ("from_node", "to_node", "process_version")
    search_fields = (
        "edge_label",
        "from_node__node_name",
        "to_node__node_name",
        "process_version__version_name",
    )
    ordering = ("process_version__version_name", "from_node__order_index", "order_index", "id")


@admin.register(ProcessSection)
class ProcessSectionAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "section_name",
        "section_key",
        "process_version",
        "order_index",
        "is_core",
        "requires_scope",
        "unlock_after_section",
        "prompt_count",
    )
    list_filter = ("process_version", "is_core", "requires_scope")
    list_select_related = ("process_version", "unlock_after_section")
    search_fields = (
        "section_key",
        "section_name",
        "description",
        "process_version__version_name",
    )
    ordering = ("process_version__version_name", "order_index", "id")
    inlines = (SectionPromptInline,)
    fieldsets = (
        (None, {"fields": ("process_version", "section_name", "section_key", "description")}),
        ("Place", {"fields": ("order_index", "is_core")}),
        ("Offered to", {"fields": ("requires_scope", "requires_profile_flags")}),
        ("Opens", {"fields": ("unlock_after_section", "minimum_prompts_required")}),
    )

    def get_queryset(self, request):
        prompts = count_of(SectionPrompt, "section")
        return super().get_queryset(request).annotate(prompt_total=prompts)

    @admin.display(description="prompts", ordering="prompt_total")
    def prompt_count(self, section):
        return section.prompt_total
