"""What are the commonest tasks, and what is the shortest way through each in the demonstration?"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from walker import Walker

MAIL = """From: Mabel Thorne <m.thorne@tidewell.example>
Subject: Referral of two children

I refer Jessa Pikeman, born 3 March 2019, and her brother Toby, whose date of birth we do not hold.
"""
# So many days ago, as the demonstration's own dates are counted from the day it is loaded.
EVENTS = (
    (900, "Seen at school. Said that he slept badly."),
    (500, "Not brought to an appointment."),
    (60, "Seen with a bruise; the school was told."),
)


def ago(days: int) -> tuple[int, int, int]:
    """A day so long ago, as it is typed: day, month and year."""
    day = dt.date.today() - dt.timedelta(days=days)
    return day.day, day.month, day.year


@dataclass(frozen=True)
class Task:
    """What is to be done, who does it, and the way from their first page."""

    what: str
    who: str
    said: str
    walk: Callable[[Walker], None]


def log_referral(walker: Walker) -> None:
    walker.follow("Log a referral")
    walker.choose("E-mail")
    walker.attach("referral.eml", MAIL)
    walker.type_date("Date it was received", ago(1))
    walker.type("Name of the person who refers", "Mabel Thorne")
    walker.choose("A child was seriously harmed")
    walker.type("What happened", "Toby was taken to hospital with burns that nobody could explain.")
    walker.type("First names", "Jessa")
    walker.type("Family name", "Pikeman")
    walker.type_date("Date of birth", (3, 3, 2019))
    walker.open_details("Second child")
    walker.type("First names", "Toby", nth=1)
    walker.type("Family name", "Pikeman", nth=1)
    walker.type_date("Date of the incident", ago(2))
    walker.press("Open the case")
    walker.sees("date of birth not known")


def answer_rapid_review(walker: Walker) -> None:
    walker.follow("Go on typing")
    for person in ("grandmother", "sister", "family friend"):
        walker.choose("We hold nothing", group=person)
    walker.choose("We hold something", group="Child A")
    walker.type("What you hold about Child A, in a few words", "School nursing, and one visit to emergency care.")
    for place, (days, what) in enumerate(EVENTS):
        if place:
            walker.press("Add another key event")
        walker.type_date("Date it happened", ago(days), nth=place)
        walker.type("Source", "Community record", nth=place)
        walker.type("What happened", what, nth=place)
    walker.press("Save and go to sign-off")
    walker.press("Send for sign-off")
    walker.sees("Waiting for sign-off")


def sign_return(walker: Walker) -> None:
    walker.follow("Read it and sign it off")
    walker.choose("I have read this return and sign it off for Fenmarsh Community Health Trust")
    walker.press("Sign off and send")
    walker.sees("signed off and with the office")


def see_what_changed(walker: Walker) -> None:
    walker.follow("Open the case")
    walker.follow("Monday")
    walker.sees("since Monday")


def draft_two_paragraphs(walker: Walker) -> None:
    walker.follow("Start the report")
    walker.click(walker.page.locator(".cspr-parts").get_by_role("link", name="Chronology", exact=True))
    walker.click(walker.page.locator("main input[type=checkbox]").nth(2))
    walker.press("Write up in the report")
    walker.follow("Read the report")
    walker.follow("Write Narrative chronology")
    text = walker.page.locator(".ProseMirror")
    walker.click(text)
    walker.page.keyboard.press("Control+End")
    walker.page.keyboard.press("Enter")
    walker.page.keyboard.type("The worry was heard at this visit, and ")
    walker.page.locator(".cspr-editor__bar select").select_option(label="mother")
    walker.clicks += 1
    walker.page.keyboard.type(" was asked about it.")
    walker.press("Footnote")
    walker.page.keyboard.type("Health visiting record.")
    walker.sees("Saved ")


def decide(walker: Walker) -> None:
    walker.follow("Give the decision")
    walker.choose("Local child safeguarding practice review")
    walker.type("Reasons", "Three agencies saw the same sign and did not know of each other.")
    walker.press("Save the decision")
    walker.sees("Three agencies saw the same sign")


def find_what_is_stuck(walker: Walker) -> None:
    walker.sees("What holds it up")
    walker.sees("1 action was closed without being done")


def see_who_looked(walker: Walker) -> None:
    walker.sees("Who looked in the past seven days")
    walker.follow("Which pages")
    walker.sees("opened Where it stands")


def check_a_request(walker: Walker) -> None:
    walker.open("/help/invited/")
    walker.sees("Is the request genuine?")


def read_what_is_published(walker: Walker) -> None:
    walker.open("/published/")
    walker.follow("Overview report in respect of Robin")
    walker.sees("Executive summary")


TASKS = (
    Task("Log an e-mailed referral of two children", "priya", "Business support", log_referral),
    Task("Answer a rapid review: three events, three nothing held", "hana", "Contributor", answer_rapid_review),
    Task("Read and sign off that answer", "hugo", "Signatory", sign_return),
    Task("See what changed since Monday", "luca", "Lead reviewer", see_what_changed),
    Task("Draft two paragraphs: entry, person, footnote", "luca", "Lead reviewer", draft_two_paragraphs),
    Task("Decide what follows a rapid review", "dev", "Delegated partner", decide),
    Task("Tell which recommendation is stuck, and why", "bea", "Board member", find_what_is_stuck),
    Task("Say who looked at a case lately", "ira", "Information governance", see_who_looked),
    Task("Check from the e-mail that a request is genuine", "", "Invited person", check_a_request),
    Task("Read a published report", "", "Anybody", read_what_is_published),
)
