"""By when is a request for papers to be answered, and what may be recorded of it now?"""

import datetime as dt
from dataclasses import dataclass

from cspr import workdays
from cspr.records import NotYet
from reviews.case.rules import check_not_in_future, check_order, check_said
from reviews.disclosure import regimes
from reviews.disclosure.models import PapersRequest
from reviews.guidance.regimes import Rule

From, Outcome = PapersRequest.From, PapersRequest.Outcome
LIMITS: dict[str, Rule] = {From.SUBJECT: regimes.SUBJECT_ACCESS, From.INFORMATION: regimes.INFORMATION}
BY_ORDER, AS_ASKED = "Order of the court", "The day they ask for"
GIVES = (Outcome.ALL, Outcome.PART)


@dataclass(frozen=True)
class Deadline:
    """The last day for an answer, why that day, and whether a statute or a court sets it."""

    on: dt.date | None
    why: str
    statutory: bool


def deadline(asker: str, asked_on: dt.date, *, wanted_on: dt.date | None, by_order: bool) -> Deadline:
    """By when an answer is due: as the court orders, else as the law on such requests says, else as they ask."""
    if by_order:
        return Deadline(wanted_on, BY_ORDER, True)
    limit = LIMITS.get(asker)
    if limit:
        return Deadline(limit.due(asked_on), describe(limit), True)
    return Deadline(wanted_on, AS_ASKED if wanted_on else "", False)


def describe(limit: Rule) -> str:
    """A limit with its source, and that the source was not read where it was not."""
    return f"{limit}. {limit.source}" + ("" if limit.verified else " (not verified)")


def check_request(asked_on: dt.date, *, what: str, wanted_on: dt.date | None, by_order: bool, today: dt.date) -> None:
    """Raises ``NotYet`` beside the field that cannot be."""
    check_not_in_future(asked_on, today, field="asked_on", name="The day the request reached the office")
    check_said(what, field="what", message="Say what they ask for.")
    if by_order and not wanted_on:
        raise NotYet("Enter the day the order sets.", field="due_on")
    check_order(
        asked_on, wanted_on, field="due_on", message="The last day for the answer cannot be before the request came."
    )


def check_open(request: PapersRequest) -> None:
    """Raises ``NotYet`` where nothing more is recorded of the request."""
    if request.void_at:
        raise NotYet("This request was recorded as entered in error.")
    if request.closed_on:
        raise NotYet("This request is closed. Open it again first.")


def check_extension(request: PapersRequest, due_on: dt.date, *, why: str, today: dt.date) -> None:
    """Raises ``NotYet`` unless the new day is later, to come, and within what the law allows."""
    if due_on < today or (request.due_on and due_on <= request.due_on):
        raise NotYet("The new day must be later than the one that holds, and still to come.", field="due_on")
    check_said(why, field="why", message="Say why more time is needed, and that they were told.")
    if request.asker == From.SUBJECT and not request.by_order:
        latest = workdays.add_months(request.asked_on, regimes.SUBJECT_ACCESS.length + regimes.MONTHS_MORE)
        if due_on > latest:
            raise NotYet(f"The time can be extended to {latest:%-d %B %Y} at most.", field="due_on")


def check_advice(request: PapersRequest, advised_on: dt.date, today: dt.date) -> None:
    check_not_in_future(advised_on, today, field="advised_on", name="The day of the advice")


def check_decision(request: PapersRequest, *, outcome: str, reasons: str, decided_on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` beside the field that cannot be."""
    check_not_in_future(decided_on, today, field="decided_on", name="The day of the decision")
    check_order(
        request.asked_on, decided_on, field="decided_on", message="It cannot be decided before the request came."
    )
    if outcome != Outcome.ALL:
        check_said(reasons, field="reasons", message="Say why not all of it is given.")


def check_undone(outcome: str, sendings: int) -> None:
    """Raises ``NotYet`` where a refusal would stand beside papers that went out."""
    if outcome == Outcome.REFUSE and sendings:
        raise NotYet("Papers have gone out, so it was not refused. Choose “Give part of it”.", field="outcome")


def check_may_send(request: PapersRequest) -> None:
    """Raises ``NotYet`` unless it was decided to give something."""
    if request.outcome not in GIVES:
        raise NotYet("First record the decision to give all or part of it. Nothing goes out before.")


def check_sending(
    request: PapersRequest, *, sent_on: dt.date, something: bool, redacted: bool, how_redacted: str, has_file: bool,
    today: dt.date,
) -> None:  # fmt: skip
    """Raises ``NotYet`` beside the field that cannot be."""
    check_not_in_future(sent_on, today, field="sent_on", name="The day it went")
    check_order(
        request.decided_on, sent_on, field="sent_on", message="It cannot go out before it was decided to give it."
    )
    if not something:
        raise NotYet("Choose the papers that went, or say below what else did.", field="papers")
    if redacted:
        check_said(how_redacted, field="how_redacted", message="Say what was taken out and why.")
        if not has_file:
            raise NotYet("Attach the file as it went, with the passages taken out.", field="redacted_file")


def check_close(request: PapersRequest, *, closed_on: dt.date, how: str, sendings: int, today: dt.date) -> None:
    """Raises ``NotYet`` unless the request was answered, or it is said why it needs no answer."""
    check_not_in_future(closed_on, today, field="closed_on", name="The day it was answered")
    check_order(
        request.asked_on, closed_on, field="closed_on", message="It cannot be answered before the request came."
    )
    if not request.outcome:
        check_said(how, field="how_closed", message="Nothing is decided. Say why no answer is needed.")
    if request.outcome in GIVES and not sendings:
        raise NotYet("It was decided to give papers. Record what went first.", field="closed_on")


def check_supplied(supplied_on: dt.date, today: dt.date) -> None:
    check_not_in_future(supplied_on, today, field="supplied_on", name="The day it was supplied")


def check_stands(void_at: dt.datetime | None) -> None:
    if void_at:
        raise NotYet("This was recorded as entered in error already.")


def next_step(request: PapersRequest, sendings: int) -> str:
    """What is to be done next: the name of its page, or nothing."""
    if request.void_at or request.closed_on:
        return ""
    if not request.outcome:
        return "decide"
    return "send" if request.outcome in GIVES and not sendings else "close"
