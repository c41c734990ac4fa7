"""A rapid review over Christmas 2021, in the browser: entered by the office from paper, decided as other learning.

What is particular here is done on the pages, with the dates on the paper; the rest of the road by actions.
"""

import datetime as dt
import re

import pytest

from cspr.tests.journeys.office import Office
from cspr.tests.journeys.people import COUNCIL, ICB, POLICE
from cspr.tests.journeys.publishing import Public
from cspr.tests.journeys.window import Looks, a_file
from cspr.tests.live import Live

pytestmark = pytest.mark.browser

SCHOOL, HOUSING = "Staithe Lane Primary School", "Reedbed Homes"
PARTNER = "father’s new partner"
OTHER, LOCAL = "Other learning: a partnership review", "Local child safeguarding practice review"
D = dt.date
BEGUN = """
import datetime as dt
from cspr.tests.cast import assemble
from reviews.referral.tests import steps
at = dt.datetime(2021, 12, 21, 10, tzinfo=dt.UTC)
cast = assemble()
review = steps.referred(cast, at=at)
steps.screened(cast, review, at=at)
print("CODE", review.code)
"""
AGAIN = """
import datetime as dt
from cspr import clock
from cspr.tests import cast as people, world
from reviews.case.models import Review
cast, review = people.found(), Review.objects.get()
"""
ASKED = """
from reviews.identities.models import Person
from reviews.rapid_review import actions
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.tests import steps
from reviews.referral import actions as screening
from reviews.referral.models import Question
def on(*day): return dt.datetime(*day, 10, tzinfo=dt.UTC)
steps.rapid_review_opened(cast, review, at=on(2021, 12, 29), asked=("council", "police", "housing", "school"))
police = tuple(told for told in steps.RETURNS if told.agency == "police")
steps.returns_in(cast, review, at=on(2022, 1, 4), returns=police)
rapid_review = RapidReview.objects.get(review=review)
"""
MET = """
steps.meeting_held(cast, review, at=on(2022, 1, 12))
steps.put_to_the_partners(cast, review, at=on(2022, 1, 12), outcome="other_learning")
"""
FINISHED = """
start = clock.now() - dt.timedelta(days=190)
for day, step in (*world.REVIEWING, *world.FINISHING, *world.AFTER[:1]):
    step(cast, review, at=start + dt.timedelta(days=day))
    review.refresh_from_db()
print("TITLE", review.editions.get().title)
"""


@pytest.fixture(scope="module")
def live():
    """A system of its own, for its case is of its own."""
    with Live.running() as system:
        yield system


