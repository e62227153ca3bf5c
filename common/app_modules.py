"""Modules of one name that apps may have or not: what each brings to a command of the site."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


def app_modules(name: str) -> Iterator[tuple[AppConfig, ModuleType]]:
    """Each app that has a module ``name``, in the order of INSTALLED_APPS, with the module."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, name):
            yield app, import_module(f"{app.name}.{name}")
