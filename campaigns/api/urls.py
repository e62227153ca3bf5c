from django.urls import path

from campaigns.api import views

urlpatterns = [
    path("campaigns", views.campaigns, name="api-campaigns"),
    path("campaigns/<str:campaign>", views.campaign, name="api-campaign"),
    path("campaigns/<str:campaign>/npcs", views.npcs, name="api-npcs"),
    path("campaigns/<str:campaign>/interactions", views.interactions, name="api-interactions"),
    path("npcs/<str:npc>", views.npc, name="api-npc"),
    path("characters", views.characters, name="api-characters"),
    path("characters/<str:character>", views.character, name="api-character"),
    path("spells", views.spells, name="api-spells"),
    path("spells/<str:spell>", views.spell, name="api-spell"),
]
