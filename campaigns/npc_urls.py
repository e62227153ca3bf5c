"""The pages about the people of a campaign, below its own address."""

from django.urls import include, path

from campaigns.views import npc_log, npc_relations, npc_stats, npcs

of_an_npc = [
    path("", npcs.npc, name="npc"),
    path("edit/", npcs.npc_edit, name="npc_edit"),
    path("delete/", npcs.npc_delete, name="npc_delete"),
    path("stats/", npc_stats.npc_stats, name="npc_stats"),
    path("stats/role/", npc_stats.stats_by_role, name="npc_stats_by_role"),
    path("stats/monster/", npc_stats.stats_of_monster, name="npc_stats_of_monster"),
    path("stats/remove/", npc_stats.remove_stats, name="npc_stats_remove"),
    path("log/", npc_log.npc_log, name="npc_log"),
    path("log/new/", npc_log.npc_log, name="log_interaction"),
    path("log/<str:interaction>/undo/", npc_log.undo, name="undo_interaction"),
    path("log/<str:interaction>/restore/", npc_log.restore, name="restore_interaction"),
    path("relation/", npc_relations.relation, name="relation"),
    path("relation/remove/", npc_relations.remove_relation, name="remove_relation"),
]

urlpatterns = [
    path("", npcs.people, name="people"),
    path("new/", npcs.npc_create, name="npc_create"),
    path("relations/", npc_relations.npc_relations, name="npc_relations"),
    path("<str:npc>/", include(of_an_npc)),
]
