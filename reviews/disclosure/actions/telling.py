"""What does every action of disclosure have in common: the trail of the office, files for the office, and the duty?"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from agencies.models import User
from agencies.roles import Role
from cspr import records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.actions import open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.disclosure import rules
from reviews.disclosure.duties import ANSWER, ANSWER_AGREED
from reviews.disclosure.models import PapersRequest
from reviews.documents.actions import add_document
from reviews.documents.models import Document

BOTH = (ANSWER, ANSWER_AGREED)


def tell(event: Event, review: Review, subject: str, *, by: User, at: dt.datetime, changes: Any = None) -> None:
    """Add to the trail, for the office and whoever reads the trail."""
    record(event, by=by, at=at, review_code=review.code, subject=subject, changes=changes, audience="office")


def keep_file(
    review: Review, upload: UploadedFile | None, *, field: str, title: str, belongs_to: str, by: User, at: dt.datetime,
    sensitivity: str = Document.Sensitivity.OFFICE, **details: Any,
) -> Document | None:  # fmt: skip
    """Keep an attached file as a paper for the office; what is wrong with it stands beside ``field``."""
    if not upload:
        return None
    try:
        return add_document(
            review, upload, title=title, sensitivity=sensitivity, belongs_to=belongs_to, by=by, at=at, **details
        )
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field=field) from None


def file_duty(request: PapersRequest, *, at: dt.datetime) -> None:
    """Let the office owe the answer by the day that now holds, and by no other."""
    for kind in BOTH:
        withdraw_duties(request.review, kind, at=at, thing_id=request.pk)
    statutory = request.by_order or request.asker in rules.LIMITS
    open_duty(
        request.review, ANSWER if statutory else ANSWER_AGREED, at=at, due_on=request.due_on,
        started_on=request.asked_on, role=Role.BUSINESS_SUPPORT, thing_id=request.pk, source=request.why_due,
        what=f"answer the {request.name}",
    )  # fmt: skip
