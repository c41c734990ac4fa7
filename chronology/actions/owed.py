"""What does an agency still owe about single entries? Answers to questions, and what was needed when it was sent back."""

import datetime as dt

from django.db.models import Min, Prefetch

from agencies.models import Agency, User
from chronology import narrative, queries
from chronology.duties import QUESTION
from chronology.models import ChronologyRequest, Question, Sight, Submission
from cspr import records
from reviews.case.actions import meet_duty, open_duty, put_in_place, withdraw_duties
from reviews.case.models import Duty, Review

SIGHTS = Prefetch("entry__sights", Sight.objects.select_related("child"))


def follow(found: ChronologyRequest, *, at: dt.datetime, answered_on: dt.date | None = None) -> Duty | None:
    """Let the duty to answer stand while a question is open, due when the first of them is. Called by actions."""
    waiting = Question.objects.waiting().filter(kind=Question.Kind.ASKED, entry__submission__request=found)
    first = waiting.aggregate(day=Min("due_on"))["day"]
    review, agency = found.review, found.agency
    if first and not queries.is_in_case(found):
        return None  # it rests until the agency comes back (``follow_coming``)
    if first is None:
        if answered_on:
            meet_duty(review, QUESTION, met_on=answered_on, at=at, agency=agency, thing_id=found.pk)
        withdraw_duties(review, QUESTION, at=at, thing_id=found.pk)
        return None
    duty = open_duty(review, QUESTION, at=at, due_on=first, agency=agency, thing_id=found.pk)
    return duty if duty.due_on == first else put_in_place(duty, at=at, due_on=first)


def follow_coming(review: Review, agency: Agency, by: User, at: dt.datetime) -> None:
    """An agency that comes back owes an answer to what is still open, whatever was answered for it meanwhile."""
    for found in review.chronology_requests.filter(agency=agency).select_related("review", "agency"):
        follow(found, at=at)


def send_marked(submission: Submission, *, at: dt.datetime) -> int:
    """Send what is needed of single entries back with them, each as it stands now; returns how many. Called by actions."""
    marked = Question.objects.marked().filter(entry__submission=submission)
    found = list(marked.select_related("entry").prefetch_related(SIGHTS))
    for one in found:
        records.change(one, sent_at=at, was=narrative.whole(one.entry))
    return len(found)


def take_in(submission: Submission, *, at: dt.datetime) -> None:
    """What was needed has come back: each entry is kept as it returned. Called by actions."""
    needed = Question.objects.standing().filter(
        kind=Question.Kind.NEEDED, settled_at=None, entry__submission=submission
    )
    for one in needed.select_related("entry").prefetch_related(SIGHTS):
        became = {} if one.entry.void_at else narrative.whole(one.entry)
        records.change(one, became=became, settled_at=at)
