from django.contrib import admin

from common.admin import ReadOnlyAdmin, ReadOnlyInline, RoomAdmin, RoomInline
from common.admin.widgets import RoomInlineFormSet
from play.models import Act, Beat, ReadMark, Scene, ScenePresence, TensionVote

BEATS_SHOWN = 50
COURSE = ("Course", {"fields": ("number", "status", "started_at", "completed_at", "summary")})


class SceneInline(RoomInline):
    model = Scene
    fields = (
        "number",
        "title",
        "guiding_question",
        "tension",
        "status",
        "started_at",
        "completed_at",
    )
    ordering = ("number",)


@admin.register(Act)
class ActAdmin(RoomAdmin):
    list_display = ("game", "number", "guiding_question", "status", "started_at", "completed_at")
    list_display_links = ("number", "guiding_question")
    list_filter = ("status", "created_at")
    list_select_related = ("game",)
    search_fields = ("title", "guiding_question", "game__name")
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("game", "title", "guiding_question", "proposed_by")}),
        COURSE,
    )
    inlines = (SceneInline,)


class LatestBeats(RoomInlineFormSet):
    """The newest beats of a scene, which may have thousands."""

    def get_queryset(self):
        if not hasattr(self, "_latest"):
            self._latest = list(super().get_queryset()[:BEATS_SHOWN])
        return self._latest


class BeatInline(ReadOnlyInline):
    model = Beat
    formset = LatestBeats
    fields = ("order", "opening", "author", "character", "significance", "status")
    readonly_fields = ("opening",)
    ordering = ("-order",)
    verbose_name_plural = f"The newest {BEATS_SHOWN} beats"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("events")

    @admin.display(description="events")
    def opening(self, beat):
        events = sorted(beat.events.all(), key=lambda event: event.order)
        return " · ".join(str(event) for event in events)[:200]


class PresenceInline(RoomInline):
    model = ScenePresence
    fields = ("character", "left_at")


@admin.register(Scene)
class SceneAdmin(RoomAdmin):
    list_display = ("game", "act", "number", "guiding_question", "tension", "status", "started_at")
    list_display_links = ("number", "guiding_question")
    list_filter = ("status", "tension", "created_at")
    list_select_related = ("act__game",)
    search_fields = ("title", "guiding_question", "place", "act__game__name")
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("act", "title", "guiding_question", "place", "proposed_by")}),
        ("Tension", {"fields": (("tension", "tension_carried"),)}),
        COURSE,
    )
    inlines = (PresenceInline, BeatInline)

    @admin.display(description="game", ordering="act__game__name")
    def game(self, scene):
        return scene.act.game


@admin.register(ScenePresence)
class ScenePresenceAdmin(RoomAdmin):
    list_display = ("character", "scene", "created_at", "left_at")
    list_filter = (("left_at", admin.EmptyFieldListFilter),)
    list_select_related = ("character", "scene")
    search_fields = ("character__name", "scene__guiding_question", "scene__act__game__name")
    ordering = ("-created_at",)


@admin.register(TensionVote)
class TensionVoteAdmin(ReadOnlyAdmin):
    list_display = ("scene", "voter", "delta", "updated_at")
    list_filter = ("delta",)
    list_select_related = ("scene", "voter")
    search_fields = ("scene__guiding_question", "scene__act__game__name", "voter__email")
    ordering = ("-updated_at",)


@admin.register(ReadMark)
class ReadMarkAdmin(ReadOnlyAdmin):
    list_display = ("reader", "scene", "last_beat", "seen_at")
    list_select_related = ("reader", "scene")
    search_fields = ("reader__email", "scene__guiding_question", "scene__act__game__name")
    ordering = ("-updated_at",)
