"""Keeps the table of a commission, by the actions the pages use."""

import datetime as dt
from decimal import Decimal

from cspr import clock
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.commissioning import actions
from reviews.commissioning.models import Checkpoint, DaysUsed, Interest, Invoice, Share


def commission_kept(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """Twenty days are agreed, some are used and billed; three partners share; an interest is named."""
    made, today, by = review.commissions.latest("pk"), clock.date_of(at), cast.priya
    actions.agree(
        made, revision=None, skills="Knows hospitals and the work with babies.", days_agreed=Decimal(20),
        day_rate=Decimal(525), papers="", papers_on=None, by=by, at=at,
    )  # fmt: skip
    for days, what in ((Decimal("2.5"), "Reading the returns"), (Decimal(1), "First meeting of the review panel")):
        actions.add(DaysUsed(commission=made, used_on=today, days=days, what=what), by=by, at=at)
    bill = Invoice(commission=made, number="2026-07", dated_on=today, amount=Decimal("1837.50"))
    actions.add(bill, by=by, at=at)
    partners = (cast.agencies.council, cast.agencies.icb, cast.agencies.police)
    for partner, percent in zip(partners, (Decimal(50), Decimal(30), Decimal(20)), strict=True):
        actions.add(Share(review=review, partner=partner, percent=percent), by=by, at=at)
    look = today + dt.timedelta(days=60)
    actions.add(Checkpoint(review=review, due_on=look, what="First draft of the analysis"), by=by, at=at)
    actions.add(
        Interest(
            review=review, person=cast.luca, agency=cast.agencies.police, kind=Interest.Kind.PAID,
            what="Gave a day of training four years ago.",
            how_handled="The review panel knows of it.",
        ),
        by=by, at=at,
    )  # fmt: skip


def looked_at(cast: Cast, review: Review, *, at: dt.datetime, on_time: str, quality: str) -> None:
    """Office and reviewer look at time and quality, as was agreed."""
    look = review.checkpoints.get(void_at=None, met_on=None)
    actions.change(
        look, revision=look.revision, met_on=clock.date_of(at), on_time=on_time, quality=quality, by=cast.priya, at=at
    )
