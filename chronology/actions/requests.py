"""How is an agency asked for its chronology, and asked no more?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import Agency, User
from chronology import rules
from chronology.actions import asking
from chronology.actions.asking import ask_again, note_first_look, owe, tell, whom_to_tell
from chronology.actions.entries import draft_key_events
from chronology.actions.owed import follow
from chronology.actions.reports import ask_for_reports
from chronology.models import ChronologyRequest, Submission
from cspr import clock, records
from reviews.case.models import Review
from reviews.identities.models import Person


@transaction.atomic
def ask(
    review: Review,
    agencies: Iterable[Agency],
    *,
    due_on: dt.date,
    guidance: str = "",
    people: Iterable[Person] = (),
    report_due_on: dt.date | None = None,
    by: User,
    at: dt.datetime,
) -> list[ChronologyRequest]:
    """Ask agencies for their chronologies, tell their people once, and file what they owe.

    With ``report_due_on`` those not asked yet for their agency report are asked for that too.

    An agency whose request was withdrawn may be asked again. Raises ``NotYet`` at ``agencies`` where one is asked
    already, at ``people`` where one is not of this review.
    """
    rules.check_may_ask(review, due_on, clock.date_of(at))
    people, agencies = list(people), list(agencies)
    if any(person.review_id != review.pk for person in people):
        raise records.NotYet("Choose people of this review only.", field="people")
    asked = [_ask_one(review, agency, due_on=due_on, guidance=guidance, by=by, at=at) for agency in agencies]
    for found in asked:
        found.people.set(people)
        draft_key_events(found, by=by, at=at)
        tell(found, "asked", due_on=due_on, people=whom_to_tell(found, at), at=at)
    if report_due_on:
        rules.check_may_ask(review, report_due_on, clock.date_of(at), what="agency report", field="report_due_on")
        there = set(review.report_requests.filter(withdrawn_at=None).values_list("agency", flat=True))
        others = [agency for agency in agencies if agency.pk not in there]
        ask_for_reports(review, others, due_on=report_due_on, by=by, at=at)
    return asked


def _ask_one(
    review: Review, agency: Agency, *, due_on: dt.date, guidance: str, by: User, at: dt.datetime
) -> ChronologyRequest:
    values = {"due_on": due_on, "guidance": guidance, "asked_at": at, "asked_by": by}
    found, new = ChronologyRequest.objects.get_or_create(review=review, agency=agency, defaults=values)
    if new:
        Submission.objects.create(request=found, entered_by=by, entered_at=at)
    ask_again(found, new=new, **values)
    owe(review, found, due_on=due_on, by=by, at=at)
    return found


@transaction.atomic
def note_opened(found: ChronologyRequest, *, by: User, at: dt.datetime) -> bool:
    """Note that somebody of the agency has seen the request; says whether they are the first."""
    draft_key_events(found, by=by, at=at)
    return note_first_look(found, by=by, at=at)


@transaction.atomic
def withdraw(found: ChronologyRequest, *, revision: int, why_withdrawn: str, by: User, at: dt.datetime) -> None:
    """Ask no more; what the agency wrote stays, and what it was asked about single entries lapses."""
    asking.withdraw(found, revision=revision, why_withdrawn=why_withdrawn, by=by, at=at)
    follow(found, at=at)
