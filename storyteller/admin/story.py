from django.contrib import admin

from common.admin import ExportMixin, ReadOnlyInline, RoomAdmin, RoomInline
from common.admin.widgets import RoomInlineFormSet
from storyteller.admin.counting import count_of
from storyteller.models import (
    ChapterSection,
    ChapterTheme,
    Story,
    StoryChapter,
    StoryCollection,
    StoryDraft,
    StoryScene,
    StoryTheme,
)

STORYTELLER = (
    "story__storyteller__first_name",
    "story__storyteller__last_name",
    "story__storyteller__preferred_name",
)


class ChapterInline(RoomInline):
    model = StoryChapter
    fields = (
        "chapter_number",
        "chapter_title",
        "chapter_type",
        "narrative_position",
        "status",
        "word_count",
    )


class ThemeInline(RoomInline):
    model = StoryTheme
    fields = ("theme_name", "theme_type", "theme_description")


class SectionInline(RoomInline):
    model = ChapterSection
    fields = (
        "section_number",
        "section_title",
        "section_type",
        "show_vs_tell",
        "status",
        "word_count",
        "sequence_order",
    )


class SceneFormSet(RoomInlineFormSet):
    """A scene that is added to a chapter belongs to the chapter's story."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if not form.instance.story_id and self.instance.story_id:
            form.instance.story = self.instance.story


class SceneInline(RoomInline):
    model = StoryScene
    formset = SceneFormSet
    fields = ("scene_name", "section", "life_event", "emotional_tone", "status", "word_count")


class ChapterThemeInline(RoomInline):
    model = ChapterTheme


class DraftInline(ReadOnlyInline):
    model = StoryDraft
    fields = ("draft_version", "draft_type", "version_name", "is_current", "word_count")


@admin.register(Story)
class StoryAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "title",
        "storyteller",
        "status",
        "chapter_count",
        "overall_archetype",
        "current_draft_version",
        "updated_at",
    )
    list_filter = ("status", "overall_archetype", "narrative_structure", "point_of_view")
    list_select_related = ("storyteller",)
    search_fields = (
        "title",
        "working_title",
        "storyteller__first_name",
        "storyteller__last_name",
        "storyteller__preferred_name",
        "storyteller__user__email",
    )
    ordering = ("-updated_at", "id")
    inlines = (ChapterInline, ThemeInline)
    fieldsets = (
        (None, {"fields": ("storyteller", "title", "subtitle", "working_title", "status")}),
        (
            "What it is about",
            {
                "fields": (
                    "primary_purpose",
                    "intended_audience",
                    "central_question",
                    "central_themes",
                    "overall_archetype",
                    "secondary_archetypes",
                )
            },
        ),
        (
            "How it is told",
            {
                "fields": (
                    "narrative_structure",
                    "point_of_view",
                    "narrative_voice",
                    "tense",
                    "tone",
                    "opening_strategy",
                    "closing_strategy",
                )
            },
        ),
        (
            "Time",
            {
                "fields": (
                    ("story_timeframe_start", "story_timeframe_end"),
                    ("uses_flashback", "uses_flashforward"),
                )
            },
        ),
        (
            "Extent",
            {
                "fields": (
                    "current_draft_version",
                    ("estimated_word_count", "target_word_count"),
                    "estimated_page_count",
                )
            },
        ),
    )

    def get_queryset(self, request):
        chapters = count_of(StoryChapter, "story")
        return super().get_queryset(request).annotate(chapter_total=chapters)

    @admin.display(description="chapters", ordering="chapter_total")
    def chapter_count(self, story):
        return story.chapter_total


@admin.register(StoryChapter)
class StoryChapterAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "story",
        "chapter_type",
        "status",
        "scene_to_summary_ratio",
        "word_count",
        "updated_at",
    )
    list_filter = ("status", "chapter_type", "narrative_position", "primary_mode")
    list_select_related = ("story",)
    search_fields = ("chapter_title", "story__title", *STORYTELLER)
    ordering = ("story__title", "chapter_number", "id")
    inlines = (SectionInline, SceneInline, ChapterThemeInline, DraftInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "story",
                    "chapter_number",
                    "chapter_title",
                    "chapter_subtitle",
                    "status",
                    "display_order",
                )
            },
        ),
        (
            "Its task",
            {
                "fields": (
                    "chapter_type",
                    "narrative_position",
                    "narrative_purpose",
                    "chapter_arc",
                    "emotional_arc",
                    "opening_hook",
                    "closing_resonance",
                    ("chapter_timeframe_start", "chapter_timeframe_end"),
                )
            },
        ),
        ("Text", {"fields": ("summary", "epigraph", "epigraph_attribution", "primary_mode")}),
        (
            "Extent",
            {
                "fields": (
                    "current_draft_version",
                    ("word_count", "estimated_word_count"),
                    "scene_to_summary_ratio",
                )
            },
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        """A chapter stays in its story: its scenes, themes and drafts are the story's as well."""
        declared = super().get_readonly_fields(request, obj)
        return [*declared, "story"] if obj else declared


