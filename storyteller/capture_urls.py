"""One question a page, sessions and uploads: below the address of a storyteller."""

from django.urls import path

from storyteller.views import answers, capture, deeper, sessions, uploads

of_questions = [
    path("answer/", capture.answer, name="answer"),
    path("answer/part/<uuid:section>/", capture.answer, name="answer_section"),
    path("answer/<uuid:prompt>/", capture.question, name="question"),
    path("answer/<uuid:prompt>/keep/", capture.keep, name="keep_answer"),
    path("answer/<uuid:prompt>/leave/", capture.agree, name="agree_question"),
    path("answer/<uuid:prompt>/deeper/", deeper.deeper, name="deeper"),
    path("answer/<uuid:prompt>/hard/", deeper.hard, name="hard"),
    path("answer/<uuid:prompt>/take-back/", answers.take_answer_back, name="take_answer_back"),
    path("answer/<uuid:prompt>/again/", answers.ask_again, name="ask_again"),
    path("answers/", answers.answers, name="answers"),
]

of_sessions = [
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/plan/", sessions.plan, name="plan_session"),
    path("sessions/finish/", sessions.finish_today, name="finish_today"),
    path("sessions/<uuid:session>/", sessions.session, name="session"),
    *(
        path(
            f"sessions/<uuid:session>/{verb}/",
            sessions.move,
            {"verb": verb},
            name=f"{verb}_session",
        )
        for verb in ("start", "pause")
    ),
    path("sessions/<uuid:session>/finish/", sessions.finish, name="finish_session"),
    path("sessions/<uuid:session>/cancel/", sessions.cancel, name="cancel_session"),
    path("sessions/<uuid:session>/notes/", sessions.note, name="note_session"),
    path("sessions/<uuid:session>/approve/", sessions.approve_all, name="approve_pieces"),
    path("sessions/said/<uuid:interaction>/strike/", sessions.strike, name="strike_out"),
    path("pieces/", sessions.artifacts, name="artifacts"),
    *(
        path(
            f"pieces/<uuid:artifact>/{verb}/",
            sessions.decide,
            {"verb": verb},
            name=f"{verb}_piece",
        )
        for verb in ("approve", "reject")
    ),
]

of_uploads = [
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:upload>/", uploads.upload, name="upload"),
    path("uploads/<uuid:upload>/file/", uploads.upload_file, name="upload_file"),
    path("uploads/<uuid:upload>/preview/", uploads.upload_preview, name="upload_preview"),
    path("uploads/<uuid:upload>/approve/", uploads.approve, name="approve_upload"),
    path("uploads/<uuid:upload>/remove/", uploads.remove, name="remove_upload"),
]

urlpatterns = [*of_questions, *of_sessions, *of_uploads]
