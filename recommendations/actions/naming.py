"""What becomes of an agreed recommendation that tells who somebody is, because a name was registered afterwards?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from recommendations import events, queries, rules
from recommendations.actions.filing import file_recommendations
from recommendations.duties import UNNAME
from recommendations.models import Recommendation
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.guidance.queries import working_day_after
from reviews.identities.queries import known_forms


def follow_register(review: Review, by: User, at: dt.datetime) -> None:
    """The office owes a new wording of what tells who somebody is, and of nothing else. Called when the register changes."""
    telling = {one.pk for one in queries.telling(review)}
    owed = set(review.duties.open().filter(kind=UNNAME.code).values_list("thing_id", flat=True))
    for pk in telling - owed:
        due_on = working_day_after(clock.date_of(at), rules.DAYS_TO_UNNAME)
        open_duty(review, UNNAME, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=pk)
    for pk in owed - telling:
        withdraw_duties(review, UNNAME, at=at, thing_id=pk)


def settled(recommendation: Recommendation, *, at: dt.datetime) -> None:
    """Nobody reads the name any more. Called by actions."""
    meet_duty(recommendation.review, UNNAME, met_on=clock.date_of(at), at=at, thing_id=recommendation.pk)


@transaction.atomic
def reword(
    recommendation: Recommendation, *, revision: int, text: str, outcome_wanted: str, by: User, at: dt.datetime
) -> None:
    """Take what tells who somebody is out of an agreed recommendation; the agreement, and what follows from it, stands."""
    review = recommendation.review
    forms = known_forms(review)
    rules.check_may_reword(
        tells=rules.tells(recommendation, forms), still=rules.tells(Recommendation(text=text, outcome_wanted=outcome_wanted), forms)
    )  # fmt: skip
    changes = records.change(recommendation, revision=revision, text=text, outcome_wanted=outcome_wanted)
    subject = f"recommendation {recommendation.number}"
    record(events.REWORDED, by=by, at=at, review_code=review.code, subject=subject, changes=changes)
    settled(recommendation, at=at)
    file_recommendations(review, by=by, at=at)
