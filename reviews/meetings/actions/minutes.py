"""How do the sub-group's minutes come to be, and to stand with each case they are about?"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from cspr.pdf import to_pdf
from cspr.records import NotYet
from reviews.documents.actions import add_made, withdraw
from reviews.meetings import events, narrative, queries, rules
from reviews.meetings.actions.telling import tell
from reviews.meetings.models import AgendaItem, Meeting

Progress = Callable[[int], None]


@transaction.atomic
def write_minutes(item: AgendaItem, *, revision: int, minutes: str, by: User, at: dt.datetime) -> None:
    """Write down what was said of one thing on the agenda; before the meeting it is preparation."""
    rules.check_stands(item.meeting)
    of_case = item.review_id is not None
    changes = records.change(item, revision=revision, minutes=minutes, to_file=of_case and bool(minutes.strip()))
    if changes:
        tell(events.MINUTES, item.meeting, by=by, at=at, changes={"item": item.pk, **changes}, review=item.review)


@transaction.atomic
def ask_to_file(meeting: Meeting, *, by: User, at: dt.datetime) -> Job:
    """Have what was said of each case filed with its papers."""
    rules.check_begun(meeting, at)
    if not meeting.items.filter(to_file=True).exists():
        raise NotYet("There are no minutes of a case that are not filed yet.")
    tell(events.FILING_ASKED, meeting, by=by, at=at)
    return start(queries.FILE_MINUTES, by=by, at=at, meeting=meeting.pk)


def file_minutes(job: Job, progress: Progress, at: dt.datetime) -> dict[str, Any]:
    """The work: an extract for each case becomes one of its papers. Done again, it goes on where it broke off."""
    meeting = Meeting.objects.select_related("partnership", "review").get(pk=job.arguments["meeting"])
    by = User.objects.get(pk=job.asked_by_id)
    agenda = meeting.items.filter(removed_at=None).values_list("pk", flat=True)
    numbers = {pk: number for number, pk in enumerate(agenda, start=1)}
    items = list(meeting.items.filter(to_file=True).select_related("review", "filed"))
    follow_ups, hidden = queries.follow_ups_by_case(meeting), queries.names_told_at(meeting)
    for done, item in enumerate(items):
        progress(100 * done // len(items))
        of_case = follow_ups.get(item.review_id, [])
        html = narrative.extract(meeting, item, of_case, number=numbers[item.pk], hidden=hidden)
        _file(item, to_pdf(html, stylesheet="css/pdf-pack.css"), by=by, at=at)
    return {"cases": len(items)}


@transaction.atomic
def _file(item: AgendaItem, content: bytes, *, by: User, at: dt.datetime) -> None:
    """Keep the extract, in place of one that was filed before the minutes were changed."""
    meeting, review, earlier = item.meeting, item.review, item.filed
    assert review is not None
    paper = add_made(
        review, f"{review.code} {meeting.reference} minutes.pdf", content, title=narrative.title_of_extract(meeting),
        version=str(int(earlier.version or 1) + 1) if earlier else "", dated_on=meeting.starts_at.date(),
        belongs_to=f"meeting:{meeting.pk}", by=by, at=at,
    )  # fmt: skip
    records.change(item, to_file=False, filed=paper)
    if earlier and not earlier.withdrawn_at:
        withdraw(earlier, revision=earlier.revision, why="The minutes were changed and filed again.", by=by, at=at)
    tell(events.FILED, meeting, by=by, at=at, changes={"document": paper.pk}, review=review)
