"""What people said of chapters and of the shape of a story."""

from django.contrib import admin

from common.admin import ReadOnlyAdmin
from storyteller.admin.storytellers import STORYTELLER
from storyteller.models import ChapterApproval, ChapterReview, DimensionScore

OF_CHAPTER = (
    "chapter__chapter_title",
    *(
        f"chapter__story__storyteller__{name}"
        for name in ("first_name", "last_name", "preferred_name")
    ),
)


@admin.register(ChapterReview)
class ChapterReviewAdmin(ReadOnlyAdmin):
    list_display = ("chapter", "reviewer", "result", "created_at")
    list_filter = ("result",)
    list_select_related = ("chapter", "reviewer")
    search_fields = OF_CHAPTER
    date_hierarchy = "created_at"
    ordering = ("-created_at", "id")


@admin.register(ChapterApproval)
class ChapterApprovalAdmin(ReadOnlyAdmin):
    list_display = ("chapter", "draft_version", "approved_by", "approved_at", "withdrawn_at")
    list_filter = (("withdrawn_at", admin.EmptyFieldListFilter),)
    list_select_related = ("chapter", "approved_by")
    search_fields = OF_CHAPTER
    date_hierarchy = "approved_at"
    ordering = ("-approved_at", "id")


@admin.register(DimensionScore)
class DimensionScoreAdmin(ReadOnlyAdmin):
    list_display = ("analysis", "candidate", "dimension", "score", "scored_by", "updated_at")
    list_filter = ("candidate", "dimension")
    list_select_related = ("analysis", "scored_by")
    search_fields = tuple(f"analysis__{name}" for name in STORYTELLER)
    ordering = ("-updated_at", "id")
