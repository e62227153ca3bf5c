from django.urls import include, path

from storyteller.views import home

app_name = "storyteller"

of_a_storyteller = [
    path("", include("storyteller.capture_urls")),
    path("", include("storyteller.life_urls")),
    path("", include("storyteller.manuscript_urls")),
    path("", include("storyteller.book_urls")),
    path("", include("storyteller.care_urls")),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("storyteller.download_urls")),
    path("", include("storyteller.mail_urls")),
    path("<uuid:storyteller>/", include(of_a_storyteller)),
]
