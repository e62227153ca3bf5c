from django.urls import include, path

from storyteller.views import (
    begin,
    boundaries,
    consent,
    data,
    helpers,
    home,
    memories,
    overview,
    person,
)

app_name = "storyteller"

of_the_person = [
    path("settings/", person.settings, name="settings"),
    path("person/", person.person, name="person"),
    path("whose/", person.subject, name="subject"),
    path("whose/remembered/", person.remembered, name="remembered"),
    path("scope/", person.scope, name="scope"),
    path("profile/", person.profile, name="profile"),
    path("facts/", person.facts, name="facts"),
    path("preferences/", person.preferences, name="preferences"),
    path("introduction/", person.introduction, name="introduction"),
    path("boundaries/", boundaries.boundaries, name="boundaries"),
    path("boundaries/off-limits/", boundaries.add_off_limits, name="add_off_limits"),
    path("boundaries/off-limits/remove/", boundaries.remove_off_limits, name="remove_off_limits"),
    path("consent/", consent.consent, name="consent"),
    path("consent/give/", consent.give, name="give_consent"),
    path("consent/withdraw/", consent.withdraw, name="withdraw_consent"),
    path("consent/restore/", consent.bring_back, name="restore"),
]

of_helpers = [
    path("helpers/", helpers.helpers, name="helpers"),
    path("helpers/links/<uuid:invitation>/revoke/", helpers.revoke, name="revoke_invitation"),
    path("helpers/<uuid:helper>/remove/", helpers.remove, name="remove_helper"),
    path("helpers/<uuid:helper>/role/", helpers.role, name="change_role"),
    path("memories/", memories.memories, name="memories"),
    path("memories/<uuid:memory>/take-back/", memories.take_back, name="take_back_memory"),
    *(
        path(
            f"memories/<uuid:memory>/{verb}/",
            memories.decide,
            {"verb": verb},
            name=f"{verb}_memory",
        )
        for verb in ("approve", "decline")
    ),
]

of_lanes = [
    path(
        f"lanes/<uuid:section>/{verb}/",
        overview.change_lane,
        {"verb": verb},
        name=f"{verb}_lane",
    )
    for verb in ("open", "skip", "reopen")
]

of_a_storyteller = [
    path("", overview.overview, name="storyteller"),
    *of_the_person,
    *of_helpers,
    *of_lanes,
    path("", include("storyteller.capture_urls")),
    path("", include("storyteller.life_urls")),
    path("", include("storyteller.manuscript_urls")),
    path("", include("storyteller.book_urls")),
    path("", include("storyteller.care_urls")),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("begin/", begin.begin, name="begin"),
    path("begin/<slug:step>/", begin.begin_step, name="begin_step"),
    path("import/", data.bring_in, name="import"),
    path("invite/<str:token>/", helpers.follow, name="follow_invitation"),
    path("", include("storyteller.download_urls")),
    path("", include("storyteller.mail_urls")),
    path("<uuid:storyteller>/", include(of_a_storyteller)),
]
