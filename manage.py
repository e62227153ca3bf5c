#!/usr/bin/env python
"""Django's command-line entry point."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A missing variable is the operator's to mend: one sentence helps, a traceback does not.
        sys.exit(f"Fireside cannot start: {error}")


if __name__ == "__main__":
    main()
