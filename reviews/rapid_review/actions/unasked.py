"""How does the office enter a return of any agency, also of one that was not asked?"""

import datetime as dt
from typing import Any

from django.db import transaction

from agencies.models import Agency, User
from cspr import clock, records
from reviews.case.phases import Phase
from reviews.case.rules import check_phase
from reviews.rapid_review import queries, rules
from reviews.rapid_review.actions.asking import ask_one
from reviews.rapid_review.actions.returns import enter_for_agency
from reviews.rapid_review.models import AgencyReturn, RapidReview, ReturnRequest


@transaction.atomic
def enter_for_any(
    rapid_review: RapidReview, agency: Agency, *, ask_now: bool, by: User, at: dt.datetime, **told: Any
) -> AgencyReturn:
    """Enter a return an agency gave; one that was not asked is asked at once, where the office says so.

    Raises ``NotYet`` at ``agency`` where it was not asked, or where its return is signed off already.
    """
    found = queries.requests_of(rapid_review.review).filter(agency=agency, withdrawn_at=None).first()
    if found is None:
        rules.check_ask_now(str(agency), ask_now=ask_now)
        found = _asked_now(rapid_review, agency, by=by, at=at)
    given = queries.return_of(found)
    if given and given.signed_off_at:
        raise records.NotYet(
            f"The return of {agency} is signed off already. Send it back first if something must be added.",
            field="agency",
        )
    return enter_for_agency(found, by=by, at=at, **told)


def _asked_now(rapid_review: RapidReview, agency: Agency, *, by: User, at: dt.datetime) -> ReturnRequest:
    check_phase(rapid_review.review, Phase.RAPID_REVIEW)
    due_on = max(rapid_review.returns_due_on, clock.date_of(at))
    asked = ask_one(rapid_review, agency, due_on=due_on, by=by, at=at, write=False)
    return queries.requests_of(rapid_review.review).get(pk=asked.pk)
