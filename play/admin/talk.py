from django.contrib import admin

from common.admin import ReadOnlyAdmin, RoomAdmin
from play.models import Comment, Notification


@admin.register(Comment)
class CommentAdmin(RoomAdmin):
    list_display = ("__str__", "author", "subject", "created_at")
    list_filter = ("created_at",)
    list_select_related = ("author", "beat", "challenge", "proposal")
    search_fields = ("text", "author__email")
    ordering = ("-created_at",)

    @admin.display(description="on")
    def subject(self, comment):
        return comment.beat or comment.challenge or comment.proposal


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("recipient", "kind", "text", "game", "created_at", "read_at", "mailed_at")
    list_display_links = ("text",)
    list_filter = (
        "kind",
        ("read_at", admin.EmptyFieldListFilter),
        ("mailed_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("recipient", "game")
    search_fields = ("recipient__email", "text", "game__name")
    ordering = ("-created_at",)
