"""How are a reviewer commissioned, a review panel named, and terms of reference agreed?"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from agencies.models import Agency, User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import actions as case
from reviews.case.models import Review, TeamMember
from reviews.case.phases import Kind, Phase
from reviews.case.rules import check_not_in_future, check_order, check_phase
from reviews.documents.actions import original_of
from reviews.guidance.queries import working_day_after
from reviews.guidance.regimes import Clock
from reviews.panel import duties, events, queries, rules
from reviews.panel.models import Commission, ReferenceQuestion, TermsOfReference

AWAY = 1000
Questions = list[tuple[int | None, str]]  # (the row that stands, if any; the text), in order


# The lead reviewer -----------------------------------------------------------------------------------


@transaction.atomic
def commission(
    review: Review,
    *,
    reviewer: User,
    title: str,
    decided_on: dt.date,
    due_on: dt.date | None = None,
    panel_told_on: dt.date | None = None,
    by: User,
    at: dt.datetime,
) -> Commission:
    """Record whom the partners chose. The reviewer reaches the case once the declaration of independence is signed."""
    today = clock.date_of(at)
    check_phase(review, Phase.IN_REVIEW)
    check_not_in_future(decided_on, today, field="decided_on", name="The decision")
    check_not_in_future(panel_told_on, today, field="panel_told_on", name="The day the national Panel was told")
    check_order(decided_on, due_on, field="due_on", message="The report cannot be due before the reviewer is chosen.")
    rules.check_independent(reviewer, set(review.involvements.values_list("agency_id", flat=True)))
    if queries.standing_commissions(review).filter(reviewer=reviewer).exists():
        raise records.NotYet("This person is commissioned already.", field="reviewer")
    made = Commission.objects.create(
        review=review, reviewer=reviewer, title=title, decided_on=decided_on, due_on=due_on,
        panel_told_on=panel_told_on, entered_by=by, entered_at=at,
    )  # fmt: skip
    case.meet_duty(review, duties.COMMISSION, met_on=decided_on, at=at)
    _open_duties(made, at=at)
    record(events.COMMISSIONED, by=by, at=at, review_code=review.code, subject=f"commission {made.pk}")
    return made


def _open_duties(made: Commission, *, at: dt.datetime) -> None:
    """What follows from an appointment: the declaration, the word to the national Panel, the terms of reference."""
    today, review = clock.date_of(at), made.review
    days = working_day_after
    case.open_duty(
        review, duties.DECLARE, at=at, due_on=days(today, rules.DAYS_TO_DECLARE), user=made.reviewer, thing_id=made.pk
    )
    if review.kind == Kind.STATUTORY and not made.panel_told_on:
        case.open_clock(
            review, duties.TELL, Clock.NAME, started_on=made.decided_on, role=Role.BUSINESS_SUPPORT, at=at,
            thing_id=made.pk,
        )  # fmt: skip
    if not review.terms.filter(agreed_on__isnull=False).exists():
        due_on = days(today, rules.DAYS_TO_AGREE_TERMS)
        case.open_duty(review, duties.AGREE_TERMS, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)


@transaction.atomic
def declare(
    made: Commission,
    *,
    revision: int,
    declaration: str,
    interests: str,
    signed_as: str,
    declared_on: dt.date | None = None,
    by: User,
    at: dt.datetime,
    original: UploadedFile | None = None,
) -> TeamMember:
    """Sign the declaration of independence, or enter the one that the reviewer signed on paper. They may then begin.

    ``declared_on`` is the day of a paper; one signed in the browser is signed today.
    """
    review, today = made.review, clock.date_of(at)
    rules.check_may_declare(made)
    rules.check_signature(signed_as, made.reviewer.name)
    own = by.pk == made.reviewer_id
    declared_on = today if own or declared_on is None else declared_on
    check_not_in_future(declared_on, today, field="declared_on", name="The day it was signed")
    behalf = "" if own else made.reviewer.name
    member = _join(made, by=by, at=at)
    paper = original_of(
        review, original, title="Declaration of independence", belongs_to=f"commission:{made.pk}", by=by, at=at,
        on_behalf_of=behalf,
    )  # fmt: skip
    records.change(
        made, revision=revision, declaration=declaration, interests=interests, declared_on=declared_on,
        declared_at=at, on_behalf_of=behalf, original=paper, member=member,
    )  # fmt: skip
    case.meet_duty(review, duties.DECLARE, met_on=declared_on, at=at, thing_id=made.pk)
    record(
        events.DECLARED if own else events.DECLARED_FOR, by=by, at=at, review_code=review.code,
        subject=f"commission {made.pk}", on_behalf_of=behalf, changes={"interests": bool(interests)},
    )  # fmt: skip
    return member


def _join(made: Commission, *, by: User, at: dt.datetime) -> TeamMember:
    """The reviewer's place in the team; one that stands already is kept."""
    role = Role.LEAD_REVIEWER
    standing = made.review.team.held_on(clock.date_of(at)).filter(user=made.reviewer, role=role, commission=None)
    return standing.first() or case.join_team(made.review, made.reviewer, role, by=by, at=at)


@transaction.atomic
def tell_panel(made: Commission, *, revision: int, panel_told_on: dt.date, by: User, at: dt.datetime) -> None:
    """Record the day on which the national Panel was told the reviewer's name."""
    rules.check_stands(made)
    check_not_in_future(panel_told_on, clock.date_of(at), field="panel_told_on", name="The day it was told")
    check_order(
        made.decided_on, panel_told_on, field="panel_told_on",
        message="The national Panel cannot be told before the partners chose the reviewer.",
    )  # fmt: skip
    changes = records.change(made, revision=revision, panel_told_on=panel_told_on)
    case.meet_duty(made.review, duties.TELL, met_on=panel_told_on, at=at, thing_id=made.pk)
    record(
        events.PANEL_TOLD, by=by, at=at, review_code=made.review.code, subject=f"commission {made.pk}", changes=changes
    )


