"""What is noted of a place of the report, and which checks are there?"""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviews.editing.rules.reading import Passage, words_of
from reviews.report.rules.shown import door_of

_REFERENCE = re.compile(r'<a href="#([\w-]+)">[^<]*</a>(?: (?:above|below))?')
_MOVING = re.compile(r"\b\d{1,2}\.\d{1,3}\b(?: (?:above|below))?|\b(?:footnote|section|recommendation) \d+")


class Check(StrEnum):
    """What an editor looks for, in the order in which it is shown."""

    TERMS = "terms"
    UNTOLD = "untold"
    RECOMMENDATION = "recommendation"
    STATEMENT = "statement"
    FIGURE = "figure"
    DATE = "date"
    EVIDENCE = "evidence"
    REFERENCE = "reference"
    SOURCE = "source"
    WORDING = "wording"
    ABBREVIATION = "abbreviation"
    REPEATED = "repeated"


# What each is called, and what one does about it.
TOLD: dict[Check, tuple[str, str]] = {
    Check.TERMS: ("Questions without an answer", "The review was asked these questions. Say where the report answers them."),
    Check.UNTOLD: ("Sections without text", "A number and a heading with nothing below. Write the section, or take it out."),
    Check.RECOMMENDATION: ("Recommendations without a date or an organisation", "Who is to do it, and by when? Both stand in the record."),
    Check.STATEMENT: ("Stated in other words", "A recommendation or finding has one text. Take the other wording out, or change the record."),
    Check.FIGURE: ("Figures that differ from the records", "Put the figure right, or the record."),
    Check.DATE: ("Dates and ages that disagree", "With the register, with the evidence named, or with one another."),
    Check.EVIDENCE: ("Chronology without evidence", "In the editor, “Beside the text” puts in what a paragraph rests on. It is not printed."),
    Check.REFERENCE: ("References to something else", "The sentence and the paragraph it leads to share no word."),
    Check.SOURCE: ("Sources", "What is listed should be cited, and what is cited listed."),
    Check.WORDING: ("Words that may read as blame", "A review asks how things came about. Quotations are left alone."),
    Check.ABBREVIATION: ("Abbreviations not explained", "Write the words out where it first stands, with the abbreviation in brackets."),
    Check.REPEATED: ("Sentences that stand twice", "Leave one, or refer to it."),
}  # fmt: skip


@dataclass(frozen=True)
class Noted:
    """Something in its place. ``says`` is the sentence that is shown, ``words`` those of the report.

    ``uid`` and ``section`` lead to the place in the editor, ``door`` to the record where it follows one. ``rests_on`` is
    the text it was read from: when that changes, what was set aside is asked anew.
    """

    check: Check
    place: str
    says: str
    words: str = ""
    section: int = 0
    uid: str = ""
    door: str = ""
    rests_on: str = ""

    @property
    def digest(self) -> str:
        """What tells this from everything else that may be noted, as long as its paragraph stays as it is."""
        words = _MOVING.sub("", self.words)
        parts = (self.check, self.uid, self.place if not self.uid else "", words, self.rests_on)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _kept(html: str) -> str:
    """The words of a text, references by where they lead: their numbers follow when other text moves."""
    return words_of(_REFERENCE.sub(r"\1", html))


def noted_at(passage: Passage, check: Check, says: str, words: str = "", about: str = "") -> Noted:
    """Something noted in a passage; ``about`` tells it from another of the same check and words."""
    return Noted(
        check,
        passage.place,
        says,
        words,
        passage.section.pk,
        passage.block.uid,
        door_of(passage.block.facts),
        f"{about}\0{_kept(passage.html)}",
    )


@dataclass(frozen=True)
class Question:
    """A question of the terms of reference; ``answered`` says that its author has named a place that answers it."""

    number: int
    text: str
    answered: bool = False


@dataclass(frozen=True)
class Counted:
    """How many of something the records have, and what they are called in a sentence: one, several."""

    count: int
    one: str
    several: str

    @property
    def told(self) -> str:
        return f"{self.count} {self.one if self.count == 1 else self.several}"


@dataclass(frozen=True)
class Born:
    """Somebody whose ages the report may tell."""

    label: str
    born_on: dt.date
    died_on: dt.date | None = None


@dataclass(frozen=True)
class Happened:
    """When something happened that a paragraph names as its evidence: between two days."""

    name: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Records:
    """What the records say that the text of a report can be compared with. ``agencies`` are names of organisations."""

    questions: tuple[Question, ...] = ()
    counts: Mapping[str, Counted] = field(default_factory=dict)
    births: tuple[Born, ...] = ()
    events: Mapping[str, Happened] = field(default_factory=dict)
    agencies: tuple[str, ...] = ()
