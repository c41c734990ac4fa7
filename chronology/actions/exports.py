"""How is the combined chronology, or a part of it, made as a file? Each is asked for by somebody, and the trail says so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from agencies.models import User
from chronology import events, queries
from chronology.models import CombinedExport, Entry, Search
from chronology.workbook import combined
from cspr import papers, records, tables
from cspr.audit.actions import record
from cspr.files.actions import keep
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from reviews.case.models import Review
from reviews.identities.queries import known_forms

EXPORT = "chronology.export"
MOST_IN_PDF = 2_500
Format = CombinedExport.Format
TYPES = {Format.XLSX: tables.XLSX, Format.DOCX: papers.WORD, Format.PDF: papers.PDF}


@transaction.atomic
def ask_for_export(
    review: Review, *, format: str, search: Search | None = None, with_names: bool, by: User, at: dt.datetime
) -> CombinedExport:
    """Have a file made of what fits the filter, with names only for whoever may see them. The caller knows who may.

    Raises ``NotYet`` at ``format`` where a PDF would be too long to be of use.
    """
    number = _entries(review, search).count()
    if format == Format.PDF and number > MOST_IN_PDF:
        raise records.NotYet(
            f"{number:,} entries are too many for a PDF: the most is {MOST_IN_PDF:,}. Look for fewer, or choose another form.",
            field="format",
        )
    if search:  # of one kept by somebody who may no longer see names the work finds what they were shown
        Search.objects.filter(pk=search.pk).update(in_labels=search.in_labels)
    asked = CombinedExport.objects.create(
        review=review, format=format, search=search, with_names=with_names, asked_by=by, asked_at=at
    )
    job = start(EXPORT, by=by, at=at, review_code=review.code, export=asked.pk)
    CombinedExport.objects.filter(pk=asked.pk).update(job_id=job.pk)
    asked.job_id = job.pk
    said = {"form": format, "entries": number, "names": "names" if with_names else "labels"}
    record(events.EXPORTED, by=by, at=at, review_code=review.code, subject=f"export {asked.pk}", changes=said)
    return asked


def _entries(review: Review, search: Search | None) -> QuerySet[Entry]:
    """What goes into a file: nothing that is kept for some, for a file can be passed on."""
    return queries.found(search) if search else queries.combined(review)


def make_export(job: Job, progress: Callable[[int], None], at: dt.datetime) -> dict[str, Any]:
    """The work. Done again, it only makes another file."""
    things = ("review__partnership", "asked_by", "search__review", "search__agency")
    asked = CombinedExport.objects.select_related(*things).get(pk=job.arguments["export"])
    progress(10)
    entries = _entries(asked.review, asked.search)
    told_by = None if asked.with_names else queries.told_by_age(asked.review)
    forms = _forms(asked.review, with_names=asked.with_names)
    found = list(
        combined.lines(queries.with_more(entries), forms, told_by=told_by, answered=queries.answered(asked.review))
    )
    progress(40)
    content = _content(asked, found, at=at)
    progress(90)
    stored = keep(
        f"{asked.review.code} chronology.{asked.format}", content, TYPES[asked.format], by=asked.asked_by, at=at
    )  # type: ignore[index]
    return {"file": stored.pk, "entries": len(found)}


def _forms(review: Review, *, with_names: bool) -> Any:
    return None if with_names else known_forms(review)


def _content(asked: CombinedExport, found: list[combined.Line], *, at: dt.datetime) -> bytes:
    owner = asked.review.partnership.name
    if asked.format == Format.XLSX:
        return tables.as_xlsx([combined.as_sheet(found)], owner=owner, at=at)
    paper = combined.as_paper(
        found, asked.review, part=_part(asked), by=asked.asked_by.name, at=at, labels=not asked.with_names,
        kept_back=_kept_back(asked.review),
    )  # fmt: skip
    return papers.as_word(paper, at=at) if asked.format == Format.DOCX else papers.as_pdf(paper)


def _part(asked: CombinedExport) -> str:
    """Which entries it holds. The words somebody looked for may name people: they stand in no heading."""
    search = asked.search
    if search is None:
        return "The entries of all agencies."
    whose = f"Only the entries of {search.agency}" if search.agency else "The entries of all agencies"
    return f"{whose}, as far as they fit search {search.pk}."


def _kept_back(review: Review) -> int:
    """How many submitted entries are kept for some: a file can be passed on, so they are only counted."""
    return Entry.objects.submitted().filter(submission__request__review=review).exclude(kept_for="").count()


@transaction.atomic
def note_export_taken(asked: CombinedExport, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took a copy."""
    record(events.EXPORT_TAKEN, by=by, at=at, review_code=asked.review.code, subject=f"export {asked.pk}")


@transaction.atomic
def export_whole(review: Review, format: str, *, labels: bool = False, at: dt.datetime) -> tuple[bytes, int]:
    """The whole combined chronology for whoever runs the system: "jsonl", "xlsx", "csv" or "docx". With how many entries."""
    entries, answered = queries.with_more(queries.combined(review)), queries.answered(review)
    found = list(combined.lines(entries, _forms(review, with_names=not labels), answered=answered))
    owner = review.partnership.name
    if format == "jsonl":
        content = combined.as_json_lines(found)
    elif format == "docx":
        paper = combined.as_paper(
            found, review, part="The entries of all agencies.", by="the administrator", at=at, labels=labels,
            kept_back=_kept_back(review),
        )  # fmt: skip
        content = papers.as_word(paper, at=at)
    else:
        content, _ = tables.as_file(combined.as_sheet(found), format, owner=owner, at=at)
    said = {"form": format, "entries": len(found), "names": "labels" if labels else "names"}
    record(events.EXPORTED, by=None, at=at, review_code=review.code, subject="by command", changes=said)
    return content, len(found)
