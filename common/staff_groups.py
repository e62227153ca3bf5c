"""Groups that give staff the rights for one room. Migrations call these functions."""

from collections.abc import Iterable

from django.contrib.auth.management import create_permissions


def make_group(apps, schema_editor, *, name: str, app_label: str, rights: Iterable[str]) -> None:
    """Make the group ``name`` with ``rights`` of the app, such as ``view_game``.

    Its members may also look accounts up. A group of that name that is there already keeps what
    it may do, and may do this as well.
    """
    using = schema_editor.connection.alias
    for label in ("accounts", app_label):
        _make_permissions(apps.get_app_config(label), apps, using)
    wanted = {("accounts", "view_user"), *((app_label, right) for right in rights)}
    permission_model = apps.get_model("auth", "Permission")
    found = [
        permission
        for permission in permission_model.objects.using(using)
        .filter(content_type__app_label__in=["accounts", app_label])
        .select_related("content_type")
        if (permission.content_type.app_label, permission.codename) in wanted
    ]
    if missing := wanted - {(p.content_type.app_label, p.codename) for p in found}:
        raise ValueError(f"No such rights: {sorted(missing)}")
    group, _ = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
    group.permissions.add(*found)


def remove_group(apps, schema_editor, *, name: str) -> None:
    group_model = apps.get_model("auth", "Group")
    group_model.objects.using(schema_editor.connection.alias).filter(name=name).delete()


def rights_over(acts: str, models: str) -> list[str]:
    """``rights_over("view change", "game act")``: every act on every model."""
    return [f"{act}_{model}" for model in models.split() for act in acts.split()]


def _make_permissions(app_config, apps, using):
    """Django makes them only after the last migration; a group needs them now."""
    app_config.models_module = True
    create_permissions(app_config, verbosity=0, using=using, apps=apps)
    app_config.models_module = None
