from django.urls import path

from campaigns.views import overview

urlpatterns = [
    path("<str:campaign>/", overview.overview, name="campaign"),
]
