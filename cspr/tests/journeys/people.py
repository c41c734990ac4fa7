"""Who goes on the journey? The people of the cast, each in a browser window of their own, and what all of them can do."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from cspr.tests import cast
from cspr.tests.journeys.window import Window

COUNCIL, ICB, POLICE, HEALTH = (name for key, name, _ in cast.AGENCIES if key in ("council", "icb", "police", "health"))
LONDON = ZoneInfo("Europe/London")


def day(before: int = 0) -> dt.date:
    """The date so many days ago (or to come, where negative)."""
    return dt.datetime.now(LONDON).date() - dt.timedelta(days=before)


class Person(Window):
    """Somebody of the cast."""

    def signs_in(self) -> None:
        self.opens("/account/sign-in/")
        self.fills({"E-mail address": cast.email_of(self.who), "Password": cast.PASSWORD})
        self.sends("Sign in")
        self.sees("What waits for you")

    def signs_out(self) -> None:
        self.follows("Sign out")

    def sees_in_the_list(self, *texts: str) -> None:
        self.follows("Reviews")
        self.sees(*texts)

    def goes_home(self) -> None:
        self.follows("Practice reviews")

    def opens_case(self, code: str, *parts: str) -> None:
        """To the case, from the first page unless a link to it stands here, and on to a part of it: at once where it is listed."""
        here = self.offers(code)
        if here and parts and self.lists(parts[0]):
            self.goes_to(parts[0])
            return self.follows(*parts[1:])
        if not here:
            self.goes_home()
        self.follows(code, *parts)

    def lists(self, part: str) -> bool:
        """Is there a way to this part beside the page?"""
        return bool(self.page.locator(".cspr-parts").get_by_role("link", name=part, exact=True).count())

    def goes_to(self, part: str) -> None:
        """To another part of the case, by the list beside every page of it."""
        self.follows(part, within=self.page.locator(".cspr-parts"))

    def does_what_waits(self, what: str, way: str = "Do this now") -> None:
        """From the first page to what is owed: by a button of its card, or by its line where it has none."""
        self.goes_home()
        self.sees(what)
        said = re.compile(f"^{re.escape(what)}")  # and perhaps for whom, or about which
        card = self.main().locator(".case-next").filter(has=self.page.get_by_role("heading", name=said))
        if card.count():
            self.follows(way, within=card.first)
        else:
            self._leaves_by(self.main().locator(".case-then").get_by_role("link", name=said))
            self.look()

    def gets_a_file(self, button: str) -> bytes:
        """Have a file made by this button, wait for it, and take it."""
        here = self.page.url
        self.sends(button)
        self.main().locator("[data-job=finished]").wait_for(timeout=90_000)
        self.look()
        link = self.main().locator("[data-job] a")
        content = self.page.request.get(link.first.get_attribute("href")).body()
        self.page.goto(here)
        return bytes(content)
