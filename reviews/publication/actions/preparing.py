"""How does the agreed report become the file that is signed? Rendered and read back outside the transaction, then frozen."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from agencies.models import User
from agencies.queries import safeguarding_partners
from cspr import clock, pdf, records
from cspr.audit.actions import record
from cspr.files.actions import keep
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from cspr.records import NotYet
from reviews.case.actions import open_duty, step_back, withdraw_duties
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.case.rules import check_phase
from reviews.guidance.queries import working_day_after
from reviews.publication import duties, events, narrative, queries, rules
from reviews.publication.models import Edition
from reviews.report.gate import check_file, check_quotes
from reviews.report.models import Version
from reviews.report.rules import Document

PDF = "application/pdf"
Progress = Callable[[int], None]


@transaction.atomic
def ask_to_prepare(review: Review, *, why: str = "", by: User, at: dt.datetime) -> Job:
    """Have the version agreed last prepared for signing. What was signed before is set aside, with the reason."""
    version, standing = queries.agreed_version(review), queries.standing_edition(review)
    rules.check_may_prepare(review, version, standing, why=why)
    rules.check_not_held(queries.held_back(review), field="why")
    if queries.preparing(review):
        raise NotYet("The report is being prepared already.")
    assert version is not None
    check_quotes(version)
    if standing and review.phase != Phase.IN_REVIEW:
        _set_aside(review, by=by, at=at)
        if review.phase == Phase.PUBLISHED:
            step_back(review, Phase.SIGNED_OFF, by=by, at=at, why=why)
        step_back(review, Phase.IN_REVIEW, by=by, at=at, why=why)
    record(events.PREPARE_ASKED, by=by, at=at, review_code=review.code, subject=f"version {version.number}")
    return start(queries.PREPARE, by=by, at=at, review_code=review.code, version=version.pk)


def prepare_edition(job: Job, progress: Progress, at: dt.datetime) -> dict[str, Any]:
    """The work: render, read the files back, refuse what still names somebody, freeze. Done again, it finds what it made."""
    version = Version.objects.select_related("report__review__partnership").get(pk=job.arguments["version"])
    made = Edition.objects.standing().filter(version=version).first()
    if made:
        return {"edition": made.pk}
    review, document = version.report.review, Document.from_json(version.content)
    check_quotes(version)
    progress(10)
    content, page = narrative.report_pdf(document), narrative.report_page(document)
    progress(60)
    rules.check_whole(document, pdf.pages_of(content))
    rules.check_nothing_listed(check_file(review.pk, content) + check_file(review.pk, page.encode()))
    progress(90)
    edition = _freeze(version, document, content, page, by=User.objects.get(pk=job.asked_by_id), at=at)
    return {"edition": edition.pk}


@transaction.atomic
def _freeze(version: Version, document: Document, content: bytes, page: str, *, by: User, at: dt.datetime) -> Edition:
    review = version.report.review
    check_phase(review, Phase.IN_REVIEW)
    _set_aside(review, by=by, at=at)
    stored = keep(f"{review.code}.pdf", content, PDF, by=by, at=at)
    edition = Edition.objects.create(
        review=review,
        version=version,
        title=document.title,
        slug=review.code.lower(),
        reviewer=document.reviewer,
        partnership=document.partnership,
        pdf=stored,
        html=page,
        sha256=stored.sha256,
        prepared_at=at,
        prepared_by=by,
    )
    _ask_to_sign(review, at=at)
    changes = {"version": version.number, "sha256": edition.sha256}
    record(events.PREPARED, by=by, at=at, review_code=review.code, subject=f"edition {edition.pk}", changes=changes)
    return edition


def _set_aside(review: Review, *, by: User, at: dt.datetime) -> None:
    """The file that stood counts no longer, and with it its signatures."""
    for edition in Edition.objects.standing().filter(review=review):
        records.change(edition, replaced_at=at)
        record(events.REPLACED, by=by, at=at, review_code=review.code, subject=f"edition {edition.pk}")
    for kind in duties.OF_AN_EDITION:
        withdraw_duties(review, kind, at=at)


def _ask_to_sign(review: Review, *, at: dt.datetime) -> None:
    due_on = working_day_after(clock.date_of(at), rules.SIGN_WITHIN)
    for signer in rules.signers(safeguarding_partners(review.partnership)):
        kind = duties.SIGN if signer.partner else duties.READ_FINALLY
        open_duty(review, kind, at=at, due_on=due_on, role=signer.role, agency=signer.partner)
