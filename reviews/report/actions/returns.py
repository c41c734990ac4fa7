"""How do the remarks in a Word file that comes back become a reader's comments? Read, shown, and only then written."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.records import NotYet
from cspr.word.reading import read_remarks
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import original_of
from reviews.report import events, queries
from reviews.report.actions.comments import InFile, comment
from reviews.report.actions.edited import word_of
from reviews.report.actions.rounds import audience_of, check_reads, finish, review_of
from reviews.report.models import ReturnedCopy, RoundReader
from reviews.report.rules import Document, Return, returned

NOTHING = (
    "No comment and no change was found in this document. Is it the one in which you wrote? If you have no comments, "
    "say so on the page of the copy."
)
LEAVE = "leave"  # in place of a paragraph: do not take this remark in


def give_back(
    reader: RoundReader, original: UploadedFile, *, given_on: dt.date | None = None, by: User, at: dt.datetime
) -> ReturnedCopy:
    """Read the Word file of a copy and keep it with what was found; nothing is written as a comment yet.

    Raises ``NotYet`` at ``original`` where it cannot be read or holds no remark. The reading stands outside the
    transaction.
    """
    check_reads(reader)
    check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day it came")
    content = original.read()
    original.seek(0)
    file = read_remarks(original.name or "", content, most_bytes=settings.MAX_UPLOAD_BYTES)
    version = reader.round.version
    given_out = read_remarks("version.docx", word_of(version), most_bytes=settings.MAX_UPLOAD_BYTES)
    found = returned(file, Document.from_json(version.content), given_out)
    if not found.remarks:
        raise NotYet(NOTHING, field="original")
    return _keep(reader, original, found, given_on=given_on, by=by, at=at)


@transaction.atomic
def _keep(
    reader: RoundReader, original: UploadedFile, found: Return, *, given_on: dt.date | None, by: User, at: dt.datetime
) -> ReturnedCopy:
    review, today = review_of(reader.round), clock.date_of(at)
    own = queries.reads_as(reader, by, on=today)
    paper = original_of(
        review, original, title=f"Copy of version {reader.round.version.number} of the report, with comments",
        belongs_to=f"report-copy:{reader.pk}", by=by, at=at, on_behalf_of="" if own else reader.called, agency=reader.agency,
        office=reader.agency is None,
    )  # fmt: skip
    kept = ReturnedCopy.objects.create(
        reader=reader, original=paper, found=found.as_json(), given_on=given_on or today, began_at=at, began_by=by
    )
    _tell(events.FILE_RETURNED, kept, by=by, at=at, own=own)
    return kept


@transaction.atomic
def take_in_return(
    kept: ReturnedCopy, *, places: Mapping[int, str], finished: bool = False, revision: int, by: User, at: dt.datetime
) -> int:
    """Write the remarks as the reader's comments; returns how many are new.

    ``places`` says of a remark, by its number, on which paragraph it is, "" for the whole, or ``LEAVE``; one that is not
    named stays where it was found. What was taken in of this reader before is not written twice.
    """
    _check_waits(kept)
    reader = kept.reader
    check_reads(reader)
    changes = records.change(kept, revision=revision, taken_at=at)
    here = set(reader.comments.exclude(mark="").values_list("mark", flat=True))
    new = 0
    for number, remark in enumerate(Return.from_json(kept.found).remarks):
        place = places.get(number, remark.uid)
        if place == LEAVE or remark.mark in here:
            continue
        comment(
            reader.round.version, reader=reader, text=remark.said, block_uid=UUID(place) if place else None,
            given_on=kept.given_on, by=by, at=at,
            in_file=InFile(
                returned=kept, mark=remark.mark, quoted=remark.quoted or ("" if place else remark.near[:300]), old_words=remark.old, new_words=remark.new,
                written_by=remark.author,
            ),
        )  # fmt: skip
        new += 1
    own = queries.reads_as(reader, by, on=clock.date_of(at))
    _tell(events.FILE_TAKEN_IN, kept, by=by, at=at, own=own, changes={**changes, "comments": new})
    if finished and reader.finished_on is None:
        finish(reader, given_on=kept.given_on, by=by, at=at)
    return new


@transaction.atomic
def set_return_aside(kept: ReturnedCopy, *, revision: int, by: User, at: dt.datetime) -> None:
    """Take nothing from a file; it stays among the papers."""
    _check_waits(kept)
    records.change(kept, revision=revision, set_aside_at=at)
    _tell(events.FILE_SET_ASIDE, kept, by=by, at=at, own=queries.reads_as(kept.reader, by, on=clock.date_of(at)))


def _check_waits(kept: ReturnedCopy) -> None:
    if kept.taken_at:
        raise NotYet("The comments of this document were taken in already. Give it back again if there are more in it.")
    if kept.set_aside_at:
        raise NotYet("This document was set aside. Choose it again to take its comments in.")


def _tell(
    event: Event, kept: ReturnedCopy, *, by: User, at: dt.datetime, own: bool, changes: dict[str, object] | None = None
) -> None:
    record(
        event, by=by, at=at, review_code=review_of(kept.reader.round).code, subject=f"reader {kept.reader_id}",
        changes=changes or {}, on_behalf_of="" if own else kept.reader.called, audience=audience_of(kept.reader),
    )  # fmt: skip
