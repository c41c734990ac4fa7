"""How do the rows of a file become entries of an agency's draft? Read, checked, confirmed, and only then written."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from chronology import events, queries, rules
from chronology.actions.entries import hold_open
from chronology.models import ChronologyRequest, ColumnMemory, Entry, ImportRun, Sight, Submission, TablesRead
from chronology.rules import columns as heads
from chronology.rules import per_child, rows
from chronology.workbook import kept
from cspr import clock, readers, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.files.actions import keep, read
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from reviews.documents.actions import original_of
from reviews.documents.models import Document

READ, TAKE = "chronology.read_file", "chronology.take_in"
SHOWN = 5  # entries of the preview
LISTED = 500  # rows with trouble that are kept with the run; all of them can be downloaded
AT_ONCE = 2_000  # rows that are checked again while somebody waits; more are left to a job
BATCH = 500
MORE = {
    "kind": "Kind of event",
    "seen": "Was the child seen?",
    "child_said": "What the child said or showed",
    "outcome": "Decision or outcome",
    "told": "Who was told, and how",
    "risk_tool": "Risk tool",
    "risk_level": "Level of risk",
    "consent_words": "Consent",
    "comment": "Comment",
}
Progress = Callable[[int], None]
State = ImportRun.State


def nobody_waits(percent: int) -> None:
    """Progress that nobody looks at."""


@transaction.atomic
def begin_import(
    submission: Submission, original: UploadedFile, *, by: User, at: dt.datetime, on_behalf_of: str = "",
    queued: bool = True,
) -> ImportRun:  # fmt: skip
    """Keep a file whose rows are to become entries, and have it read when its turn comes. No entry is written yet.

    Raises ``NotYet`` at ``original`` where such a file cannot be read.
    """
    hold_open(submission, office=bool(on_behalf_of))
    found = submission.request
    readers.check_name(original.name or "")
    paper = original_of(
        found.review, original, title="Chronology as a file", belongs_to=f"submission:{submission.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of, agency=found.agency,
    )  # fmt: skip
    return _begin(submission, paper, by=by, at=at, on_behalf_of=on_behalf_of, queued=queued)


@transaction.atomic
def begin_from_document(submission: Submission, *, by: User, at: dt.datetime) -> ImportRun:
    """The office has the rows of the document read that the agency handed in, for whoever signed it."""
    on_behalf_of = submission.signed_off_by or submission.author_name or submission.request.agency.name
    hold_open(submission, office=True)
    if submission.original is None:
        raise records.NotYet("There is no document.")
    readers.check_name(submission.original.file.name)
    return _begin(submission, submission.original, by=by, at=at, on_behalf_of=on_behalf_of, queued=True)


def _begin(
    submission: Submission, paper: Document | None, *, by: User, at: dt.datetime, on_behalf_of: str, queued: bool
) -> ImportRun:
    run = ImportRun.objects.create(
        submission=submission, original=paper, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of
    )
    code = submission.request.review.code
    job = start(READ, by=by, at=at, review_code=code, run=run.pk) if queued else None
    settle(run, job_id=job and job.pk)
    _tell(events.FILE_GIVEN, run, by=by, at=at, changes={"document": paper and paper.pk})
    return run


def _tell(event: Event, run: ImportRun, *, by: User | None, at: dt.datetime, changes: dict[str, object]) -> None:
    found = run.submission.request
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"import {run.pk}", changes=changes,
        on_behalf_of=run.on_behalf_of, audience=f"agency:{found.agency_id}",
    )  # fmt: skip


# Read and checked ----------------------------------------------------------------------------------------------------


def read_file(job: Job, progress: Progress, at: dt.datetime) -> dict[str, Any]:
    """The work of reading, or of checking again. Done twice, it comes to the same."""
    run = _run_of(job)
    look(run, at=at, progress=progress)
    return {"import": run.pk}


def _run_of(job: Job) -> ImportRun:
    found = ImportRun.objects.select_related(
        "rows", "original__file", "submission__request__agency", "submission__request__review", "entered_by"
    )
    return found.get(pk=job.arguments["run"])


def look(run: ImportRun, *, at: dt.datetime, progress: Progress = nobody_waits) -> None:
    """Read the file if it was not read yet, tell its columns, and say what its rows come to."""
    try:
        progress(10)
        sheets = kept.sheets_of(run) or _read(run, at=at)
    except records.NotYet as refusal:
        settle(run, state=State.FAILED, problem=str(refusal))
        raise
    progress(60)
    settle(run, state=State.TAKEN if run.taken_at else State.READ, checked=_check(run, sheets, at=at))


def settle(found: TablesRead, **values: object) -> None:
    """Write what the work on a file came to. Called by actions."""
    type(found)._default_manager.filter(pk=found.pk).update(**values)
    for name, value in values.items():
        setattr(found, name, value)


def _read(run: ImportRun, *, at: dt.datetime) -> list[heads.Sheet]:
    paper = run.original
    if paper is None:
        raise records.NotYet("There is no file.")
    sheets = _told_apart(run, paper.file.name, read(paper.file))
    stored = keep(kept.NAME, kept.as_bytes(sheets), kept.CONTENT_TYPE, by=run.entered_by, at=at)
    settle(run, rows=stored, columns=run.columns, taken=run.taken)
    return sheets


def _told_apart(run: ImportRun, name: str, content: bytes) -> list[heads.Sheet]:
    """The tables of a file, and on the run what their columns are taken for at first."""
    agency = run.submission.request.agency
    sheets = heads.sheets_of(readers.read(name, content, most_bytes=settings.MAX_UPLOAD_BYTES))
    run.taken = heads.taken_sheets(sheets)
    guessed = heads.guessed(sheets, queries.columns_remembered(agency), queries.names_of(agency))
    run.columns = per_child.told_apart(guessed, kept.children_of(run))
    return sheets


def glance(submission: Submission, name: str, content: bytes, *, at: dt.datetime) -> ImportRun:
    """What a file would come to; nothing is kept."""
    run = ImportRun(submission=submission, entered_at=at)
    run.checked = _check(run, _told_apart(run, name, content), at=at)
    return run


def _check(run: ImportRun, sheets: Sequence[heads.Sheet], *, at: dt.datetime) -> dict[str, Any]:
    """What the rows come to, as it is shown: counts, the first entries, the rows with trouble."""
    shape = {"rows": sum(len(sheet.rows) for sheet in sheets), "titles": [sheet.title for sheet in sheets]}
    try:
        rows.check_columns(run.columns, run.taken)
    except records.NotYet as refusal:
        return {**shape, "columns": str(refusal)}
    plan = kept.plan_of(run)
    found = rows.checked(sheets, plan, standing=queries.origins_of(run.submission), known=_known(run, at))
    return {
        **shape,
        "ready": len(found.ready),
        "already": found.already,
        "left_out": found.left_out,
        "of_others": found.of_others,
        "trouble": len(found.trouble),
        "preview": [_shown(one, plan.children) for one in found.ready[:SHOWN]],
        "troubled": [vars(one) for one in found.trouble[:LISTED]],
    }


def _known(run: ImportRun, at: dt.datetime) -> rules.Known:
    """What the dates of a file may refer to: the births of the request's people."""
    found = run.submission.request
    return rules.Known(clock.date_of(at), tuple(queries.births(found.review, of=queries.people_of(found))))


