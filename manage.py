#!/usr/bin/env python
"""Run one of the project's commands, for example ``manage.py check``."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from django.db.utils import DatabaseError, InterfaceError

from cspr import preflight


def main() -> None:
    """Run the command; a setting that is wrong, or a database that is away, is told in one sentence, without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cspr.settings")
    os.umask(0o077)  # what a run writes is for this user alone
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"{problem}")
    except (DatabaseError, InterfaceError):
        if is_ours(sys.argv[1]) and (problem := preflight.why_no_database()):
            sys.exit(problem)
        raise


def is_ours(command: str) -> bool:
    """Is it a command of this system, and none of Django's, whose users read tracebacks?"""
    return not get_commands().get(command, "django").startswith("django")


if __name__ == "__main__":
    main()
