"""How does the author say where the report answers a question, and take it back?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.editing import events
from reviews.editing.models import AnsweredAt
from reviews.panel.models import ReferenceQuestion
from reviews.report.models import Block, Report, Section


@transaction.atomic
def say_answered(
    report: Report, question: ReferenceQuestion, place: Block | Section, *, by: User, at: dt.datetime
) -> AnsweredAt:
    """A paragraph, or a whole section, answers a question; said twice, it stands once."""
    if place.removed_at:
        raise NotYet("This part was taken out of the report meanwhile. Choose another.", field="place")
    where = {"block": place} if isinstance(place, Block) else {"section": place}
    made, new = AnsweredAt.objects.get_or_create(
        report=report, question=question, withdrawn_at=None, **where, defaults={"by": by, "at": at}
    )
    if new:
        subject = f"question {question.number}"
        record(events.ANSWERED, by=by, at=at, review_code=report.review.code, subject=subject)
    return made


@transaction.atomic
def take_back(mark: AnsweredAt, *, by: User, at: dt.datetime) -> None:
    """This place does not answer it."""
    if not AnsweredAt.objects.filter(pk=mark.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise NotYet("This was taken back already.")
    code, subject = mark.report.review.code, f"question {mark.question.number}"
    record(events.NOT_ANSWERED, by=by, at=at, review_code=code, subject=subject)
