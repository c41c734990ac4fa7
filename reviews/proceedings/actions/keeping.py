"""How are the paper behind a record, and the trail of it, kept?"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.models import Review
from reviews.documents.actions import original_of
from reviews.documents.models import WithOriginal


def keep_paper(
    review: Review, made: WithOriginal, upload: UploadedFile | None, *, title: str, by: User, at: dt.datetime
) -> None:
    """The letter, order or note behind a record. It names people, so only the office reads it."""
    paper = original_of(
        review, upload, title=title, belongs_to=str(made).replace(" ", ":"), on_behalf_of=made.on_behalf_of,
        office=True, by=by, at=at,
    )  # fmt: skip
    if paper:
        records.change(made, original=paper)


def tell(
    event: Event, review: Review, subject: object, *, by: User, at: dt.datetime, changes: Any = None, for_: str = ""
) -> None:
    """Tell the trail; ``subject`` is a kind and a number."""
    code = review.code
    record(event, by=by, at=at, review_code=code, subject=str(subject), changes=changes, on_behalf_of=for_)
