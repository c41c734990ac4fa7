"""Write the database and the stored files to one archive: ``manage.py backup FILE.tar``."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from cspr import backups, clock


class Command(BaseCommand):
    """May be run while the system is at work."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The archive to be written; one of that name is replaced.")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            backups.write(file.absolute(), connection, stored_files(), clock.now())
        except backups.CannotDo as problem:
            sys.exit(str(problem))
        self.stdout.write(
            f"Written: {file} ({file.stat().st_size / 1_000_000:.1f} MB). It holds case material: keep it safe."
        )


def stored_files() -> Path:
    """The folder of the stored files; a storage elsewhere is backed up by its own means."""
    location = settings.STORAGES["default"].get("OPTIONS", {}).get("location")
    if not location:
        raise backups.CannotDo("The stored files are not in a folder of this machine; back them up where they are.")
    return Path(location)
