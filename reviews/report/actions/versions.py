"""How are versions of the report made: kept, frozen to be sent round, agreed for publication?"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from cspr import clock
from cspr.audit.actions import record
from cspr.records import NotYet, next_number
from reviews.report import events, queries
from reviews.report.models import Report, ReportComment, Section, Version
from reviews.report.rules import Document, lost, places, refusal

EVENTS = {
    Version.Purpose.KEPT: events.KEPT,
    Version.Purpose.COMMENT: events.KEPT,
    Version.Purpose.FINAL: events.AGREED,
}


@transaction.atomic
def make_version(report: Report, *, purpose: str, name: str = "", by: User, at: dt.datetime) -> Version:
    """Freeze the whole report as it would be printed today.

    Sent round and agreed versions are refused while anything in them tells who somebody is, or quotes a practitioner who
    has not cleared the words; an agreed one also while a comment is unanswered or a reference leads nowhere.
    """
    parts = list(queries.sections(report))
    content = queries.document(report, on=clock.date_of(at), parts=parts)
    if not any(section.blocks for section in content.sections):
        raise NotYet("The report is empty. Write something first.")
    if purpose != Version.Purpose.KEPT:
        check_may_be_read(report, content)
    if purpose == Version.Purpose.FINAL:
        _check_answered(report)
        _check_references(content)
    frozen = content.as_json()
    number = next_number(report, report.versions.all())
    version = Version.objects.create(
        report=report, number=number, name=name.strip(), purpose=purpose, content=frozen, draft=_draft(report, parts),
        sha256=digest(frozen), made_at=at, made_by=by,
    )  # fmt: skip
    record(
        EVENTS[Version.Purpose(purpose)],
        by=by,
        at=at,
        review_code=report.review.code,
        subject=f"version {version.number}",
    )
    return version


def _draft(report: Report, parts: Iterable[Section]) -> dict[str, object]:
    """What it takes to restore the version that is made of these sections."""
    revisions = {str(block.uid): block.revision for part in parts for block in part.blocks.all()}
    return {"title": report.title, "revisions": revisions}


def check_may_be_read(report: Report, content: Document) -> None:
    """Raises ``NotYet`` where a document tells who somebody is, or quotes what nobody has cleared."""
    _check_nobody_named(report, content)
    _check_quotes_cleared(report, content)


def digest(content: dict) -> str:
    """The SHA-256 of a version's content in one canonical writing."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _check_nobody_named(report: Report, content: Document) -> None:
    hits = queries.hits_in_document(report.review, content)
    if hits:
        raise NotYet(
            f"The report still tells, or seems to tell, who somebody is: {places(hits)}. See the page “Checks”."
        )


def _check_quotes_cleared(report: Report, content: Document) -> None:
    """Raises ``NotYet`` where a document quotes a conversation in words that nobody has cleared."""
    found = queries.uncleared_in(report.review, content)
    if found:
        raise NotYet(refusal(found))


def _check_answered(report: Report) -> None:
    waiting = ReportComment.objects.standing().filter(version__report=report, response="").count()
    if waiting:
        comments = "1 comment is" if waiting == 1 else f"{waiting} comments are"
        raise NotYet(f"{comments} not answered yet. Answer each of them first, on the page “Versions and comments”.")


def _check_references(content: Document) -> None:
    """Raises ``NotYet`` where a document that is to be published refers to something that is gone."""
    found = list(dict.fromkeys(one.place for one in lost(content)))
    if found:
        raise NotYet(f"A reference leads nowhere: {'; '.join(found[:5])}. See the page “Checks”.")