@transaction.atomic
def end_commission(
    made: Commission, *, revision: int, ended_on: dt.date, why_ended: str, by: User, at: dt.datetime
) -> None:
    """End a commission, with a reason; where nobody is left to lead the review, the office is to appoint somebody."""
    review = made.review
    rules.check_stands(made)
    check_not_in_future(ended_on, clock.date_of(at), field="ended_on", name="The last day")
    check_order(made.decided_on, ended_on, field="ended_on", message="It cannot end before it began.")
    changes = records.change(made, revision=revision, ended_on=ended_on, why_ended=why_ended)
    member = made.member
    if member and member.ends_on is None:
        last = max(ended_on, member.starts_on)
        case.leave_team(member, revision=member.revision, ends_on=last, by=by, at=at)
    for kind in (duties.DECLARE, duties.TELL):
        case.withdraw_duties(review, kind, at=at, thing_id=made.pk)
    if not queries.standing_commissions(review).exists():
        due_on = working_day_after(clock.date_of(at), duties.COMMISSION.within)
        case.open_duty(review, duties.COMMISSION, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)
    record(
        events.COMMISSION_ENDED, by=by, at=at, review_code=review.code, subject=f"commission {made.pk}",
        changes=changes,
    )  # fmt: skip


# The review panel ----------------------------------------------------------------------------------------


@transaction.atomic
def add_member(
    review: Review, *, user: User, role: str, agency: Agency | None, starts_on: dt.date, by: User, at: dt.datetime
) -> TeamMember:
    """Give somebody a place on the review panel, or name them the human reader of the finished report."""
    return case.join_team(review, user, role, agency=agency, starts_on=starts_on, by=by, at=at)


# Terms of reference --------------------------------------------------------------------------------------


@transaction.atomic
def start_terms(
    review: Review, *, version: int, questions: Questions, by: User, at: dt.datetime, **fields: Any
) -> TermsOfReference:
    """Begin the first version, or the next one of agreed terms. ``fields`` are those of the model."""
    rules.check_next(queries.latest_terms(review), version, fields.get("why_changed", ""))
    _check_period(fields)
    terms = TermsOfReference.objects.create(review=review, version=version, entered_by=by, entered_at=at, **fields)
    _write_questions(terms, [(None, text) for _, text in questions], at=at)
    if version > 1:
        due_on = working_day_after(clock.date_of(at), rules.DAYS_TO_AGREE_TERMS)
        case.open_duty(review, duties.AGREE_TERMS, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)
    record(events.TERMS_STARTED, by=by, at=at, review_code=review.code, subject=f"terms version {version}")
    return terms


@transaction.atomic
def change_terms(
    terms: TermsOfReference, *, revision: int, questions: Questions, by: User, at: dt.datetime, **fields: Any
) -> None:
    """Change a draft; a question that is left out is struck out, the others are numbered anew."""
    rules.check_draft(terms)
    _check_period(fields)
    # Who entered it last changes each time, so that two who change only the questions notice each other.
    changes = records.change(terms, revision=revision, **fields, entered_by=by, entered_at=at)
    changes = {name: change for name, change in changes.items() if name in fields}
    if _write_questions(terms, questions, at=at):
        changes["questions"] = "changed"
    _told(events.TERMS_CHANGED, terms, by=by, at=at, changes=changes)


def _check_period(fields: dict[str, Any]) -> None:
    check_order(
        fields.get("period_from_on"), fields.get("period_to_on"), field="period_to_on",
        message="The period cannot end before it begins.",
    )  # fmt: skip


def _write_questions(terms: TermsOfReference, questions: Questions, *, at: dt.datetime) -> bool:
    """Make the standing questions these, in this order. Says whether anything changed."""
    standing = {question.pk: question for question in terms.questions.filter(void_at=None)}
    kept = [pk for pk, _ in questions if pk in standing]
    before = [(question.pk, question.text) for question in standing.values()]
    if before == questions:
        return False
    gone = terms.questions.filter(pk__in=standing.keys() - set(kept))
    gone.update(void_at=at)
    # Out of the way first, so that no two share a number while they are put in order.
    terms.questions.filter(pk__in=kept).update(number=F("number") + AWAY)
    for number, (pk, text) in enumerate(questions, start=1):
        if pk in standing:
            terms.questions.filter(pk=pk).update(number=number, text=text, revision=standing[pk].revision + 1)
        else:
            ReferenceQuestion.objects.create(terms=terms, number=number, text=text)
    return True


@transaction.atomic
def agree_terms(
    terms: TermsOfReference,
    *,
    revision: int,
    agreed_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> None:
    """Record that the review panel agreed this version; it is not changed any more."""
    questions = terms.questions.filter(void_at=None).count()
    rules.check_may_agree(terms, questions, agreed_on, clock.date_of(at))
    paper = original_of(
        terms.review, original, title="Agreement of the terms of reference", belongs_to=f"terms:{terms.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    changes = records.change(terms, revision=revision, agreed_on=agreed_on, agreed_for=on_behalf_of, agreed_paper=paper)
    case.meet_duty(terms.review, duties.AGREE_TERMS, met_on=agreed_on, at=at)
    _told(events.TERMS_AGREED, terms, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of)


def _told(
    event: Any, terms: TermsOfReference, *, by: User, at: dt.datetime, changes: dict[str, Any], on_behalf_of: str = ""
) -> None:
    record(
        event, by=by, at=at, review_code=terms.review.code, subject=f"terms version {terms.version}", changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
