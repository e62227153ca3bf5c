"""The WSGI application, for gunicorn, granian or any other server."""

import os
import sys
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from config import start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    start.begin_loading()
    django_application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"Fireside cannot start: {error}")

from config.api_handler import ApiHandler

application = ApiHandler(django_application)
# Django would load the pages with the first request, in each worker once more.
import_module(settings.ROOT_URLCONF)
start.end_loading()
