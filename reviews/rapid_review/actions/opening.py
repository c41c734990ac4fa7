"""How does a rapid review begin, and whom are the agencies asked about?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import advance, meet_duty, open_clock, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.case.rules import check_not_in_future
from reviews.guidance.queries import working_day_after
from reviews.guidance.regimes import Clock
from reviews.identities.actions import add_person
from reviews.identities.models import Person
from reviews.meetings.actions import plan_meeting
from reviews.meetings.models import Meeting
from reviews.rapid_review import duties, events, narrative, queries, rules
from reviews.rapid_review.actions.telling import tell, write_to_agency
from reviews.rapid_review.models import RapidReview, SearchedPerson
from reviews.referral.actions import ask as put_question
from reviews.referral.duties import OPEN_RAPID_REVIEW
from reviews.referral.models import Question


@transaction.atomic
def open_rapid_review(
    review: Review,
    *,
    returns_due_on: dt.date,
    search_from_on: dt.date | None = None,
    meeting_at: dt.datetime | None = None,
    place: str = "",
    by: User,
    at: dt.datetime,
) -> RapidReview:
    """Open the rapid review of a notified case, and plan its meeting where its time is known.

    Its clock counts as the guidance of the day it starts says.
    """
    today = clock.date_of(at)
    rules.check_has_rapid_review(review.kind)
    start = queries.clock_of(review)
    if start is None:
        raise records.NotYet("A rapid review cannot start before the notification is sent. Record when it was sent.")
    rules.check_dated(returns_due_on, today, field="returns_due_on", what="The date for the returns")
    check_not_in_future(search_from_on, today, field="search_from_on", name="The first day to be searched")
    advance(review, Phase.RAPID_REVIEW, by=by, at=at)
    rapid_review = _row_of(review, returns_due_on=returns_due_on, search_from_on=search_from_on, at=at)
    office = Role.BUSINESS_SUPPORT
    limit = open_clock(
        review, duties.SEND, Clock.RAPID_REVIEW, started_on=start.started_on, role=office, at=at,
        readings=start.readings, applied=start.applied,
    )  # fmt: skip
    open_duty(review, duties.CONCLUDE, at=at, due_on=limit.due_on, role=office)
    due = {
        name: rules.proposed_day(start.started_on, day, today=today, extra=start.applied.extra)
        for name, day in rules.DECISION_WORKING_DAYS.items()
    }
    put_question(review, Question.REVIEW, due=due, started_on=start.started_on, at=at)
    meet_duty(review, OPEN_RAPID_REVIEW, met_on=today, at=at)
    changes = {"returns_due_on": str(returns_due_on), "clock_started_on": str(start.started_on)}
    tell(events.OPENED, rapid_review, by=by, at=at, changes=changes)
    if meeting_at:
        plan_meeting(review, kind=Meeting.Kind.RAPID_REVIEW, starts_at=meeting_at, place=place, by=by, at=at)
    return rapid_review


def _row_of(review: Review, *, at: dt.datetime, **dates: dt.date | None) -> RapidReview:
    """The case's rapid review; one that was opened before the case was moved back goes on."""
    standing = queries.rapid_review_of(review)
    if standing is None:
        return RapidReview.objects.create(review=review, opened_on=clock.date_of(at), opened_at=at, **dates)
    records.change(standing, **dates)
    return standing


@transaction.atomic
def add_to_search_list(
    rapid_review: RapidReview,
    people: Iterable[Person],
    *,
    years: str = "",
    answer_by: dt.date | None = None,
    by: User,
    at: dt.datetime,
) -> list[SearchedPerson]:
    """Ask about these people too. Once agencies are asked, it makes a new version and asks each about them alone."""
    chosen = list(people)
    listed = set(rapid_review.searched.filter(withdrawn_at=None).values_list("person", flat=True))
    chosen = [person for person in chosen if person.pk not in listed]
    if not chosen:
        raise records.NotYet("Choose somebody who is not on the list yet.", field="people")
    if any(person.review_id != rapid_review.review_id for person in chosen):
        raise records.NotYet("One of these people is not in the register of this case.", field="people")
    versions = rapid_review.searched.values_list("version", flat=True)
    asked = rapid_review.requests.filter(withdrawn_at=None).exists()
    version = max(versions, default=0) + 1 if asked else max(versions, default=1)
    added = [
        SearchedPerson.objects.create(rapid_review=rapid_review, person=person, version=version, years=years)
        for person in chosen
    ]
    if asked:
        _ask_about_more(rapid_review, version, answer_by=answer_by, by=by, at=at)
    for row in added:
        tell(
            events.PERSON_SEARCHED, rapid_review, by=by, at=at, subject=f"person {row.person_id}",
            changes={"version": version},
        )  # fmt: skip
    return added


def _ask_about_more(
    rapid_review: RapidReview, version: int, *, answer_by: dt.date | None, by: User, at: dt.datetime
) -> None:
    """Everybody asked hears of the new version; those who have signed owe an answer about the new people alone."""
    today = clock.date_of(at)
    due_on = answer_by or working_day_after(today, rules.MORE_DAYS)
    rules.check_dated(due_on, today, field="answer_by", what="The date for the answers")
    for row in queries.rows_of(rapid_review.review):
        if row.is_signed:  # what stands in a lead's return is asked of the lead
            open_duty(
                rapid_review.review, duties.MORE, at=at, due_on=due_on, agency=row.request.agency,
                thing_id=row.request.pk,
            )  # fmt: skip
        if row.is_signed or row.is_open:
            page = "rapid-review-answer" if row.is_signed else "rapid-review-return"
            when = due_on if row.is_signed else row.due_on
            write_to_agency(narrative.ONE_MORE, row.request, due_on=when, by=by, at=at, round_=f"v{version}", page=page)


@transaction.atomic
def add_new_person(
    rapid_review: RapidReview,
    *,
    years: str = "",
    answer_by: dt.date | None = None,
    by: User,
    at: dt.datetime,
    **person: str | dt.date | None,
) -> SearchedPerson:
    """Enter somebody into the identity register and put them on the search list at once."""
    entered = add_person(rapid_review.review, by=by, at=at, **person)  # type: ignore[arg-type]
    return add_to_search_list(rapid_review, [entered], years=years, answer_by=answer_by, by=by, at=at)[0]


@transaction.atomic
def take_off_search_list(searched: SearchedPerson, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Stop asking about somebody, with a reason; what was answered about them stays."""
    if searched.withdrawn_at:
        raise records.NotYet("This person is off the list already.")
    rapid_review = searched.rapid_review
    changes = records.change(searched, revision=revision, withdrawn_at=at, why_withdrawn=why)
    for row in queries.rows_of(rapid_review.review):
        if row.is_signed and not row.unanswered:
            withdraw_duties(rapid_review.review, duties.MORE, thing_id=row.request.pk, at=at)
    tell(events.PERSON_WITHDRAWN, rapid_review, by=by, at=at, subject=f"person {searched.person_id}", changes=changes)
