"""How is a case closed, and how is the office asked to?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock
from cspr.audit.actions import record
from reviews.case import events, queries, rules
from reviews.case.actions.cases import advance, tell_of_closing
from reviews.case.actions.duties import meet_duty, open_duty, withdraw_duties
from reviews.case.duties import CLOSE_CASE
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.guidance.queries import working_day_after


@transaction.atomic
def close_case(review: Review, *, why: str, by: User, at: dt.datetime) -> None:
    """Close a case that has come to its end and in which nothing is left that must be finished first.

    What was agreed and is still owed rests from then on; where the case is opened again it is asked for again.
    """
    today = clock.date_of(at)
    ends = queries.open_ends([review], today)[review.pk]
    rules.check_may_close(review, ends, over=queries.at_its_end(review))
    rules.check_said(why, field="why", message="Say why the case is closed. It stays in the case's history.")
    tell_of_closing(review, by=by, at=at)
    advance(review, Phase.CLOSED, by=by, at=at, why=why)
    meet_duty(review, CLOSE_CASE, met_on=today, at=at)
    let_go = review.duties.open().update(withdrawn_at=at)
    record(events.CLOSED, by=by, at=at, review_code=review.code, changes={"duties let go": let_go})


@transaction.atomic
def let_duty_rest(duty: Duty, *, why: str, by: User, at: dt.datetime) -> None:
    """Say of something owed in a case that is over that it no longer applies, so that it does not keep the case open."""
    review = duty.review
    assert review is not None
    rules.check_at_its_end(review, queries.at_its_end(review))
    rules.check_said(why, field="why", message="Say why it no longer applies. It stays with the case.")
    found = Duty.objects.open().filter(pk=duty.pk)
    rules.check_still_owed(found.update(withdrawn_at=at, why_moved=why) == 1)
    changes = {"duty": duty.pk, "why": "changed"}
    record(events.DUTY_RESTS, by=by, at=at, review_code=review.code, subject=duty.kind, changes=changes)


def ask_to_close(*, at: dt.datetime) -> int:
    """Ask the office to close each case in which nothing stands in the way; no longer, where something does again.

    Returns how many are newly asked. However often it runs, each case is asked about once.
    """
    today = clock.date_of(at)
    cases = list(queries.closable())
    ends = queries.open_ends(cases, today)
    asked = set(Duty.objects.open().filter(kind=CLOSE_CASE.code).values_list("review", flat=True))
    new = 0
    for review in cases:
        ready = not any(end.stops for end in ends[review.pk])
        if ready and review.pk not in asked:
            _ask(review, today, at)
            new += 1
        elif not ready and review.pk in asked:
            withdraw_duties(review, CLOSE_CASE, at=at)
    return new


@transaction.atomic
def _ask(review: Review, today: dt.date, at: dt.datetime) -> None:
    due_on = working_day_after(today, CLOSE_CASE.within)
    open_duty(review, CLOSE_CASE, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)
