"""The ASGI application, for servers that speak nothing else."""

import os
import sys

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

from config import start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    start.begin_loading()
    application = get_asgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"Fireside cannot start: {error}")

start.load_pages()
start.end_loading()
