from django.urls import include, path

from play.views import (
    games,
    invitations,
    members,
    notifications,
    pauses,
    safety,
    scene_runs,
    settings,
    setup,
    unsubscribe,
    words,
)

app_name = "play"

of_a_scene_run = [
    path("runs/", scene_runs.runs, name="runs"),
    path("runs/start/", scene_runs.start, name="start"),
    path("runs/continue/", scene_runs.resume, name="resume"),
    path("runs/forget/", scene_runs.forget, name="forget"),
    path("run/<str:session_id>/", scene_runs.run, name="run"),
]

of_members = [
    path("", members.members, name="members"),
    path("take-over/", members.take_over, name="take_over"),
    path("<uuid:seat>/remove/", members.remove, name="remove_member"),
    path("<uuid:seat>/take-back/", members.take_back, name="take_back"),
    path("<uuid:seat>/hand-over/", members.hand_over, name="hand_over"),
]

of_setup = [
    path("", setup.setup, name="setup"),
    path("add/", setup.add, name="add_prompt"),
    path("start/", setup.start, name="start_game"),
    path("<uuid:prompt>/", setup.prompt, name="setup_prompt"),
    path("<uuid:prompt>/answer/", setup.answer, name="answer_prompt"),
    path("<uuid:prompt>/settle/", setup.settle, name="settle_prompt"),
    path("<uuid:prompt>/skip/", setup.skip, name="skip_prompt"),
    path("<uuid:prompt>/reopen/", setup.reopen, name="reopen_prompt"),
    path("<uuid:prompt>/move/", setup.move, name="move_prompt"),
]

of_a_table = [
    path("", games.dashboard, name="game"),
    path("about/", games.describe, name="describe_game"),
    path("document/", games.world_document, name="world_document"),
    path("setup/", include(of_setup)),
    path("settings/", settings.settings, name="settings"),
    path("settings/mail/", settings.mail, name="game_mail"),
    path("settings/delete/", settings.delete, name="delete_game"),
    path("members/", include(of_members)),
    path("leave/", members.leave, name="leave_game"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:invitation>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("safety/", safety.safety, name="safety"),
    path("safety/<uuid:line>/remove/", safety.remove, name="remove_safety_line"),
    path("words/", words.words, name="words"),
    path("words/add/", words.add, name="add_words"),
    path("words/remove/", words.remove, name="remove_word"),
    path("pause/", pauses.pause, name="pause_game"),
    path("resume/", pauses.resume, name="resume_game"),
    path("archive/", pauses.archive, name="archive_game"),
]

of_a_person = [
    path("games/", games.games, name="games"),
    path("invite/<str:token>/", invitations.follow, name="follow_invitation"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/read/", notifications.read_all, name="read_notifications"),
    path("notifications/<uuid:notice>/", notifications.follow, name="notification"),
    path("mail/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]

urlpatterns = [
    *of_a_scene_run,
    *of_a_person,
    path("games/<uuid:game>/", include(of_a_table)),
    path("games/<uuid:game>/", include("play.world_urls")),
    path("", include("play.story_urls")),
    path("", include("play.book_urls")),
]
