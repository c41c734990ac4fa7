"""A case that ends at the rapid review, in the browser: no review follows, and three actions are carried out all the same."""

import datetime as dt

import pytest

from cspr.tests.journeys.agency import Agency
from cspr.tests.journeys.office import Office
from cspr.tests.journeys.people import HEALTH, Person, day
from cspr.tests.journeys.window import Looks
from cspr.tests.live import Live

pytestmark = pytest.mark.browser

RECOMMENDATION = "Ask who has joined a household whenever a child is seen after an injury."
ACTIONS = (
    ("The form at the front desk asks who lives with the child.", -30),
    ("Health visitors are trained to ask, by their team leads.", -60),
    ("The named nurse looks through twenty records for the answer.", -90),
)
WORLD = """
import datetime as dt
from cspr import clock
from cspr.tests.cast import assemble
from cspr.tests.world import a_review_at
from reviews.rapid_review.tests import steps
cast, now = assemble(), clock.now()
review = a_review_at("rapid_review", cast, start=now - dt.timedelta(days=20))
steps.meeting_held(cast, review, at=now - dt.timedelta(days=2))
steps.partners_decided(cast, review, at=now - dt.timedelta(days=2), outcome="no_review")
steps.sent_to_national_panel(cast, review, at=now - dt.timedelta(days=1))
print("CODE", review.code)
"""


@pytest.fixture(scope="module")
def live():
    """A system of its own, for its case is of its own."""
    with Live.running() as system:
        yield system


class Ending(Office):
    """Priya, at the end of a case."""

    def ends_the_case(self, code: str) -> None:
        self.opens_case(code, "Rapid review", "Conclude")
        self.sees("No review")
        self.sends("Conclude the rapid review")
        self.sees("No review")

    def recommends(self, text: str, agency: str, by_when: dt.date) -> None:
        self.goes_to("Rapid review")
        self.follows("write recommendations and their actions", "Make a recommendation")
        self.is_refused("Save recommendation", "Select at least one agency to which it is addressed")
        self.fills({"Recommendation": text, "Addressed to": [agency], "By when": by_when})
        self.sends("Save recommendation")


class Planner(Agency):
    """Hana, who plans for the health trust."""

    def plans(self, *actions: tuple[str, int]) -> None:
        (first, due), *more = actions
        self.accepts_and_plans(first, day(due))
        for text, due in more:
            self.follows("Plan an action")
            self.fills({"What will be done": text, "Who leads it": "Hana Brzezicki", "To be done by": day(due)})
            self.sends("Save action")
            self.sees(text)


def test_a_case_ends_at_the_rapid_review_with_three_actions(new_context, live, axe):
    code = live.manage("shell", "--no-imports", "-c", WORLD).rpartition("CODE")[2].strip()
    looks = Looks(axe)
    priya, hana, bea = (
        kind(who, new_context(), looks) for who, kind in (("priya", Ending), ("hana", Planner), ("bea", Person))
    )
    priya.signs_in()
    priya.ends_the_case(code)
    priya.recommends(RECOMMENDATION, HEALTH, day(-120))
    priya.records_what_the_partners_agreed(code, RECOMMENDATION)
    hana.signs_in()
    hana.plans(*ACTIONS)
    bea.signs_in()
    bea.follows("Recommendations of all cases", f"{code}, 1")
    bea.sees(RECOMMENDATION, *(text for text, _ in ACTIONS))
    assert looks.problems == []
