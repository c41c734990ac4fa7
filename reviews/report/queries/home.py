"""What does the lead reviewer see of their reviews when they come home?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from agencies.roles import Permission
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.case.queries import Desk, came_in, worst_first
from reviews.report.models import BlockText, Report, ReportComment

MOST = 5


@dataclass(frozen=True)
class Writing:
    """One review: what came in since the reviewer last opened it, what is due next, and where its report stands."""

    review: Review
    news: dict[str, int]
    next: Duty | None
    started: bool
    saved_at: dt.datetime | None
    saved_by: str
    section: int | None
    unanswered: int


def at_desk(desk: Desk) -> list[Writing]:
    """The latest reviews whose report this person is writing, in a fixed number of queries."""
    mine = Review.objects.filter(pk__in=desk.reviews_with(Permission.WRITE_REPORT), phase=Phase.IN_REVIEW)
    reviews = list(mine.order_by("-pk")[:MOST])
    news = came_in(desk.visitor.user, [review.code for review in reviews], desk.visitor.now)
    reports = _reports(reviews)
    unanswered = _unanswered(reports.values())
    next_duties: dict[int, Duty] = {}
    owed = Duty.objects.open().with_hold().filter(review__in=reviews).select_related("review", "agency", "user")
    for duty in worst_first(owed, desk.visitor.today):
        next_duties.setdefault(duty.review_id, duty)
    return [
        _writing(review, news[review.code], next_duties.get(review.pk), reports.get(review.pk), unanswered)
        for review in reviews
    ]


def _writing(
    review: Review, news: dict[str, int], next_duty: Duty | None, report: Report | None, unanswered: dict[int, int]
) -> Writing:
    return Writing(
        review,
        news,
        next_duty,
        started=report is not None,
        saved_at=getattr(report, "saved_at", None),
        saved_by=getattr(report, "saved_by", None) or "",
        section=getattr(report, "section", None),
        unanswered=unanswered.get(report.pk, 0) if report else 0,
    )


def _reports(reviews: list[Review]) -> dict[int, Report]:
    """The reports of these reviews, each with who wrote last, when and in which section, and comments to answer."""
    texts = BlockText.objects.filter(block__section__report=OuterRef("pk"), refused=False).order_by("-at", "-pk")
    texts = texts.exclude(by=None)
    found = Report.objects.filter(review__in=reviews).annotate(
        saved_at=Subquery(texts.values("at")[:1]),
        saved_by=Subquery(texts.values("by__name")[:1]),
        section=Subquery(texts.filter(block__section__removed_at=None).values("block__section")[:1]),
    )
    return {report.review_id: report for report in found}


def _unanswered(reports: Iterable[Report]) -> dict[int, int]:
    """How many comments on each report wait for an answer."""
    open_ones = ReportComment.objects.standing().filter(version__report__in=list(reports), response="").order_by()
    return dict(open_ones.values_list("version__report").annotate(number=Count("pk")))
