"""The tables of games, each with its factory, for tests that hold for many of them."""

import re
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from play.models import Party
from play.tests import factories

MODELS = [model for model in apps.get_app_config("play").get_models() if model is not Party]
NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(days=400), NOW + timedelta(days=400)


def factory_of(model):
    words = re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])", model.__name__)
    return factory_called("_".join(words).lower())


def factory_called(name):
    return getattr(factories, f"make_{name}")


def make(model, **fields):
    return factory_of(model)(**fields)


def model_called(name):
    return apps.get_model("play", name)
