"""The groups that migrations make, and that nobody has to be a superuser to work."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse

from accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db

GROUPS = {
    "Game moderator": ("play", "0003_game_moderators"),
    "League commissioner": ("league", "0002_league_commissioners"),
    "Story editor": ("storyteller", "0002_story_editors"),
}


class Editor:
    """What the functions of a migration ask of a schema editor."""

    connection = connection


@pytest.fixture(params=GROUPS)
def name(request):
    return request.param


@pytest.fixture
def change_groups(name):
    """Run the migration that makes a group, forwards or backwards."""
    app_label, migration = GROUPS[name]
    operation = import_module(f"{app_label}.migrations.{migration}").Migration.operations[0]

    def run(direction):
        function = operation.code if direction == "forwards" else operation.reverse_code
        models_modules = {config: config.models_module for config in apps.get_app_configs()}
        function(apps, Editor)
        for config, module in models_modules.items():
            config.models_module = module

    return run


def codenames(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_migration_twice_changes_nothing(change_groups, name):
    change_groups("forwards")
    before = codenames(name)
    change_groups("forwards")
    assert codenames(name) == before
    assert {"view_user"} < before


def test_migration_leaves_what_staff_added(change_groups, name):
    change_groups("forwards")
    group = Group.objects.get(name=name)
    group.permissions.add(*group.permissions.model.objects.filter(codename="add_user"))
    change_groups("forwards")
    assert "add_user" in codenames(name)


def test_migration_can_be_undone(change_groups, name):
    change_groups("forwards")
    change_groups("backwards")
    assert not Group.objects.filter(name=name).exists()


def test_member_of_the_group_works_in_the_room_and_in_no_other(client, change_groups, name):
    change_groups("forwards")
    staff = make_user(is_staff=True)
    staff.groups.add(Group.objects.get(name=name))
    client.force_login(staff)
    response = client.get(reverse("admin:index"))
    shown = {app["app_label"] for app in response.context["app_list"]}
    assert shown == {GROUPS[name][0], "accounts"}


@pytest.mark.parametrize(
    ("name", "allowed", "refused"),
    [
        ("Game moderator", "delete_comment", "delete_game"),
        ("League commissioner", "change_season", "change_gameresult"),
        ("Story editor", "add_processprompt", "change_lifeevent"),
    ],
)
def test_group_holds_what_its_members_need(name, allowed, refused, change_groups):
    change_groups("forwards")
    assert {allowed, refused} & codenames(name) == {allowed}
