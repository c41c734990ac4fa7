"""What do agencies do on the journey? Hana writes and Hugo signs for the health trust, Pete for the police."""

import datetime as dt
import re

from cspr.tests.journeys.people import HEALTH, day
from cspr.tests.journeys.readers import Reader
from cspr.tests.journeys.window import a_file

CHRONOLOGY = "Your agency's chronology"
RETURN = "Agency return to the rapid review"


class Agency(Reader):
    def fills_in_the_return(self) -> None:
        self.does_what_waits(RETURN, "Type it")
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
        self.sends("Send for sign-off")

    def signs_the_return(self) -> None:
        self.does_what_waits(RETURN, "Read it and sign it off")
        self.is_refused("Sign off and send", "sign it off")
        self.fills({f"I have read this return and sign it off for {HEALTH}": True})
        self.sends("Sign off and send")

    def answers_nothing_held(self) -> None:
        self.does_what_waits(RETURN, "Nothing held")
        self.sends("We hold nothing about any of them")

    def types_chronology_entries(self, entries: tuple[tuple[int, str, str], ...]) -> None:
        self.does_what_waits(CHRONOLOGY, "Type it")
        self.is_refused("Save entry", "Enter what happened")
        for number, (ago, source, what) in enumerate(entries, start=1):
            self.fills({"When": f"{day(ago):%d/%m/%Y}", "Source": source, "What happened": what})
            self.sends("Save entry" if number == len(entries) else "Save and add another")
        for _, _, what in entries:
            self.sees(what)

    def says_the_chronology_is_ready(self) -> None:
        self.sends("It is ready to sign off")

    def submits_the_chronology(self) -> None:
        self.does_what_waits(CHRONOLOGY, "Read it and sign it off")
        self.signs_what_is_open()

    def signs_what_is_open(self) -> None:
        self.follows("Sign off and submit")
        self.is_refused("Sign off and submit", "Tick “I have read this chronology")
        self.main().get_by_role("checkbox", name=re.compile("^I have read this chronology")).check()
        self.sends("Sign off and submit")

    def accepts_and_plans(self, action: str, due: dt.date) -> None:
        self.does_what_waits("Answer a recommendation and plan actions")
        self.follows("Answer")
        self.is_refused("Save answer", "Select")
        self.fills({"Does your agency accept it?": "Accepted"})
        self.sends("Save answer")
        self.follows("Plan an action")
        self.is_refused("Save action", "Enter")
        self.fills({"What will be done": action, "Who leads it": "Hana Brzezicki", "To be done by": due})
        self.sends("Save action")
        self.sees(action)

    def reports_progress(self, action: str, note: str) -> None:
        self.follows(action) if self.offers(action) else None
        self.follows("Report progress")
        self.is_refused("Save report", "Enter")
        self.fills(
            {
                "How does it stand?": "On course",
                "What has been done, and what comes next": note,
                "Date of this report": day(),
            }
        )
        self.sends("Save report")
        self.sees(note)

    def adds_evidence(self, shows: str) -> None:
        self.follows("Add evidence")
        self.is_refused("Add evidence", "Enter")
        self.fills(
            {
                "Kind of evidence": "Audit or dip sample",
                "What it shows": shows,
                "File": a_file("audit.csv", "seen,followed up\n20,19", "text/csv"),
            }
        )
        self.sends("Add evidence")
        self.sees(shows, "audit.csv")
