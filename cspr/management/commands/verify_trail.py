"""Is the trail whole? Says "intact", or names the first broken row of each chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cspr.audit.models import TrailEntry
from cspr.audit.queries import broken_entries


class Command(BaseCommand):
    help = "Check the hash chains of the trail."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_entries())
        if broken:
            raise CommandError("The trail is broken.\n" + "\n".join(broken))
        self.stdout.write(f"The trail is intact: {TrailEntry.objects.count()} entries.")
