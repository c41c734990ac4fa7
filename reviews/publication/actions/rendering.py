"""How does the report leave as a file, as PDF, Word document or web page? A draft says so, and nobody's real name is in it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import User
from cspr import clock
from cspr.audit.actions import record
from cspr.files.actions import keep, read
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from cspr.records import NotYet
from cspr.word import WORD, Remark
from reviews.case.models import Review
from reviews.editing.queries import Reads, edited
from reviews.publication import events, narrative, queries
from reviews.report.gate import may_leave, said_of, words_to_go_out
from reviews.report.models import RoundReader, Version
from reviews.report.queries import document as draft_document
from reviews.report.queries import key_of, reads_as, report_of
from reviews.report.rules import Document

TYPES = {"pdf": "application/pdf", "docx": WORD, "html": "text/html"}
OF_JOB = {
    queries.DRAFT_PDF: "pdf",
    queries.DRAFT_WORD: "docx",
    queries.DRAFT_LARGE: "pdf",
    queries.DRAFT_CHECKED: "docx",
}
ASKED = {
    queries.DRAFT_PDF: events.DRAFT_ASKED, queries.DRAFT_WORD: events.WORD_ASKED, queries.DRAFT_LARGE: events.LARGE_ASKED,
    queries.DRAFT_CHECKED: events.WORD_ASKED,
}  # fmt: skip
NOT_BEGUN = "The report is not begun yet."
CHECKS = "Checks"
# A remark for the margin: the paragraph, whose, when, and what it says.
Said = tuple[str, str, dt.datetime, str]


@dataclass(frozen=True)
class Rendered:
    """A file that was made of the report; ``draft`` until every signature stands under its version."""

    content: bytes
    draft: bool


@transaction.atomic
def ask_for_draft(
    review: Review,
    *,
    kind: str = queries.DRAFT_PDF,
    version: Version | None = None,
    reader: RoundReader | None = None,
    by: User,
    at: dt.datetime,
) -> Job:
    """Have the report as it stands now, or one of its versions, made into a file; a draft is marked as one.

    For a ``reader`` of a round it is the version they were sent, marked as their copy.
    """
    version = reader.round.version if reader else version
    if report_of(review) is None:
        raise NotYet(NOT_BEGUN)
    subject = f"version {version.number}" if version else "report"
    record(ASKED[kind], by=by, at=at, review_code=review.code, subject=subject)
    which = {"version": version.pk} if version else {}
    which |= {"reader": reader.pk} if reader else {}
    return start(kind, by=by, at=at, review_code=review.code, **which)


def make_draft(job: Job, progress: Callable[[int], None], at: dt.datetime) -> dict[str, Any]:
    """The work: the report as a file. Done again, it only makes another file."""
    review, form = Review.objects.get(code=job.review_code), OF_JOB[job.kind]
    version = Version.objects.filter(pk=job.arguments.get("version")).first()
    progress(20)
    by = User.objects.get(pk=job.asked_by_id)
    reader = RoundReader.objects.filter(pk=job.arguments.get("reader")).first()
    copy = copy_of(reader, by, clock.date_of(job.asked_at)) if reader else None
    large = job.kind == queries.DRAFT_LARGE
    made = rendered(
        review, form, version=version, at=job.asked_at, with_comments=reader is None, copy=copy, large=large,
        noted=noted_in(review, by, job.asked_at) if job.kind == queries.DRAFT_CHECKED and not version else (),
    )  # fmt: skip
    asked = timezone.localtime(job.asked_at)
    what = f"version {version.number}" if version else f"{asked:%Y-%m-%d %H%M}"
    what += (f" copy {reader.pk}" if reader else "") + (" large print" if large else "")
    name = f"{job.review_code} {'DRAFT ' if made.draft else ''}report {what}.{form}"
    stored = keep(name, made.content, TYPES[form], by=by, at=at)
    return {"file": stored.pk}


def noted_in(review: Review, by: User, at: dt.datetime) -> list[Said]:
    """What an editor would ask of the draft, for the margin; what was set aside stays out, and the chronology."""
    report = report_of(review)
    if report is None:
        raise NotYet(NOT_BEGUN)
    found = edited(report, Reads(review, by, frozenset(), at)).outstanding
    told = words_to_go_out(review, [f"{one.says} {one.words}" if not one.uid else one.says for one in found])
    return [(one.uid, CHECKS, at, says) for one, says in zip(found, told, strict=True)]


def word_of(version: Version) -> bytes:
    """The Word file of a version as it is given out, without anybody's mark."""
    return rendered(version.report.review, "docx", version=version, at=version.made_at).content


