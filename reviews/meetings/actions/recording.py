"""What lies before a meeting, what is written down of it, and what is to be done afterwards?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import Agency, User
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr import clock, records
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import Duty, Review
from reviews.case.rules import check_not_in_future
from reviews.documents.models import Document
from reviews.meetings import duties, events, rules
from reviews.meetings.actions.telling import tell
from reviews.meetings.models import FollowUp, Meeting


@transaction.atomic
def choose_papers(
    meeting: Meeting, papers: Iterable[Document], *, review: Review | None = None, by: User, at: dt.datetime
) -> None:
    """Say which papers of a case lie before the meeting: of its own, or of ``review`` where it talks of all.

    A paper that was chosen before and withdrawn since stays chosen, so that the agenda can say so.
    """
    rules.check_stands(meeting)
    case = meeting.review or review
    before = set(meeting.papers.filter(review=case).values_list("pk", flat=True))
    chosen = {paper.pk: paper for paper in papers}
    if any(paper.sensitivity == Document.Sensitivity.SEALED for paper in chosen.values()):
        raise records.NotYet("One of these papers is sealed and cannot lie before a meeting.", field="papers")
    if any(paper.review_id != case.pk or (paper.withdrawn_at and pk not in before) for pk, paper in chosen.items()):
        raise records.NotYet("One of these papers was withdrawn or is of another case. Choose again.", field="papers")
    after = set(chosen)
    if before != after:
        meeting.papers.remove(*(before - after))
        meeting.papers.add(*(after - before))
        tell(events.PAPERS, meeting, by=by, at=at, changes={"papers": [sorted(before), sorted(after)]}, review=case)


@transaction.atomic
def write_notes(meeting: Meeting, *, revision: int, notes: str, by: User, at: dt.datetime) -> None:
    """Write down what was said and agreed; before the meeting they are preparation."""
    rules.check_stands(meeting)
    changes = records.change(meeting, revision=revision, notes=notes)
    if changes:
        tell(events.NOTES, meeting, by=by, at=at, changes=changes)


@transaction.atomic
def add_follow_up(
    meeting: Meeting,
    *,
    what: str,
    due_on: dt.date | None,
    user: User | None = None,
    agency: Agency | None = None,
    review: Review | None = None,
    by: User,
    at: dt.datetime,
) -> FollowUp:
    """Note something agreed that a person or an agency is to do; it becomes their duty, in the case it belongs to."""
    rules.check_stands(meeting)
    if (user is None) == (agency is None):
        raise records.NotYet("Say who is to do this: one person or one agency.", field="who")
    case = meeting.review or review
    follow_up = FollowUp.objects.create(
        meeting=meeting, review=case, what=what, user=user, agency=agency, due_on=due_on
    )  # fmt: skip
    kind = duties.follow_up_of(follow_up.review_id)
    open_duty(case, kind, at=at, due_on=due_on, user=user, agency=agency, thing_id=follow_up.pk)
    tell(events.FOLLOW_UP, meeting, by=by, at=at, changes={"follow_up": follow_up.pk}, review=case)
    return follow_up


@transaction.atomic
def finish_follow_up(
    follow_up: FollowUp, *, revision: int, done_on: dt.date, outcome: str = "", by: User, at: dt.datetime,
    on_behalf_of: str = "",
) -> None:  # fmt: skip
    """Record that a follow-up was done, on the day it was."""
    rules.check_open(follow_up)
    check_not_in_future(done_on, clock.date_of(at), field="done_on", name="The date it was done")
    changes = records.change(follow_up, revision=revision, done_on=done_on, outcome=outcome)
    case, kind = follow_up.review, duties.follow_up_of(follow_up.review_id)
    meet_duty(case, kind, met_on=done_on, at=at, thing_id=follow_up.pk)
    tell(
        events.FOLLOW_UP_DONE, follow_up.meeting, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of, review=case
    )


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Record that a follow-up is no longer needed, and why."""
    rules.check_open(follow_up)
    changes = records.change(follow_up, revision=revision, dropped_at=at, outcome=why)
    case, kind = follow_up.review, duties.follow_up_of(follow_up.review_id)
    withdraw_duties(case, kind, thing_id=follow_up.pk, at=at)
    tell(events.FOLLOW_UP_DROPPED, follow_up.meeting, by=by, at=at, changes=changes, review=case)


def follow_to(duty: Duty, to: Visitor) -> None:
    """Let a follow-up name whoever takes it over; one of no case goes to somebody who can open it. Called by actions."""
    follow_up = FollowUp.objects.select_related("meeting").get(pk=duty.thing_id)
    meeting = follow_up.meeting
    reads = meeting.partnership_id in to.partnerships_with(Permission.SEE_DOCUMENTS)
    invited = meeting.attendance.filter(user=to.user).exists()
    rules.check_reached(to.user, reached=follow_up.review_id is not None or reads or invited)
    records.change(follow_up, user=to.user)


def hold_to(duty: Duty, to: Visitor) -> None:
    """Only who runs the cases of the partnership holds a meeting of its sub-group."""
    meeting = Meeting.objects.get(pk=duty.thing_id)
    rules.check_reached(to.user, reached=meeting.partnership_id in to.partnerships_with(Permission.RUN_CASE))
