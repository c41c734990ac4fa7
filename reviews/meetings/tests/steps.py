"""Has the sub-group meet over all cases, by the actions the pages use."""

import datetime as dt

from cspr import clock
from cspr.jobs.actions import run
from cspr.tests.cast import Cast
from reviews.meetings import actions
from reviews.meetings.models import Meeting
from reviews.meetings.rules import Guest

SAID = {
    "screen": "The sub-group read the referral. More is needed from the hospital before it recommends.",
    "rapid": "Returns are coming in. The sub-group asked who lived in the household, and since when.",
}
NOTHING = "Where the case stands was noted. Nothing else was agreed."


def subgroup_held_at(at: dt.datetime) -> dt.datetime:
    """When the meeting was held whose minutes are written ``at`` a moment."""
    return at - dt.timedelta(days=7)


def subgroup_met(cast: Cast, *, at: dt.datetime, written_at: dt.datetime | None = None) -> Meeting:
    """One meeting held a week ago, its minutes filed with each case, ``at`` this moment or later."""
    held = _planned(cast, starts_at=subgroup_held_at(at), at=at - dt.timedelta(days=14))
    at = written_at or at
    actions.record_attendance(held, {row.pk: ("came", "") for row in held.attendance.all()}, by=cast.priya, at=at)
    for item in held.items.select_related("meeting", "review"):
        words = SAID.get(item.heading, NOTHING)
        actions.write_minutes(item, revision=item.revision, minutes=words, by=cast.priya, at=at)
    first = held.items.exclude(review=None).first()
    if first:
        actions.add_follow_up(
            held, what="Ask the hospital for its record of the first attendance.", review=first.review,
            due_on=clock.date_of(at) + dt.timedelta(days=7), user=cast.priya, by=cast.priya, at=at,
        )  # fmt: skip
        job = actions.ask_to_file(held, by=cast.priya, at=at)
        run(job.pk, at=at, clock=lambda: at)
    return held


def subgroup_planned(cast: Cast, *, at: dt.datetime) -> Meeting:
    """The next one planned, with people invited."""
    coming = _planned(cast, starts_at=at + dt.timedelta(days=21), at=at)
    actions.add_item(coming, title="Dates for next year", by=cast.priya, at=at)
    actions.ask_for_pack(coming, by=cast.priya, at=at)
    return coming


def _planned(cast: Cast, *, starts_at: dt.datetime, at: dt.datetime) -> Meeting:
    starts = starts_at.replace(minute=0, second=0, microsecond=0)
    meeting = actions.plan_subgroup(
        cast.partnership, starts_at=starts, place="Fenmarsh House, room 2, or by video", by=cast.priya, at=at
    )
    people = [cast.cora, cast.sid, cast.hugo, cast.pete]
    actions.invite(meeting, [Guest(one.name, one.email, one, one.agency) for one in people], by=cast.priya, at=at)
    return meeting


def pack_made(cast: Cast, meeting: Meeting, *, at: dt.datetime) -> None:
    """The minutes that were filed with the case lie before its next meeting, bound into one PDF."""
    assert meeting.review is not None
    papers = meeting.review.documents.filter(withdrawn_at=None, belongs_to__startswith="meeting:")
    actions.choose_papers(meeting, papers, by=cast.priya, at=at)
    job = actions.ask_for_pack(meeting, by=cast.priya, at=at)
    run(job.pk, at=at, clock=lambda: at)
