"""How do the rows of a combined document reach the request of each agency? Read, shared out, confirmed, then written."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from chronology import events, queries, rules
from chronology.actions import imports
from chronology.actions.imports import settle
from chronology.models import AgencyMemory, ChronologyRequest, CombinedFile, ImportRun
from chronology.rules import columns as heads
from chronology.rules import per_child, rows, sharing
from chronology.workbook import kept
from cspr import readers, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.files.actions import keep, read
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from reviews.case.models import Review
from reviews.documents.actions import original_of

READ = "chronology.read_combined"
State = CombinedFile.State


@transaction.atomic
def begin_combined(
    review: Review, original: UploadedFile, *, on_behalf_of: str, by: User, at: dt.datetime
) -> CombinedFile:
    """Keep a document of several agencies, where the office alone opens it, and have it read when its turn comes.

    Raises ``NotYet`` at ``original`` where such a file cannot be read, or nobody's chronology is open.
    """
    if not queries.open_requests(review):
        raise records.NotYet(
            "No agency's chronology is open: all are submitted or wait for signature, or none was asked for. Ask the "
            "agencies first.",
            field="original",
        )
    readers.check_name(original.name or "")
    made = CombinedFile.objects.create(review=review, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of)
    paper = original_of(
        review, original, title="Combined chronology as a file", belongs_to=f"combined:{made.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of, office=True,
    )  # fmt: skip
    job = start(READ, by=by, at=at, review_code=review.code, file=made.pk)
    settle(made, original=paper, job_id=job.pk)
    _tell(events.COMBINED_GIVEN, made, by=by, at=at, changes={"document": paper and paper.pk})
    return made


def _tell(event: Event, found: CombinedFile, *, by: User, at: dt.datetime, changes: dict[str, object]) -> None:
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"combined file {found.pk}", changes=changes,
        on_behalf_of=found.on_behalf_of, audience="office",
    )  # fmt: skip


def read_combined(job: Job, progress: imports.Progress, at: dt.datetime) -> dict[str, Any]:
    """The work of reading and sharing out. Done twice, it comes to the same."""
    whole = CombinedFile.objects.select_related("rows", "original__file", "review__partnership", "entered_by")
    found = whole.get(pk=job.arguments["file"])
    progress(10)
    try:
        sheets = kept.sheets_of(found) or _read(found, at=at)
        progress(50)
        share_out(found, sheets, at=at)
    except records.NotYet as refusal:
        settle(found, state=State.FAILED, problem=str(refusal))
        raise
    return {"file": found.pk}


def _read(found: CombinedFile, *, at: dt.datetime) -> list[heads.Sheet]:
    """The tables of the document, and what its columns and its names are taken for at first."""
    if found.original is None:
        raise records.NotYet("There is no file.")
    file = found.original.file
    sheets = heads.sheets_of(readers.read(file.name, read(file), most_bytes=settings.MAX_UPLOAD_BYTES))
    called = queries.called([request.agency for request in found.review.chronology_requests.select_related("agency")])
    ours = frozenset(name for names in called.values() for name in names)
    stored = keep(kept.NAME, kept.as_bytes(sheets), kept.CONTENT_TYPE, by=found.entered_by, at=at)
    settle(
        found, rows=stored, columns=heads.guessed(sheets, {}, ours), taken=heads.taken_sheets(sheets), problem=""
    )  # fmt: skip
    return sheets


def share_out(found: CombinedFile, sheets: Sequence[heads.Sheet], *, at: dt.datetime) -> None:
    """Give each agency's request its own rows, to be looked at; no entry is written. Done twice, it comes to the same."""
    whole = sharing.Whole(found.columns, frozenset(found.taken), found.dates_from_above)
    requests = queries.open_requests(found.review)
    try:
        rows.check_columns(found.columns, found.taken)
        sharing.check_agency_column(found.columns)
        names = sharing.names_in(sheets, whole)
    except records.NotYet as refusal:
        settle(found, state=State.READ, problem=str(refusal), names=[])
        return
    guess = sharing.guessed(
        names, queries.names_remembered(found.review), queries.called([one.agency for one in requests])
    )  # fmt: skip
    agencies = {name.plain: int(found.agencies.get(name.plain, guess[name.plain])) for name in names}
    for request in requests:
        own = frozenset(plain for plain, agency in agencies.items() if agency == request.agency_id)
        _share(found, request, sharing.share_of(sheets, whole, own) if own else [], at=at)
    for run in found.runs.filter(taken_at=None).exclude(submission__request__agency__in=agencies.values()):
        settle(run, state=ImportRun.State.LEFT)  # also of an agency that takes none any more
    settle(found, state=State.READ, problem="", names=[vars(name) for name in names], agencies=agencies)


