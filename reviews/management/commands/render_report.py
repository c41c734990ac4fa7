"""Write the report to a file: ``manage.py render_report CODE --format pdf|docx|html --output FILE [--version N] [--large-print]``."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cspr import clock
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.publication.actions import render
from reviews.report.models import Version

DRAFT = "DRAFT"


class Command(BaseCommand):
    """By the same work as the page. What is not signed says DRAFT in its name, on its pages and in its properties."""

    help = __doc__

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """``--version`` means that of the report here; Django's own is told by ``manage.py version``."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The code of the case.")
        parser.add_argument("--format", choices=("pdf", "docx", "html"), required=True)
        parser.add_argument("--output", type=Path, required=True, help="Where to; a draft gets DRAFT in its name.")
        parser.add_argument("--version", type=int, help="The number of a version; without it, the draft as it stands.")
        parser.add_argument("--large-print", action="store_true", help="18 points or more, with the same numbers.")

    def handle(self, *args: Any, **options: Any) -> None:
        review = Review.objects.filter(code=options["code"]).select_related("partnership").first()
        if review is None:
            raise CommandError(f"There is no case {options['code']}.")
        try:
            made = render(
                review,
                options["format"],
                version=chosen(review, options["version"]),
                by=None,
                at=clock.now(),
                large=options["large_print"],
            )
            path = named(options["output"], draft=made.draft)
            self.write(path, made.content)
        except NotYet as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as problem:
            raise CommandError(f"The file cannot be written: {problem.strerror}.") from None
        self.stdout.write(str(path))

    def write(self, path: Path, content: bytes) -> None:
        """For this user alone."""
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)


def chosen(review: Review, number: int | None) -> Version | None:
    """The version of that number; nothing where none is asked for."""
    if number is None:
        return None
    version = Version.objects.filter(report__review=review, number=number).first()
    if version is None:
        raise CommandError(f"{review.code} has no version {number} of its report.")
    return version


def named(path: Path, *, draft: bool) -> Path:
    """The name, which says of a draft that it is one."""
    return path.with_name(f"{path.stem} {DRAFT}{path.suffix}") if draft and DRAFT not in path.name else path
