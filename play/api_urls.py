from django.urls import path

from play import api

urlpatterns = [
    path("save", api.save, name="api-save"),
    path("load/<str:session_id>", api.load, name="api-load"),
]
