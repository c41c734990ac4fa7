"""How is the finished report signed? Each signature stands under one SHA-256; when all stand, the case is signed off."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, Partnership, User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.case.actions import (
    advance,
    ask_partner,
    let_partner_go,
    meet_duty,
    open_duty,
    step_back,
    withdraw_duties,
)
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.documents.actions import original_of
from reviews.guidance.queries import working_day_after
from reviews.publication import duties, events, queries, rules
from reviews.publication.actions.naming import check_clean
from reviews.publication.models import Edition, Signature


def sign(edition: Edition, **said: Any) -> Signature:
    """Sign, as ``_sign`` says, a file that names nobody who was registered since it was prepared."""
    check_clean(edition)
    return _sign(edition, **said)


@transaction.atomic
def _sign(
    edition: Edition,
    *,
    sha256: str,
    partner: Agency | None,
    signed_by: str,
    signed_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Signature:
    """Sign for a statutory partner, or (``partner=None``) as the human reader, the file with this SHA-256.

    ``on_behalf_of`` is given where the office enters it; the signed original then has to come with it. The last
    signature signs the case off.
    """
    _hold(edition, sha256)
    review = edition.review = Review.objects.get(pk=edition.review_id)
    signer = rules.Signer(Role.DELEGATED_PARTNER if partner else Role.HUMAN_READER, partner)
    missing = rules.still_to_sign(queries.signers_of(edition), queries.signatures_under(edition))
    rules.check_may_sign(edition, signer, missing)
    rules.check_signed_on(signed_on, edition, clock.date_of(at))
    if on_behalf_of and not original:
        raise NotYet("Attach what was signed: the letter, the form or the e-mail.", field="original")
    if not on_behalf_of:
        rules.check_own_name(signed_by, by.name)
    paper = original_of(
        review, original, title=f"Signature of {signer.label}", belongs_to=f"edition:{edition.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    signature = Signature.objects.create(
        edition=edition, role=signer.role, partner=partner, signed_by=signed_by, signed_on=signed_on, sha256=sha256,
        original=paper, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    kind = duties.SIGN if partner else duties.READ_FINALLY
    meet_duty(review, kind, met_on=signed_on, at=at, agency=partner)
    changes = {"for": signer.label, "sha256": edition.fingerprint}
    record(
        events.SIGNED, by=by, at=at, review_code=review.code, subject=f"edition {edition.pk}", changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    if len(missing) == 1:
        sign_off(edition, by=by, at=at)
    return signature


@transaction.atomic
def sign_off(edition: Edition, *, by: User, at: dt.datetime) -> None:
    """Move the case on once all signatures stand."""
    review = edition.review
    if not rules.all_signed(queries.signers_of(edition), queries.signatures_under(edition)):
        raise NotYet("Not everybody has signed yet.")
    advance(review, Phase.SIGNED_OFF, by=by, at=at)
    if edition.planned_at is None:
        due_on = working_day_after(clock.date_of(at), rules.SIGN_WITHIN)
        open_duty(review, duties.PLAN, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)


@transaction.atomic
def withdraw_signature(signature: Signature, *, why: str, by: User, at: dt.datetime) -> None:
    """Take a signature back before publication. A case that was signed off is in review again, and a go is void."""
    edition = signature.edition
    _hold(edition, edition.sha256)
    edition.refresh_from_db()
    review = edition.review = Review.objects.get(pk=edition.review_id)
    rules.check_may_withdraw_signature(edition, signature)
    changes = records.change(signature, withdrawn_at=at, why_withdrawn=why)
    if edition.go_at:
        records.change(edition, go_at=None, go_by=None)
    if review.phase == Phase.SIGNED_OFF:
        step_back(review, Phase.IN_REVIEW, by=by, at=at, why="A signature was withdrawn.")
        withdraw_duties(review, duties.PLAN, at=at)
    kind = duties.SIGN if signature.partner_id else duties.READ_FINALLY
    due_on = working_day_after(clock.date_of(at), rules.SIGN_WITHIN)
    open_duty(review, kind, at=at, due_on=due_on, role=signature.role, agency=signature.partner)
    code = review.code
    record(events.SIGNATURE_WITHDRAWN, by=by, at=at, review_code=code, subject=f"edition {edition.pk}", changes=changes)


@transaction.atomic
def follow_partners(agency: Agency, partnership: Partnership, *, asked: bool, by: User, at: dt.datetime) -> None:
    """A new safeguarding partner signs what is being signed; of one that is none any more no signature is waited for."""
    found = Edition.objects.standing().filter(
        review__partnership=partnership, review__phase=Phase.IN_REVIEW, published_at=None, withheld=""
    )
    for edition in found.select_related("review__partnership").order_by("pk"):
        review = edition.review
        if not asked:
            let_partner_go(review, duties.SIGN, agency, by=by, at=at)
            if rules.all_signed(queries.signers_of(edition), queries.signatures_under(edition)):
                sign_off(edition, by=by, at=at)
        elif not edition.signatures.standing().filter(partner=agency).exists():
            ask_partner(review, duties.SIGN, agency, role=Role.DELEGATED_PARTNER, by=by, at=at)


def _hold(edition: Edition, sha256: str) -> None:
    """One writer at a time: whoever signs after waiting sees the signatures of those before, so the last one is known.

    It changes nothing; the row stays locked until the end of the transaction.
    """
    rows = Edition.objects.standing().filter(pk=edition.pk, sha256=sha256)
    if rows.update(sha256=sha256) != 1:
        raise NotYet(rules.PREPARED_AGAIN)
