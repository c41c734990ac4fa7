"""A review with an agreed report, as the tests of this stage begin with it."""

import datetime as dt

from agencies.models import User
from cspr.tests.cast import Cast
from reviews.case.actions import add_child, open_case
from reviews.case.models import Incident, Review
from reviews.case.phases import Kind
from reviews.publication.tests import sample
from reviews.report.actions import digest, start_report
from reviews.report.models import Report, Version
from reviews.report.rules import Document

# Moments of the story: prepared, signed, the planned day (a Wednesday), each in working hours.
PREPARED = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
SIGNED = dt.datetime(2026, 3, 4, 9, 0, tzinfo=dt.UTC)
PLANNED = dt.datetime(2026, 3, 18, 10, 0, tzinfo=dt.UTC)
MORNING = dt.datetime(2026, 3, 18, 8, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def agreed(cast: Cast, *, at: dt.datetime = PREPARED - DAY, document: Document | None = None) -> Review:
    """A review at “In review” whose report is agreed; the report's text is a sample of this stage's own."""
    review = open_case(
        cast.partnership,
        incident=Incident.objects.create(),
        kind=Kind.ARCHIVE,
        opened_on=at.date(),
        by=cast.priya,
        at=at,
    )
    add_child(review, by=cast.priya, at=at)
    agreed_again(review, by=cast.priya, at=at, document=document)
    return review


def agreed_again(review: Review, *, by: User, at: dt.datetime, document: Document | None = None) -> Version:
    """A further agreed version of the report."""
    report = Report.objects.filter(review=review).first() or start_report(review, by=by, at=at)
    content = (document or sample.document(paragraphs=2, sentences=1)).as_json()
    return Version.objects.create(
        report=report,
        number=report.versions.count() + 1,
        purpose=Version.Purpose.FINAL,
        content=content,
        sha256=digest(content),
        made_at=at,
        made_by=by,
    )