@admin.register(ChapterSection)
class ChapterSectionAdmin(RoomAdmin):
    list_display = ("__str__", "chapter", "story", "section_type", "status", "word_count")
    list_filter = ("section_type", "status", "show_vs_tell")
    list_select_related = ("chapter__story",)
    search_fields = ("section_title", "chapter__chapter_title", "chapter__story__title")
    ordering = ("chapter__story__title", "chapter__chapter_number", "sequence_order", "id")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "chapter",
                    "section_number",
                    "section_title",
                    "section_type",
                    "sequence_order",
                    "status",
                    "word_count",
                )
            },
        ),
        ("Scene", {"fields": ("scene_setting", "scene_characters", "scene_purpose")}),
        ("Text", {"fields": ("content", "notes")}),
        (
            "Means",
            {
                "fields": (
                    "show_vs_tell",
                    ("uses_dialogue", "uses_sensory_details", "uses_internal_monologue"),
                )
            },
        ),
    )

    @admin.display(description="story", ordering="chapter__story__title")
    def story(self, section):
        return section.chapter.story


@admin.register(StoryScene)
class StorySceneAdmin(RoomAdmin):
    list_display = ("__str__", "story", "chapter", "life_event", "status", "word_count")
    list_filter = ("status", "emotional_tone", "has_dialogue")
    list_select_related = ("story", "chapter", "life_event")
    search_fields = ("scene_name", "scene_place", "story__title", "life_event__event_name")
    ordering = ("-updated_at", "id")
    fieldsets = (
        (None, {"fields": ("story", "chapter", "section", "life_event", "scene_name", "status")}),
        (
            "Where and when",
            {"fields": ("scene_place", "scene_time", "scene_setting", "scene_description")},
        ),
        (
            "What it is for",
            {"fields": ("scene_purpose", "reveals_character", "advances_plot", "develops_theme")},
        ),
        (
            "Senses",
            {
                "fields": (
                    "visual_details",
                    "auditory_details",
                    "tactile_details",
                    "olfactory_details",
                    "gustatory_details",
                )
            },
        ),
        (
            "Voices",
            {
                "fields": (
                    ("has_dialogue", "dialogue_snippet"),
                    ("has_internal_monologue", "internal_thoughts"),
                    "emotional_tone",
                )
            },
        ),
        (
            "Course",
            {
                "fields": (
                    "opening_image",
                    "inciting_action",
                    "complication",
                    "climax",
                    "resolution",
                    "reflection",
                    "meaning_made",
                    "word_count",
                )
            },
        ),
    )


@admin.register(StoryTheme)
class StoryThemeAdmin(RoomAdmin):
    list_display = ("theme_name", "theme_type", "story", "chapter_count", "created_at")
    list_filter = ("theme_type",)
    list_select_related = ("story",)
    search_fields = ("theme_name", "story__title", *STORYTELLER)
    ordering = ("story__title", "theme_name", "id")

    def get_queryset(self, request):
        chapters = count_of(ChapterTheme, "theme")
        return super().get_queryset(request).annotate(chapter_total=chapters)

    @admin.display(description="chapters", ordering="chapter_total")
    def chapter_count(self, theme):
        return theme.chapter_total


@admin.register(ChapterTheme)
class ChapterThemeAdmin(RoomAdmin):
    list_display = ("theme", "chapter", "prominence")
    list_filter = ("prominence",)
    list_select_related = ("theme", "chapter")
    search_fields = ("theme__theme_name", "chapter__chapter_title", "chapter__story__title")
    ordering = ("theme__theme_name", "chapter__chapter_number", "id")


@admin.register(StoryCollection)
class StoryCollectionAdmin(RoomAdmin):
    list_display = ("collection", "chapter", "story", "usage_type")
    list_filter = ("usage_type",)
    list_select_related = ("collection", "chapter", "story")
    search_fields = ("collection__collection_name", "chapter__chapter_title", "story__title")
    ordering = ("story__title", "chapter__chapter_number", "id")


@admin.register(StoryDraft)
class StoryDraftAdmin(ExportMixin, RoomAdmin):
    list_display = (
        "__str__",
        "story",
        "chapter",
        "version_name",
        "is_current",
        "word_count",
        "created_at",
    )
    list_filter = ("is_current", "draft_type")
    list_select_related = ("story", "chapter")
    search_fields = ("version_name", "story__title", "chapter__chapter_title", *STORYTELLER)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "story",
                    "chapter",
                    "section",
                    "draft_type",
                    "draft_version",
                    "version_name",
                    "is_current",
                )
            },
        ),
        ("Text", {"fields": ("content", "word_count")}),
        ("Notes", {"fields": ("revision_notes", "feedback_received")}),
    )

    def get_changeform_initial_data(self, request):
        return {"is_current": True} | super().get_changeform_initial_data(request)

    def has_change_permission(self, request, obj=None):
        """A version that another one superseded is kept as it was."""
        is_open = obj is None or obj.is_current
        return is_open and super().has_change_permission(request, obj)
