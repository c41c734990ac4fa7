"""Which copies of the draft are with whom, and what did they say?"""

from collections.abc import Collection

from django.db.models import QuerySet

from reviews.case.models import Review
from reviews.readings.duties import BACK
from reviews.readings.models import DraftReading
from reviews.readings.rules import SEARCHED
from reviews.report.models import Version


def readings(review: Review) -> QuerySet[DraftReading]:
    """Every copy, the newest first; those entered in error as well."""
    return review.draft_readings.select_related("person", "version", "entered_by").order_by("-number")


def versions_to_give(review: Review) -> QuerySet[Version]:
    """The versions that may be given to the family, the newest first."""
    return Version.objects.filter(report__review=review, purpose__in=SEARCHED).defer("content").order_by("-number")


def copies(numbers: Collection[int]) -> dict[int, str]:
    """Which numbered copies of the draft they are."""
    return {
        pk: f"copy {number}" for pk, number in DraftReading.objects.filter(pk__in=numbers).values_list("pk", "number")
    }


ABOUT = {BACK: copies}
