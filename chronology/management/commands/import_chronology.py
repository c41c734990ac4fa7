"""Take an agency's entries from a file: ``manage.py import_chronology CODE AGENCY FILE [--confirm]``."""

import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from chronology.actions import imports
from chronology.models import ChronologyRequest, ImportRun
from cspr import clock
from cspr.records import NotYet


class Command(BaseCommand):
    """Reads by the same action as the page. Without ``--confirm`` nothing is kept."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The code of the case.")
        parser.add_argument("agency", help="The agency asked, by a name it goes by.")
        parser.add_argument("file", type=Path)
        parser.add_argument("--confirm", action="store_true", help="Write the rows that make entries.")
        parser.add_argument("--on-behalf-of", default="", help="Who gave the file; the agency, where nobody is named.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = asked(options["code"], options["agency"])
        try:
            summary = self.taken(found, options)
        except NotYet as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as problem:
            raise CommandError(f"The file cannot be opened: {problem.strerror}.") from None
        self.stdout.write(json.dumps(summary, indent=2, ensure_ascii=False))

    def taken(self, found: ChronologyRequest, options: dict[str, Any]) -> dict[str, Any]:
        path, at = options["file"], clock.now()
        content = path.read_bytes()
        if not options["confirm"]:
            return summed(imports.glance(found.submission, path.name, content, at=at), confirmed=False)
        by, whose = found.asked_by, options["on_behalf_of"] or found.agency.name
        original = SimpleUploadedFile(path.name, content)
        run = imports.begin_import(found.submission, original, by=by, at=at, on_behalf_of=whose, queued=False)
        imports.look(run, at=at)
        summary = summed(run, confirmed=True)
        return {**summary, "added": imports.take_in(run, by=by, at=at), "import": run.pk}


def asked(code: str, agency: str) -> ChronologyRequest:
    """The request to an agency in a case, by any name the agency goes by."""
    named = (
        Q(agency__name__iexact=agency) | Q(agency__short_name__iexact=agency) | Q(agency__aliases__name__iexact=agency)
    )
    found = ChronologyRequest.objects.filter(named, review__code=code, withdrawn_at=None)
    request = found.select_related("submission", "agency", "review__partnership", "asked_by").distinct().first()
    if request is None:
        raise CommandError(f"In {code} no agency of that name is asked for a chronology.")
    return request


def summed(run: ImportRun, *, confirmed: bool) -> dict[str, Any]:
    """What the file comes to, in words a script can read. It holds case text: the reasons name what stands in a cell."""
    found = run.checked
    titles = found.get("titles", [])
    return {
        "review": run.submission.request.review.code,
        "agency": run.submission.request.agency.name,
        "confirmed": confirmed,
        "tables": [title for place, title in enumerate(titles) if place in run.taken],
        "columns": {heading: str(means) for heading, means in run.columns.items()},
        "problem": found.get("columns", ""),
        **{name: found.get(name, 0) for name in ("rows", "ready", "already", "left_out", "of_others", "trouble")},
        "rows_with_trouble": [
            {"table": titles[one["sheet"]], "row": one["number"], "reason": one["reason"]} for one in found.get("troubled", ())
        ],
    }  # fmt: skip
