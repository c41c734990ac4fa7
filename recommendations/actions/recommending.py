"""How is a recommendation made, agreed, and answered by those to whom it is addressed?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, User
from agencies.queries import desks_to_write_to
from chronology.models import ReportPoint
from cspr import clock, records
from cspr.audit.actions import record
from cspr.letters.actions import word
from cspr.outbox.actions import write
from recommendations import events, rules
from recommendations.actions.filing import file_findings, file_recommendations, withdraw
from recommendations.actions.naming import settled
from recommendations.duties import PLAN
from recommendations.models import Answer, Finding, Recommendation
from reviews.case.actions import involve, meet_duty, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.queries import people_answering
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import attach_original, original_of, whose_change
from reviews.guidance.queries import extra_holidays
from reviews.identities.queries import known_forms
from reviews.report.rules import Asks


def _subject(recommendation: Recommendation) -> str:
    return f"recommendation {recommendation.number}"


def _findings(review: Review, findings: Iterable[Finding]) -> list[Finding]:
    chosen = list(findings)
    if any(finding.review_id != review.pk or finding.void_at for finding in chosen):
        raise records.NotYet("Choose findings of this review only.", field="findings")
    return chosen


@transaction.atomic
def add_recommendation(
    review: Review,
    *,
    text: str,
    addressees: Iterable[Agency],
    by: User,
    at: dt.datetime,
    outcome_wanted: str = "",
    by_when: dt.date | None = None,
    findings: Iterable[Finding] = (),
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Recommendation:
    """Make a recommendation under the next number, and file it into the report."""
    rules.check_by_when(by_when, review, clock.date_of(at))
    return _add(
        review, text=text, addressees=addressees, findings=findings, outcome_wanted=outcome_wanted, by_when=by_when,
        on_behalf_of=on_behalf_of, original=original, by=by, at=at,
    )  # fmt: skip


def _add(
    review: Review,
    *,
    text: str,
    addressees: Iterable[Agency],
    by: User,
    at: dt.datetime,
    by_when: dt.date | None,
    outcome_wanted: str = "",
    findings: Iterable[Finding] = (),
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    taken_from: ReportPoint | None = None,
) -> Recommendation:
    """The same, also by a day that has gone by: another text says it, and it is put right before all is agreed."""
    rules.check_may_write(review)
    resting = _findings(review, findings)
    number = records.next_number(review, review.recommendations.all())
    recommendation = Recommendation.objects.create(
        review=review, number=number, text=text, outcome_wanted=outcome_wanted, by_when=by_when, entered_by=by,
        entered_at=at, on_behalf_of=on_behalf_of, taken_from=taken_from,
    )  # fmt: skip
    attach_original(recommendation, original, review=review, title=f"Recommendation {number}", by=by, at=at)
    recommendation.addressees.set(addressees)
    recommendation.findings.set(resting)
    record(
        events.ADDED, by=by, at=at, review_code=review.code, subject=_subject(recommendation), on_behalf_of=on_behalf_of
    )
    file_recommendations(review, by=by, at=at)
    return recommendation


@transaction.atomic
def add_from_text(review: Review, text: str, asks: Asks, by: User, at: dt.datetime) -> str:
    """Make a record of what a report that was brought in recommends; under which origin it is filed.

    The same words are not recommended twice. Whom it asks and by when nobody confirmed is added in the record.
    """
    same = review.recommendations.filter(void_at=None, text=text).first()
    of = Agency.objects.filter(pk__in=asks.of)
    made = same or _add(review, text=text, addressees=of, by_when=asks.by_when, by=by, at=at)
    return f"recommendation:{made.pk}"


@transaction.atomic
def add_from_report(point: ReportPoint, by: User, at: dt.datetime) -> None:
    """Make a recommendation of the review of what an agency recommends to itself, addressed to that agency.

    The same words are not recommended twice. By when the agency itself said it would be done, it may be changed.
    """
    request = point.section.report.request
    review = request.review
    if review.recommendations.filter(void_at=None, text=point.text).exists():
        return
    _add(
        review, text=point.text, addressees=[request.agency], by_when=point.by_when, taken_from=point, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def change_recommendation(
    recommendation: Recommendation,
    *,
    revision: int,
    addressees: Iterable[Agency],
    findings: Iterable[Finding],
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    **values: Any,
) -> None:
    """Change a recommendation that is not agreed yet; the report is told."""
    rules.check_not_agreed(recommendation)
    review, by_when = recommendation.review, values.get("by_when")
    if by_when != recommendation.by_when:
        rules.check_by_when(by_when, review, clock.date_of(at))
    chosen = {"addressees": list(addressees), "findings": _findings(review, findings)}
    title = f"Recommendation {recommendation.number}"
    values |= whose_change(recommendation, on_behalf_of, original, review=review, title=title, by=by, at=at)
    changes = records.change(recommendation, revision=revision, **values)
    for name, things in chosen.items():
        if {thing.pk for thing in things} != set(getattr(recommendation, name).values_list("pk", flat=True)):
            getattr(recommendation, name).set(things)
            changes[name] = len(things)
    if not changes:
        return
    record(
        events.CHANGED, by=by, at=at, review_code=review.code, subject=_subject(recommendation), changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    file_recommendations(review, by=by, at=at)


@transaction.atomic
def void_recommendation(
    recommendation: Recommendation, *, revision: int, why_void: str, by: User, at: dt.datetime
) -> None:
    """Record a recommendation as made in error; it leaves the report and nobody owes anything for it."""
    rules.check_not_agreed(recommendation)
    changes = records.change(recommendation, revision=revision, void_at=at, why_void=why_void)
    code = recommendation.review.code
    record(events.VOIDED, by=by, at=at, review_code=code, subject=_subject(recommendation), changes=changes)
    withdraw(recommendation, by=by, at=at)


@transaction.atomic
def agree(
    review: Review,
    recommendations: Iterable[Recommendation],
    *,
    agreed_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> None:
    """Record that the partners agreed; each agency addressed comes into the case, owes its plan and is told once."""
    check_not_in_future(agreed_on, clock.date_of(at), field="agreed_on", name="The day they were agreed")
    paper = original_of(
        review, original, title="Agreement of recommendations", belongs_to=f"review:{review.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    told: dict[Agency, list[Recommendation]] = defaultdict(list)
    extra, forms = extra_holidays(), known_forms(review)
    for recommendation in recommendations:
        addressees = list(recommendation.addressees.all())
        named = rules.tells(recommendation, forms)
        rules.check_may_agree(recommendation, len(addressees), named=named, agreed_on=agreed_on)
        rules.check_not_agreed(recommendation)
        changes = records.change(recommendation, agreed_on=agreed_on, agreed_for=on_behalf_of, agreed_paper=paper)
        record(
            events.AGREED, by=by, at=at, review_code=review.code, subject=_subject(recommendation), changes=changes,
            on_behalf_of=on_behalf_of,
        )  # fmt: skip
        due_on = rules.plan_due(agreed_on, recommendation.by_when, extra)
        for agency in addressees:
            involve(review, agency, by=by, at=at, why="A recommendation is addressed to it")
            open_duty(review, PLAN, at=at, due_on=due_on, agency=agency, thing_id=recommendation.pk)
            told[agency].append(recommendation)
    for agency, addressed in told.items():
        _tell(review, agency, addressed, by=by, at=at)


def _tell(review: Review, agency: Agency, addressed: list[Recommendation], *, by: User, at: dt.datetime) -> None:
    partnership = review.partnership
    subject, body = word(
        "recommendations_agreed",
        code=review.code,
        number=str(len(addressed)),
        sender=by.name,
        office=partnership.name,
        phone=partnership.phone or settings.OFFICE_PHONE,
        link=f"{settings.SITE_URL}/",
    )
    people = [(f"user{person.pk}", person.email) for person in people_answering(agency, on=clock.date_of(at))]
    desks = desks_to_write_to(agency, on=clock.date_of(at))
    # A recommendation is agreed once at a revision, so the first of them tells this agreement from any other.
    which = f"{addressed[0].pk}.{addressed[0].revision}"
    for key, address in people or [(f"contact{desk.pk}", desk.email) for desk in desks]:
        write(
            f"recommendations_agreed:{which}:{key}", to=address, subject=subject, body=body, at=at,
            review_code=review.code,
        )  # fmt: skip


@transaction.atomic
def take_back(recommendation: Recommendation, *, revision: int, by: User, at: dt.datetime) -> None:
    """Take the agreement back, so that the text can be changed; not once an agency has planned for it."""
    if recommendation.actions.filter(void_at=None).exists():
        raise records.NotYet(
            "Agencies have planned actions for it already. Change those, or make a new recommendation."
        )
    changes = records.change(recommendation, revision=revision, agreed_on=None, agreed_for="", agreed_paper=None)
    withdraw_duties(recommendation.review, PLAN, at=at, thing_id=recommendation.pk)
    settled(recommendation, at=at)
    code = recommendation.review.code
    record(events.TAKEN_BACK, by=by, at=at, review_code=code, subject=_subject(recommendation), changes=changes)


@transaction.atomic
def answer(
    recommendation: Recommendation,
    agency: Agency,
    *,
    response: str,
    given_on: dt.date,
    by: User,
    at: dt.datetime,
    reasons: str = "",
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Answer:
    """What an addressee says to a recommendation; a later answer takes the place of the earlier."""
    review = recommendation.review
    addressed = recommendation.addressees.filter(pk=agency.pk).exists()
    rules.check_agreed(recommendation, addressed=addressed)
    rules.check_answer(response, reasons)
    check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day it was given")
    values = {"response": response, "reasons": reasons, "given_on": given_on, "on_behalf_of": on_behalf_of}
    kept = original_of(
        review, original, title=f"Answer to recommendation {recommendation.number}", agency=agency,
        belongs_to=f"recommendation:{recommendation.pk}", by=by, at=at, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    who = {"entered_by": by, "entered_at": at, **({"original": kept} if kept else {})}
    found, new = Answer.objects.get_or_create(recommendation=recommendation, agency=agency, defaults=values | who)
    changes = {"response": response} if new else records.change(found, **values, **who)
    if response == Answer.Response.REJECTED:
        meet_duty(review, PLAN, met_on=given_on, at=at, agency=agency, thing_id=recommendation.pk)
    record(
        events.ANSWERED, by=by, at=at, review_code=review.code, subject=_subject(recommendation), changes=changes,
        on_behalf_of=on_behalf_of, audience=f"agency:{agency.pk}",
    )  # fmt: skip
    return found


@transaction.atomic
def file_all(review: Review, *, by: User, at: dt.datetime) -> None:
    """Put everything into the report: for findings and recommendations that are older than it."""
    file_findings(review, by=by, at=at)
    file_recommendations(review, by=by, at=at)