class Christmas(Office):
    """Priya, who types in January what came on paper over Christmas."""

    code = ""

    def follows_in(self, row: str, link: str) -> None:
        """Follow a link of a row; what it is about is said to who cannot see the page."""
        line = self.main().locator("tr").filter(has_text=row)
        self._leaves_by(line.get_by_role("link", name=re.compile(f"^{link}")))
        self.look()

    def notifies_on_the_last_day(self) -> None:
        self.opens_case(self.code, "Referral and notification", "Record the notification")
        self.fills(
            {
                "Date the authority came to know or suspect both the harm and abuse or neglect": D(2021, 12, 20),
                "What was known on that day": "That the injuries could not be explained.",
                "Date it was sent": D(2021, 12, 30),
                "Number on the receipt": "SIN-2021-88",
                "Copy of the notification or its receipt": a_file("receipt.txt", "Received."),
                "Who told the office": "Nell Abara, notifications officer",
            }
        )
        self.is_refused("Save", "late")
        self.fills({"Date it was sent": D(2021, 12, 29)})
        self.fills({"Copy of the notification or its receipt": a_file("receipt.txt", "Received.")})
        self.sends("Save")
        self.sees("SIN-2021-88", "29 December 2021")

    def sees_how_it_stands(self, *texts: str) -> None:
        self.goes_to("Rapid review")
        self.sees(*texts)

    def enters_the_e_mailed_return(self) -> None:
        self.follows_in(SCHOOL, "Enter for them")
        self.is_refused("Enter as signed off", "Enter")
        self.fills(
            {
                "Who gave it?": "Rhea Tolland, designated safeguarding lead",
                "Date it was given": D(2022, 1, 5),
                "The original": a_file("return.txt", "Please find our return."),
                "Child A": "We hold something",
            }
        )
        self.fills({"What you hold about Child A, in a few words": "Attendance, and three injuries."})
        for person in ("mother", "mother’s partner"):
            self.fills({person: "We hold nothing"})
        self.sends("Enter as signed off")

    def enters_nothing_held(self) -> None:
        self.follows_in(HOUSING, "Enter for them")
        self.fills(
            {
                "Who gave it?": "Gwen Tarrant, housing manager",
                "Date it was given": D(2022, 1, 4),
                "If there is no original: how did it come?": "By telephone, taken down by the office.",
            }
        )
        for person in ("Child A", "mother", "mother’s partner"):
            self.fills({person: "We hold nothing"})
        self.sends("Enter as signed off")
        self.sees("Nothing held")

    def adds_a_new_partner(self) -> None:
        self.follows("Search list", "Add somebody who is not in the identity register yet")
        self.fills({"Label": PARTNER, "Given names": "Rowan", "Family name": "Ashdown"})
        self.sends("Add to register and search list")
        self.goes_to("Rapid review")
        self.sees("Still to answer about 1 person")

    def enters_the_answer_about_them_alone(self, agency: str, who: str) -> None:
        self.follows_in(agency, "Enter answer")
        self.does_not_see("Attendance", "mother’s partner")
        self.fills({"Who gave it?": who, "Date it was given": D(2022, 1, 6), PARTNER: "We hold nothing"})
        self.sends("Send the answer")

    def enters_the_decision(self, agency: str, who: str, outcome: str, reasons: str) -> None:
        self.goes_to("Rapid review")
        self.follows(f"Decision of {agency}")
        self.fills(
            {
                "What is decided?": outcome,
                "Reasons": reasons,
                "Date of the decision": D(2022, 1, 12),
                "Who gave it": who,
                "The e-mail, letter or note it came in": a_file("decision.txt", "As discussed."),
            }
        )
        self.sends("Save the decision")

    def sends_and_concludes(self) -> None:
        self.follows("Send it to the national Panel")
        self.fills({"Date it was sent to the national Panel": D(2022, 1, 13)})
        self.sends("Save")
        self.sees("Sent to the national Panel on 13 January 2022")
        self.follows("Conclude")
        self.sees("The partners differ", "The call-outs need a review of their own.")
        self.sends("Conclude the rapid review")
        self.sees("In review")


def test_a_rapid_review_over_christmas_is_decided_as_other_learning_and_finished_as_a_partnership_review(
    new_context, live, axe
):
    code = live.manage("shell", "--no-imports", "-c", BEGUN).rpartition("CODE")[2].strip()
    looks = Looks(axe)
    priya = Christmas("priya", new_context(), looks)
    priya.code = code
    priya.signs_in()
    priya.notifies_on_the_last_day()
    live.manage("shell", "--no-imports", "-c", AGAIN + ASKED)

    priya.sees_how_it_stands("1 of 4 back, 3 late.", "13 January 2022")
    priya.enters_the_e_mailed_return()
    priya.enters_nothing_held()
    priya.sees("3 of 4 back, 1 late.")
    priya.adds_a_new_partner()
    for agency, who in (
        (SCHOOL, "Rhea Tolland, designated lead"), (HOUSING, "Gwen Tarrant"), (POLICE, "Pete Calloway"),
    ):  # fmt: skip
        priya.enters_the_answer_about_them_alone(agency, who)
    priya.does_not_see("Still to answer")
    live.manage("shell", "--no-imports", "-c", AGAIN + ASKED.partition("steps.rapid_review_opened")[0] + MET)

    alike = "The learning is known; it needs work together."
    priya.enters_the_decision(COUNCIL, "Dev Marchetti, director", OTHER, alike)
    priya.enters_the_decision(ICB, "Dina Holloway, chief nurse", OTHER, alike)
    priya.enters_the_decision(
        POLICE, "Dan Eversley, assistant chief constable", LOCAL, "The call-outs need a review of their own."
    )
    priya.sends_and_concludes()
    priya.sees("Partnership review")
    priya.goes_to("Identity register")
    priya.sees("Rowan", "Child A")

    title = live.manage("shell", "--no-imports", "-c", AGAIN + FINISHED).rpartition("TITLE")[2].strip()
    priya.opens_case(code)
    priya.sees("Published", "Partnership review")
    Public("public", new_context(), looks).reads_the_page(title)
    assert looks.problems == []
