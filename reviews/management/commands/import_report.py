"""Bring a report in from a file: ``manage.py import_report FILE [--review CODE]``."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from agencies.models import Partnership, User
from agencies.queries import holders
from agencies.roles import Role
from cspr import clock
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.report.actions import look_at, open_archive, take_in
from reviews.report.models import ReportImport
from reviews.report.queries import Offered, agencies_and_names, offered
from reviews.report.rules import Asks, Recognised


class Command(BaseCommand):
    """By the same actions as the pages, all of it or nothing. Without a case it opens one for an older report."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--review", help="The code of the case; without it, an archive case is opened.")
        parser.add_argument(
            "--partnership", help="Whose archive case, where there are several: its name or code prefix."
        )
        parser.add_argument("--by", help="The e-mail address of who brings it in; otherwise somebody of the office.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            imported = self.taken(options)
        except NotYet as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as problem:
            raise CommandError(f"The file cannot be opened: {problem.strerror}.") from None
        self.stdout.write(imported.review.code)
        self.stdout.write(json.dumps(summed(imported, self.offers), indent=2, ensure_ascii=False))

    @transaction.atomic
    def taken(self, options: dict[str, Any]) -> ReportImport:
        path, at = options["file"], clock.now()
        original = SimpleUploadedFile(path.name, path.read_bytes())
        review = named(options["review"]) if options["review"] else None
        partnership = review.partnership if review else whose(options["partnership"])
        by = person(partnership, options["by"])
        review = review or open_archive(partnership, name=path.name, by=by, at=at)
        imported = look_at(review, original, by=by, at=at)
        self.offers = offered(imported, agencies_and_names(review), today=clock.date_of(at))
        asks = {one.number: Asks(one.asked.of, one.day) for one in self.offers}
        take_in(imported, revision=imported.revision, asks=asks, by=by, at=at)
        return imported


def named(code: str) -> Review:
    review = Review.objects.filter(code=code).select_related("partnership").first()
    if review is None:
        raise CommandError(f"There is no case {code}.")
    return review


def whose(name: str | None) -> Partnership:
    """The partnership named, or the only one there is."""
    found = list(Partnership.objects.order_by("pk"))
    if name:
        found = [one for one in found if name.lower() in (one.name.lower(), one.code_prefix.lower())]
    if len(found) != 1:
        raise CommandError("Say whose case it is: --partnership, with its name or its code prefix.")
    return found[0]


def person(partnership: Partnership, email: str | None) -> User:
    if email:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
    else:
        user = (
            holders(Role.BUSINESS_SUPPORT, on=clock.date_of(clock.now()), partnership=partnership)
            .order_by("pk")
            .first()
        )
    if user is None:
        raise CommandError("Say who brings it in: --by, with the e-mail address of somebody who has an account.")
    return user


def summed(imported: ReportImport, offers: Sequence[Offered]) -> dict[str, Any]:
    """What the file came to, in words a script can read. It holds case text."""
    found = Recognised.from_json(imported.found)
    return {
        "review": imported.review.code,
        "import": imported.pk,
        "title": found.title,
        "recognised": found.counts,
        "sections": [section.title for section in found.sections],
        "recommendations": [one.number for one in found.recommendations],
        # Only what the words say themselves: a span of time that begins nobody knows when is told, and not counted.
        "asked": [
            {
                "number": one.number,
                "of": one.of,
                "by_when": str(one.day or ""),
                "words": one.asked.by_when.words if one.asked.by_when else "",
                "also_named": one.named,
                "missing": one.missing,
            }
            for one in offers
        ],
        "renumbered": dict(found.renumbered),
        "not_taken_over": dict(found.absent),
        "tracked_changes": [{"how": how, "who": who, "words": words} for how, who, words in found.changes],
        "to_look_at": list(found.unsure),
    }
