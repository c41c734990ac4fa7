"""What does the board do on the journey? Bea follows a recommendation to its evidence, and judges it."""

from cspr.tests.journeys.people import Person, day


class BoardMember(Person):
    def finds_on_the_list(self, code: str, action: str, evidence: str) -> None:
        self.goes_home()
        self.follows("Recommendations of all cases", f"{code}, 1")
        self.sees(action, evidence, "audit.csv")

    def judges(self, judgement: str, reasons: str) -> None:
        self.follows("Judge whether practice changed")
        self.is_refused("Record the judgement", "Enter the reasons")
        self.fills(
            {
                "Has practice changed?": judgement,
                "Reasons": reasons,
                "Date of the judgement": day(),
                "Look again on": day(-90),
            }
        )
        self.sends("Record the judgement")
        self.sees(judgement, reasons)
