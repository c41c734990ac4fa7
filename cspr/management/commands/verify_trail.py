"""Is the trail whole? Says "intact", or names the first broken row of each chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cspr.audit.models import TrailEntry
from cspr.audit.queries import broken_entries, ends


class Command(BaseCommand):
    help = "Check the hash chains of the trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--ends", action="store_true", help="Also print the last number and hash of each chain, to keep elsewhere."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_entries())
        if broken:
            raise CommandError("The trail is broken.\n" + "\n".join(broken))
        self.stdout.write(f"The trail is intact: {TrailEntry.objects.count()} entries.")
        for chain, number, last in ends() if options["ends"] else ():
            self.stdout.write(f"{chain} {number} {last}")
