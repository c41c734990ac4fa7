"""Which letters does the system bring along? A package registers its own in ``apps.ready()``."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """The shipped wording of a letter. ``fields`` are the only merge fields it may use, beside those every letter has.

    ``title`` is what the office calls it. Those it ``must`` use stay in it however the office words it: without them an
    invitation looks like an attempt to deceive.
    """

    code: str
    subject: str
    body: str
    fields: tuple[str, ...]
    title: str = ""
    must: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title, or else the subject without its fields."""
        return self.title or FIELD.sub("…", self.subject).removeprefix("…: ").removesuffix(" (…)")

    @property
    def may_use(self) -> tuple[str, ...]:
        """Every field it may use."""
        return (*self.fields, *STANDING)


# What every letter may say without being given it: where the page for invited people is.
STANDING = ("about",)
# Who asks, how to ring them, what to quote, and the page that explains it.
GENUINE = ("sender", "phone", "code", *STANDING)
FIELD = re.compile(r"\{(\w+)\}")
SHIPPED: dict[str, Letter] = {}

# What each merge field says, and what stands for it in a preview. All invented.
FIELDS: dict[str, tuple[str, str]] = {
    "code": ("the code of the case or meeting", "FM-2026-042"),
    "reference": ("what to quote on the telephone", "FM-2026-042/R7"),
    "kind": ("the kind of meeting", "review panel meeting"),
    "date": ("the day of the meeting", "Tuesday 14 April 2026"),
    "time": ("the time it starts", "10:00"),
    "minutes": ("how many minutes it lasts", "90"),
    "place": ("where it is", "Fenmarsh House, room 2, or by video"),
    "what": ("what is asked for", "answer the rapid review’s request"),
    "due": ("the day it is due", "21 April 2026"),
    "number": ("which recommendations", "1 and 3"),
    "name": ("the name of the person written to", "Gwen Tarrant"),
    "sender": ("who sends it, with their job", "Priya Raman, Business manager"),
    "office": ("the name of the partnership", "Fenmarsh Safeguarding Children Partnership"),
    "phone": ("the office’s telephone number", "01632 960 100"),
    "link": ("the page that asks for a sign-in", "https://reviews.example.org/reviews/FM-2026-042/"),
    "site": ("the first page of the system", "https://reviews.example.org/"),
    "rule": ("by which rule it is due", "15 working days after the notification was sent"),
    "reason": ("why something is late", "A criminal trial holds the conversations with practitioners."),
    "days": ("how many days the link works", "7"),
    "about": ("the page that explains what this is about", "https://reviews.example.org/help/invited/"),
}


def register(letter: Letter) -> None:
    """Make a letter known; raises ``ValueError`` where its text uses a field it does not list, or lacks one it must."""
    used = fields_in(letter.subject + letter.body)
    if unknown := used - set(letter.may_use):
        raise ValueError(f"Letter {letter.code} uses fields it does not list: {', '.join(sorted(unknown))}.")
    if lacking := set(letter.must) - used:
        raise ValueError(f"Letter {letter.code} lacks fields it must use: {', '.join(sorted(lacking))}.")
    SHIPPED[letter.code] = letter


def fields_in(text: str) -> set[str]:
    """The merge fields a text uses."""
    return set(FIELD.findall(text))
