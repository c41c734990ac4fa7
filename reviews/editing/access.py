"""Who reads here, and which mark does an address mean? None where it is of another review, or not there."""

from reviews.case.access import Visit
from reviews.editing.models import AnsweredAt, LetStand
from reviews.editing.queries import Reads
from reviews.report.models import Report
from reviews.report.queries import report_of


def reads_of(visit: Visit) -> Reads:
    """Who reads the draft here."""
    return Reads(visit.review, visit.user, visit.permissions, visit.now)


def the_report(visit: Visit) -> Report | None:
    return report_of(visit.review)


def a_standing(visit: Visit, pk: int) -> LetStand | None:
    return LetStand.objects.filter(pk=pk, report__review=visit.review).select_related("report__review").first()


def a_mark(visit: Visit, pk: int) -> AnsweredAt | None:
    marks = AnsweredAt.objects.filter(pk=pk, report__review=visit.review)
    return marks.select_related("report__review", "question").first()
