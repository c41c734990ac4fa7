"""What does the office do on the journey? Priya, business support."""

import datetime as dt

from cspr.tests.journeys.commissioning import Commissioning
from cspr.tests.journeys.people import day
from cspr.tests.journeys.publishing import Publishing
from cspr.tests.journeys.window import a_file

EMAIL = a_file("referral.eml", "From: a ward sister\nSubject: Two children\n\nPlease see below.", "message/rfc822")
BORN = (day(230), day(1500))  # the children


class Office(Commissioning, Publishing):
    def logs_a_referral(self, family: str) -> str:
        self.follows("Log a referral")
        self.is_refused("Open the case", "Enter")
        self.fills(
            {
                "How did it come?": "E-mail",
                "Date it was received": day(12),
                "The e-mail or form itself": EMAIL,
                "Name of the person who refers": "Orla Pemberley",
                "Their agency": "Saltmere Hospitals Trust",
                "What happened to the child or children?": "A child was seriously harmed",
                "What happened": "A baby of seven months was brought in with two fractures nobody could explain.",
            }
        )
        first = self.group("The child")
        self.fills({"First names": "Tobiah", "Family name": family, "Date of birth": BORN[0]}, within=first)
        second = self.unfolds("Second child")
        self.fills({"First names": "Marigold", "Family name": family, "Date of birth": BORN[1]}, within=second)
        self.fills({"Date of the incident": day(13)})
        self.sends("Open the case")
        return self.page.url.split("/reviews/")[1].split("/")[0]

    def screens(self, code: str) -> None:
        self.opens_case(code, "Referral and notification", "Answer the criteria for notifying")
        self.answers_the_criteria()
        self.follows("Recommend whether to notify")
        self.is_refused("Save the recommendation", "Enter")
        self.fills(
            {
                "What does the sub-group recommend?": "Notify the national Panel",
                "Reasons": "Two unexplained fractures in a child who cannot walk.",
                "Date of the recommendation": day(10),
            }
        )
        self.sends("Save the recommendation")

    def answers_the_criteria(self) -> None:
        asked = self.main().locator("legend").filter(has_text="Answer to criterion").count()
        for number in range(1, asked + 1):
            self.fills({f"Answer to criterion {number}": "Yes"})
        self.is_refused("Save the answers", "Criterion 1: say why; every answer needs its reasons")
        for number in range(1, asked + 1):
            self.fills({f"Reasons for answer {number}": "The paediatrician's findings say so."})
        self.sends("Save the answers")

    def enters_a_decision_for(self, code: str, agency: str, who: str, outcome: str, decided: dt.date) -> None:
        """A partner told the office; the letter goes with it."""
        self.follows(f"Decision of {agency}")
        self.is_refused("Save the decision", "Enter")
        self.fills(
            {
                "What is decided?": outcome,
                "Reasons": "The health board agrees with the sub-group.",
                "Date of the decision": decided,
                "Who gave it": who,
                "The e-mail, letter or note it came in": a_file("decision.txt", "We agree."),
            }
        )
        self.sends("Save the decision")
        self.sees(f"Given by {who}", "Original")

    def records_the_notification(self, code: str) -> None:
        self.opens_case(code, "Referral and notification", "Record the notification")
        self.is_refused("Save", "Enter")
        self.fills(
            {
                "Date the authority came to know or suspect both the harm and abuse or neglect": day(11),
                "What was known on that day": "That the fractures could not be explained.",
                "Date it was sent": day(8),
                "Number on the receipt": "SIN-4471",
                "Copy of the notification or its receipt": a_file("receipt.txt", "Received."),
                "Who told the office": "Nell Abara, notifications officer",
            }
        )
        self.sends("Save")
        self.sees("SIN-4471")

    def opens_the_rapid_review(self) -> None:
        self.goes_to("Rapid review")
        self.follows("Open the rapid review")
        self.fills({"Search records from": day(400), "When is the rapid review meeting?": "Another time"})
        self.fills({"Date of the meeting": day(1), "Time it starts": "10:00"})
        self.sends("Open the rapid review")

    def makes_the_search_list(self) -> None:
        """The children from the register, and the mother, who is not in it yet."""
        self.fills(
            {"People in the identity register": ["Child A: Tobiah Quenneville", "Child B: Marigold Quenneville"]}
        )
        self.sends("Put on the search list")
        self.follows("Add somebody who is not in the identity register yet")
        self.is_refused("Add to register and search list", "Enter")
        self.fills(
            {
                "Label": "Mother",
                "Given names": "Seraphina",
                "Family name": "Quenneville",
                "Date of birth": dt.date(1998, 5, 17),
                "Relationship to the child": "Mother",
            }
        )
        self.sends("Add to register and search list")

    def asks_for_returns(self, *agencies: str) -> None:
        self.follows("Ask agencies")
        self.is_refused("Send the requests", "Choose at least one agency.")
        for agency in agencies:
            self.fills({agency: True})
        self.sends("Send the requests")
        for agency in agencies:
            self.sees(agency)

    def reads_the_returns(self, code: str) -> None:
        self.opens_case(code, "Rapid review", "All returns in one pack")
        self.sees("A bruise on the ear was seen at the clinic", "nothing held")

    def keeps_notes_of_the_meeting(self, code: str) -> None:
        self.goes_to("Rapid review")
        self.follows("Rapid review meeting", "Write notes")
        self.fills({"Notes": "The group went through both returns and agreed on a local review."})
        self.sends("Save notes")
        self.follows("Add people who attended")
        self.is_refused("Add to attendance", "Choose at least one person")
        self.fills({"Name": "Cora Whitlock"}, within=self.group("Somebody else"))
        self.sends("Add to attendance")
        self.follows("Record who attended")
        self.fills({"Cora Whitlock": "Attended"})
        self.sends("Save attendance")

    def writes_what_was_found(self, code: str) -> None:
        self.goes_to("Rapid review")
        self.follows("What the rapid review found")
        self.fills(
            {
                "The facts, and what each agency did": "Child A was brought in with two fractures.",
                "Learning so far, and how it was shared": "A bruise in a baby was not followed up.",
            }
        )
        self.sends("Save")

    def screens_for_a_review(self, code: str) -> None:
        self.goes_to("Rapid review")
        self.follows("The criteria for a local review")
        self.answers_the_criteria()
        self.follows("The criteria for a national review")
        self.answers_the_criteria()
        self.follows("The sub-group’s recommendation")
        self.fills(
            {
                "What does the sub-group recommend?": "Local child safeguarding practice review",
                "Reasons": "There is learning across agencies that a local review would bring out.",
                "Date of the recommendation": day(),
            }
        )
        self.sends("Save the recommendation")

    def sends_it_to_the_national_panel(self, code: str) -> None:
        self.opens_case(code, "Rapid review", "Send it to the national Panel")
        self.is_refused("Save", "Enter")
        self.fills({"Date it was sent to the national Panel": day()})
        self.sends("Save")

    def records_its_reply(self, code: str) -> None:
        self.follows("The national Panel’s replies")
        self.follows("Record a letter")
        self.is_refused("Save the letter", "Enter")
        self.fills(
            {
                "Date the letter came": day(),
                "What does the national Panel think?": "Agrees with the decision",
                "What the letter says": "The Panel agrees that a local review should be held.",
                "The letter": a_file("letter.txt", "We agree."),
            }
        )
        self.sends("Save the letter")
        self.follows("Rapid review")

    def concludes(self, code: str) -> None:
        self.follows("Conclude")
        self.sends("Conclude the rapid review")
        self.sees("In review")
