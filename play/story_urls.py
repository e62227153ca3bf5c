"""The pages on which the story is written, and what people do there."""

from django.urls import include, path

from play.views import acts, beats, events, news, proposals, scene, scenes

of_a_story = [
    path("acts/new/", acts.new_act, name="propose_act"),
    path("acts/<uuid:act>/end/", acts.end_act, name="end_act"),
    path("acts/<uuid:act>/summary/", acts.summary, name="act_summary"),
    path("scenes/new/", scenes.new_scene, name="propose_scene"),
]
of_a_scene = [
    path("", scene.scene, name="scene"),
    path("news/", news.news, name="news"),
    path("seen/", scene.seen, name="seen"),
    path("draft/", scene.draft, name="draft"),
    path("end/", scenes.end_scene, name="end_scene"),
    path("summary/", scenes.summary, name="scene_summary"),
    path("enter/", scenes.enter, name="enter_scene"),
    path("leave/", scenes.leave, name="leave_scene"),
]
of_a_beat = [
    path("", beats.beat, name="beat"),
    path("talk/", beats.talk, name="talk"),
    path("comment/", beats.comment, name="comment_beat"),
    path("challenge/", beats.challenge, name="challenge"),
    path("dismiss/", beats.dismiss, name="dismiss_challenge"),
    path("withdraw-challenge/", beats.withdraw, name="withdraw_challenge"),
    path("x-card/", beats.x_card, name="x_card"),
    path("revise/", beats.revise, name="revise_beat"),
    path("versions/", beats.versions, name="versions"),
]
of_a_proposal = [
    path("", proposals.proposal, name="proposal"),
    path("vote/", proposals.cast, name="vote"),
    path("tension/", proposals.tension, name="vote_tension"),
    path("comment/", proposals.comment, name="comment_proposal"),
    path("withdraw/", proposals.withdraw, name="withdraw_proposal"),
    path("revise/", proposals.revise, name="revise_proposal"),
]
of_an_event = [
    path("reading/", events.reading, name="add_reading"),
    path("favour/", events.favour, name="vote_reading"),
    path("choose/", events.choose, name="choose_reading"),
    path("contest/", events.contest, name="contest"),
    path("reaffirm/", events.reaffirm, name="reaffirm"),
    path("take-back/", events.take_back, name="take_back_roll"),
]

urlpatterns = [
    path("games/<uuid:game>/", include(of_a_story)),
    path("scenes/<uuid:scene>/", include(of_a_scene)),
    path("beats/<uuid:beat>/", include(of_a_beat)),
    path("proposals/<uuid:proposal>/", include(of_a_proposal)),
    path("events/<uuid:event>/", include(of_an_event)),
    path("comments/<uuid:comment>/", beats.change_comment, name="change_comment"),
    path("dice/", scene.dice, name="dice"),
]
