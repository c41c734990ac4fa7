"""A local rule of a partnership, entered and later corrected."""

import datetime as dt

from cspr import clock
from cspr.tests.cast import Cast
from reviews.guidance import actions
from reviews.guidance.actions import Place
from reviews.guidance.models import LOCAL, RuleChange
from reviews.guidance.regimes import Clock, Rule, Trigger, Unit


def local_rule(cast: Cast, *, at: dt.datetime, corrected_at: dt.datetime) -> RuleChange:
    """When the national Panel hears who leads a review: first as it was noted, then as it was agreed."""
    place = Place(LOCAL, Clock.NAME, cast.partnership)
    noted = Rule(10, Unit.WORKING_DAYS, Trigger.APPOINTED, "Minutes of the executive board, item 6")
    actions.correct_rule(
        place,
        noted,
        from_on=clock.date_of(at),
        why="The board agreed a limit of its own.",
        revision=0,
        by=cast.adam,
        at=at,
    )
    agreed = Rule(3, Unit.WORKING_DAYS, Trigger.APPOINTED, "Minutes of the executive board, item 6, as corrected")
    made = actions.correct_rule(
        place, agreed, from_on=clock.date_of(corrected_at), why="The minutes were corrected: three days, not ten.",
        revision=1, by=cast.adam, at=corrected_at,
    )  # fmt: skip
    actions.check_rule(
        place, number=2, verified=True, against="The signed minutes", checked_on=clock.date_of(corrected_at),
        by=cast.adam, at=corrected_at,
    )  # fmt: skip
    return made
