"""The WSGI application, for gunicorn, granian or any other server."""

import os
import sys

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
start.load_pages()
start.end_loading()
