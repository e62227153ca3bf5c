from django.contrib import admin

from common.admin import ReadOnlyAdmin, ReadOnlyInline, RoomAdmin, RoomInline, RoomStackedInline
from play.domain.tables import touch_scene
from play.models import (
    Beat,
    BeatVersion,
    Challenge,
    Draft,
    Event,
    OracleVote,
    Spotlight,
    XCard,
)

EVENT_FIELDSETS = (
    (None, {"fields": (("order", "type"), "content")}),
    ("Roll", {"fields": (("notation", "total"), "dice"), "classes": ("collapse",)}),
    (
        "Oracle and fortune roll",
        {"fields": ("question", ("action_word", "descriptor_word")), "classes": ("collapse",)},
    ),
    (
        "Oracle",
        {"fields": ("scope", "interpretations", "chosen"), "classes": ("collapse",)},
    ),
    (
        "Fortune roll",
        {
            "fields": (
                ("odds", "tension"),
                ("die", "result"),
                "contest_closes_at",
                ("contested_by", "contested_at"),
            ),
            "classes": ("collapse",),
        },
    ),
)


class EventInline(RoomStackedInline):
    model = Event
    fieldsets = EVENT_FIELDSETS
    ordering = ("order",)


class ChallengeInline(RoomInline):
    model = Challenge
    fields = ("challenger", "reason", "status", "answer", "resolved_at")


class VersionInline(ReadOnlyInline):
    model = BeatVersion
    fields = ("number", "replaced_by", "created_at")
    ordering = ("-number",)


class XCardInline(ReadOnlyInline):
    model = XCard
    fields = ("created_at", "lifted_at")


class ShownInSceneMixin:
    """Pages that have the scene open show what staff changed, as they do what players change."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        beat = getattr(form.instance, "beat", form.instance)
        touch_scene(beat.scene, beat)


@admin.register(Beat)
class BeatAdmin(ShownInSceneMixin, RoomAdmin):
    list_display = ("scene", "order", "author", "character", "significance", "status", "created_at")
    list_display_links = ("scene", "order")
    list_filter = ("status", "significance", "created_at")
    list_select_related = ("scene", "author", "character")
    search_fields = ("events__content", "author__email", "scene__act__game__name")
    search_help_text = "Text, author’s e-mail address, or name of the game."
    ordering = ("-created_at",)
    fields = ("scene", "order", "author", "character", "significance", "status")
    inlines = (EventInline, ChallengeInline, VersionInline, XCardInline)


class OracleVoteInline(ReadOnlyInline):
    model = OracleVote
    fields = ("voter", "reading", "own_words")


@admin.register(Event)
class EventAdmin(ShownInSceneMixin, RoomAdmin):
    list_display = ("beat", "order", "type", "text", "created_at")
    list_display_links = ("beat", "order")
    list_filter = ("type", "odds", "result", "created_at")
    list_select_related = ("beat",)
    search_fields = ("content", "question", "beat__scene__act__game__name")
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("beat", ("order", "type"), "content")}),
        *EVENT_FIELDSETS[1:],
    )
    inlines = (OracleVoteInline,)

    @admin.display(description="text")
    def text(self, event):
        return (event.content or event.question or event.notation)[:80]


@admin.register(OracleVote)
class OracleVoteAdmin(ReadOnlyAdmin):
    list_display = ("event", "voter", "__str__", "updated_at")
    list_select_related = ("event", "voter")
    search_fields = ("event__question", "own_words", "voter__email")
    ordering = ("-updated_at",)


@admin.register(BeatVersion)
class BeatVersionAdmin(ReadOnlyAdmin):
    list_display = ("beat", "number", "replaced_by", "created_at")
    list_display_links = ("beat", "number")
    list_select_related = ("beat", "replaced_by")
    search_fields = ("beat__scene__act__game__name", "replaced_by__email")
    ordering = ("-created_at",)


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    """That there is a draft, not what it says: nobody reads what was not sent."""

    list_display = ("author", "scene", "updated_at")
    list_select_related = ("author", "scene")
    search_fields = ("author__email", "scene__guiding_question", "scene__act__game__name")
    ordering = ("-updated_at",)
    fields = ("scene", "author")


@admin.register(Challenge)
class ChallengeAdmin(ShownInSceneMixin, RoomAdmin):
    list_display = ("beat", "challenger", "reason", "status", "created_at", "resolved_at")
    list_filter = ("status", "created_at")
    list_select_related = ("beat", "challenger")
    search_fields = ("reason", "answer", "challenger__email", "beat__scene__act__game__name")
    ordering = ("-created_at",)


@admin.register(XCard)
class XCardAdmin(ShownInSceneMixin, RoomAdmin):
    list_display = ("beat", "created_at", "lifted_at")
    list_filter = (("lifted_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("beat",)
    search_fields = ("beat__scene__guiding_question", "beat__scene__act__game__name")
    ordering = ("-created_at",)


@admin.register(Spotlight)
class SpotlightAdmin(ShownInSceneMixin, RoomAdmin):
    list_display = ("character", "beat", "closes_at", "answered_at")
    list_filter = (("answered_at", admin.EmptyFieldListFilter),)
    list_select_related = ("character", "beat")
    search_fields = ("character__name", "beat__scene__act__game__name")
    ordering = ("-created_at",)
