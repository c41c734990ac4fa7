"""What does the chronology say to the quality markers?"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q

from chronology import queries
from chronology.models import ChronologyRequest, ReportRequest
from reviews.case.models import Review
from reviews.quality import rules as markers
from reviews.quality.rules import Fact, counted, fact


def quality(review: Review, today: dt.date) -> Iterator[Fact]:
    """What the chronology says to the quality markers: who has answered, and how far the analysis is. Four queries."""
    of, page = markers.GATHERING, "chronology"
    asked = ChronologyRequest.objects.filter(review=review, withdrawn_at=None)
    told = asked.aggregate(whole=Count("pk"), given=Count("pk", filter=Q(submission__submitted_at__isnull=False)))
    if told["whole"]:
        says = f"{told['given']} of {counted(told['whole'], 'chronology', 'chronologies')} submitted."
        yield Fact(of, says, page, missing=told["given"] < told["whole"])
    else:
        yield Fact(
            of, "No agency has been asked for a chronology.", page, missing=review.phase in markers.ONCE_REVIEWED
        )
    reports = ReportRequest.objects.filter(review=review, withdrawn_at=None)
    told = reports.aggregate(whole=Count("pk"), given=Count("pk", filter=Q(report__submitted_at__isnull=False)))
    if told["whole"]:
        says = f"{told['given']} of {counted(told['whole'], 'agency report')} submitted."
        yield Fact(of, says, "agency-reports", missing=told["given"] < told["whole"])
    of = markers.ANALYSIS
    found = list(queries.episodes_of(review).values_list("why", "entry_count"))
    yield fact(of, page, found, f"{counted(len(found), 'key practice episode')}.", "No key practice episode is formed.")
    if unexplained := sum(not why.strip() for why, _ in found):
        yield Fact(of, f"{counted(unexplained, 'episode')} without a reason why.", page, missing=True)
    if empty := sum(not inside for _, inside in found):
        yield Fact(of, f"{counted(empty, 'episode')} without an entry of the chronology.", page, missing=True)
