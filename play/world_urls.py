"""The pages about the world of a game, below its own address."""

from django.urls import include, path

from play.views import relations, search, world
from play.views.world import KINDS


def sheets_of(name):
    """The pages of one kind of sheet, each called after it."""
    kind = {"kind": name}
    return [
        path("", world.sheets, kind, name=KINDS[name].section),
        path("new/", world.new_sheet, kind, name=f"new_{name}"),
        path("<uuid:sheet>/", world.sheet, kind, name=name),
        path("<uuid:sheet>/edit/", world.edit_sheet, kind, name=f"edit_{name}"),
        path("<uuid:sheet>/changes/", world.sheet_history, kind, name=f"{name}_history"),
        path("<uuid:sheet>/changes/<uuid:edit>/undo/", world.undo, kind, name=f"undo_{name}"),
    ]


of_a_character = [
    path("retire/", world.retire, name="retire_character"),
    path("return/", world.return_, name="return_character"),
    path("replace/", world.replace, name="replace_character"),
]
of_a_relationship = [
    path("edit/", relations.edit_relationship, name="edit_relationship"),
    path("delete/", relations.remove_relationship, name="delete_relationship"),
]

urlpatterns = [
    path("characters/", include(sheets_of("character"))),
    path("characters/<uuid:sheet>/", include(of_a_character)),
    path("npcs/", include(sheets_of("npc"))),
    path("entries/", include(sheets_of("entry"))),
    path("relations/", relations.relations, name="relations"),
    path("relations/new/", relations.new_relationship, name="new_relationship"),
    path("relations/<uuid:relationship>/", include(of_a_relationship)),
    path("changes/", world.world_history, name="world_history"),
    path("search/", search.search_game, name="search"),
]
