"""Who asks for the papers of a case, what is nearest due, and what went out?"""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from agencies.models import User
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.jobs.models import Job
from reviews.case.models import Review
from reviews.case.queries import Desk
from reviews.disclosure.models import Disclosed, PapersRequest, Supplied
from reviews.documents.models import Document

SCHEDULE_PDF, SCHEDULE_XLSX = "disclosure.schedule_pdf", "disclosure.schedule_xlsx"
AT_HOME, MADE = 5, 6


def requests_of(review: Review) -> QuerySet[PapersRequest]:
    """Every request for papers of a case, the nearest due first, each with how many sendings answer it."""
    counted = review.papers_requests.annotate(sendings=Count("disclosed", filter=Q(disclosed__void_at=None)))
    return counted.order_by(*PapersRequest._meta.ordering)  # counting lets go of the order of the rows


def over_all_cases(visitor: Visitor) -> QuerySet[PapersRequest]:
    """What is open over all cases of the partnerships in which this person answers requests, the nearest due first."""
    here = visitor.partnerships_with(Permission.DISCLOSE)
    return PapersRequest.objects.open().filter(review__partnership__in=here).select_related("review")


def at_desk(desk: Desk) -> list[PapersRequest]:
    """The first of them, for the home page."""
    return list(over_all_cases(desk.visitor)[:AT_HOME])


@dataclass(frozen=True)
class Sending:
    """One sending with its papers; ``sealed`` is how many of them have been sealed since and are only counted."""

    row: Disclosed
    papers: tuple[Document, ...]
    sealed: int


def request_shown(request: PapersRequest) -> list[Sending]:
    """What went out in answer to a request, in order."""
    papers = Prefetch("papers", Document.objects.order_by("title", "pk"))
    rows = (
        request.disclosed.select_related("redacted_file__file", "entered_by")
        .annotate(went=Count("papers", distinct=True))
        .order_by("sent_on", "pk")
        .prefetch_related(papers)
    )
    shown = [(row, tuple(row.papers.all())) for row in rows]
    return [Sending(row, papers, row.went - len(papers)) for row, papers in shown]


def supplied_of(review: Review) -> QuerySet[Supplied]:
    """What others supplied to the review, with the copy that is kept."""
    return review.supplied.select_related("copy__file", "entered_by")


def file_of(review: Review, pk: int) -> Document | None:
    """A file that came with a request, or that went out redacted; no other paper of the case is reached this way."""
    stands = review.papers_requests.values("original"), Disclosed.objects.filter(request__review=review)
    mine = Q(pk__in=stands[0]) | Q(pk__in=stands[1].values("redacted_file"))
    return Document.objects.filter(mine, review=review, pk=pk).select_related("file").first()


def schedules_made(review: Review, user: User) -> QuerySet[Job]:
    """The schedules this person had made, the newest first."""
    mine = Job.objects.filter(
        review_code=review.code, asked_by_id=user.pk, kind__in=(SCHEDULE_PDF, SCHEDULE_XLSX), state=Job.State.DONE
    )
    return mine.order_by("-pk")[:MADE]
