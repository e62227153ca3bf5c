from django.urls import include, path

from campaigns.views import (
    campaigns,
    elements,
    exchange,
    home,
    invitations,
    members,
    overview,
    world,
)


def of_elements(place, word):
    """The pages of one kind of element. ``mark`` names one of them."""
    section = {"section": place}
    return [
        path("", elements.elements, section, name=place),
        path("add/", elements.add, section, name=f"add_{word}"),
        path("<str:mark>/edit/", elements.edit, section, name=f"edit_{word}"),
        path("<str:mark>/remove/", elements.remove, section, name=f"remove_{word}"),
    ]


of_members = [
    path("", members.members, name="members"),
    path("<uuid:seat>/role/", members.role, name="change_role"),
    path("<uuid:seat>/remove/", members.remove, name="remove_member"),
]

of_a_campaign = [
    path("", overview.overview, name="campaign"),
    path("edit/", campaigns.edit, name="edit_campaign"),
    path("copy/", campaigns.clone, name="clone_campaign"),
    path("template/", campaigns.template, name="make_template"),
    path("archive/", campaigns.archive, name="archive_campaign"),
    path("delete/", campaigns.delete, name="delete_campaign"),
    path("export/", exchange.about_export, name="export_campaign"),
    path("export/file/", exchange.export, name="export_file"),
    path("next/", overview.plan, name="plan_session"),
    path("next/answer/", overview.answer, name="answer_session"),
    path("members/", include(of_members)),
    path("leave/", members.leave, name="leave_campaign"),
    path("invitations/", invitations.invitations, name="invitations"),
    path(
        "invitations/<uuid:invitation>/revoke/",
        invitations.revoke,
        name="revoke_invitation",
    ),
    path("party/", members.party, name="party"),
    path("party/bring/", members.bring, name="bring_character"),
    path("party/<str:character>/take-out/", members.take_out, name="take_out_character"),
    path("sessions/", include(of_elements("sessions", "session"))),
    path("quests/<str:mark>/objectives/<int:place>/", elements.tick, name="tick_objective"),
    path("quests/", include(of_elements("quests", "quest"))),
    path("places/", include(of_elements("locations", "place"))),
    path("factions/", include(of_elements("factions", "faction"))),
    path("events/", include(of_elements("events", "event"))),
    path("pictures/", include(of_elements("art", "picture"))),
    path("world/", world.world, name="world"),
    path("world/edit/", world.edit_world, name="edit_world"),
    path("preparation/", world.preparation, name="preparation"),
]

urlpatterns = [
    path("start/", home.start, name="start"),
    path("import/", exchange.take_in, name="import_campaign"),
    path("invite/<str:token>/", invitations.join, name="join"),
    path("<str:campaign>/", include(of_a_campaign)),
]
