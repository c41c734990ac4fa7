"""What of the report is still open in a case that comes to its end?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from reviews.case.models import Review
from reviews.case.rules import OpenEnd
from reviews.report.models import Round


def open_ends(reviews: Sequence[Review], today: dt.date) -> dict[int, list[OpenEnd]]:
    """The rounds that are not closed; they end with the case. One query."""
    codes = {review.pk: review.code for review in reviews}
    found: dict[int, list[OpenEnd]] = defaultdict(list)
    sent = Round.objects.filter(version__report__review__in=codes, closed_at=None)
    for pk, number, review in sent.values_list("pk", "version__number", "version__report__review"):
        words = f"Version {number} of the report is with its readers. Their round ends with the case"
        found[review].append(OpenEnd(words, reverse("report-round", args=[codes[review], pk]), stops=False))
    return found
