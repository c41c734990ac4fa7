"""How do papers come into a case?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, User
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.files.actions import keep, store
from reviews.case.models import Review
from reviews.documents import events, queries, rules
from reviews.documents.models import Document, WithOriginal

# Read by whoever reads the trail, and in no case's history: that there is such advice is itself sealed.
SEALED_AUDIENCE = "sealed"
MADE_HERE = "Made from the records of the case"


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
    origin: str = "",
    readers: Iterable[User] = (),
    **details: object,
) -> Document:
    """Keep an uploaded paper. ``belongs_to`` says what it is the original of ("return:12"); ``readers``, who may read
    sealed legal advice. Without an ``origin`` it comes from its agency, or from whoever gave it.

    Raises ``NotYet`` at ``file`` where the file is not accepted, at ``agency`` where a paper for one agency names none.
    """
    if sensitivity == Document.Sensitivity.AGENCY and agency is None:
        raise records.NotYet("Say which agency it came from.", field="agency")
    sealed = _readers_of(review, readers, at=at) if sensitivity == Document.Sensitivity.SEALED else []
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
        origin=origin or (agency.name if agency else on_behalf_of),
        **details,
    )
    document.readers.set(sealed)
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
    author: str = "",
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
            belongs_to=belongs_to, on_behalf_of=on_behalf_of, author=author,
        )  # fmt: skip
    except records.NotYet as refusal:
        raise records.NotYet(str(refusal), field="original") from None


def attach_original(
    given: WithOriginal, upload: UploadedFile | None, *, review: Review, title: str, by: User, at: dt.datetime,
    office: bool = False,
) -> None:  # fmt: skip
    """Keep the original, where one was attached, with what was entered for somebody just now."""
    paper = original_of(
        review, upload, title=title, belongs_to=f"{given._meta.model_name}:{given.pk}", by=by, at=at,
        on_behalf_of=given.on_behalf_of, office=office,
    )  # fmt: skip
    if paper:
        type(given).objects.filter(pk=given.pk).update(original=paper)
        given.original = paper


def whose_change(
    given: WithOriginal, on_behalf_of: str, upload: UploadedFile | None, *, review: Review, title: str, by: User,
    at: dt.datetime, office: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """What a change writes of whose it is now. An original stays only with the person who gave it."""
    paper = original_of(
        review, upload, title=title, belongs_to=f"{given._meta.model_name}:{given.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of, office=office,
    )  # fmt: skip
    said: dict[str, Any] = {"on_behalf_of": on_behalf_of}
    return said | {"original": paper} if paper or on_behalf_of != given.on_behalf_of else said


@transaction.atomic
def add_made(
    review: Review, name: str, content: bytes, *, title: str, by: User, at: dt.datetime, **details: object
) -> Document:
    """Keep a PDF that the system made of the case's own records as one of its papers, for office and review team."""
    document = Document.objects.create(
        review=review, title=title, file=keep(name, content, "application/pdf", by=by, at=at), entered_by=by,
        entered_at=at, origin=MADE_HERE, author=by.name, **details,
    )  # fmt: skip
    record(
        events.ADDED, by=by, at=at, review_code=review.code, subject=f"document {document.pk}",
        audience=_audience(document),
    )  # fmt: skip
    return document


def _audience(document: Document) -> str:
    """Who may read in the trail that the paper came or went: those who may read the paper."""
    if document.sensitivity == Document.Sensitivity.SEALED:
        return SEALED_AUDIENCE
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


# Sealed legal advice -------------------------------------------------------------------------------


def _readers_of(review: Review, readers: Iterable[User], *, at: dt.datetime) -> list[User]:
    """The people named, who must be of those who instruct."""
    named = list(readers)
    if not named:
        raise records.NotYet("Name at least one person who may read it.", field="readers")
    may = set(queries.who_instruct(review, on=clock.date_of(at)).values_list("pk", flat=True))
    if any(reader.pk not in may for reader in named):
        raise records.NotYet("Only people of the office and the delegated partners may read it.", field="readers")
    return named


