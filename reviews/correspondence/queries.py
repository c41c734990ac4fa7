"""Which letters did the office write in a case, and to whom can one be written?"""

from django.db.models import QuerySet

from reviews.case.models import Review
from reviews.correspondence.models import WrittenLetter
from reviews.family.queries import relatives
from reviews.identities.models import Person
from reviews.proceedings.models import Witness


def letters_of(review: Review) -> QuerySet[WrittenLetter]:
    """The letters of a case, the newest first; drafts stand before what went."""
    found = review.written_letters.filter(void_at=None)
    return found.select_related("person", "witness__agency", "sent_by", "entered_by", "message", "copy")


def family_to_write_to(review: Review) -> QuerySet[Person]:
    """The living members of the family in the register."""
    return relatives(review).filter(died_on=None, void_at=None)


def practitioners_listed(review: Review) -> QuerySet[Witness]:
    """The practitioners listed as possible witnesses, by role and agency."""
    found = review.witnesses.filter(person=None, ended_on=None)
    return found.select_related("agency").order_by("agency__name", "role", "pk")
