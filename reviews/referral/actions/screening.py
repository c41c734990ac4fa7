"""How are the criteria answered, and how do the sub-group, the partners and the scrutineer speak to a question?"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from agencies.models import Agency, User
from agencies.queries import safeguarding_partners
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import actions as case
from reviews.case import events as case_events
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_not_in_future, check_order
from reviews.documents.actions import attach_original, original_of
from reviews.documents.models import Document, WithOriginal
from reviews.referral import duties, events, queries, rules
from reviews.referral.actions.notification import let_screening_rest
from reviews.referral.models import (
    CriterionAnswer,
    JoinedPartnership,
    Outcome,
    PartnerDecision,
    Question,
    Recommended,
    ScrutineerComment,
)
from reviews.referral.rules import Conclusion

Said = TypeVar("Said", bound=WithOriginal)


def ask(review: Review, question: str, *, due: Mapping[str, dt.date], started_on: dt.date, at: dt.datetime) -> None:
    """File who is to answer the criteria, recommend and decide, by when. Called by actions.

    ``due`` has the days for ``criteria``, ``recommend`` and ``decide``; what has no day is not asked for.
    """
    owed = {
        "criteria": (duties.CRITERIA[question], Role.BUSINESS_SUPPORT),
        "recommend": (duties.RECOMMEND[question], Role.SUBGROUP_CHAIR),
    }
    for name, (kind, role) in owed.items():
        if name in due:
            case.open_duty(review, kind, at=at, due_on=due[name], started_on=started_on, role=role)
    if "decide" not in due:
        return
    for partner in safeguarding_partners(review.partnership):
        case.open_duty(
            review, duties.DECIDE[question], at=at, due_on=due["decide"], started_on=started_on,
            role=Role.DELEGATED_PARTNER, agency=partner, thing_id=partner.pk,
        )  # fmt: skip


@transaction.atomic
def answer_criterion(
    review: Review,
    *,
    criterion: str,
    answer: str,
    reasons: str,
    by: User,
    at: dt.datetime,
    revision: int | None = None,
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: Document | None = None,
) -> CriterionAnswer:
    """Answer one criterion with reasons, or change the answer that has this ``revision``.

    What was given by somebody counts from the day on which it was given.
    """
    question = rules.question_of(criterion)
    rules.check_open(review, question)
    if not reasons.strip():
        raise records.NotYet("Say why: every answer needs its reasons.", field=f"{criterion}_reasons")
    if given_on:
        check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The day they were given")
    values = {"answer": answer, "reasons": reasons, "on_behalf_of": on_behalf_of, "given_on": given_on}
    standing = review.criteria.filter(criterion=criterion).first()
    if original or not standing or standing.on_behalf_of != on_behalf_of:
        values["original"] = original
    if standing and not on_behalf_of and (standing.answer, standing.reasons) == (answer, reasons):
        return standing
    if standing:
        changes = records.change(standing, revision=revision, **values)
    else:
        standing, changes = _answer_anew(review, criterion, values, by=by, at=at), {"answer": answer}
    record(
        events.CRITERION_ANSWERED, by=by, at=at, review_code=review.code, subject=f"criterion {criterion}",
        changes=changes, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    if question in duties.CRITERIA and queries.criteria_of(review, question).complete:
        case.meet_duty(review, duties.CRITERIA[question], met_on=given_on or clock.date_of(at), at=at)
    return standing


def _answer_anew(
    review: Review, criterion: str, values: dict[str, Any], *, by: User, at: dt.datetime
) -> CriterionAnswer:
    try:
        with transaction.atomic():
            return CriterionAnswer.objects.create(
                review=review, criterion=criterion, entered_by=by, entered_at=at, **values
            )
    except IntegrityError:
        raise records.ChangedMeanwhile(review.criteria.get(criterion=criterion)) from None


@transaction.atomic
def answer_criteria(
    review: Review,
    *,
    question: str,
    answers: Mapping[str, tuple[str, str]],
    revision: int,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: UploadedFile | None = None,
) -> None:
    """Answer several criteria of a question at once: code → (answer, reasons).

    ``revision`` is that of the whole set (``queries.Criteria``) when it was opened. Whose answers they are is said of
    those that are new; where none is, of all of them: their original may come later.
    """
    standing = queries.criteria_of(review, question)
    if standing.revision != revision:
        raise records.ChangedMeanwhile(standing)
    known = {row.criterion.code: row.answer for row in standing.rows}
    paper = original_of(
        review, original, title="Answers to the criteria", belongs_to=f"criteria:{question}", by=by, at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    new = {code: said for code, said in answers.items() if said != _said_of(known[code])}
    for code, (answer, reasons) in (new or answers).items():
        given = known[code]
        answer_criterion(
            review, criterion=code, answer=answer, reasons=reasons, by=by, at=at, on_behalf_of=on_behalf_of,
            given_on=given_on, original=paper, revision=given.revision if given else None,
        )  # fmt: skip


def _said_of(given: CriterionAnswer | None) -> tuple[str, str] | None:
    return (given.answer, given.reasons) if given else None


def _say(
    model: type[Said],
    review: Review,
    key: dict[str, Any],
    values: dict[str, Any],
    *,
    revision: int | None,
    by: User,
    at: dt.datetime,
) -> tuple[Said, dict[str, Any], bool]:
    """Keep what somebody says to a question: anew, or in place of what has this revision. Third: was it new?

    A comment that is saved again as it stands counts as given again, to what was decided meanwhile.
    """
    standing = model.objects.filter(review=review, **key).first()
    if standing:
        if revision is None:
            raise records.ChangedMeanwhile(standing)
        if model is ScrutineerComment or any(getattr(standing, name) != value for name, value in values.items()):
            values = {**values, "entered_by": by, "entered_at": at}
        return standing, records.change(standing, revision=revision, **values), False
    try:
        with transaction.atomic():
            said = model.objects.create(review=review, entered_by=by, entered_at=at, **key, **values)
    except IntegrityError:
        raise records.ChangedMeanwhile(model.objects.get(review=review, **key)) from None
    return said, {}, True


def _check_said_on(review: Review, day: dt.date, *, at: dt.datetime, field: str, name: str) -> None:
    """Nobody speaks to a question in the future, or before the referral that raised it was received."""
    check_not_in_future(day, clock.date_of(at), field=field, name=name)
    referral = queries.referral_of(review)
    check_order(
        referral.received_on if referral else None, day, field=field,
        message=f"{name} cannot be before the referral was received.",
    )  # fmt: skip


def _check_outcome(review: Review, question: str, outcome: str) -> None:
    """The outcome belongs to the question; a national review is suggested by criteria of its own."""
    rules.check_outcome(question, outcome)
    if outcome == Outcome.NATIONAL_REVIEW:
        rules.check_may_suggest(outcome, answered=queries.criteria_of(review, rules.NATIONAL).complete)


@transaction.atomic
def recommend(
    review: Review,
    *,
    question: str,
    outcome: str,
    reasons: str,
    recommended_on: dt.date,
    by: User,
    at: dt.datetime,
    minority_view: str = "",
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    revision: int | None = None,
) -> Recommended:
    """Record what the sub-group recommends to the partners, with any minority view."""
    rules.check_open(review, question)
    _check_outcome(review, question, outcome)
    _check_said_on(review, recommended_on, at=at, field="recommended_on", name="The date")
    values = {
        "outcome": outcome, "reasons": reasons, "minority_view": minority_view, "recommended_on": recommended_on,
        "on_behalf_of": on_behalf_of,
    }  # fmt: skip
    key = {"question": question}
    said, changes, new = _say(Recommended, review, key, values, revision=revision, by=by, at=at)
    attach_original(said, original, review=review, title="Recommendation of the sub-group", by=by, at=at)
    case.meet_duty(review, duties.RECOMMEND[question], met_on=recommended_on, at=at)
    record(
        events.RECOMMENDED if new else events.RECOMMENDATION_CHANGED, by=by, at=at, review_code=review.code,
        subject=f"recommendation {said.pk}", changes=changes, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    return said


@transaction.atomic
def decide(
    review: Review,
    *,
    question: str,
    partner: Agency,
    outcome: str,
    reasons: str,
    decided_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    revision: int | None = None,
    why: str = "",
    joined: JoinedPartnership | None = None,
) -> PartnerDecision:
    """Record what one statutory partner decides; a change needs the ``revision`` and a reason ``why``.

    With ``joined`` it is a partner of another area: nothing here waits for it, so it may come after the end.
    """
    _check_decides(review, question, partner, outcome, joined)
    _check_said_on(review, decided_on, at=at, field="decided_on", name="The date of the decision")
    if revision is not None and not why.strip():
        raise records.NotYet("Say why the decision is changed; the reason stays in the trail.", field="why")
    values = {"outcome": outcome, "reasons": reasons, "decided_on": decided_on, "on_behalf_of": on_behalf_of}
    key = {"question": question, "partner": partner, "joined": joined}
    said, changes, new = _say(PartnerDecision, review, key, values, revision=revision, by=by, at=at)
    attach_original(said, original, review=review, title=f"Decision: {partner.name}", by=by, at=at)
    if not joined:
        case.meet_duty(review, duties.DECIDE[question], met_on=decided_on, at=at, agency=partner)
    record(
        events.DECIDED if new else events.DECISION_CHANGED, by=by, at=at, review_code=review.code,
        subject=f"decision {said.pk}", changes=changes if new else {**changes, "why": why}, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    return said


def _check_decides(
    review: Review, question: str, partner: Agency, outcome: str, joined: JoinedPartnership | None
) -> None:
    """Raises ``NotYet`` where this agency does not decide, or not any more, or not like this."""
    if joined is None:
        rules.check_open(review, question)
        _check_outcome(review, question, outcome)
        deciding = [view.partner for view in queries.decisions_on(review, question).partners]
    else:
        rules.check_outcome(question, outcome)
        rules.check_still_joined(joined)
        deciding = queries.partners_of_area(joined)
    if partner not in deciding:
        raise records.NotYet("Only the statutory safeguarding partners of this partnership decide.", field="partner")


@transaction.atomic
def comment_on_decisions(
    review: Review,
    *,
    question: str,
    comment: str,
    commented_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
    revision: int | None = None,
) -> ScrutineerComment:
    """Record the independent scrutineer's comment on the decisions; it may come before or after all are given."""
    _check_said_on(review, commented_on, at=at, field="commented_on", name="The date of the comment")
    values = {"comment": comment, "commented_on": commented_on, "on_behalf_of": on_behalf_of}
    key = {"question": question}
    said, changes, new = _say(ScrutineerComment, review, key, values, revision=revision, by=by, at=at)
    attach_original(said, original, review=review, title="Comment of the independent scrutineer", by=by, at=at)
    record(
        events.COMMENTED if new else events.COMMENT_CHANGED, by=by, at=at, review_code=review.code,
        subject=f"comment {said.pk}", changes=changes, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    return said


@transaction.atomic
def conclude_screening(review: Review, *, then: str, by: User, at: dt.datetime, why: str = "") -> None:
    """End the screening as the partners decided: not notified, or on as a partnership review.

    Where they decided to notify, it ends with ``record_notification`` instead.
    """
    rules.check_open(review, Question.NOTIFY)
    rules.check_conclusion(rules.settled(queries.decisions_on(review, Question.NOTIFY)), then)
    record(events.CONCLUDED, by=by, at=at, review_code=review.code, changes={"then": then})
    if then == Conclusion.PARTNERSHIP:
        changes = records.change(review, kind=Kind.PARTNERSHIP)
        if changes:
            record(case_events.CHANGED, by=by, at=at, review_code=review.code, changes=changes)
    phase = Phase.IN_REVIEW if then == Conclusion.PARTNERSHIP else Phase.NOT_NOTIFIED
    case.advance(review, phase, by=by, at=at, why=why)
    let_screening_rest(review, at=at)
    for kind in (duties.NOTIFY, duties.OPEN_RAPID_REVIEW):
        case.withdraw_duties(review, kind, at=at)
