#!/usr/bin/env python
"""Django's command-line entry point."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility

from config import start


class Commands(ManagementUtility):
    def fetch_command(self, subcommand):
        # Django asks for the command once all apps are loaded.
        start.end_loading()
        return super().fetch_command(subcommand)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    start.begin_loading()
    try:
        Commands(sys.argv).execute()
    except ImproperlyConfigured as error:
        # A missing variable is the operator's to mend: one sentence helps, a traceback does not.
        sys.exit(f"Fireside cannot start: {error}")


if __name__ == "__main__":
    main()
