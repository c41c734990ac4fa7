"""How do papers come into a case?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, User
from cspr import records
from cspr.audit.actions import record
from cspr.files.actions import keep, store
from reviews.case.models import Review
from reviews.documents import events
from reviews.documents.models import Document


@transaction.atomic
def add_document(
    review: Review,
    upload: UploadedFile,
    *,
    title: str,
    by: User,
    at: dt.datetime,
    sensitivity: str = Document.Sensitivity.TEAM,
    agency: Agency | None = None,
    belongs_to: str = "",
    on_behalf_of: str = "",
    **details: object,
) -> Document:
    """Keep an uploaded paper. ``belongs_to`` says what it is the original of ("return:12").

    Raises ``NotYet`` at ``file`` where the file is not accepted, at ``agency`` where a paper for one agency names none.
    """
    if sensitivity == Document.Sensitivity.AGENCY and agency is None:
        raise records.NotYet("Say which agency it came from.", field="agency")
    try:
        stored = store(upload.name or "file", upload.read(), by=by, at=at)
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field="file") from None
    document = Document.objects.create(
        review=review,
        title=title,
        sensitivity=sensitivity,
        agency=agency,
        belongs_to=belongs_to,
        file=stored,
        entered_by=by,
        entered_at=at,
        on_behalf_of=on_behalf_of,
        **details,
    )
    record(
        events.ADDED, by=by, at=at, review_code=review.code, subject=f"document {document.pk}",
        on_behalf_of=on_behalf_of, audience=_audience(document),
    )  # fmt: skip
    return document


def original_of(
    review: Review,
    upload: UploadedFile | None,
    *,
    title: str,
    belongs_to: str,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    agency: Agency | None = None,
    office: bool = False,
) -> Document | None:
    """The original of something entered for somebody, where one was attached. Errors belong to field ``original``.

    What names people is kept where only the ``office`` reads it.
    """
    if not upload:
        return None
    sensitivity = Document.Sensitivity.AGENCY if agency else Document.Sensitivity.TEAM
    sensitivity = Document.Sensitivity.OFFICE if office else sensitivity
    try:
        return add_document(
            review, upload, title=title, by=by, at=at, sensitivity=sensitivity, agency=agency,
            belongs_to=belongs_to, on_behalf_of=on_behalf_of,
        )  # fmt: skip
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field="original") from None


@transaction.atomic
def add_made(
    review: Review, name: str, content: bytes, *, title: str, by: User, at: dt.datetime, **details: object
) -> Document:
    """Keep a PDF that the system made of the case's own records as one of its papers, for office and review team."""
    document = Document.objects.create(
        review=review, title=title, file=keep(name, content, "application/pdf", by=by, at=at), entered_by=by,
        entered_at=at, **details,
    )  # fmt: skip
    record(
        events.ADDED, by=by, at=at, review_code=review.code, subject=f"document {document.pk}",
        audience=_audience(document),
    )  # fmt: skip
    return document


def _audience(document: Document) -> str:
    """Who may read in the trail that the paper came or went: those who may read the paper."""
    if document.sensitivity == Document.Sensitivity.AGENCY:
        return f"agency:{document.agency_id}"
    return "office" if document.sensitivity == Document.Sensitivity.OFFICE else "team"


@transaction.atomic
def withdraw(document: Document, *, revision: int, why: str, by: User, at: dt.datetime) -> None:
    """Take a paper out of the case's list, with a reason; its bytes stay."""
    if document.withdrawn_at:
        raise records.NotYet("The paper is withdrawn already.")
    changes = records.change(document, revision=revision, withdrawn_at=at, why_withdrawn=why)
    record(
        events.WITHDRAWN, by=by, at=at, review_code=document.review.code, subject=f"document {document.pk}",
        changes=changes, audience=_audience(document),
    )  # fmt: skip


@transaction.atomic
def note_download(document: Document, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took a copy of a paper."""
    record(
        events.DOWNLOADED, by=by, at=at, review_code=document.review.code, subject=f"document {document.pk}",
        audience="office",
    )  # fmt: skip
