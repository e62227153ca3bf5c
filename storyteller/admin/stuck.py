"""A page for staff beside the room's tables: what stands still, and who needs somebody."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from storyteller.domain.stuck import board_models, boards


class StuckPage:
    """Adds the page to the table of storytellers."""

    def get_urls(self):
        page = self.admin_site.admin_view(stuck)
        return [path("stuck/", page, name="storyteller_stuck"), *super().get_urls()]

    def get_list_tools(self, request, changelist):
        tools = super().get_list_tools(request, changelist)
        return [*tools, ("Who needs somebody", reverse("admin:storyteller_stuck"))]


def stuck(request):
    """Of each kind as many as fit, with links to their rows."""
    seen = [model for model in board_models() if _may_see(request, model)]
    if not seen:
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": "Who needs somebody",
        "boards": [_board(board) for board in boards(now=timezone.now(), models=seen)],
    }
    return TemplateResponse(request, "admin/storyteller/stuck.html", context)


def _may_see(request, model):
    return admin.site.get_model_admin(model).has_view_permission(request)


def _board(board):
    name = board.model._meta.model_name
    lines = [
        (line, reverse(f"admin:storyteller_{name}_change", args=[line.row.pk]))
        for line in board.lines
    ]
    return {"board": board, "lines": lines, "all": reverse(f"admin:storyteller_{name}_changelist")}