def _shown(one: rows.Ready, children: Mapping[int, str]) -> dict[str, Any]:
    """An entry as it will be, in words."""
    of_each = [
        (children[child], ". ".join(filter(None, (str(Entry.Seen(seen).label) if seen else "", words))))
        for child, seen, words in one.sights
    ]
    entry = Entry(**one.values)
    said = {name: getattr(entry, f"get_{name}_display", lambda name=name: getattr(entry, name))() for name in MORE}
    return {
        "number": one.number,
        "when": rules.date_words(entry),
        "source": entry.source,
        "what": entry.what,
        "more": [(label, str(said[name])) for name, label in MORE.items() if one.values[name]] + of_each,
    }


# Put right by hand ---------------------------------------------------------------------------------------------------


@transaction.atomic
def choose_columns(
    run: ImportRun, *, revision: int, columns: Mapping[str, str], taken: Sequence[int], source_for_all: str = "",
    dates_from_above: bool = False, by: User, at: dt.datetime,
) -> None:  # fmt: skip
    """Say what the columns hold and which tables are taken; the agency's next file is read the same way."""
    rows.check_columns(columns, taken)
    known = {**run.columns, **{name: means for name, means in columns.items() if name in run.columns}}
    _again(
        run, revision=revision, by=by, at=at, columns=known, taken=sorted(taken), source_for_all=source_for_all,
        dates_from_above=dates_from_above,
    )  # fmt: skip
    _remember(run, at=at)


def _remember(run: ImportRun, *, at: dt.datetime) -> None:
    """Keep what the headings meant; those of a document of several agencies say nothing of this one's own files."""
    if run.combined_id:
        return
    said = {
        heads.plainly(heading): means
        for heading, means in run.columns.items()
        if heads.is_named_column(heading) and not per_child.is_of_a_child(means)
    }
    agency = run.submission.request.agency
    ColumnMemory.objects.bulk_create(
        [ColumnMemory(agency=agency, heading=heading, means=means, said_at=at) for heading, means in said.items()],
        update_conflicts=True, unique_fields=["agency", "heading"], update_fields=["means", "said_at"],
    )  # fmt: skip


@transaction.atomic
def fix_rows(
    run: ImportRun, *, revision: int, fixes: Mapping[str, Mapping[str, str]], by: User, at: dt.datetime
) -> None:
    """Give rows with trouble other cells, or leave them out. The file stays as it was given."""
    _again(run, revision=revision, by=by, at=at, fixes={**run.fixes, **fixes})


