"""What do agencies do on the journey? Hana writes and Hugo signs for the health trust, Pete for the police."""

from cspr.tests.journeys.people import Person, day


class Agency(Person):
    def fills_in_the_return(self, code: str) -> None:
        self.goes_home()
        self.follows_duty("return")
        self.fills({"Child A": "We hold something"})
        self.fills({"What you hold about Child A, in a few words": "Health visitor's record from birth."})
        for person in ("Child B", "Mother"):
            self.fills({person: "We hold nothing"})
        self.fills(
            {
                "Name of the author": "Hana Brzezicki",
                "Job of the author": "Named nurse",
                "Which records were checked?": "Community records, health visiting and school nursing.",
                "When were the records secured?": day(7),
                "Your agency’s involvement with the child and family": "The health visitor met Child A four times.",
            }
        )
        self.fills(
            {
                "Date it happened": day(60),
                "Source": "Health visiting record",
                "What happened": "A bruise on the ear was seen at the clinic and explained by a fall.",
            },
            within=self.page.locator(".cspr-rows__row").first,
        )
        self.sends("Save and go to sign-off")

    def hands_over_for_sign_off(self) -> None:
        self.sends("Send to sign-off")

    def signs_the_return(self, code: str) -> None:
        self.goes_home()
        self.follows_duty("return")

    def answers_nothing_held(self, code: str) -> None:
        self.goes_home()
        self.follows_duty("return")
        self.follows("We hold nothing")
