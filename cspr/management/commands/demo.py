"""Load the demonstration: invented people and cases, made through the same actions as real ones.

It refuses to load beside a real case: an installation is a demonstration as a whole, or not at all.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from agencies.models import User
from cspr import clock
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.tests.cast import PASSWORD, PEOPLE, assemble, email_of
from cspr.tests.world import a_review_at
from reviews.case.phases import Phase

LOADED = Event("demo.loaded", "loaded the demonstration")

# How many days ago each case of the demonstration began, and the phase it has reached.
CASES = (
    (Phase.PUBLISHED, 260),
    (Phase.IN_REVIEW, 190),
    (Phase.RAPID_REVIEW, 15),
    (Phase.NO_REVIEW, 60),
    (Phase.REFERRED, 1),
)


class Command(BaseCommand):
    help = "Load the demonstration, or print its sign-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do nothing where it is loaded already.")
        parser.add_argument("--cast-only", action="store_true", help="Load the people and agencies, and no case.")
        parser.add_argument("--sign-ins", action="store_true", help="Print who may be signed in as.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is not loaded in production.")
        if options["sign_ins"]:
            self.print_sign_ins()
        elif TrailEntry.objects.filter(kind=LOADED.kind).exists():
            if not options["once"]:
                raise CommandError("The demonstration is loaded already. Remove .var to start it again.")
        elif User.objects.exists():
            raise CommandError(
                "There are people in this database who are no demonstration. It is not loaded beside them."
            )
        else:
            self.load(() if options["cast_only"] else CASES)

    @transaction.atomic
    def load(self, cases: Iterable[tuple[Phase, int]]) -> None:
        now = clock.now()
        self.stdout.write("Loading the demonstration")
        cast = assemble()
        for phase, days in cases:
            start = now - dt.timedelta(days=days)
            review = a_review_at(phase, cast, start=start, full=phase == Phase.PUBLISHED)
            self.stdout.write(f"  {review.code}: {review.get_phase_display()}")
        record(LOADED, by=None, at=now)

    def print_sign_ins(self) -> None:
        self.stdout.write(f"Sign in as one of these; the password of all is {PASSWORD}")
        for key, name, _, _, _, line in PEOPLE:
            self.stdout.write(f"  {email_of(key):26} {name:20} {line}")
