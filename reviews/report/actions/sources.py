"""How does the list of references change? What was cited follows by itself."""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.records import NotYet
from reviews.case.rules import check_not_in_future
from reviews.report import events
from reviews.report.models import Report, Source


@transaction.atomic
def list_source(
    report: Report, *, author: str, year: str, title: str, by: User, at: dt.datetime, details: str = "", address: str = "",
    accessed_on: dt.date | None = None,
) -> Source:  # fmt: skip
    """Put something on the list, so that it can be cited."""
    _check(author, title, address, accessed_on, clock.date_of(at))
    source = Source.objects.create(
        report=report, author=author.strip(), year=year.strip() or "no date", title=title.strip(), details=details.strip(),
        address=address, accessed_on=accessed_on,
    )  # fmt: skip
    _tell(events.SOURCE_LISTED, source, {}, by=by, at=at)
    return source


@transaction.atomic
def change_source(
    source: Source, *, author: str, year: str, title: str, revision: int, by: User, at: dt.datetime, details: str = "",
    address: str = "", accessed_on: dt.date | None = None,
) -> None:  # fmt: skip
    """Put a reference right; where it is cited, the citation follows."""
    _check(author, title, address, accessed_on, clock.date_of(at))
    changes = records.change(
        source, revision=revision, author=author.strip(), year=year.strip() or "no date", title=title.strip(),
        details=details.strip(), address=address, accessed_on=accessed_on,
    )  # fmt: skip
    _tell(events.SOURCE_CHANGED, source, changes, by=by, at=at)


@transaction.atomic
def withdraw_source(source: Source, *, revision: int, back: bool = False, by: User, at: dt.datetime) -> None:
    """Take a reference off the list, or put it ``back``. Citations of it are shown as leading nowhere meanwhile."""
    changes = records.change(source, revision=revision, withdrawn_at=None if back else at)
    _tell(events.SOURCE_LISTED if back else events.SOURCE_WITHDRAWN, source, changes, by=by, at=at)


def _check(author: str, title: str, address: str, accessed_on: dt.date | None, today: dt.date) -> None:
    if not author.strip():
        raise NotYet("Say who wrote it, or which organisation.", field="author")
    if not title.strip():
        raise NotYet("Enter its title.", field="title")
    if accessed_on and not address:
        raise NotYet("Enter the address of the page that was read on that day.", field="address")
    check_not_in_future(accessed_on, today, field="accessed_on", name="The day it was read")


def _tell(event: Event, source: Source, changes: dict, *, by: User, at: dt.datetime) -> None:
    code = source.report.review.code
    record(event, by=by, at=at, review_code=code, subject=f"reference {source.pk}", changes=changes)
