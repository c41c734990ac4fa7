"""May this stand in the table of a commission?"""

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from cspr.records import NotYet
from reviews.case.rules import check_not_in_future, check_order

ALL = Decimal(100)
# How long the office has to look at an interest in an agency that came into the case, in working days: our own.
DAYS_TO_LOOK = 3


def check_agreement(papers: str, papers_on: dt.date | None, today: dt.date) -> None:
    """Raises ``NotYet`` unless the end of the papers has its day."""
    check_not_in_future(papers_on, today, field="papers_on", name="The day")
    if bool(papers) != bool(papers_on):
        raise NotYet("Give both: what became of the papers, and when.", field="papers_on" if papers else "papers")


def check_may_appoint(ended_on: dt.date | None, appointed_at: dt.datetime | None) -> None:
    """Raises ``NotYet`` where the commission has ended, or the letter went already."""
    if ended_on:
        raise NotYet("This commission has ended.")
    if appointed_at:
        raise NotYet("The letter of appointment was sent already.")


def check_days(used_on: dt.date, days: Decimal, today: dt.date) -> None:
    """Raises ``NotYet`` where the days are still to come, or are none."""
    check_not_in_future(used_on, today, field="used_on", name="The day")
    if days <= 0:
        raise NotYet("Enter how many days, such as 0.5 or 2.", field="days")


def check_invoice(
    number: str, dated_on: dt.date, amount: Decimal, paid_on: dt.date | None, others: Collection[str], today: dt.date
) -> None:
    """Raises ``NotYet`` where the bill is in already, is of nothing, or was paid before it was written."""
    check_not_in_future(dated_on, today, field="dated_on", name="The date of the invoice")
    check_not_in_future(paid_on, today, field="paid_on", name="The day it was paid")
    check_order(dated_on, paid_on, field="paid_on", message="It cannot be paid before it is written.")
    if amount <= 0:
        raise NotYet("Enter what is to be paid.", field="amount")
    if number in others:
        raise NotYet("An invoice with this number is in the table already.", field="number")


def check_share(
    partner: int, percent: Decimal | None, amount: Decimal | None, others: Iterable[tuple[int, Decimal | None]]
) -> None:
    """Raises ``NotYet`` unless it is one of the two, the partner has no other share, and all together are no more than all."""
    others = list(others)
    if (percent is None) == (amount is None):
        raise NotYet("Enter either a percentage or an amount.", field="percent")
    if (percent if percent is not None else amount or 0) <= 0:
        raise NotYet("Enter more than nothing.", field="percent" if percent is not None else "amount")
    if partner in {one for one, _ in others}:
        raise NotYet("This partner has a share already. Change that one.", field="partner")
    if percent is not None and percent + sum((part or Decimal(0) for _, part in others), Decimal(0)) > ALL:
        raise NotYet("All shares together are more than 100 per cent.", field="percent")


def check_checkpoint(met_on: dt.date | None, on_time: str, quality: str, today: dt.date) -> None:
    """Raises ``NotYet`` where it was held without a word on time and quality."""
    check_not_in_future(met_on, today, field="met_on", name="The day")
    if met_on and not on_time:
        raise NotYet("Say how it stands with the time.", field="on_time")
    if met_on and not quality:
        raise NotYet("Say how it stands with the quality.", field="quality")


def check_interest(
    agency: Any, from_on: dt.date | None, until_on: dt.date | None, how_handled: str, involved: Collection[int]
) -> None:
    """Raises ``NotYet`` where the agency is in the case, and it is not said how the interest is handled."""
    check_order(from_on, until_on, field="until_on", message="It cannot end before it begins.")
    if agency.pk in involved and not how_handled:
        raise NotYet(
            f"{agency} is involved in this case. Say how the interest is handled, such as by standing aside.",
            field="how_handled",
        )
