from django.urls import include, path

from campaigns.views import home

app_name = "campaigns"

urlpatterns = [
    path("", home.home, name="home"),
    # Before a campaign's own, whose key may be any text.
    path("", include("campaigns.compendium_urls")),
    path("characters/", include("campaigns.character_urls")),
    path("", include("campaigns.table_urls")),
    path("<str:campaign>/people/", include("campaigns.npc_urls")),
]
