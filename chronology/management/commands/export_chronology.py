"""Write the combined chronology of a case to a file: ``manage.py export_chronology CODE --format jsonl --output FILE``."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chronology.actions import exports
from cspr import clock
from reviews.case.models import Review

FORMATS = ("jsonl", "xlsx", "csv", "docx")


class Command(BaseCommand):
    """What is kept for some is left out, as in every file. The trail says that it was made."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The code of the case.")
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--output", type=Path, required=True, help="The file to be written; one there is replaced.")
        parser.add_argument("--labels", action="store_true", help="Labels in the place of registered names.")

    def handle(self, *args: Any, **options: Any) -> None:
        review = Review.objects.select_related("partnership").filter(code=options["code"]).first()
        if review is None:
            raise CommandError(f"There is no case {options['code']}.")
        content, number = exports.export_whole(review, options["format"], labels=options["labels"], at=clock.now())
        try:
            self.write(options["output"], content)
        except OSError as problem:
            raise CommandError(f"The file cannot be written: {problem.strerror}.") from None
        self.stdout.write(f"Written: {options['output']} ({number} entries). It holds case material: keep it safe.")

    def write(self, path: Path, content: bytes) -> None:
        """For this user alone."""
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
