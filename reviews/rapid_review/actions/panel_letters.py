"""What does the national Panel write, what does it ask for, and what do the partners make of it?"""

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.rules import check_not_in_future, check_order
from reviews.documents.actions import original_of
from reviews.documents.models import WithOriginal
from reviews.guidance.queries import extra_holidays
from reviews.rapid_review import duties, events, rules
from reviews.rapid_review.actions.telling import tell
from reviews.rapid_review.models import NationalPanelReply, PanelAsk, RapidReview

RECONSIDER_WORKING_DAYS = 10
Asked = tuple[str, dt.date]


@transaction.atomic
def record_reply(
    rapid_review: RapidReview,
    *,
    received_on: dt.date,
    view: str,
    what_it_says: str,
    asks: Iterable[Asked] = (),
    original: UploadedFile | None = None,
    by: User,
    at: dt.datetime,
) -> NationalPanelReply:
    """Keep a letter of the national Panel with what it asks for; each thing asked for is owed by its day."""
    _check_received(rapid_review, received_on, at)
    asks = list(asks)
    rules.check_says_what_it_asks(view, asks=len(asks))
    said = {"received_on": received_on, "view": view, "what_it_says": what_it_says}
    reply = NationalPanelReply.objects.create(rapid_review=rapid_review, **said, entered_by=by, entered_at=at)
    _keep(reply, rapid_review, original, title="Letter of the national Panel", number=f"reply:{reply.pk}", by=by, at=at)
    for what, due_on in asks:
        add_ask(reply, what=what, due_on=due_on, by=by, at=at)
    _owe_reconsidering(reply, at=at)
    changes = {"received_on": str(received_on), "view": view}
    tell(
        events.REPLIED, rapid_review, by=by, at=at, subject=f"reply {reply.pk}", changes=changes,
        on_behalf_of="The national Panel",
    )  # fmt: skip
    return reply


def _check_received(rapid_review: RapidReview, received_on: dt.date, at: dt.datetime) -> None:
    sent_on = rules.check_has_been_sent(rapid_review)
    check_not_in_future(received_on, clock.date_of(at), field="received_on", name="The date of the letter")
    check_order(sent_on, received_on, field="received_on", message="The letter cannot come before it was sent.")


def _keep(
    row: WithOriginal, rapid_review: RapidReview, upload: UploadedFile | None, *, title: str, number: str, by: User,
    at: dt.datetime,
) -> None:  # fmt: skip
    paper = original_of(rapid_review.review, upload, title=title, belongs_to=number, by=by, at=at)
    if paper:
        records.change(row, original=paper)


def _owe_reconsidering(reply: NationalPanelReply, *, at: dt.datetime) -> None:
    """Where the national Panel does not agree, or may take the case, the partners say what they make of it."""
    review = reply.rapid_review.review
    withdraw_duties(review, duties.RECONSIDER, thing_id=reply.pk, at=at)
    if reply.view in rules.WANTS_RECONSIDERING and not reply.reconsidered:
        due_on = rules.proposed_day(
            reply.received_on, RECONSIDER_WORKING_DAYS, today=clock.date_of(at), extra=extra_holidays()
        )
        open_duty(review, duties.RECONSIDER, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=reply.pk)


@transaction.atomic
def change_reply(
    reply: NationalPanelReply,
    *,
    revision: int,
    received_on: dt.date,
    view: str,
    what_it_says: str,
    original: UploadedFile | None = None,
    by: User,
    at: dt.datetime,
) -> None:
    """Put the record of a letter right."""
    rapid_review = reply.rapid_review
    _check_received(rapid_review, received_on, at)
    rules.check_says_what_it_asks(view, asks=reply.asks.filter(void_at=None).count())
    changes = records.change(reply, revision=revision, received_on=received_on, view=view, what_it_says=what_it_says)
    _keep(reply, rapid_review, original, title="Letter of the national Panel", number=f"reply:{reply.pk}", by=by, at=at)
    _owe_reconsidering(reply, at=at)
    tell(events.REPLY_CHANGED, rapid_review, by=by, at=at, subject=f"reply {reply.pk}", changes=changes)


