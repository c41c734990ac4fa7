"""How is it recorded that something the checks noted may stand, and how is it asked again?"""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.editing import events, queries
from reviews.editing.models import LetStand
from reviews.report.models import Report


@transaction.atomic
def let_stand(
    report: Report, digests: Collection[str], *, reason: str, reads: queries.Reads, by: User, at: dt.datetime
) -> list[LetStand]:
    """One reason for some of what is noted today; each holds until its paragraph changes."""
    if not reason.strip():
        raise NotYet("Say why it may stand.", field="reason")
    found = [one for one in queries.edited(report, reads).outstanding if one.digest in digests]
    if not found:
        raise NotYet(
            "None of this is noted any longer: the paragraph has changed, or it may stand already.", field="noted"
        )
    made = [
        LetStand.objects.create(report=report, kind=one.check, digest=one.digest, reason=reason.strip(), by=by, at=at)
        for one in found
    ]
    record(
        events.LET_STAND, by=by, at=at, review_code=report.review.code, subject="report", changes={"notes": len(made)}
    )  # fmt: skip
    return made


@transaction.atomic
def note_again(standing: LetStand, *, by: User, at: dt.datetime) -> None:
    """Have it noted again."""
    if not LetStand.objects.filter(pk=standing.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise NotYet("This is noted again already.")
    record(events.NOTED_AGAIN, by=by, at=at, review_code=standing.report.review.code, subject="report")
