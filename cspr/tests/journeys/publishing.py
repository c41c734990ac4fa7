"""What does the office do to agree, prepare and publish, and what does the public read?"""

import io

from pypdf import PdfReader

from cspr.tests.journeys.people import Person, day
from cspr.tests.journeys.window import Window


class Publishing(Person):
    def records_what_the_partners_agreed(self, code: str, recommendation: str) -> None:
        self.opens_case(code, "Findings and recommendations", "Record what the partners agreed")
        self.fills({"Recommendations that were agreed": []})
        self.is_refused("Record the agreement and tell the agencies", "Select")
        self.fills({"Recommendations that were agreed": [f"1. {recommendation}"], "Agreed on": day()})
        self.sends("Record the agreement and tell the agencies")

    def is_refused_agreement(self, code: str, name: str) -> None:
        """While a name stands in the report it cannot be agreed; the checks show it in its place."""
        self.opens_case(code, "Report", "Versions and comments", "Agree for publication")
        self.fills({"Agreed by whom, and when?": "Review panel"})
        self.is_refused("Agree for publication")
        self.follows("See the checks")
        self.sees(name)

    def agrees_the_report(self, code: str) -> None:
        self.opens_case(code, "Report", "Versions and comments", "Agree for publication")
        self.is_refused("Agree for publication", "Enter")
        self.fills({"Agreed by whom, and when?": "Review panel"})
        self.sends("Agree for publication")

    def prepares_the_report(self) -> None:
        self.goes_to("Signing and publication")
        self.follows("Prepare it for signing")
        self.sends("Prepare the report for signing")
        self.main().locator("[data-job=finished]").wait_for(timeout=60_000)
        self.look()

    def publishes(self, code: str) -> None:
        self.opens_case(code, "Signing and publication", "Set the date of publication")
        self.is_refused("Save the date", "Enter")
        self.fills({"Day of publication": day(-14), "Time": "10am"})
        self.sends("Save the date")
        self.follows("Record the day it was sent")
        self.fills({"Sent on": day()})
        self.sends("Save")
        self.follows("Publish now")
        self.is_refused("Publish now", "Say that nothing speaks against publication today")
        self.fills({"Nothing has come up that speaks against publication today": True})
        self.sends("Publish now")
        self.sees("See the public page")


class Public(Window):
    """Somebody who has no account."""

    def reads_the_page(self, title: str, *paragraphs: str) -> None:
        self.opens("/published/")
        self.follows(title)
        self.sees(*paragraphs)

    def reads_the_pdf(self) -> str:
        href = self.main().get_by_role("link", name="PDF").first.get_attribute("href")
        answer = self.page.request.get(href)
        assert answer.headers["content-type"] == "application/pdf"
        return " ".join(" ".join(part.extract_text() for part in PdfReader(io.BytesIO(answer.body())).pages).split())
