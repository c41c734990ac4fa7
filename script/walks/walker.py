"""What does somebody do on the way through a task? Follows, presses, ticks and types, and counts."""

import re

from playwright.sync_api import Frame, Locator, Page

PASSWORD = "a-calm-demonstration"  # of the demonstration's people, as its sign-in page says
WAIT = 10_000


class Walker:
    """A window in which pages and clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pages, self.clicks, self.seconds = page, 0, 0, 0.0
        page.set_default_timeout(WAIT)

    def sign_in(self, who: str) -> None:
        self.page.goto("/account/sign-in/")
        self.page.get_by_label("E-mail address").fill(f"{who}@fenmarsh.example")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: "sign-in" not in url)

    def begin(self) -> None:
        """Count from here on; the page one stands at is the first."""
        self.pages, self.clicks = int(self.page.url != "about:blank"), 0
        self.page.on("framenavigated", self._came)

    def _came(self, frame: Frame) -> None:
        if frame == self.page.main_frame:
            self.pages += 1

    def open(self, address: str) -> None:
        self.page.goto(address)

    def click(self, thing: Locator) -> None:
        thing.click()
        self.clicks += 1
        self.page.wait_for_load_state()

    def follow(self, name: str | re.Pattern[str], nth: int = 0) -> None:
        """A link in the main part of the page, by its words."""
        main = self.page.locator("main")
        link = main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name))
        self.click(link.nth(nth))

    def press(self, name: str) -> None:
        self.click(self.page.locator("main").get_by_role("button", name=name, exact=True).first)

    def open_details(self, words: str) -> None:
        self.click(self.page.locator("summary", has_text=words).first)

    def choose(self, label: str, group: str = "") -> None:
        """A tick or a choice, by its label, and by that of its group where the label stands several times."""
        within = self.page.get_by_role("group", name=group, exact=True) if group else self.page
        within.get_by_label(label, exact=True).first.check()
        self.clicks += 1

    def type(self, label: str, text: str, nth: int = 0) -> None:
        words = re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$")
        self.page.get_by_label(words).nth(nth).fill(text)

    def type_date(self, group: str, date: tuple[int, int, int], nth: int = 0) -> None:
        fields = self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(group)}")).nth(nth)
        for label, number in zip(("Day", "Month", "Year"), date, strict=True):
            fields.get_by_label(label, exact=True).fill(str(number))

    def attach(self, name: str, content: str) -> None:
        self.page.locator("input[type=file]").first.set_input_files(
            [{"name": name, "mimeType": "message/rfc822", "buffer": content.encode()}]  # type: ignore[list-item]
        )
        self.clicks += 1

    def sees(self, words: str) -> None:
        self.page.locator("main").get_by_text(words).first.wait_for()
