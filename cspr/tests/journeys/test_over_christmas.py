"""The first months of two cases, in the browser: known five days before Christmas 2021, and decided in January."""

import datetime as dt
import re

import pytest

from cspr.tests.journeys import first_months
from cspr.tests.journeys.first_months import KNOWN, LEARNING, LIMIT, MADE, MET
from cspr.tests.journeys.people import COUNCIL, POLICE, Person
from cspr.tests.journeys.window import Looks, Window, a_file
from cspr.tests.live import Live

pytestmark = pytest.mark.browser

SCHOOL = "Staithe Lane Primary School"
SECOND_WEEK, LATE, ENDED, SPRING = (dt.date(2022, *day) for day in ((1, 5), (1, 14), (1, 20), (6, 14)))
PARTNER = "father’s new partner"
DISSENT = "The call-outs to the home need a review of their own."


@pytest.fixture(scope="module")
def live():
    """A system of its own, whose clock these cases set."""
    with Live.running(at_another_day=True) as system:
        yield system


@pytest.fixture(scope="module")
def codes(live):
    """The case that has ended, and the one in its second week."""
    live.stands_at(first_months.at(SECOND_WEEK))
    return tell(live, first_months.two_cases).rpartition("CODES")[2].split()


@pytest.fixture
def looks():
    """Nothing may be too wide; what axe says of these pages is asked in ``test_looks``."""
    return Looks()


@pytest.fixture
def on(live, new_context, looks):
    """``on(day, "priya", code)`` is Priya, who signs in on that day for this case."""

    def come(day, who, code):
        live.stands_at(first_months.at(day))
        person = FirstMonths(who, new_context(), looks)
        person.code = code
        person.signs_in()
        return person

    return come


def tell(live, part):
    """Let the actions tell one part of the story; what it printed."""
    return live.manage("shell", "--no-imports", "-c", f"from {part.__module__} import {part.__name__} as do; do()")


class FirstMonths(Person):
    """Somebody who comes to the case in its first months."""

    code = ""

    def takes(self, link: str) -> None:
        """Follow the link that begins so; whom it is about is said to those who cannot see the page."""
        self._leaves_by(self.main().get_by_role("link", name=re.compile(f"^{link}")))
        self.look()

    def sees_why_the_date(self) -> None:
        self.opens_case(self.code, "Rapid review")
        self.sees(f"{LIMIT:%-d %B %Y}")
        self.unfolds("How this date is counted")
        self.sees("Boxing Day (substitute day)", "New Year's Day (substitute day)")

    def enters_what_the_school_sent(self) -> None:
        self.takes(f"Enter for them.*{SCHOOL}")
        self.fills({"Who gave it?": "Rhea Tolland, designated safeguarding lead"})
        self.fills({"Date it was given": KNOWN, "The original": a_file("return.txt", "Attendance fell.")})
        self.is_refused("Enter as signed off", "asked")
        self.fills({"Date it was given": dt.date(2022, 1, 4)})
        self.fills({"The original": a_file("return.txt", "Attendance fell.")})
        self.fills({"Child A": "They hold something"})
        for person in ("mother", "mother’s partner"):
            self.fills({person: "They hold nothing"})
        self.sends("Enter as signed off")

    def adds_a_new_partner(self) -> None:
        self.opens_case(self.code, "Rapid review", "Search list")
        self.follows("Add somebody who is not in the identity register yet")
        self.fills({"Label": PARTNER, "Given names": "Rowan", "Family name": "Ashdown"})
        self.sends("Add to register and search list")
        self.sees("Agencies that have answered already are asked about this person alone.")

    def answers_about_the_new_partner(self) -> None:
        self.does_what_waits("Answer about a person added to the search list", "Answer about them")
        self.fills({PARTNER: "We hold nothing"})
        self.sends("Send the answer")

    def holds_nothing(self) -> None:
        self.does_what_waits("Agency return to the rapid review", "Nothing held")
        self.sees(PARTNER)
        self.sends("We hold nothing about any of them")

    def dissents(self) -> None:
        self.opens_case(self.code, "Rapid review", f"Decision of {POLICE}")
        self.fills(
            {"What is decided?": "Local child safeguarding practice review", "Reasons": DISSENT}
            | {"Date of the decision": MET}
        )
        self.sends("Save the decision")

    def concludes_as_other_learning(self) -> None:
        self.opens_case(self.code, "Rapid review")
        self.sees("3 of 4 back, 1 late")
        self.follows("Conclude")
        self.sees(DISSENT)
        self.sends("Conclude the rapid review")
        self.sees("The case goes on as a partnership review", "In review")

    def recommends_a_third_thing(self, text: str) -> None:
        self.opens_case(self.code, "Findings and recommendations", "Make a recommendation")
        self.fills({"Recommendation": text, "Addressed to": [COUNCIL], "By when": dt.date(2022, 4, 1)})
        self.sends("Save recommendation")
        self.follows("Record what the partners agreed")
        self.fills({"Agreed on": ENDED})
        self.sends("Record the agreement and tell the agencies")

    def plans_for_the_council(self, action: str) -> None:
        self.follows("Recommendation 3", "Plan an action")
        self.fills({"What will be done": action, "Who leads it": "Imogen Vale", "To be done by": dt.date(2022, 3, 1)})
        self.is_refused("Save action", "Enter")
        self.fills({"Who planned it": "Imogen Vale, service manager", "Day it was given": ENDED})
        self.sends("Save action")

    def sees_an_action_under_each(self, recommendations: int) -> None:
        self.goes_to("Findings and recommendations")
        assert self.main().get_by_text("1 action planned").count() == recommendations


def test_a_rapid_review_over_christmas_becomes_a_partnership_review_and_is_finished(
    live, codes, on, new_context, looks
):
    _, code = codes
    priya = on(SECOND_WEEK, "priya", code)
    priya.sees_why_the_date()
    priya.enters_what_the_school_sent()
    priya.adds_a_new_partner()
    on(SECOND_WEEK, "pete", code).holds_nothing()
    on(SECOND_WEEK, "hugo", code).answers_about_the_new_partner()

    tell(live, first_months.met_and_decided_by_two)
    on(LATE, "dan", code).dissents()
    on(LATE, "priya", code).concludes_as_other_learning()

    tell(live, first_months.reviewed_and_signed)
    live.stands_at(first_months.at(SPRING))
    reader = Window("public", new_context(), looks)
    reader.opens("/published/")
    reader.follows("Overview report in respect of Child A")
    reader.sees(f"{LEARNING}.", MADE[0].text)
    reader.does_not_see("Rowan", "Ashdown", "Marlowe")
    assert looks.problems == []


def test_a_case_ends_at_the_rapid_review_with_three_actions(codes, on, looks):
    code, _ = codes
    priya = on(ENDED, "priya", code)
    priya.recommends_a_third_thing("See every child of a household alone.")
    priya.plans_for_the_council("A note in every file: seen alone, when, by whom.")
    priya.sees_an_action_under_each(3)
    assert looks.problems == []