def _again(run: ImportRun, *, revision: int, by: User, at: dt.datetime, **values: object) -> None:
    """Change how the file is read, and look at its rows once more: now, or where there are many, as a job."""
    if run.state not in (State.READ, State.TAKEN):
        raise records.NotYet("This file is at work just now, or is not used any more. Look at its page first.")
    hold_open(run.submission, office=bool(run.on_behalf_of))
    changes = records.change(run, revision=revision, **values)
    _tell(events.FILE_CHANGED, run, by=by, at=at, changes=changes)
    if int(run.checked.get("rows", 0)) <= AT_ONCE:
        look(run, at=at)
        return
    job = start(READ, by=by, at=at, review_code=run.submission.request.review.code, run=run.pk)
    settle(run, state=State.READING, job_id=job.pk)


# Taken ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def confirm_import(run: ImportRun, *, revision: int, by: User, at: dt.datetime) -> None:
    """Have the rows that make entries written into the draft when their turn comes."""
    hold_open(run.submission, office=bool(run.on_behalf_of))
    _check_may_take(run)
    job = start(TAKE, by=by, at=at, review_code=run.submission.request.review.code, run=run.pk)
    records.change(run, revision=revision, state=State.TAKING, job_id=job.pk)


def _check_may_take(run: ImportRun) -> None:
    if run.state not in (State.READ, State.TAKEN):
        raise records.NotYet("This file is being worked on, or is not used any more. Look at its page first.")
    if not run.checked.get("ready"):
        if run.state == State.TAKEN:
            raise records.NotYet("The rows of this file were added already. Nothing was added twice.")
        raise records.NotYet("No row of the file makes a new entry. Look at its columns and at the rows with trouble.")


def take_rows(job: Job, progress: Progress, at: dt.datetime) -> dict[str, Any]:
    """The work of writing. Done twice, the second time finds every row there already."""
    run, by = _run_of(job), User.objects.get(pk=job.asked_by_id)
    try:
        return {"added": take_in(run, by=by, at=at, progress=progress)}
    except records.NotYet as refusal:
        settle(run, state=State.TAKEN if run.taken_at else State.READ, problem=str(refusal))
        raise


def take_in(run: ImportRun, *, by: User, at: dt.datetime, progress: Progress = nobody_waits) -> int:
    """Write every row that makes an entry and is not there yet, in one transaction. Returns how many."""
    sheets, plan = kept.sheets_of(run), kept.plan_of(run)
    rows.check_columns(run.columns, run.taken)
    progress(20)
    found = rows.checked(sheets, plan, standing=queries.origins_of(run.submission), known=_known(run, at))
    progress(60)
    return _write(run, found, by=by, at=at)


@transaction.atomic
def _write(run: ImportRun, found: rows.Checked, *, by: User, at: dt.datetime) -> int:
    hold_open(run.submission, office=bool(run.on_behalf_of))
    # Asked once more, now that nobody else can write: another file may have been quicker.
    standing = queries.origins_of(run.submission)
    new = [one for one in found.ready if one.origin not in standing]
    made = Entry.objects.bulk_create(
        (
            Entry(
                submission=run.submission, run=run, row=one.number, origin=one.origin, entered_by=by, entered_at=at,
                on_behalf_of=run.on_behalf_of, **one.values,
            )
            for one in new
        ),
        batch_size=BATCH,
    )  # fmt: skip
    sights = (
        Sight(entry=entry, child_id=child, seen=seen, said=said)
        for entry, one in zip(made, new, strict=True)
        for child, seen, said in one.sights
    )
    Sight.objects.bulk_create(sights, batch_size=BATCH)
    left = {**run.checked, "ready": 0, "already": found.already + len(found.ready), "preview": []}
    settle(run, state=State.TAKEN, taken_at=run.taken_at or at, added=run.added + len(new), problem="", checked=left)
    _remember(run, at=at)
    counts = {"entries": len(new), "rows with trouble": len(found.trouble), "there already": found.already}
    _tell(events.FILE_TAKEN, run, by=by, at=at, changes=counts)
    return len(new)


@transaction.atomic
def undo_import(run: ImportRun, *, revision: int, why_undone: str, by: User, at: dt.datetime) -> int:
    """Record all entries that came from a file as made in error, so that it can be taken anew. Returns how many."""
    hold_open(run.submission, office=bool(run.on_behalf_of))
    if run.state != State.TAKEN:
        raise records.NotYet("Nothing was taken from this file.")
    records.change(run, revision=revision, state=State.UNDONE, undone_at=at, why_undone=why_undone)
    gone = run.entries.filter(void_at=None).update(void_at=at, why_void=why_undone)
    # Their rows no longer count as being there.
    run.entries.update(origin="")
    _tell(events.FILE_UNDONE, run, by=by, at=at, changes={"entries": gone})
    return gone


@transaction.atomic
def note_template(found: ChronologyRequest, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took the template of a request."""
    record(
        events.TEMPLATE_TAKEN, by=by, at=at, review_code=found.review.code, subject=f"request {found.pk}",
        audience=f"agency:{found.agency_id}",
    )  # fmt: skip