@transaction.atomic
def seal(document: Document, *, revision: int, readers: Iterable[User], by: User, at: dt.datetime) -> None:
    """Make a paper sealed legal advice: from now on only its readers know of it."""
    rules.check_may_be_sealed(document)
    named = _readers_of(document.review, readers, at=at)
    changes = records.change(
        document, revision=revision, sensitivity=Document.Sensitivity.SEALED, released_at=None, released_by=None,
        why_released="",
    )  # fmt: skip
    document.readers.set(named)
    _tell_sealed(events.SEALED, document, by=by, at=at, changes=changes)


@transaction.atomic
def change_readers(document: Document, *, revision: int, readers: Iterable[User], by: User, at: dt.datetime) -> None:
    """Say anew who may read sealed legal advice."""
    rules.check_sealed(document)
    named = _readers_of(document.review, readers, at=at)
    before = sorted(document.readers.values_list("pk", flat=True))
    after = sorted(reader.pk for reader in named)
    if before == after:
        return
    # The revision goes up although no column changes, so that of two who change the readers one is asked again.
    updated = Document.with_sealed.filter(pk=document.pk, revision=revision).update(revision=revision + 1)
    if not updated:
        raise records.ChangedMeanwhile(Document.with_sealed.get(pk=document.pk))
    document.readers.set(named)
    _tell_sealed(events.READERS, document, by=by, at=at, changes={"readers": [before, after]})


@transaction.atomic
def release(document: Document, *, revision: int, to: str, why: str, by: User, at: dt.datetime) -> None:
    """Open sealed legal advice to the office or the review team, with a reason; the release is of a named person."""
    rules.check_sealed(document)
    rules.check_release(to, why)
    changes = records.change(
        document, revision=revision, sensitivity=to, released_at=at, released_by=by, why_released=why
    )  # fmt: skip
    record(
        events.RELEASED, by=by, at=at, review_code=document.review.code, subject=f"document {document.pk}",
        changes=changes, audience=_audience(document),
    )  # fmt: skip


def _tell_sealed(event: Event, document: Document, *, by: User, at: dt.datetime, changes: dict[str, object]) -> None:
    record(
        event, by=by, at=at, review_code=document.review.code, subject=f"document {document.pk}", changes=changes,
        audience=SEALED_AUDIENCE,
    )  # fmt: skip


@transaction.atomic
def change(
    document: Document, *, revision: int, title: str, sensitivity: str, agency: Agency | None, by: User, at: dt.datetime
) -> None:
    """Put right what a paper is called and who may read it; from then on, for everybody who looks."""
    if document.withdrawn_at:
        raise records.NotYet("The paper is withdrawn. Put it back first.")
    rules.check_not_sealed(document.sensitivity, sensitivity)
    if sensitivity == Document.Sensitivity.AGENCY and agency is None:
        raise records.NotYet("Say which agency it came from.", field="agency")
    changes = records.change(document, revision=revision, title=title, sensitivity=sensitivity, agency=agency)
    if changes:
        _tell_office(events.CHANGED, document, changes, by=by, at=at)


@transaction.atomic
def restore(document: Document, *, revision: int, by: User, at: dt.datetime) -> None:
    """Put a paper back into the list from which it was withdrawn in error."""
    if not document.withdrawn_at:
        raise records.NotYet("The paper is not withdrawn.")
    changes = records.change(document, revision=revision, withdrawn_at=None, why_withdrawn="")
    _tell_office(events.RESTORED, document, changes, by=by, at=at)


def _tell_office(event: Event, document: Document, changes: dict, *, by: User, at: dt.datetime) -> None:
    code, subject = document.review.code, f"document {document.pk}"
    record(event, by=by, at=at, review_code=code, subject=subject, changes=changes, audience="office")


@transaction.atomic
def note_download(document: Document, *, by: User, at: dt.datetime) -> None:
    """Tell the trail that somebody took a copy of a paper."""
    record(
        events.DOWNLOADED, by=by, at=at, review_code=document.review.code, subject=f"document {document.pk}",
        audience=SEALED_AUDIENCE if document.sensitivity == Document.Sensitivity.SEALED else "office",
    )  # fmt: skip
