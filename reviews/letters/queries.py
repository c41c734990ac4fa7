"""Which letters went out in a case, and who worded them?"""

from collections.abc import Iterable

from django.db.models import QuerySet

from agencies.models import User
from cspr.letters.models import LetterTemplate
from cspr.outbox.models import Message
from reviews.case.models import Review


def letters_of(review: Review) -> QuerySet[Message]:
    """Everything that was written to anybody about a case, newest first."""
    return Message.objects.filter(review_code=review.code).order_by("-written_at", "-pk")


def makers_of(versions: Iterable[LetterTemplate]) -> dict[int, str]:
    """The names of those who made versions of a letter, by the number of the person."""
    numbers = {version.made_by_id for version in versions if version.made_by_id}
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "name"))
