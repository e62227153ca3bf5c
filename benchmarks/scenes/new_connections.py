"""Fireside's settings with Django's default: a new database connection for each request."""

from config.settings import *  # noqa: F403 -- these are the settings, but for one
from config.settings import DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = 0
