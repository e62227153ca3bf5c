from django.urls import path

from play.views import scene_runs

app_name = "play"
urlpatterns = [
    path("runs/", scene_runs.runs, name="runs"),
    path("runs/start/", scene_runs.start, name="start"),
    path("runs/continue/", scene_runs.resume, name="resume"),
    path("runs/forget/", scene_runs.forget, name="forget"),
    path("run/<str:session_id>/", scene_runs.run, name="run"),
]
