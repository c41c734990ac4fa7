"""Load the demonstration: invented people and cases, made through the same actions as real ones.

It refuses to load beside a real case: an installation is a demonstration as a whole, or not at all.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cspr import backups
from cspr.demo import again, loading
from cspr.tests.cast import PASSWORD, PEOPLE, email_of


class Command(BaseCommand):
    help = "Load the demonstration, or print its sign-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do nothing where it is loaded already.")
        parser.add_argument("--cast-only", action="store_true", help="Load the people and agencies, and no case.")
        parser.add_argument("--again", action="store_true", help="Remove everything and load it anew.")
        parser.add_argument("--new", action="store_true", help="Make the tables first, in an empty database.")
        parser.add_argument("--sign-ins", action="store_true", help="Print who may be signed in as.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is not loaded in production.")
        if options["sign_ins"]:
            self.print_sign_ins()
            return
        if options["again"]:
            self.start_again()
            return
        if options["new"]:
            call_command("migrate", interactive=False, verbosity=0)
        if loading.is_loaded():
            if not options["once"]:
                raise CommandError("The demonstration is loaded already. Start it again with: manage.py demo --again")
        elif loading.somebody_is_here():
            raise CommandError(
                "There are people in this database who are no demonstration. It is not loaded beside them. "
                "For real work, start with CSPR_MODE=production."
            )
        else:
            self.stdout.write("Loading the demonstration")
            loading.load(self.stdout.write, with_cases=not options["cast_only"])

    def start_again(self) -> None:
        try:
            again.start_again(self.stdout.write)
        except (again.Refused, backups.CannotDo) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("The demonstration has started again. Everybody was signed out.")

    def print_sign_ins(self) -> None:
        self.stdout.write(f"Sign in as one of these; the password of all is {PASSWORD}")
        for key, name, _, _, _, line in PEOPLE:
            self.stdout.write(f"  {email_of(key):26} {name:20} {line}")
