"""How is a child taken out of a case in which they were entered in error?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr.records import NotYet, hangs_on
from reviews.case import actions as case
from reviews.case.models import SubjectChild
from reviews.case.phases import Phase
from reviews.identities.actions import void
from reviews.identities.models import Address, Alias, IdentityNumber, Person
from reviews.referral import rules
from reviews.referral.models import NotifiedChild

# What goes with the child's own entry in the register.
WITH_THE_PERSON = (Alias, Address, IdentityNumber)


@transaction.atomic
def void_child(child: SubjectChild, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Take a child out of the case and out of the register, where nothing that stands speaks of them."""
    if child.review.phase == Phase.CLOSED:
        raise NotYet("The case is closed. Open it again first.")
    person = Person.objects.filter(child=child, void_at=None).select_related("review").first()
    hanging = hangs_on(child, but=(Person, NotifiedChild))
    hanging += hangs_on(person, but=WITH_THE_PERSON) if person else []
    rules.check_nothing_hangs(hanging)
    case.void_child(child, revision=revision, why_void=why_void, by=by, at=at)
    if person:
        void(person, why=why_void, revision=person.revision, by=by, at=at, with_child=True)
