"""Do agreed dates leave out the bank holidays that were entered here, as statutory ones do?"""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from cspr.tests.cast import assemble
from recommendations.rules import DAYS_TO_PLAN, plan_due
from reviews.case.duties import KINDS
from reviews.case.phases import Phase
from reviews.conversations.rules import support_due
from reviews.guidance import actions
from reviews.guidance.queries import working_day_after, working_day_from
from reviews.panel.tests import steps
from reviews.rapid_review.rules import slots

AT = dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)  # a Monday
MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 6, day) for day in (1, 2, 3))
THANKS = {TUESDAY: "A day of thanks"}


@pytest.mark.django_db
def test_a_day_of_thanks_entered_here_moves_what_is_agreed():
    cast = assemble()
    actions.add_holiday(day=TUESDAY, name=THANKS[TUESDAY], source="Proclamation", by=cast.adam, at=AT)
    assert working_day_after(MONDAY, 1) == WEDNESDAY
    review = steps.a_review_under_way(cast, at=AT)
    kinds = [kind for kind in KINDS.values() if kind.at_phase == Phase.IN_REVIEW]
    owed = {duty.kind: duty.due_on for duty in review.duties.open()}
    assert kinds and all(owed[kind.code] == working_day_after(MONDAY, kind.within) for kind in kinds)


def test_a_day_on_which_nobody_works_gives_way_to_the_next_working_day(db):
    boxing_day = dt.date(2026, 12, 26)  # a Saturday: the Monday after it is a bank holiday in its place
    assert working_day_from(boxing_day) == dt.date(2026, 12, 29)
    assert working_day_from(MONDAY) == MONDAY


@pytest.mark.pure
def test_the_rules_of_agreed_days_take_such_days_into_account():
    assert support_due(MONDAY, MONDAY, THANKS) == support_due(TUESDAY, TUESDAY)
    assert plan_due(MONDAY, None, THANKS) > plan_due(MONDAY, None) and DAYS_TO_PLAN == 20
    proposed = slots(dt.date(2026, 5, 18), due_on=dt.date(2026, 6, 30), today=MONDAY, away=(), extra=THANKS)
    assert TUESDAY not in {slot.starts.date() for slot in proposed}


@pytest.mark.pure
def test_no_action_counts_working_days_by_the_calendar_alone():
    folders = [Path(settings.BASE_DIR) / name for name in ("reviews", "chronology", "recommendations")]
    paths = [path for folder in folders for path in (*folder.rglob("actions/*.py"), *folder.rglob("actions.py"))]
    assert len(paths) > 20
    assert [str(path) for path in paths if "add_working_days" in path.read_text()] == []