@transaction.atomic
def add_ask(reply: NationalPanelReply, *, what: str, due_on: dt.date, by: User, at: dt.datetime) -> PanelAsk:
    """Record one thing the national Panel asks for; the office owes the answer by the day."""
    check_order(reply.received_on, due_on, field="due_on", message="It cannot be due before the letter came.")
    ask = PanelAsk.objects.create(reply=reply, what=what, due_on=due_on, entered_by=by, entered_at=at)
    _owe(ask, at=at)
    rapid_review = reply.rapid_review
    tell(events.PANEL_ASKS, rapid_review, by=by, at=at, subject=f"ask {ask.pk}", changes={"due_on": str(due_on)})
    return ask


def _owe(ask: PanelAsk, *, at: dt.datetime) -> None:
    review = ask.reply.rapid_review.review
    role = Role.BUSINESS_SUPPORT
    open_duty(review, duties.ANSWER_PANEL, at=at, due_on=ask.due_on, role=role, thing_id=ask.pk)


@transaction.atomic
def change_ask(
    ask: PanelAsk, *, revision: int, what: str, due_on: dt.date, why_void: str = "", by: User, at: dt.datetime
) -> None:
    """Word it anew, move its day, or record with a reason that it is not asked for after all."""
    reply = ask.reply
    check_order(reply.received_on, due_on, field="due_on", message="It cannot be due before the letter came.")
    void_at = (ask.void_at or at) if why_void else None
    changes = records.change(ask, revision=revision, what=what, due_on=due_on, why_void=why_void, void_at=void_at)
    withdraw_duties(reply.rapid_review.review, duties.ANSWER_PANEL, thing_id=ask.pk, at=at)
    if not void_at and not ask.answered_on:
        _owe(ask, at=at)
    tell(events.ASK_CHANGED, reply.rapid_review, by=by, at=at, subject=f"ask {ask.pk}", changes=changes)


@transaction.atomic
def answer_panel(
    ask: PanelAsk,
    *,
    revision: int,
    answer: str,
    answered_on: dt.date,
    original: UploadedFile | None = None,
    by: User,
    at: dt.datetime,
) -> None:
    """Record what was answered to one thing the national Panel asked for, or put that right."""
    rapid_review = ask.reply.rapid_review
    check_not_in_future(answered_on, clock.date_of(at), field="answered_on", name="The date of the answer")
    check_order(
        ask.reply.received_on, answered_on, field="answered_on", message="The answer cannot come before the letter."
    )
    changes = records.change(ask, revision=revision, answer=answer, answered_on=answered_on)
    _keep(ask, rapid_review, original, title="Answer to the national Panel", number=f"ask:{ask.pk}", by=by, at=at)
    meet_duty(rapid_review.review, duties.ANSWER_PANEL, met_on=answered_on, at=at, thing_id=ask.pk)
    tell(events.ANSWERED, rapid_review, by=by, at=at, subject=f"ask {ask.pk}", changes=changes)


@transaction.atomic
def reconsider(
    reply: NationalPanelReply,
    *,
    revision: int,
    reconsidered: str,
    reconsidered_on: dt.date,
    why: str,
    by: User,
    at: dt.datetime,
) -> None:
    """Record whether the partners confirmed or changed their decision after the letter, and why.

    Changed, each partner's new decision is recorded on its own page; a concluded case is moved back for it first.
    """
    rapid_review = reply.rapid_review
    check_not_in_future(reconsidered_on, clock.date_of(at), field="reconsidered_on", name="The date")
    check_order(
        reply.received_on, reconsidered_on, field="reconsidered_on",
        message="They cannot have reconsidered before the letter came.",
    )  # fmt: skip
    changes = records.change(
        reply, revision=revision, reconsidered=reconsidered, reconsidered_on=reconsidered_on, why=why
    )
    meet_duty(rapid_review.review, duties.RECONSIDER, met_on=reconsidered_on, at=at, thing_id=reply.pk)
    tell(events.RECONSIDERED, rapid_review, by=by, at=at, subject=f"reply {reply.pk}", changes=changes)
