"""How is an agency asked about one entry, and how does it answer?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from chronology import events, rules
from chronology.actions.asking import audience_of, check_in_case, tell, whom_to_tell
from chronology.actions.owed import follow
from chronology.models import Answer, Entry, Question
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.documents.actions import original_of

Kind = Question.Kind


def _tell_trail(
    event: Event, entry: Entry, *, by: User, at: dt.datetime, changes: dict | None = None, word: str = "",
    audience: str = "",
) -> None:  # fmt: skip
    found = entry.submission.request
    record(
        event, by=by, at=at, review_code=found.review.code, subject=f"entry {entry.pk}", changes=changes,
        on_behalf_of=word, audience=audience or audience_of(found),
    )  # fmt: skip


@transaction.atomic
def ask_question(entry: Entry, *, text: str, due_on: dt.date, by: User, at: dt.datetime) -> Question:
    """Ask its agency about an entry, which stays where it is; the agency is told, once for what waits for it."""
    submission = entry.submission
    rules.check_may_ask_of(
        submitted=bool(submission.submitted_at), void=bool(entry.void_at), due_on=due_on, today=clock.date_of(at)
    )
    check_in_case(submission.request)
    made = Question.objects.create(
        entry=entry, kind=Kind.ASKED, text=text, due_on=due_on, sent_at=at, entered_by=by, entered_at=at
    )
    found = submission.request
    duty = follow(found, at=at)
    _tell_trail(events.QUESTION_ASKED, entry, by=by, at=at, changes={"due_on": str(due_on)})
    if duty:
        tell(
            found, "question", due_on=duty.due_on or due_on, people=whom_to_tell(found, at), at=at,
            sender=by.name, once=f"duty{duty.pk}",
        )  # fmt: skip
    return made


@transaction.atomic
def mark(entry: Entry, *, text: str, by: User, at: dt.datetime, revision: int | None = None) -> Question:
    """Note what is needed of an entry when its chronology is sent back; the agency reads it then, and not before.

    An entry that is marked already gets the new words, from whoever has seen the old ones (``revision``).
    """
    rules.check_may_mark(submitted=bool(entry.submission.submitted_at), void=bool(entry.void_at))
    there = Question.objects.marked().filter(entry=entry).first()
    if there is None:
        there = Question.objects.create(entry=entry, kind=Kind.NEEDED, text=text, entered_by=by, entered_at=at)
        changes = {"text": "changed"}
    else:
        changes = records.change(there, revision=revision or 0, text=text)
    _tell_trail(events.MARKED, entry, by=by, at=at, changes=changes, audience="office")
    return there


@transaction.atomic
def answer_question(
    question: Question,
    *,
    text: str,
    by: User,
    at: dt.datetime,
    given_on: dt.date | None = None,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Answer:
    """Answer beside the entry, in the agency's own words, which are looked for from now on; what comes later is added below."""
    today = clock.date_of(at)
    rules.check_may_answer(
        question, asked_on=clock.date_of(question.sent_at or at), given_on=given_on or today, today=today
    )
    entry = question.entry
    found = entry.submission.request
    made = Answer.objects.create(
        question=question,
        text=text,
        terms=rules.indexed(text),
        given_on=given_on or today,
        on_behalf_of=on_behalf_of,
        entered_by=by,
        entered_at=at,
    )
    kept = original_of(
        found.review, original, title="Answer as it was given", belongs_to=f"answer:{made.pk}", by=by, at=at,
        on_behalf_of=on_behalf_of, agency=found.agency,
    )  # fmt: skip
    if kept:
        records.change(made, original=kept)
    if question.kind == Kind.ASKED and not question.settled_at:
        records.change(question, settled_at=at)
        follow(found, at=at, answered_on=made.given_on)
    _tell_trail(events.QUESTION_ANSWERED, entry, by=by, at=at, word=on_behalf_of)
    return made


@transaction.atomic
def withdraw_question(question: Question, *, by: User, at: dt.datetime) -> None:
    """Ask it no more, before it is answered; asked again, nothing happens."""
    if question.withdrawn_at:
        return
    rules.check_may_withdraw(question)
    changes = records.change(question, withdrawn_at=at)
    follow(question.entry.submission.request, at=at)
    audience = "" if question.sent_at else "office"
    _tell_trail(events.QUESTION_WITHDRAWN, question.entry, by=by, at=at, changes=changes, audience=audience)
