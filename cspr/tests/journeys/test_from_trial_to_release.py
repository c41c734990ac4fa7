"""A criminal trial, in the browser: it holds two witnesses' conversations and publication, and a verdict frees neither."""

import re

import pytest

from cspr.tests.journeys.people import Person, day
from cspr.tests.journeys.window import Looks
from cspr.tests.live import Live

pytestmark = pytest.mark.browser

HEALTH, SCHOOL = "Fenmarsh Community Health Trust", "Staithe Lane Primary School"
NURSE, TEACHER = f"Health visitor, {HEALTH}", f"Class teacher, {SCHOOL}"
CASE = "Criminal case: father, grievous bodily harm"
WORLD = """
from datetime import timedelta
from cspr import clock
from cspr.tests.cast import assemble
from reviews.identities.actions import add_person
from reviews.panel.tests import steps
cast, at = assemble(), clock.now() - timedelta(days=20)
review = steps.a_review_under_way(cast, at=at)
steps.commissioned(cast, review, at=at)
for label, given in (("father", "Rhys"), ("older sister", "Enid")):
    add_person(review, kind="family", label=label, given_names=given, family_name="Penhallow", by=cast.priya, at=at)
print("CODE", review.code)
"""


@pytest.fixture(scope="module")
def live():
    """A system of its own, for its case is of its own."""
    with Live.running(working=False) as system:
        yield system


class Office(Person):
    """Priya, while a trial runs alongside."""

    code = ""

    def takes(self, link: str) -> None:
        """Follow the first link that begins so; what it is about is said to who cannot see the page."""
        self._leaves_by(self.main().get_by_role("link", name=re.compile(f"^{link}")))
        self.look()

    def records_the_criminal_case(self) -> None:
        self.opens_case(self.code, "Proceedings and holds", "Record a proceeding")
        self.is_refused("Save the proceeding", "Select")
        self.fills({"What is it?": "Criminal case", "In a few words": "father, grievous bodily harm"})
        self.fills(
            {"Court or body": "the Crown Court", "Next date": day(-14), "Who of the register it concerns": ["father"]}
        )
        self.sends("Save the proceeding")

    def lists_a_witness(self, role: str, agency: str) -> None:
        self.takes("List a possible witness")
        self.is_refused("Put on the list", "Select")
        self.fills({"Who is it?": "A practitioner", "Role": role, "Agency": agency})
        self.sends("Put on the list")
        self.sees(f"{role}, {agency}")

    def puts_on_hold(self, *practitioners: str) -> None:
        self.follows("Put something on hold")
        self.fills({"What has to wait?": ["Conversations with certain practitioners", "Publication of the report"]})
        self.is_refused("Put on hold", "Select what it waits for")
        self.fills(
            {
                "What does it wait for?": CASE,
                "Which practitioners?": list(practitioners),
                "Why": "Two practitioners are witnesses; either side may ask for what they say.",
                "Who decided?": "The three safeguarding partners",
                "On whose advice?": "Prosecutor",
                "When was it given?": day(),
                "What would release it?": "Verdict",
                "Look at it again on": day(-30),
            }
        )
        self.sends("Put on hold")
        self.sees("On hold")

    def sees_what_can_go_ahead(self, waiting: str, *sentences: str) -> None:
        self.goes_to("What can go ahead")
        self.sees(waiting, *sentences)

    def plans_a_session(self, role: str, agency: str, witness: str = "Not one of them") -> None:
        self.goes_to("Conversations")
        self.follows("Plan or record a session")
        row = self.main().locator(".cspr-rows__row").first
        self.fills({"What kind of session?": "One to one", "How?": "Video call", "Date": day(-3)})
        self.fills({"Role": role, "Agency": agency}, within=row)
        self.fills({"On the list of possible witnesses?": witness}, within=row)

    def records_the_verdict(self) -> None:
        self.goes_to("Proceedings and holds")
        self.takes("Record what happened")
        self.fills({"What happened?": "Verdict", "On which day?": day(), "In a few words": "Guilty of one count."})
        self.sends("Save what happened")
        self.sees("It stays on hold until a named person confirms what may go ahead.")

    def records_an_order(self) -> None:
        self.follows("Record an order of a court")
        self.fills(
            {
                "What kind of order?": "Reporting restriction",
                "Court": "the Crown Court",
                "When was it made?": day(),
                "Until when?": day(-300),
                "Whom does it protect?": ["older sister"],
                "What may not go out while it stands?": ["Publication of the report"],
            }
        )
        self.sends("Save the order")
        self.sees("In force")

    def confirms_the_release(self) -> None:
        self.does_what_waits("Confirm, after “verdict”, whether what is on hold may go ahead")
        self.is_refused("Confirm", "Select")
        self.fills(
            {
                "What may go ahead?": "All of it may go ahead",
                "Why": "The prosecutor has no objection.",
                "Conditions": "Not about the night itself",
                "On whose advice?": "Prosecutor",
                "When was it given?": day(),
            }
        )
        self.sends("Confirm")

    def records_the_end_of_the_order(self) -> None:
        self.goes_to("Proceedings and holds")
        self.takes("It has ended.*the order of")
        self.fills({"How did it end, and who confirmed it?": "Discharged; the authority’s lawyer has the note."})
        self.sends("Record that the order ended")


def test_from_the_trial_to_the_confirmed_release(new_context, live, axe):
    code = live.manage("shell", "--no-imports", "-c", WORLD).rpartition("CODE")[2].strip()
    looks = Looks(axe)
    priya, hana = Office("priya", new_context(), looks), Person("hana", new_context(), looks)
    priya.code = code
    priya.signs_in()
    priya.records_the_criminal_case()
    priya.lists_a_witness("Health visitor", HEALTH)
    priya.lists_a_witness("Class teacher", SCHOOL)
    priya.puts_on_hold(NURSE, TEACHER)
    priya.sees_what_can_go_ahead(
        "3 of", f"A conversation with health visitor, {HEALTH} waits for the criminal case", "Publication waits",
        "Contact with father can go ahead.",
    )  # fmt: skip

    priya.plans_a_session("Health visitor", HEALTH, NURSE)
    priya.is_refused("Save the session", "waits for the criminal case, as the prosecutor advised")
    priya.plans_a_session("Head teacher", SCHOOL)
    priya.sends("Save the session")
    priya.goes_to("Signing and publication")
    priya.sees("Publication waits for the criminal case")
    hana.signs_in()
    assert not hana.offers("What can go ahead")
    hana.does_not_see("criminal", "hold")

    priya.records_the_verdict()
    priya.sees_what_can_go_ahead("3 of", "the office is to confirm whether this may go ahead")
    priya.goes_to("Proceedings and holds")
    priya.records_an_order()
    priya.confirms_the_release()
    priya.sees_what_can_go_ahead(
        "1 of",
        "that protects older sister",
        f"A conversation with class teacher, {SCHOOL} can go ahead. Not about the night",
    )
    priya.plans_a_session("Class teacher", SCHOOL, TEACHER)
    priya.sends("Save the session")
    priya.goes_to("Signing and publication")
    priya.sees("Publication waits for an order of a court")
    priya.records_the_end_of_the_order()
    priya.sees_what_can_go_ahead("Nothing waits", "Publication can go ahead. Not about the night itself.")
    assert looks.problems == []
