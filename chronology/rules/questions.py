"""What may be asked of an entry, how is it answered, and what changed in it since it was sent back?"""

import datetime as dt
from dataclasses import dataclass

from chronology.models import Question
from chronology.rules.requests import check_to_come
from cspr.records import NotYet

Told = dict[str, str]
ASKED, NEEDED = Question.Kind.ASKED, Question.Kind.NEEDED


@dataclass(frozen=True)
class Change:
    """What one line of an entry said when it was sent back, and what it says since."""

    label: str
    before: str
    after: str


def changed(was: Told, now: Told) -> list[Change]:
    """The lines that differ, in the order in which the entry has them; what was left out says nothing now."""
    labels = [*now, *(label for label in was if label not in now)]
    told = (Change(label, was.get(label, ""), now.get(label, "")) for label in labels)
    return [line for line in told if line.before != line.after]


def check_may_ask_of(*, submitted: bool, void: bool, due_on: dt.date, today: dt.date) -> None:
    """A question is asked of an entry that its agency has submitted, to be answered by a day to come."""
    if void:
        raise NotYet("This entry was recorded as made in error. There is nothing to ask of it.")
    if not submitted:
        raise NotYet("This chronology is with its agency again. Ask once it is submitted, or ring the agency.")
    check_to_come(due_on, today, name="The day by which it is to be answered")


def check_may_mark(*, submitted: bool, void: bool) -> None:
    """What is needed of an entry is noted down while the chronology is here, and goes back with it."""
    if void:
        raise NotYet("This entry was recorded as made in error. Nothing more is needed of it.")
    if not submitted:
        raise NotYet("This chronology is with its agency. Mark entries when it is submitted, and then send it back.")


def check_may_answer(question: Question, *, asked_on: dt.date, given_on: dt.date, today: dt.date) -> None:
    """The agency answers what was put to it; a later word may be added, but for what was sent back and has returned."""
    if question.withdrawn_at or question.sent_at is None:
        raise NotYet("This question was withdrawn. There is nothing to answer.")
    if question.entry.void_at:
        raise NotYet("The entry was recorded as made in error, so the question needs no answer.")
    if question.kind == NEEDED and question.settled_at:
        raise NotYet("The chronology was submitted again since. If something is still wrong, ring the office.")
    if given_on > today:
        raise NotYet("The day it was given cannot be in the future.", field="given_on")
    if given_on < asked_on:
        raise NotYet("It cannot have been answered before it was asked.", field="given_on")


def check_may_withdraw(question: Question) -> None:
    """What was answered stays, and so does what the agency is working on."""
    if question.settled_at:
        raise NotYet("This is answered already. Question and answer stay beside the entry.")
    if question.kind == NEEDED and question.sent_at:
        raise NotYet("The agency has it already. Ring the agency if it is no longer needed.")


def check_reason(why: str, marked: int) -> None:
    """Whoever gets a chronology back is told why: in general, or beside entries."""
    if not why.strip() and not marked:
        raise NotYet(
            "Say what is to be corrected or added, or mark the entries that need something.", field="why_sent_back"
        )
