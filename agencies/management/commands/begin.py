"""Make the partnership and the first administrator of an empty installation."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from agencies.actions.beginning import begin
from cspr import clock
from cspr.records import NotYet


class Command(BaseCommand):
    help = "Make the partnership and its first administrator, who then chooses a password by “I have forgotten it”."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--partnership", required=True, help="Its full name.")
        parser.add_argument("--prefix", required=True, help="Begins the code of each case, such as CP.")
        parser.add_argument("--name", required=True, help="The administrator's name.")
        parser.add_argument("--email", required=True, help="The administrator's e-mail address.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            begin(
                partnership=options["partnership"],
                code_prefix=options["prefix"],
                name=options["name"],
                email=options["email"],
                at=clock.now(),
            )
        except ValidationError:
            raise CommandError("This is not an e-mail address.") from None
        except NotYet as refusal:
            raise CommandError(str(refusal)) from None
        page = settings.SITE_URL + reverse("account_reset_password")
        self.stdout.write(f"The administrator can now choose a password at {page}")
