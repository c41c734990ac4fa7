"""What does the office do to set up the review, and to gather its chronology?"""

from cspr.tests.journeys.people import Person, day


class Commissioning(Person):
    def appoints(self, code: str, reviewer: str) -> None:
        self.opens_case(code, "Reviewer, review panel and terms", "Appoint the lead reviewer")
        self.is_refused("Record the appointment", "Select")
        self.fills(
            {
                "Lead reviewer": reviewer,
                "Title, as it will be printed in the report": "Independent lead reviewer",
                "When did the partners choose them?": day(),
                "When was the national Panel told who it is?": day(),
            }
        )
        self.sends("Record the appointment")

    def gives_a_place(self, person: str, place: str) -> None:
        self.follows("Add somebody")
        self.is_refused("Give this place", "Select")
        self.fills({"Person": person, "Place": place, "From": day()})
        self.sends("Give this place")

    def agrees_the_terms(self, *questions: str) -> None:
        self.follows("Write the terms of reference")
        self.is_refused("Save the draft", "Enter")
        self.fills(
            {
                "Scope": "Both children, from the booking of the pregnancy with Child A.",
                "The review looks back to": "the booking of the pregnancy",
                "And ends with": "the day Child A was brought in",
            }
        )
        rows = self.main().locator(".cspr-rows__row")
        for number, question in enumerate(questions):
            if number >= rows.count():
                self.presses("Add another question")
            self.fills({"What is to be found out": question}, within=rows.nth(number))
        self.sends("Save the draft")
        self.follows("The review panel has agreed them")
        self.fills({"When did the review panel agree them?": day()})
        self.sends("Record that they are agreed")
        self.sees("Agreed", *questions)

    def asks_for_chronologies(self, code: str, *agencies: str) -> None:
        self.opens_case(code, "Chronology", "Ask agencies")
        self.fills({"Agencies to ask": []})
        self.is_refused("Ask these agencies", "Select at least one agency to ask")
        self.fills({"Agencies to ask": list(agencies), "Due on": day(-28)})
        self.fills({"People to search for": ["Child A: Tobiah Quenneville", "Child B: Marigold Quenneville"]})
        self.sends("Ask these agencies")

    def sees_who_has_not_answered(self, code: str, back: int, asked: int) -> None:
        self.opens_case(code, "Chronology")
        self.sees(f"{back} of {asked} chronologies")
