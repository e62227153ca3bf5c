from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery

from common.admin import (
    ExportMixin,
    InvitationAdmin,
    InvitationState,
    ReadOnlyInline,
    RoomAdmin,
    RoomInline,
)
from play.models import (
    Act,
    Game,
    GameMember,
    GamePause,
    GameWordSeedTable,
    Invitation,
    SafetyLine,
    SetupAnswer,
    SetupPrompt,
)


class MemberInline(RoomInline):
    model = GameMember
    verbose_name, verbose_name_plural = "member", "members"
    fields = ("user", "address", "role", "mail", "left_at")
    readonly_fields = ("address",)

    @admin.display(description="e-mail")
    def address(self, member):
        return member.user and member.user.email


class ActInline(RoomInline):
    model = Act
    fields = ("number", "title", "guiding_question", "status", "started_at", "completed_at")
    ordering = ("number",)


class WordTableInline(RoomInline):
    model = GameWordSeedTable


class SafetyLineInline(RoomInline):
    model = SafetyLine
    fields = ("kind", "text", "added_by")


class PauseInline(ReadOnlyInline):
    model = GamePause
    fields = ("created_at", "reason", "paused_by", "ended_at", "resumed_by")
    ordering = ("-created_at",)


@admin.register(Game)
class GameAdmin(ExportMixin, RoomAdmin):
    list_display = ("name", "status", "organizer", "players", "updated_at")
    list_filter = ("status", "created_at")
    search_fields = ("name", "pitch", "members__user__email", "members__user__display_name")
    search_help_text = "Name, pitch, or a member’s name or e-mail address."
    ordering = ("-updated_at",)
    date_hierarchy = "created_at"
    export_fields = ("id", "name", "status", "pitch", "settings", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("name", "pitch", "status")}),
        ("World", {"fields": ("world_document",)}),
        ("How this table plays", {"fields": ("settings",), "classes": ("collapse",)}),
    )
    inlines = (MemberInline, ActInline, WordTableInline, SafetyLineInline, PauseInline)

    def get_queryset(self, request):
        members = GameMember.objects.filter(game=OuterRef("pk"))
        seated = members.filter(left_at__isnull=True).values("game").annotate(n=Count("pk"))
        organizer = members.filter(role=GameMember.Role.ORGANIZER).values("user__email")
        return (
            super()
            .get_queryset(request)
            .annotate(
                organizer_email=Subquery(organizer[:1]), seats_taken=Subquery(seated.values("n"))
            )
        )

    @admin.display(description="organizer", ordering="organizer_email")
    def organizer(self, game):
        return game.organizer_email

    @admin.display(description="at the table", ordering="seats_taken")
    def players(self, game):
        return game.seats_taken or 0


class HasLeft(admin.SimpleListFilter):
    title, parameter_name = "seat", "seat"

    def lookups(self, request, model_admin):
        return [("taken", "At the table"), ("left", "Has left")]

    def queryset(self, request, queryset):
        if self.value() in ("taken", "left"):
            return queryset.filter(left_at__isnull=self.value() == "taken")
        return queryset


@admin.register(GameMember)
class GameMemberAdmin(RoomAdmin):
    list_display = ("game", "user", "role", "mail", "created_at", "left_at")
    list_filter = ("role", "mail", HasLeft)
    list_select_related = ("game", "user")
    search_fields = ("game__name", "user__email", "user__display_name")
    ordering = ("-created_at",)


@admin.register(Invitation)
class GameInvitationAdmin(InvitationAdmin):
    list_display = ("game", "created_by", "uses", "max_uses", "expires_at", "revoked_at")
    list_filter = (InvitationState, "created_at")
    list_select_related = ("game", "created_by")
    search_fields = ("game__name", "created_by__email")
    readonly_fields = ("game", "created_by", "uses")
    fields = ("game", "created_by", "uses", "max_uses", "expires_at", "revoked_at")


@admin.register(GamePause)
class GamePauseAdmin(RoomAdmin):
    list_display = ("game", "reason", "paused_by", "created_at", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter), "created_at")
    list_select_related = ("game", "paused_by")
    search_fields = ("game__name", "reason", "paused_by__email")
    ordering = ("-created_at",)


@admin.register(SafetyLine)
class SafetyLineAdmin(RoomAdmin):
    list_display = ("text", "kind", "game", "added_by")
    list_filter = ("kind",)
    list_select_related = ("game", "added_by")
    search_fields = ("text", "game__name")
    ordering = ("game__name", "kind", "text")


class AnswerInline(RoomInline):
    model = SetupAnswer
    fields = ("author", "text")


@admin.register(SetupPrompt)
class SetupPromptAdmin(RoomAdmin):
    list_display = ("game", "order", "topic", "question", "status")
    list_display_links = ("order", "topic")
    list_filter = ("status", "topic")
    list_select_related = ("game",)
    search_fields = ("game__name", "topic", "question")
    ordering = ("game__name", "order")
    inlines = (AnswerInline,)


@admin.register(SetupAnswer)
class SetupAnswerAdmin(RoomAdmin):
    list_display = ("__str__", "prompt", "author", "updated_at")
    list_select_related = ("prompt", "author")
    search_fields = ("text", "prompt__game__name", "author__email")
    ordering = ("-updated_at",)


@admin.register(GameWordSeedTable)
class GameWordSeedTableAdmin(RoomAdmin):
    list_display = ("game", "word_seed_table", "created_at")
    list_filter = ("word_seed_table__type", "word_seed_table__genre")
    list_select_related = ("game", "word_seed_table")
    search_fields = ("game__name", "word_seed_table__name")
    ordering = ("game__name", "word_seed_table__name")