def _share(found: CombinedFile, request: ChronologyRequest, sheets: Sequence[heads.Sheet], *, at: dt.datetime) -> None:
    """An agency's rows as a file of its own request: nobody else's stand in it, nor the name of the document."""
    run = found.runs.filter(submission=request.submission, taken_at=None).first()
    if not sheets:
        if run:
            settle(run, state=ImportRun.State.LEFT)
        return
    run = run or ImportRun(
        combined=found, submission=request.submission, entered_by=found.entered_by, entered_at=found.entered_at,
        on_behalf_of=found.on_behalf_of,
    )  # fmt: skip
    run.rows = keep(kept.NAME, kept.as_bytes(sheets), kept.CONTENT_TYPE, by=found.entered_by, at=at)
    columns = {
        heading: str(heads.Means.LEAVE) if means == heads.Means.AGENCY else means
        for heading, means in found.columns.items()
    }
    run.columns = per_child.told_apart(columns, kept.children_of(run))
    if len(sheets) != len(run.taken):  # what was put right stands by the number of its table
        run.fixes = {}
    run.taken, run.source_for_all = list(range(len(sheets))), found.source_for_all
    run.save()
    imports.look(run, at=at)


# Put right by hand ---------------------------------------------------------------------------------------------------


@transaction.atomic
def choose_columns(
    found: CombinedFile, *, revision: int, columns: Mapping[str, str], taken: Sequence[int], source_for_all: str = "",
    dates_from_above: bool = False, by: User, at: dt.datetime,
) -> None:  # fmt: skip
    """Say what the columns hold, which of them names the agency, and which tables are taken."""
    rows.check_columns(columns, taken)
    sharing.check_agency_column(columns)
    known = {**found.columns, **{name: means for name, means in columns.items() if name in found.columns}}
    _again(
        found, revision=revision, by=by, at=at, columns=known, taken=sorted(taken), source_for_all=source_for_all,
        dates_from_above=dates_from_above,
    )  # fmt: skip


@transaction.atomic
def choose_agencies(
    found: CombinedFile, *, revision: int, agencies: Mapping[str, int], by: User, at: dt.datetime
) -> None:
    """Say which agency each name means; it is remembered for the partnership's next document."""
    allowed = {request.agency_id for request in queries.open_requests(found.review)} | {sharing.NOBODY}
    if not set(agencies.values()) <= allowed:
        raise records.NotYet(
            "Choose agencies that are in the case, whose chronology is open and does not wait for signature."
        )
    _again(found, revision=revision, by=by, at=at, agencies={**found.agencies, **agencies})
    memories = [
        AgencyMemory(partnership=found.review.partnership, name=plain[:120], agency_id=agency or None, said_at=at)
        for plain, agency in agencies.items()
        if plain
    ]
    AgencyMemory.objects.bulk_create(
        memories, update_conflicts=True, unique_fields=["partnership", "name"], update_fields=["agency", "said_at"]
    )


def _again(found: CombinedFile, *, revision: int, by: User, at: dt.datetime, **values: object) -> None:
    """Change how the document is read, and share its rows out once more, when its turn comes."""
    if found.state != State.READ:
        raise records.NotYet("This document is at work just now. Look at its page first.")
    if found.runs.filter(state__in=(ImportRun.State.TAKING, ImportRun.State.TAKEN)).exists():
        raise records.NotYet("Entries were taken from this document already. Undo that first, or give it anew.")
    changes = records.change(found, revision=revision, **values)
    _tell(events.COMBINED_CHANGED, found, by=by, at=at, changes=changes)
    job = start(READ, by=by, at=at, review_code=found.review.code, file=found.pk)
    settle(found, state=State.READING, job_id=job.pk)


@transaction.atomic
def confirm_combined(found: CombinedFile, *, revision: int, by: User, at: dt.datetime) -> int:
    """Have every agency's rows that make entries written into its draft; all of them or none. Returns for how many."""
    ready = [run for run in found.runs.filter(state=ImportRun.State.READ) if run.checked.get("ready")]
    if not ready and found.runs.filter(state__in=(ImportRun.State.TAKING, ImportRun.State.TAKEN)).exists():
        raise records.NotYet("The rows of this document were added already. Nothing was added twice.")
    if found.state != State.READ or not ready:
        raise records.NotYet("No row of the document makes a new entry. Look at its columns, and whom its names mean.")
    for run in ready:
        _check_open(run)
        imports.confirm_import(run, revision=run.revision, by=by, at=at)
    records.change(found, revision=revision, problem="")
    _tell(events.COMBINED_TAKEN, found, by=by, at=at, changes={"imports": sorted(run.pk for run in ready)})
    return len(ready)


def _check_open(run: ImportRun) -> None:
    """Nobody writes into what an agency has handed in to be signed, or submitted, or left, since the document was read."""
    request = run.submission.request
    if why := rules.why_closed(run.submission, left=not queries.is_in_case(request)):
        agency = request.agency
        raise records.NotYet(
            f"The chronology of {agency} takes no entries now: {why}. Say whom the names mean, so that its "
            "rows are taken for nobody, or have it opened again."
        )