def copy_of(reader: RoundReader, by: User, on: dt.date) -> narrative.Copy:
    """What a reader's copy says of itself; that of an agency also names who of it took it."""
    named = f"{reader.called}, {by.name}" if reader.agency_id and reads_as(reader, by, on=on) else reader.called
    return narrative.Copy(f"Copy for {named}", key_of(reader))


def render(
    review: Review, form: str, *, version: Version | None, by: User | None, at: dt.datetime, large: bool = False
) -> Rendered:
    """Make the file now, and note that it was taken out: printing takes too long to stand in the transaction."""
    if large and form == "docx":
        raise NotYet("A Word document is enlarged in Word. Large print is made as PDF or as a web page.")
    made = rendered(review, form, version=version, at=at, large=large)
    _note(review, form, version, by=by, at=at)
    return made


@transaction.atomic
def _note(review: Review, form: str, version: Version | None, *, by: User | None, at: dt.datetime) -> None:
    subject = f"version {version.number}" if version else "report"
    record(events.RENDERED, by=by, at=at, review_code=review.code, subject=subject, changes={"format": form})


def rendered(
    review: Review,
    form: str,
    *,
    version: Version | None,
    at: dt.datetime,
    with_comments: bool = False,
    copy: narrative.Copy | None = None,
    large: bool = False,
    noted: Sequence[Said] = (),
) -> Rendered:
    """The file. A version gives the same bytes each time, and once all have signed, the very bytes they signed.

    ``with_comments``: the comments on a version that nobody has answered yet stand in the margin of a Word document.
    ``large`` print is the same text, made anew: what was signed are the bytes of the other file.
    """
    edition = queries.signed_edition(version) if version else None
    if edition and form == "pdf" and not copy and not large:
        return Rendered(read(edition.pdf), draft=False)
    document, moment, draft = _standing(review, version, at)
    if edition and not copy:
        draft = ""
    remarks = said_of(version) if version and draft and with_comments and form == "docx" else list(noted)
    content = _printed(may_leave(review, document), form, moment, draft, remarks, copy, large)
    return Rendered(content, draft=bool(draft))


def _standing(review: Review, version: Version | None, at: dt.datetime) -> tuple[Document, dt.datetime, str]:
    """What is printed, from when it is, and what a draft says of itself."""
    if version:
        told = f"Version {version.number} of {date_format(timezone.localtime(version.made_at), 'j F Y, H:i')}"
        return Document.from_json(version.content), version.made_at, told
    report = report_of(review)
    if report is None:
        raise NotYet(NOT_BEGUN)
    moment = date_format(timezone.localtime(at), "j F Y, H:i")
    return draft_document(report, on=clock.date_of(at)), at, f"Draft of {moment}"


def _printed(
    document: Document,
    form: str,
    moment: dt.datetime,
    draft: str,
    said: list[Said],
    copy: narrative.Copy | None,
    large: bool,
) -> bytes:
    if form == "pdf":
        return narrative.report_pdf(document, draft=draft, copy=copy, large=large)
    if form == "docx":
        remarks = [(uid, Remark(author, at, text)) for uid, author, at, text in said]
        return narrative.report_word(document, moment=moment, draft=draft, copy=copy, remarks=remarks)
    return narrative.report_file(document, draft=draft, large=large).encode()
