"""Which roads may a case go? Prints ``docs/phases.md``: ``manage.py print_phases > docs/phases.md``."""

from typing import Any

from django.core.management.base import BaseCommand

from reviews.case.phases import diagram


class Command(BaseCommand):
    help = "Print the phases of a case as diagrams."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(diagram(), ending="")
