"""Bring back database and stored files: ``manage.py restore FILE.tar --into-empty``, or ``--replace``."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from cspr import backups
from cspr.management.commands.backup import stored_files


class Command(BaseCommand):
    """To be run while the system is stopped."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="An archive written by backup.")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--into-empty", action="store_true", help="Refuse where there is anything already.")
        where.add_argument("--replace", action="store_true", help="Replace what is there: it is lost.")

    def handle(self, *args: object, file: Path, replace: bool, **options: object) -> None:
        try:
            backups.restore(file.absolute(), connection, stored_files(), replace)
        except backups.CannotDo as problem:
            sys.exit(str(problem))
        self.stdout.write(f"Restored from {file}. Start the system with script/server.")
