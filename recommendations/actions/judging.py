"""How do the office and the board close actions and judge whether practice has changed?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from recommendations import events, rules
from recommendations.actions.plans import check_after_plan, owe, tell
from recommendations.duties import ACT, CLOSE, LOOK_AGAIN
from recommendations.models import Action, Assurance, Evidence, Recommendation
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.rules import check_not_in_future, check_order
from reviews.documents.actions import original_of


@transaction.atomic
def close_action(
    action: Action,
    *,
    revision: int,
    closed: str,
    closed_on: dt.date,
    by: User,
    at: dt.datetime,
    why_closed: str = "",
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> None:
    """Close an action: done with evidence, done, or without being done; what was owed for it is met."""
    rules.check_open(action)
    check_not_in_future(closed_on, clock.date_of(at), field="closed_on", name="The day it was closed")
    check_after_plan(action, closed_on, field="closed_on", name="The day it was closed")
    rules.check_may_close(closed, evidence=action.evidence.filter(void_at=None).count(), why=why_closed)
    review = action.recommendation.review
    paper = original_of(
        review, original, title="Decision to close an action", belongs_to=f"action:{action.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    changes = records.change(
        action, revision=revision, closed=closed, closed_on=closed_on, why_closed=why_closed, closed_for=on_behalf_of,
        closed_paper=paper,
    )  # fmt: skip
    for kind in (ACT, CLOSE):
        meet_duty(review, kind, met_on=closed_on, at=at, thing_id=action.pk)
    tell(events.CLOSED, action, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of)


@transaction.atomic
def reopen_action(
    action: Action, *, revision: int, why_reopened: str, due_on: dt.date, by: User, at: dt.datetime
) -> None:
    """Open a closed action again, or ask for more of one said to be done, with a reason and a new day: it is owed again."""
    review = action.recommendation.review
    waits = review.duties.open().filter(kind=CLOSE.code, thing_id=action.pk).exists()
    rules.check_may_reopen(action, waits=waits)
    if due_on < clock.date_of(at):
        raise records.NotYet("The new day cannot be in the past.", field="due_on")
    changes = records.change(
        action, revision=revision, closed="", closed_on=None, why_closed="", closed_for="", closed_paper=None,
        why_reopened=why_reopened, due_on=due_on,
    )  # fmt: skip
    recommendation = action.recommendation
    withdraw_duties(review, CLOSE, at=at, thing_id=action.pk)
    owe(action, at=at)
    tell(events.MORE_ASKED if waits else events.REOPENED, action, by=by, at=at, changes=changes)
    if recommendation.closed_on:
        records.change(recommendation, closed_on=None)


@transaction.atomic
def assure(
    recommendation: Recommendation,
    *,
    judgement: str,
    reasons: str,
    judged_on: dt.date,
    by: User,
    at: dt.datetime,
    look_again_on: dt.date | None = None,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Assurance:
    """Record the board's judgement; unless it is assured, the board owes another look."""
    review, today = recommendation.review, clock.date_of(at)
    rules.check_agreed(recommendation, addressed=True)
    check_not_in_future(judged_on, today, field="judged_on", name="The day of the judgement")
    check_order(
        recommendation.agreed_on, judged_on, field="judged_on",
        message="It cannot be judged before it was agreed, on "
        f"{recommendation.agreed_on:%-d %B %Y}.",
    )  # fmt: skip
    if look_again_on and look_again_on <= judged_on:
        raise records.NotYet("The day to look again must come after the judgement.", field="look_again_on")
    standing = recommendation.actions.filter(void_at=None)
    rules.check_may_judge(
        judgement,
        open_actions=standing.filter(closed="").count(),
        actions=standing.count(),
        evidence=Evidence.objects.filter(action__in=standing, void_at=None).count(),
        look_again=bool(look_again_on),
    )
    paper = original_of(
        review, original, title=f"Judgement of recommendation {recommendation.number}",
        belongs_to=f"recommendation:{recommendation.pk}", by=by, at=at, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    assurance = Assurance.objects.create(
        recommendation=recommendation, judgement=judgement, reasons=reasons, judged_on=judged_on,
        look_again_on=look_again_on, original=paper, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    records.change(recommendation, closed_on=judged_on if judgement == Assurance.Judgement.ASSURED else None)
    meet_duty(review, LOOK_AGAIN, met_on=judged_on, at=at, thing_id=recommendation.pk)
    if look_again_on:
        open_duty(review, LOOK_AGAIN, at=at, due_on=look_again_on, role=Role.BOARD_MEMBER, thing_id=recommendation.pk)
    record(
        events.JUDGED, by=by, at=at, review_code=review.code, subject=f"recommendation {recommendation.number}",
        changes={"judgement": judgement}, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    return assurance
