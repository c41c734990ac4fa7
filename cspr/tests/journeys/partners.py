"""What do the delegated safeguarding partners do on the journey? They decide and sign, and the scrutineer comments."""

import datetime as dt

from cspr.tests.journeys.people import Person, day


class Signer(Person):
    def signs_the_report(self, code: str, name: str) -> None:
        self.goes_home()
        self.opens_case(code, "Signing and publication", "Read and sign")
        self.is_refused("Sign this file", "Open and read the file before you sign")
        self.fills({"I have opened this file and read it": True, "Your full name": name})
        self.sends("Sign this file")


class Partner(Signer):
    def decides(self, code: str, stage: str, task: str, outcome: str, decided: dt.date) -> None:
        self.opens_case(code, stage, task)
        self.is_refused("Save the decision", "Enter the reasons")
        self.fills(
            {
                "What is decided?": outcome,
                "Reasons": "The criteria are met, and there is more to learn.",
                "Date of the decision": decided,
            }
        )
        self.sends("Save the decision")


class Scrutineer(Person):
    def comments(self, code: str) -> None:
        self.opens_case(code, "Rapid review", "The scrutineer’s comment")
        self.is_refused("Save the comment", "Enter")
        self.fills(
            {"Comment on the decisions": "The decision is sound and came in time.", "Date of the comment": day()}
        )
        self.sends("Save the comment")
